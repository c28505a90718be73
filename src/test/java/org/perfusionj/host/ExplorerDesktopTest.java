package org.perfusionj.host;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ij.IJ;
import ij.ImagePlus;
import ij.WindowManager;
import ij.gui.ImageCanvas;
import ij.gui.OvalRoi;
import ij.gui.Overlay;
import ij.gui.PointRoi;
import ij.gui.Roi;
import ij.gui.Toolbar;
import ij.measure.ResultsTable;

import java.awt.Component;
import java.awt.Container;
import java.awt.Point;
import java.awt.Rectangle;
import java.awt.event.InputEvent;
import java.awt.event.MouseEvent;
import java.lang.ref.WeakReference;
import java.lang.reflect.InvocationTargetException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.stream.IntStream;

import javax.swing.AbstractButton;
import javax.swing.SwingUtilities;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.perfusionj.commands.SampleFiles;
import org.perfusionj.images.SeriesWindow;
import org.perfusionj.maps.MapRequest;
import org.perfusionj.maps.PerfusionMap;
import org.perfusionj.maps.PerfusionMethod;
import org.perfusionj.pipeline.ClosedMethod;
import org.perfusionj.pipeline.ExploredCase;
import org.perfusionj.pipeline.PerfusionResult;
import org.perfusionj.pipeline.VoxelCurves;
import org.perfusionj.pipeline.VoxelExplorer;
import org.perfusionj.report.CurveExplorer;
import org.perfusionj.report.ExplorerWindow;
import org.perfusionj.report.MapWindows;

/** The curve explorer as a user of plain ImageJ meets it: clicks, the moving cursor, selections, slices, windows that close. */
@Timeout(120)
class ExplorerDesktopTest extends OnDesktop {

	private static final double DENSITY = 1;

	@BeforeEach
	void openSeries() {
		forgetLastValues("deconvolve");
		forgetLastValues("fake_residue");
		IJ.setTool(Toolbar.RECTANGLE);
		SeriesWindow.show(SampleFiles.slices(1, 2).withName("case"));
	}

	private static void deconvolve(final String options) {
		assertEquals("", MacroCalls.run("deconvolve", "method=cSVD aif=classical vof=none partial_volume=none maps=CBF,MTT,Tmax,TTP " + options));
	}

	private static ImagePlus image(final String name) {
		return WindowManager.getImage("case " + name);
	}

	private static ExplorerWindow window() {
		return (ExplorerWindow) WindowManager.getWindow("case curve explorer");
	}

	/** Moves the cursor to a pixel. */
	private static void move(final ImagePlus image, final int x, final int y) throws Exception {
		send(image, x, y, MouseEvent.MOUSE_MOVED, 0);
	}

	private static void click(final ImagePlus image, final int x, final int y) throws Exception {
		send(image, x, y, MouseEvent.MOUSE_PRESSED, InputEvent.BUTTON1_DOWN_MASK);
		send(image, x, y, MouseEvent.MOUSE_RELEASED, InputEvent.BUTTON1_DOWN_MASK);
		send(image, x, y, MouseEvent.MOUSE_CLICKED, InputEvent.BUTTON1_DOWN_MASK);
	}

	private static void send(final ImagePlus image, final int x, final int y, final int id, final int modifiers) throws Exception {
		final ImageCanvas canvas = image.getCanvas();
		// the first point of the screen that is in the pixel
		int sx = canvas.screenX(x);
		while (canvas.offScreenX(sx) < x)
			sx++;
		int sy = canvas.screenY(y);
		while (canvas.offScreenY(sy) < y)
			sy++;
		final MouseEvent event = new MouseEvent(canvas, id, System.currentTimeMillis(), modifiers, sx, sy, 1, false, modifiers == 0 ? MouseEvent.NOBUTTON : MouseEvent.BUTTON1);
		SwingUtilities.invokeAndWait(() -> canvas.dispatchEvent(event));
	}

	/** Waits until the window shows a place. */
	private static VoxelCurves shown(final String place) throws InterruptedException {
		Desktop.waitFor(() -> window() != null && onEventThread(() -> window().shown().map(plot -> plot.place()).orElse("")).equals(place), () -> place + " is not shown, but " + (window() == null ? "nothing" : window().shown().map(
			plot -> plot.place()).orElse("no curves")));
		return onEventThread(() -> window().shown().orElseThrow().curves());
	}

	private static <T> T onEventThread(final Supplier<T> work) {
		final List<T> result = new ArrayList<>();
		try {
			SwingUtilities.invokeAndWait(() -> result.add(work.get()));
		}
		catch (final InterruptedException | InvocationTargetException failed) {
			throw new AssertionError(failed);
		}
		return result.get(0);
	}

	/** Waits until all that was sent is worked off and nothing more can be shown. */
	private static void settle() throws Exception {
		Thread.sleep(300);
		SwingUtilities.invokeAndWait(() -> {});
	}

	private static float value(final ImagePlus image, final int x, final int y, final int slice, final int frame) {
		return image.getStack().getProcessor(image.getStackIndex(1, slice, frame)).getf(x, y);
	}

	/** Curves and numbers are those of maps, 4D image and series. */
	private static void assertShows(final int x, final int y, final int slice, final VoxelCurves curves) {
		assertEquals(1, curves.count());
		curves.values().forEach((map, value) -> assertEquals(value(image(map.key()), x, y, slice, 1), value, 1e-6, map.key()));
		final ImagePlus residue = image("residue");
		for (int k = 0; k < residue.getNFrames(); k++)
			assertEquals(6000 / DENSITY * value(residue, x, y, slice, k + 1), curves.residue().orElseThrow().value(k), 1e-3, "lag " + k);
		final ImagePlus series = WindowManager.getImage("case");
		final double[] tissue = curves.tissue().values();
		// enhancement: all that was taken off the signal is its baseline
		final double baseline = value(series, x, y, slice, 20) - tissue[19];
		for (int t = 0; t < tissue.length; t++)
			assertEquals(value(series, x, y, slice, t + 1), tissue[t] + baseline, 1e-2, "frame " + t);
	}

	@Test
	void aClickOpensTheCurvesAndTheyFollowTheCursor() throws Exception {
		deconvolve("residue");
		settle();
		assertNull(window(), "nothing opens that was not asked for");
		final List<String> before = overlays();

		click(image("CBF"), 40, 60);
		assertShows(40, 60, 2, shown("x 40, y 60, slice 2"));
		assertTrue(window().follows());
		assertEquals(List.of("CBF", "MTT", "TTP", "Tmax"), shown("x 40, y 60, slice 2").values().keySet().stream().map(PerfusionMap::key).sorted().toList());

		// another map, which is zoomed, another slice, the 4D image and the series
		final ImagePlus tmax = image("Tmax");
		SwingUtilities.invokeAndWait(() -> tmax.getCanvas().zoomIn(tmax.getCanvas().screenX(70), tmax.getCanvas().screenY(50)));
		assertTrue(tmax.getCanvas().getSrcRect().width < 128 || tmax.getCanvas().getMagnification() > image("CBF").getCanvas().getMagnification());
		move(tmax, 71, 52);
		assertShows(71, 52, 2, shown("x 71, y 52, slice 2"));
		tmax.setSlice(1);
		assertShows(71, 52, 1, shown("x 71, y 52, slice 1"));
		final ImagePlus residue = image("residue");
		residue.setPosition(1, 1, 17);
		move(residue, 45, 55);
		assertShows(45, 55, 1, shown("x 45, y 55, slice 1"));
		final ImagePlus series = WindowManager.getImage("case");
		series.setPosition(1, 2, 30);
		move(series, 46, 55);
		assertShows(46, 55, 2, shown("x 46, y 55, slice 2"));
		move(image("CBF"), 1, 1);
		assertEquals(0, shown("x 1, y 1, slice 2").count(), "air");

		// the voxel is marked beside what was there
		assertEquals(before.size(), overlays().size());
		for (final String name : List.of("CBF", "MTT", "Tmax", "TTP")) {
			final Overlay overlay = image(name).getOverlay();
			final Roi mark = overlay.get(overlay.size() - 1);
			assertTrue(mark instanceof PointRoi && mark.getContainedPoints()[0].equals(new Point(1, 1)), name + ": " + mark);
			assertEquals(2, mark.getPosition());
		}
		SwingUtilities.invokeAndWait(() -> window().dispose());
		assertEquals(before, overlays());
	}

	/** Number and place of everything that lies over the images. */
	private static List<String> overlays() {
		final Map<String, String> overlays = new TreeMap<>();
		for (final ImagePlus image : Desktop.images())
			overlays.put(image.getTitle(), image.getOverlay() == null ? "none" : Arrays.toString(image.getOverlay().toArray()));
		return overlays.entrySet().stream().map(Object::toString).toList();
	}

	@Test
	void aClickKeepsTheVoxelUntilTheCursorIsFollowedAgain() throws Exception {
		deconvolve("");
		click(image("CBF"), 40, 60);
		shown("x 40, y 60, slice 2");
		click(image("MTT"), 42, 61);
		shown("x 42, y 61, slice 2");
		assertFalse(window().follows());
		move(image("CBF"), 60, 60);
		image("MTT").setSlice(1);
		settle();
		shown("x 42, y 61, slice 2");
		click(image("Tmax"), 43, 62);
		shown("x 43, y 62, slice 2");
		SwingUtilities.invokeAndWait(() -> window().setFollows(true));
		move(image("CBF"), 60, 60);
		shown("x 60, y 60, slice 2");
		// the hand moves the image
		IJ.setTool(Toolbar.HAND);
		click(image("CBF"), 61, 60);
		settle();
		assertTrue(window().follows());
	}

	@Test
	void ofASelectionTheMeanIsShown() throws Exception {
		deconvolve("residue");
		final ImagePlus mtt = image("MTT");
		click(mtt, 40, 60);
		shown("x 40, y 60, slice 2");
		mtt.setRoi(new Roi(38, 58, 5, 5));
		final VoxelCurves mean = shown("mean of 25 voxels (selection), slice 2");
		assertEquals(25, mean.count());
		mean.values().forEach((map, value) -> assertEquals(IntStream.range(0, 25).mapToDouble(n -> value(image(map.key()), 38 + n % 5, 58 + n / 5, 2, 1)).average().getAsDouble(), value, 1e-5, map.key()));
		for (final int k : new int[] { 0, 3, 30 }) {
			final int frame = k + 1;
			assertEquals(6000 * IntStream.range(0, 25).mapToDouble(n -> value(image("residue"), 38 + n % 5, 58 + n / 5, 2, frame)).average().getAsDouble(), mean.residue().orElseThrow().value(k), 1e-2);
		}
		// its outline is on the other maps
		final Overlay overlay = image("CBF").getOverlay();
		assertEquals(new Rectangle(38, 58, 5, 5), overlay.get(overlay.size() - 1).getBounds());
		// the cursor does not leave it
		move(mtt, 70, 70);
		settle();
		shown("mean of 25 voxels (selection), slice 2");
		mtt.setSlice(1);
		shown("mean of 25 voxels (selection), slice 1");
		mtt.deleteRoi();
		shown("x 70, y 70, slice 1");
		// a lasso, partly outside the image
		final Roi named = new OvalRoi(-6, 50, 60, 10);
		named.setName("stripe");
		image("CBF").setRoi(named);
		Desktop.waitFor(() -> window().shown().map(plot -> plot.place()).orElse("").contains("(stripe), slice 2"), () -> "the stripe is not shown");
	}

	@Test
	void localAifAndStandardDeviationsOfANetworkAreShown() throws Exception {
		assertEquals("", MacroCalls.run("fake_residue", "aif=classical vof=none partial_volume=none residue localaif"));
		click(image("BAD"), 40, 60);
		final VoxelCurves curves = shown("x 40, y 60, slice 2");
		assertShows(40, 60, 2, curves);
		final double delayS = curves.values().get(PerfusionMap.BAD);
		final ImagePlus local = image("local AIF");
		for (int t = 0; t < local.getNFrames(); t++) {
			// frames are 1 s apart
			final double at = t - delayS;
			final int before = (int) Math.floor(at);
			final double expected = at < 0 ? 0 : value(local, 40, 60, 2, before + 1) + (at == before ? 0 : (at - before) * (value(local, 40, 60, 2, before + 2) - value(local, 40, 60, 2, before + 1)));
			assertEquals(expected, curves.localAif().orElseThrow().value(t), 1e-3, "frame " + t);
		}
		assertTrue(window().shown().orElseThrow().numbers().contains("\u00b1 0.5 s"), window().shown().orElseThrow().numbers());
		move(local, 45, 61);
		shown("x 45, y 61, slice 2");
	}

	@Test
	void theCurvesBecomeATable() throws Exception {
		deconvolve("");
		click(image("CBF"), 40, 60);
		final VoxelCurves curves = shown("x 40, y 60, slice 2");
		SwingUtilities.invokeAndWait(() -> button(window().getContentPane(), "Curves as table").doClick());
		final ResultsTable table = ResultsTable.getResultsTable("case curve explorer, x 40, y 60, slice 2");
		assertEquals(curves.fit().orElseThrow().value(20), table.getValue("Fit (HU)", 20));
		assertEquals(curves.residue().orElseThrow().value(3), table.getValue("R (ml/100 g/min)", 3));
	}

	private static AbstractButton button(final Container container, final String label) {
		for (final Component component : container.getComponents()) {
			if (component instanceof AbstractButton button && label.equals(button.getText())) return button;
			if (component instanceof Container inner) {
				final AbstractButton found = button(inner, label);
				if (found != null) return found;
			}
		}
		return null;
	}

	@Test
	void aClosedWindowStaysClosedUntilTheMenuOpensIt() throws Exception {
		deconvolve("");
		final ImagePlus cbf = image("CBF");
		click(cbf, 40, 60);
		shown("x 40, y 60, slice 2");
		SwingUtilities.invokeAndWait(() -> window().dispose());
		click(cbf, 41, 60);
		move(cbf, 42, 60);
		settle();
		assertNull(window());
		Desktop.activate(cbf);
		desktop.pick("explore");
		Desktop.waitFor(() -> window() != null && window().isShowing(), () -> "the menu does not open it");
		move(cbf, 43, 60);
		shown("x 43, y 60, slice 2");
		assertSame(window(), onEventThread(() -> CurveExplorer.of(image("TTP")).orElseThrow().open()), "one for all maps");
		// an image that is none of the result's any more
		cbf.setRoi(10, 10, 50, 50);
		IJ.run(cbf, "Crop", "");
		move(cbf, 20, 20);
		settle();
		assertFalse(window().shown().orElseThrow().place().startsWith("x 20"), window().shown().orElseThrow().place());
		// its window ends with the maps
		for (final String map : List.of("CBF", "MTT", "Tmax", "TTP")) {
			assertNotNull(window());
			image(map).changes = false;
			image(map).close();
			settle();
		}
		assertNull(window());
		assertEquals(List.of("case"), Desktop.images().stream().map(ImagePlus::getTitle).toList());
	}

	@Test
	void whatCannotBeExploredIsSaid() throws Exception {
		deconvolve("explore=false");
		click(image("CBF"), 40, 60);
		settle();
		assertNull(window());
		Desktop.activate(image("CBF"));
		final String made = MacroCalls.run("explore", "");
		assertTrue(made.contains("\"case CBF\"") && made.contains("explore=true"), made);
		Desktop.activate(WindowManager.getImage("case"));
		assertTrue(MacroCalls.run("explore", "").contains("\"case\""));
	}

	@Test
	void theMethodIsClosedWithTheLastMap() throws Exception {
		for (final boolean opened : new boolean[] { true, false }) {
			final List<String> notes = Collections.synchronizedList(new ArrayList<>());
			final PerfusionMethod method = new ClosedMethod(ExploredCase.withLocalAif(), notes);
			final MapRequest request = ExploredCase.request(EnumSet.of(PerfusionMap.CBF, PerfusionMap.BAD));
			final PerfusionResult result = new ExploredCase().result(method, request);
			notes.clear();
			final List<ImagePlus> maps = new MapWindows(result, "1.0.0", "case").all();
			final CurveExplorer explorer = new CurveExplorer(new VoxelExplorer(result, method, request), maps, Optional.empty(), "case");
			maps.forEach(ImagePlus::show);
			settle();
			if (opened) {
				click(maps.get(1), 20, 12);
				assertEquals(20, shown("x 20, y 12, slice 2").region().voxels().get(0).x());
				SwingUtilities.invokeAndWait(() -> explorer.window().orElseThrow().dispose());
				Desktop.waitFor(() -> notes.equals(List.of("prepared", "freed")), notes::toString);
				onEventThread(explorer::open);
				move(maps.get(1), 21, 12);
				shown("x 21, y 12, slice 2");
			}
			notes.clear();
			maps.forEach(ImagePlus::close);
			Desktop.waitFor(() -> notes.equals(opened ? List.of("freed", "closed") : List.of("closed")), notes::toString);
			assertEquals(Optional.empty(), onEventThread(explorer::window));
		}
	}

	@Test
	void closedWindowsHoldNoMemory() throws Exception {
		deconvolve("");
		click(image("CBF"), 40, 60);
		shown("x 40, y 60, slice 2");
		final WeakReference<CurveExplorer> explorer = new WeakReference<>(CurveExplorer.of(image("CBF")).orElseThrow());
		final WeakReference<ExplorerWindow> window = new WeakReference<>(window());
		desktop.closeAll();
		Desktop.waitFor(() -> {
			System.gc();
			return explorer.get() == null;
		}, () -> "still in memory; window: " + window.get());
		Desktop.waitFor(() -> Thread.getAllStackTraces().keySet().stream().noneMatch(thread -> thread.getName().equals("PerfusionJ curve explorer")), () -> "a thread is left");
	}
}
