package org.perfusionj.host;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ij.IJ;
import ij.ImageJ;
import ij.ImagePlus;
import ij.ImageStack;
import ij.Prefs;
import ij.WindowManager;
import ij.gui.MultiLineLabel;
import ij.gui.PointRoi;
import ij.gui.Roi;
import ij.measure.Calibration;
import ij.measure.ResultsTable;
import ij.plugin.frame.Recorder;
import ij.plugin.frame.RoiManager;

import java.awt.Component;
import java.awt.Container;
import java.awt.Dialog;
import java.awt.Window;
import java.lang.reflect.Field;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.perfusionj.commands.SampleFiles;
import org.perfusionj.images.SeriesWindow;
import org.perfusionj.io.NiftiVolumes;
import org.perfusionj.series.Volume;

/** The plugin's own commands as a user of plain ImageJ meets them: menu, dialog, windows, ROI Manager, recorder, macros. */
@Timeout(120)
class DesktopTest extends OnDesktop {

	private static final String LABEL = "Deconvolve (sSVD/cSVD/oSVD/Tikhonov)";
	private static final List<String> MAPS = List.of("CBF", "CBV", "MTT", "Tmax", "TTP");
	private static final int BASELINE_FRAMES = 9;

	@BeforeEach
	void showDefaults() {
		forgetLastValues("deconvolve");
		forgetLastValues("phantom");
		Prefs.set(RoiManager.LOC_KEY, null);
	}

	@Test
	void theSampleOpensAsACalibratedHyperstack() throws Exception {
		final long start = System.nanoTime();
		desktop.pick("sample");
		Desktop.waitForCommands();
		final double seconds = (System.nanoTime() - start) / 1e9;

		final ImagePlus sample = IJ.getImage();
		assertEquals(List.of(sample), Desktop.images());
		assertArrayEquals(new int[] { 128, 128, 1, 4, 48 }, sample.getDimensions());
		assertTrue(sample.isHyperStack());
		final Calibration calibration = sample.getCalibration();
		assertEquals("mm", calibration.getUnit());
		assertArrayEquals(new double[] { 1.8, 1.8, 10, 1.4 }, new double[] { calibration.pixelWidth, calibration.pixelHeight, calibration.pixelDepth, calibration.frameInterval });
		assertEquals("HU", calibration.getValueUnit());
		assertTrue(sample.getCanvas().getMagnification() > 1, "single voxels can be pointed at");
		assertTrue(seconds < 20, "a sample must not keep anybody waiting: " + seconds + " s");

		desktop.choose("deconvolve").set("method", "sSVD").run();
		assertNotNull(window(sample.getTitle() + " CBF"));
	}

	@Test
	void thePhantomOpensWithItsTruthAndCanBeAnalysedAtOnce() throws Exception {
		// EXECUTE
		final Recorder recorder = new Recorder(true);
		desktop.choose("phantom").set("seed", "7").set("occlusion", "left_M1").set("matrix", "128").set("slices", "3").set("slice_mm", "10").set("frames", "40").set("frame_interval_s", "1.2").set("timing", "regular").set("output",
			folder.resolve("phantom").toString()).run();

		// VERIFY: what is shown is what is written
		final String title = "phantom-7";
		Desktop.waitFor(() -> title.equals(IJ.getImage().getTitle()), () -> IJ.getImage() + " is the active image");
		final ImagePlus series = window(title);
		assertArrayEquals(new int[] { 128, 128, 1, 3, 40 }, series.getDimensions());
		assertEquals("HU", series.getCalibration().getValueUnit());
		final Map<String, String> units = Map.of("CBF", "ml/100 g/min", "CBV", "ml/100 g", "MTT", "s", "delay", "s", "Tmax", "s");
		for (final String name : units.keySet()) {
			final ImagePlus map = window(title + " truth " + name);
			assertEquals(units.get(name), map.getCalibration().getValueUnit());
			assertNotNull(map.getOverlay(), "colour bar");
			final Volume written = NiftiVolumes.readVolume(folder.resolve("phantom/truth_" + name + ".nii.gz"));
			final float[][] shown = planes(map);
			for (int z = 0; z < 3; z++)
				assertArrayEquals(written.plane(z), shown[z]);
		}
		final ImagePlus tissue = window(title + " truth tissue");
		assertEquals(8, tissue.getBitDepth());
		assertTrue(tissue.getInfoProperty().contains("5 = Core"), tissue.getInfoProperty());
		assertNotNull(tissue.getOverlay(), "legend");
		assertNoOverlap(title, title + " truth CBF", title + " truth CBV", title + " truth MTT", title + " truth delay", title + " truth Tmax", title + " truth tissue", title + " truth curves", "ROI Manager");
		final RoiManager manager = RoiManager.getInstance();
		assertEquals(List.of("AIF expert", "VOF expert"), Arrays.stream(manager.getRoisAsArray()).map(Roi::getName).toList());
		for (final Roi roi : manager.getRoisAsArray())
			assertTrue(peak(series, roi) > 60, roi.getName() + " lies in a vessel: " + peak(series, roi) + " HU");

		// VERIFY: the active image is the series, and after an automatic selection the expert's voxels still are its vascular functions
		desktop.choose("deconvolve").set("method", "sSVD").set("baseline_end_s", "4.8").run();
		assertNotNull(window(title + " CBF"));
		Desktop.activate(series);
		desktop.choose("deconvolve").set("method", "sSVD").set("aif", "roi").set("vof", "roi").run();
		final ResultsTable metrics = ResultsTable.getResultsTable(title + "-1 curve metrics");
		assertEquals(peakOfMean(series, List.of(roi(manager, "AIF expert")), 5), peakOf(metrics, "AIF as measured"), 0.02);
		assertEquals(peakOfMean(series, List.of(roi(manager, "VOF expert")), 5), peakOf(metrics, "VOF"), 0.02);

		// VERIFY: the recorded line makes the same phantom
		final String line = recorder.getText().lines().filter(text -> text.startsWith("run(\"Perfusion phantom")).findFirst().orElseThrow(() -> new AssertionError(recorder.getText()));
		desktop.closeAll();
		assertNotEquals("[aborted]", IJ.runMacro(line.replace("\");", " overwrite\");")));
		final float[][] again = planes(window(title + " truth CBF"));
		assertArrayEquals(NiftiVolumes.readVolume(folder.resolve("phantom/truth_CBF.nii.gz")).plane(1), again[1]);
	}

	@Test
	void escapeStopsAPhantomWithinASecondAndLeavesNothing() throws Exception {
		final Path output = folder.resolve("never");
		desktop.choose("phantom").set("matrix", "512").set("slices", "12").set("slice_mm", "5").set("frames", "100").set("frame_interval_s", "1").set("timing", "regular").set("output", output.toString()).ok();
		for (final String stage : new String[] { "Growing", "Painting", "Scanning" }) {
			Desktop.waitFor(() -> status().contains(stage), () -> "not " + stage + ": " + status());
			final long start = System.nanoTime();
			desktop.pressEscape();
			Desktop.waitForCommands();
			final double seconds = (System.nanoTime() - start) / 1e9;

			assertTrue(seconds < 1, stage + ": " + seconds + " s");
			assertEquals(List.of(), desktop.titles());
			try (Stream<Path> left = Files.list(folder)) {
				assertEquals(List.of(), left.toList());
			}
			assertTrue(status().contains("Cancelled with the Escape key"), status());
			// starts from the values used last
			if (!stage.equals("Scanning")) desktop.choose("phantom").set("output", output.toString()).ok();
		}
	}

	@Test
	void aSeriesIsOpenedFromAFileAndAnalysed() throws Exception {
		final Path file = SampleFiles.nifti(folder.resolve("case 7.nii.gz"), SampleFiles.slices(1, 2));
		desktop.choose("open").set("input", file.toString()).run();
		assertArrayEquals(new int[] { 128, 128, 1, 2, 50 }, window("case 7").getDimensions());

		desktop.choose("deconvolve").set("method", "sSVD").set("output", folder.resolve("out").toString()).run();

		final float[][] shown = planes(window("case 7 CBF"));
		final Volume written = NiftiVolumes.readVolume(folder.resolve("out/CBF.nii.gz"));
		for (int z = 0; z < 2; z++)
			assertArrayEquals(written.plane(z), shown[z]);
		IJ.run("Open perfusion series", "input=[" + file + "] frame_interval_s=2");
		assertEquals(2, IJ.getImage().getCalibration().frameInterval);
	}

	@Test
	void fromTheDialogToTheWindowsAndBackFromTheRecordedLine() throws Exception {
		// SETUP
		final ImagePlus sample = sample();
		sample.setPosition(1, 2, 14);
		sample.setRoi(30, 40, 10, 12);
		final State before = State.of(sample);
		final Recorder recorder = new Recorder(true);

		// EXECUTE
		desktop.choose("deconvolve").set("method", "sSVD").set("filter", "gaussian").set("smoothing_mm", "6").set("residue", "true").run();

		// VERIFY: what is shown
		final Map<String, float[][]> maps = maps("sample");
		final Map<String, String> units = Map.of("CBF", "ml/100 g/min", "CBV", "ml/100 g", "MTT", "s", "Tmax", "s", "TTP", "s");
		for (final String name : MAPS) {
			final ImagePlus map = window("sample " + name);
			assertArrayEquals(new int[] { 128, 128, 1, 4, 1 }, map.getDimensions());
			assertEquals(units.get(name), map.getCalibration().getValueUnit());
			assertSpacing(map);
			assertEquals(3, map.getCurrentSlice(), "the middle, as in the series");
			assertNotNull(map.getOverlay(), "colour bar");
		}
		final ImagePlus residue = window("sample residue");
		assertArrayEquals(new int[] { 128, 128, 1, 4, 50 }, residue.getDimensions());
		assertSpacing(residue);
		assertEquals(1, residue.getCalibration().frameInterval);
		assertEquals("s", residue.getCalibration().getTimeUnit());
		final ResultsTable table = ResultsTable.getResultsTable("sample perfusion summary");
		assertEquals("CBF", table.getStringValue("Map", 0));
		assertEquals("ml/100 g/min", table.getStringValue("Unit", 0));
		assertEquals(mean(maps.get("CBF"), maps.get("TTP")), table.getValue("Mean", 0), 0.5);
		assertNotNull(ResultsTable.getResultsTable("sample curve metrics"));
		assertNotNull(WindowManager.getWindow("sample curves"));
		assertNoOverlap("sample curves", "sample perfusion summary", "sample curve metrics", "ROI Manager", "sample CBF", "sample TTP", "sample residue");
		final RoiManager manager = RoiManager.getInstance();
		final List<Roi> rois = Arrays.asList(manager.getRoisAsArray());
		assertTrue(rois.stream().anyMatch(roi -> roi.getName().startsWith("AIF")) && rois.stream().anyMatch(roi -> roi.getName().startsWith("VOF")));
		for (int i = 0; i < rois.size(); i++) {
			final Roi roi = rois.get(i);
			assertTrue(roi instanceof PointRoi && roi.getZPosition() > 0, roi + " lies on a slice");
			manager.select(sample, i);
			assertEquals(roi.getZPosition(), sample.getZ());
			final double peak = peak(sample, roi);
			assertTrue(peak > 100, roi.getName() + " lies in a vessel: " + peak + " HU");
		}
		manager.deselect();

		// VERIFY: the input is as it was
		sample.setPosition(1, 2, 14);
		sample.setRoi(30, 40, 10, 12);
		assertEquals(before, State.of(sample));

		// VERIFY: the recorded line gives the same maps
		final String line = recorder.getText().lines().filter(text -> text.startsWith("run(\"" + LABEL)).findFirst().orElseThrow(() -> new AssertionError(recorder.getText()));
		assertEquals("run(\"" + LABEL + "\", \"filter=gaussian smoothing_mm=6 residue=true method=sSVD\");", line);
		desktop.closeAll();
		sample();
		assertNotEquals("[aborted]", IJ.runMacro(line));
		final Map<String, float[][]> again = maps("sample");
		for (final String name : MAPS)
			for (int z = 0; z < 4; z++)
				assertArrayEquals(maps.get(name)[z], again.get(name)[z], name);
	}

	@Test
	void theDialogFitsOnASmallScreen() throws Exception {
		final Desktop.DialogOfCommand dialog = desktop.choose("deconvolve");
		assertTrue(dialog.bounds().height <= 768 && dialog.bounds().width <= 1024, () -> dialog.bounds().toString());
		assertEquals("oSVD", dialog.get("method"));
		assertEquals("CBF,CBV,MTT,Tmax,TTP", dialog.get("maps"));
		assertEquals("false", dialog.get("overwrite"));
	}

	@Test
	void theInputStaysWhereItIsWhileMapsAreMade() throws Exception {
		final ImagePlus sample = sample();
		sample.setPosition(1, 4, 33);
		sample.setRoi(30, 40, 10, 12);
		sample.setDisplayRange(sample.getDisplayRangeMin() + 7, sample.getDisplayRangeMax());
		final State before = State.of(sample);

		desktop.choose("deconvolve").set("method", "cSVD").run();

		assertNotNull(window("sample CBF"));
		assertEquals(before, State.of(sample));
	}

	@Test
	void aSecondRunHasWindowsOfItsOwn() throws Exception {
		final ImagePlus sample = sample();
		desktop.choose("deconvolve").set("method", "sSVD").run();
		final float[][] first = planes(window("sample CBF"));
		Desktop.activate(sample);

		desktop.choose("deconvolve").set("method", "cSVD").run();

		for (final String title : new String[] { "CBF", "Tmax", "curves", "perfusion summary", "curve metrics" }) {
			assertTrue(desktop.titles().stream().anyMatch(shown -> shown.startsWith("sample " + title)), title + " in " + desktop.titles());
			assertTrue(desktop.titles().stream().anyMatch(shown -> shown.startsWith("sample-1 " + title)), title + " in " + desktop.titles());
		}
		assertArrayEquals(first[1], planes(window("sample CBF"))[1]);
		assertFalse(Arrays.equals(first[1], planes(window("sample-1 CBF"))[1]));
		assertEquals(1, count("AIF 1"), "automatic ROIs are replaced");
	}

	@Test
	void drawnRoisAreUsedOnTheSlicesTheyWereDrawnOn() throws Exception {
		// SETUP: an automatic run leaves its ROIs; the user draws a point and an area in arteries of two slices, a vein and a lesion
		final ImagePlus sample = sample();
		desktop.choose("deconvolve").set("method", "sSVD").set("aif", "classical").set("vof", "classical").run();
		final Roi automatic = RoiManager.getInstance().getRoi(0);
		final int slice = automatic.getZPosition();
		final int x = (int) automatic.getXBase();
		final int y = (int) automatic.getYBase();
		Desktop.activate(sample);
		draw(sample, slice, 14, new PointRoi(x, y), "AIF point");
		draw(sample, slice == 1 ? 2 : slice - 1, 20, new Roi(x, y, 2, 1), "aif area");
		draw(sample, slice, 20, new Roi(62, 101, 3, 3), "VOF sinus");
		draw(sample, 3, 1, new Roi(85, 60, 5, 5), "lesion");
		sample.deleteRoi();
		final Path rois = folder.resolve("drawn.zip");
		final RoiManager manager = RoiManager.getInstance();
		IJ.runMacro("roiManager('deselect'); for (i = roiManager('count') - 1; i >= 0; i--) if (matches(RoiManager.getName(i), '(AIF|VOF) [0-9]+')) { roiManager('select', i); roiManager('delete'); }"
			+ "roiManager('deselect'); roiManager('save', '" + rois + "');");
		assertEquals(4, manager.getCount());
		// as the user would have it: with the automatic ones still there
		Desktop.activate(sample);
		sample.deleteRoi();
		desktop.choose("deconvolve").set("method", "sSVD").run();
		assertTrue(manager.getCount() > 4);
		Desktop.activate(sample);
		sample.deleteRoi();

		// EXECUTE
		desktop.choose("deconvolve").set("method", "sSVD").set("aif", "roi").set("vof", "roi").set("baseline_end_s", String.valueOf(BASELINE_FRAMES - 1)).run();

		// VERIFY
		final String title = "sample-2";
		final ResultsTable metrics = ResultsTable.getResultsTable(title + " curve metrics");
		assertNotNull(metrics, () -> desktop.titles().toString());
		assertEquals(peakOfMean(sample, manager, "AIF point", "aif area"), peakOf(metrics, "AIF as measured"), 0.02);
		assertEquals(peakOfMean(sample, manager, "VOF sinus"), peakOf(metrics, "VOF"), 0.02);
		final ResultsTable summary = ResultsTable.getResultsTable(title + " perfusion summary");
		final int row = row(summary, "Region", "lesion");
		final float[] cbf = planes(window(title + " CBF"))[2];
		double sum = 0;
		for (int i = 0; i < 25; i++)
			sum += cbf[(60 + i / 5) * 128 + 85 + i % 5];
		assertEquals(sum / 25, summary.getValue("Mean", row), 1e-3);
		assertEquals(25, summary.getValue("Voxels", row));

		// VERIFY: the saved ROIs give the same without a display
		final Path series = SampleFiles.nifti(folder.resolve("series.nii"), SampleFiles.sample().series());
		final Path output = folder.resolve("out");
		final CommandLineCall call = CommandLineCall.of("deconvolve", "input=" + series, "output=" + output, "method=sSVD", "aif=roi", "vof=roi", "baseline_end_s=" + (BASELINE_FRAMES - 1), "rois=" + rois, "format=tiff");
		assertEquals(0, call.code(), call.err());
		assertArrayEquals(cbf, planes(IJ.openImage(output.resolve("CBF.tif").toString()))[2]);
	}

	@Test
	void theSelectionIsTheAifWhereNoOtherIsDrawn() throws Exception {
		final ImagePlus sample = sample();
		sample.setPosition(1, 2, 14);
		sample.setRoi(61, 39, 3, 3);

		desktop.choose("deconvolve").set("method", "sSVD").set("aif", "roi").set("vof", "none").set("partial_volume", "none").set("baseline_end_s", String.valueOf(BASELINE_FRAMES - 1)).run();

		final Roi roi = (Roi) sample.getRoi().clone();
		roi.setPosition(0, 2, 0);
		assertEquals(peakOfMean(sample, List.of(roi)), peakOf(ResultsTable.getResultsTable("sample curve metrics"), "AIF"), 0.02);
		assertNull(RoiManager.getInstance(), "nothing was chosen automatically");
	}

	@Test
	void errorsAreShownAndNothingElseOpens() throws Exception {
		desktop.choose("deconvolve").ok();
		assertMessage("There is no input. Open a perfusion series");

		final ImageStack stack = new ImageStack(16, 16);
		for (int z = 0; z < 12; z++) stack.addSlice(new ij.process.ShortProcessor(16, 16));
		new ImagePlus("volume", stack).show();
		desktop.choose("deconvolve").ok();
		assertMessage("\"volume\"", "12");
		IJ.run("Close All");

		sample();
		desktop.choose("deconvolve").set("aif", "roi").ok();
		assertMessage("There is no AIF ROI");
		desktop.choose("deconvolve").set("mask", "roi").ok();
		assertMessage("mask=roi needs a ROI");
		desktop.choose("deconvolve").set("output", Files.writeString(folder.resolve("file"), "").toString()).ok();
		assertMessage("is a file");
		assertEquals(List.of("sample"), Desktop.images().stream().map(ImagePlus::getTitle).toList());
	}

	@Test
	void escapeStopsWithinASecondAndLeavesNothing() throws Exception {
		final ImagePlus sample = sample();
		// eight times the work: over 5 s of L-curves
		final ImageStack large = new ImageStack(128, 128);
		for (int t = 0; t < 50; t++)
			for (int z = 0; z < 32; z++) large.addSlice(sample.getStack().getProcessor(sample.getStackIndex(1, z % 4 + 1, t + 1)));
		final ImagePlus image = new ImagePlus("large", large);
		image.setDimensions(1, 32, 50);
		image.setOpenAsHyperStack(true);
		image.setCalibration(sample.getCalibration());
		image.show();
		final Path output = folder.resolve("never");

		desktop.choose("deconvolve").set("method", "Tikhonov").set("mask", "none").set("output", output.toString()).ok();
		Desktop.waitFor(() -> status().contains("Tikhonov"), () -> "not started: " + status());
		final long start = System.nanoTime();
		desktop.pressEscape();
		Desktop.waitForCommands();
		final double seconds = (System.nanoTime() - start) / 1e9;

		assertTrue(seconds < 1, seconds + " s");
		assertEquals(List.of("sample", "large"), Desktop.images().stream().map(ImagePlus::getTitle).toList());
		try (Stream<Path> left = Files.list(folder)) {
			assertEquals(List.of(), left.toList());
		}
		assertTrue(status().contains("Cancelled with the Escape key"), status());
	}

	@Test
	void nothingOpensInBatchMode() throws Exception {
		final String open = "setBatchMode(true); run('Open perfusion series', 'input=[" + SampleFiles.nifti(folder.resolve("sample.nii"), SampleFiles.sample().series()) + "]');";
		final String result = IJ.runMacro(open + "run('" + LABEL + "', 'method=sSVD'); titles = '';"
			+ "for (i = 1; i <= nImages; i++) { selectImage(i); titles = titles + getTitle() + ','; } return titles + roiManager('count');");

		assertTrue(result.startsWith("sample,sample CBF,sample CBV,sample MTT,sample Tmax,sample TTP,"), result);
		assertTrue(Integer.parseInt(result.substring(result.lastIndexOf(',') + 1)) > 1, "the macro's own ROI Manager holds AIF and VOF: " + result);
		assertEquals(List.of("Log"), desktop.titles());
		assertNull(RoiManager.getRawInstance());

		final String written = IJ.runMacro(open + "run('" + LABEL + "', 'method=sSVD output=[" + folder.resolve("my out") + "]'); return '' + nImages;");
		assertEquals("1", written, "what is written is not kept as images");
		assertTrue(Files.exists(folder.resolve("my out/parameters.json")));
	}

	@Test
	void aBatchOverAFolderOpensNoWindows() throws Exception {
		final Path cases = Files.createDirectory(folder.resolve("cases"));
		SampleFiles.nifti(cases.resolve("one.nii"), SampleFiles.slices(1, 1));
		SampleFiles.nifti(cases.resolve("two.nii"), SampleFiles.slices(2, 1));
		Files.writeString(cases.resolve("three.nii"), "broken");
		// ROIs of another image must not stop it
		final RoiManager manager = new RoiManager();
		final Roi elsewhere = new Roi(500, 500, 9, 9);
		elsewhere.setName("AIF of another image");
		manager.addRoi(elsewhere);
		final List<String> before = desktop.titles();

		IJ.runMacroFile(Path.of("macros/Batch_deconvolution.ijm").toAbsolutePath().toString(), cases + "|" + folder.resolve("out") + "|method=sSVD");

		assertEquals(Stream.concat(before.stream(), Stream.of("Log")).sorted().toList(), desktop.titles().stream().sorted().toList());
		assertEquals(1, manager.getCount());
		final List<String> table = Files.readAllLines(folder.resolve("out/cohort.csv"));
		assertEquals(2, table.stream().filter(line -> line.contains(",done,")).count(), table.toString());
		assertEquals(1, table.stream().filter(line -> line.startsWith("three,failed,")).count(), table.toString());
	}

	@Test
	void escapeStopsABatchWithinASecond() throws Exception {
		final Path cases = Files.createDirectory(folder.resolve("cases"));
		final Path output = folder.resolve("out");
		for (final String name : new String[] { "one.nii", "two.nii", "three.nii" })
			SampleFiles.nifti(cases.resolve(name), SampleFiles.slices(0, 4));
		final Thread macro = new Thread(() -> IJ.runMacroFile(Path.of("macros/Batch_deconvolution.ijm").toAbsolutePath().toString(), cases + "|" + output + "|method=Tikhonov mask=none"));
		macro.start();
		Desktop.waitFor(() -> log().contains("Case three") && status().contains("Tikhonov"), () -> "not started: " + log());

		final long start = System.nanoTime();
		desktop.pressEscape();
		macro.join(30_000);
		final double seconds = (System.nanoTime() - start) / 1e9;

		assertFalse(macro.isAlive());
		assertTrue(seconds < 1, seconds + " s");
		assertFalse(log().contains("Case two"), log());
		try (Stream<Path> left = Files.list(output)) {
			assertEquals(List.of("cohort.csv", "one"), left.map(path -> path.getFileName().toString()).sorted().toList(), "finished cases, no partial one");
		}
		assertEquals(2, Files.readAllLines(output.resolve("cohort.csv")).size(), "a stopped case has not failed");
	}

	@Test
	void theManualAifMacroComparesBothSelections() throws Exception {
		final ImagePlus sample = sample();
		final Thread macro = new Thread(() -> IJ.runMacroFile(Path.of("macros/Manual_AIF.ijm").toAbsolutePath().toString(), ""), "Run$_Manual_AIF");
		macro.start();
		final Dialog artery = Desktop.waitForDialog("Arterial input function");
		sample.setPosition(1, 2, 14);
		sample.setRoi(new PointRoi(62, 40));
		Desktop.press(artery, "OK");
		Desktop.press(Desktop.waitForDialog(""), "Choose");
		final Dialog vein = Desktop.waitForDialog("Venous output function");
		sample.setPosition(1, 3, 20);
		sample.setRoi(new PointRoi(63, 102));
		Desktop.press(vein, "OK");
		macro.join(60_000);

		assertFalse(macro.isAlive());
		final RoiManager manager = RoiManager.getInstance();
		assertEquals(1, count("AIF"));
		assertEquals(2, roi(manager, "AIF").getZPosition());
		assertEquals(3, roi(manager, "VOF").getZPosition());
		assertTrue(count("AIF 1") == 1, "the automatic ones");
		assertNotNull(window("sample CBF"));
		assertNotNull(window("sample-1 CBF"));
		assertTrue(window("sample CBF").getInfoProperty().contains("aif = roi"));
		assertTrue(window("sample-1 CBF").getInfoProperty().contains("aif = auto"));
	}

	/** Opens the series of the test files in a window. */
	private static ImagePlus sample() {
		return SeriesWindow.show(SampleFiles.sample().series());
	}

	/** What a command must leave alone. */
	private record State(List<Integer> pixels, String roi, String calibration, List<Integer> position, List<Double> range, String properties) {

		static State of(final ImagePlus image) {
			final List<Integer> pixels = Arrays.stream(image.getStack().getImageArray()).limit(image.getStackSize()).map(plane -> Arrays.hashCode((short[]) plane)).toList();
			final String properties = new TreeMap<>(image.getImageProperties()).toString();
			return new State(pixels, String.valueOf(image.getRoi()), image.getCalibration().toString(), List.of(image.getC(), image.getZ(), image.getT()), List.of(image.getDisplayRangeMin(), image.getDisplayRangeMax()), properties +
				image.changes + image.getTitle() + image.isLocked());
		}
	}

	private static void assertSpacing(final ImagePlus image) {
		final Calibration calibration = image.getCalibration();
		assertEquals("mm", calibration.getUnit());
		assertArrayEquals(new double[] { 2, 2, 8 }, new double[] { calibration.pixelWidth, calibration.pixelHeight, calibration.pixelDepth });
	}

	private static void assertNoOverlap(final String... titles) {
		final List<Window> windows = Arrays.stream(titles).map(WindowManager::getWindow).toList();
		for (int i = 0; i < windows.size(); i++) {
			assertNotNull(windows.get(i), titles[i]);
			assertFalse(windows.get(i).getBounds().intersects(IJ.getInstance().getBounds()), titles[i] + " on ImageJ's window");
			for (int j = 0; j < i; j++)
				assertFalse(windows.get(i).getBounds().intersects(windows.get(j).getBounds()), () -> Arrays.toString(titles) + windows.stream().map(Window::getBounds).toList());
		}
	}

	private void assertMessage(final String... texts) throws Exception {
		final Dialog message = Desktop.waitForDialog(LABEL);
		final String shown = text(message);
		assertTrue(message.getWidth() < 1000, shown + ": " + message.getBounds());
		for (final String text : texts) assertTrue(shown.contains(text), shown);
		Desktop.press(message, "OK");
		Desktop.waitForCommands();
	}

	/** The text of a message, whose lines ImageJ keeps to itself. */
	private static String text(final Container container) throws ReflectiveOperationException {
		final StringBuilder text = new StringBuilder();
		for (final Component component : container.getComponents()) {
			if (component instanceof Container inner) text.append(text(inner));
			if (!(component instanceof MultiLineLabel)) continue;
			final Field lines = MultiLineLabel.class.getDeclaredField("lines");
			lines.setAccessible(true);
			text.append(String.join(" ", (String[]) lines.get(component)));
		}
		return text.toString();
	}

	private static void draw(final ImagePlus image, final int slice, final int frame, final Roi roi, final String name) {
		image.setPosition(1, slice, frame);
		image.setRoi(roi);
		final RoiManager manager = RoiManager.getInstance();
		manager.runCommand("Add");
		manager.rename(manager.getCount() - 1, name);
	}

	private static double peakOfMean(final ImagePlus image, final RoiManager manager, final String... names) {
		return peakOfMean(image, Arrays.stream(names).map(name -> roi(manager, name)).toList());
	}

	/** Highest HU above the baseline of the mean over all voxels of ROIs, from the pixels of the image. */
	private static double peakOfMean(final ImagePlus image, final List<Roi> rois) {
		return peakOfMean(image, rois, BASELINE_FRAMES);
	}

	private static double peakOfMean(final ImagePlus image, final List<Roi> rois, final int baselineFrames) {
		final double[] mean = new double[image.getNFrames()];
		int voxels = 0;
		for (final Roi roi : rois)
			for (final java.awt.Point point : roi.getContainedPoints()) {
				voxels++;
				for (int t = 0; t < mean.length; t++)
					mean[t] += value(image, point.x, point.y, roi.getZPosition(), t);
			}
		for (int t = 0; t < mean.length; t++) mean[t] /= voxels;
		return Arrays.stream(mean).max().orElseThrow() - Arrays.stream(mean, 0, baselineFrames).average().orElseThrow();
	}

	private static double peak(final ImagePlus image, final Roi roi) {
		return peakOfMean(image, List.of(roi));
	}

	private static double value(final ImagePlus image, final int x, final int y, final int slice, final int t) {
		return image.getCalibration().getCValue(image.getStack().getVoxel(x, y, image.getStackIndex(1, slice, t + 1) - 1));
	}

	private static Roi roi(final RoiManager manager, final String name) {
		return Arrays.stream(manager.getRoisAsArray()).filter(roi -> roi.getName().equals(name)).findFirst().orElseThrow(() -> new AssertionError("no ROI " + name));
	}

	private static long count(final String name) {
		return Arrays.stream(RoiManager.getInstance().getRoisAsArray()).filter(roi -> roi.getName().equals(name)).count();
	}

	private static double peakOf(final ResultsTable table, final String curve) {
		return table.getValue("Peak (HU)", row(table, "Curve", curve));
	}

	private static int row(final ResultsTable table, final String column, final String value) {
		for (int row = 0; row < table.size(); row++)
			if (table.getStringValue(column, row).equals(value)) return row;
		throw new AssertionError("no " + value);
	}

	private static ImagePlus window(final String title) {
		return Desktop.images().stream().filter(image -> image.getTitle().equals(title)).findFirst().orElseThrow(() -> new AssertionError("no window " + title + " in " + desktop.titles()));
	}

	private static Map<String, float[][]> maps(final String title) {
		final Map<String, float[][]> maps = new TreeMap<>();
		for (final String map : MAPS) maps.put(map, planes(window(title + " " + map)));
		return maps;
	}

	private static float[][] planes(final ImagePlus image) {
		final float[][] planes = new float[image.getStackSize()][];
		for (int z = 0; z < planes.length; z++) planes[z] = ((float[]) image.getStack().getPixels(z + 1)).clone();
		return planes;
	}

	/** Mean over the mask, which is where there is a time to peak. */
	private static double mean(final float[][] map, final float[][] timeToPeak) {
		double sum = 0;
		int count = 0;
		for (int z = 0; z < map.length; z++)
			for (int i = 0; i < map[z].length; i++)
				if (timeToPeak[z][i] != 0) {
					sum += map[z][i];
					count++;
				}
		return sum / count;
	}

	private static String log() {
		return String.valueOf(IJ.getLog());
	}

	private static String status() {
		return ImageJ.getStatusBarText();
	}
}
