package org.perfusionj.host;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ij.IJ;
import ij.ImagePlus;
import ij.WindowManager;
import ij.gui.ImageRoi;
import ij.gui.Overlay;
import ij.gui.PointRoi;
import ij.gui.Roi;
import ij.measure.ResultsTable;
import ij.plugin.frame.Recorder;
import ij.plugin.frame.RoiManager;

import java.awt.Rectangle;
import java.awt.Window;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.perfusionj.commands.HandMadeModels;
import org.perfusionj.commands.SampleFiles;
import org.perfusionj.images.RoiFiles;
import org.perfusionj.images.SeriesWindow;
import org.perfusionj.pipeline.KnownVessels;
import org.perfusionj.report.CurvePlotWindow;
import org.perfusionj.series.Voxel;
import org.perfusionj.simulation.SampleTissue;

/** What a user of plain ImageJ sees of the command {@code aif}, with a stand-in for the network. */
@Timeout(180)
class AifDesktopTest extends OnDesktop {

	private static final int FIRST = 1;

	@BeforeEach
	void openSeries() {
		forgetLastValues("aif");
		SeriesWindow.show(SampleFiles.slices(FIRST, 2).withName("case"));
	}

	private static void run(final String options) {
		assertEquals("", MacroCalls.run("fake_aif", options));
	}

	@Test
	void vesselsProbabilitiesPlotTableAndRoisAppear() {
		run("");

		final ImagePlus vessels = WindowManager.getImage("case vessels");
		assertArrayEquals(new int[] { 128, 128, 1, 2, 1 }, vessels.getDimensions());
		assertEquals("mm", vessels.getCalibration().getUnit());
		assertEquals(2, vessels.getCalibration().pixelWidth);
		assertEquals("HU", vessels.getCalibration().getValueUnit());
		assertTrue(vessels.getInfoProperty().contains("AIF: good.") && vessels.getInfoProperty().contains("research use only"), vessels.getInfoProperty());
		for (final String vessel : List.of("AIF", "VOF")) {
			final ImagePlus probability = WindowManager.getImage("case " + vessel + " probability");
			assertEquals(32, probability.getBitDepth());
			assertEquals(0, probability.getDisplayRangeMin());
			double sum = 0;
			double bright = 0;
			for (int z = 1; z <= 2; z++)
				for (final float p : (float[]) probability.getStack().getPixels(z)) {
					sum += p;
					if (p > probability.getDisplayRangeMax()) bright += p;
				}
			assertEquals(1, sum, 1e-4);
			assertTrue(bright < 0.25, bright + " of the curve is above the range");
			assertNotNull(probability.getOverlay(), "colour bar");
		}
		final Window plot = WindowManager.getWindow("case curves");
		assertTrue(plot instanceof CurvePlotWindow && plot.isShowing());
		final ResultsTable table = ResultsTable.getResultsTable("case curve metrics");
		assertEquals(2, table.size());
		assertEquals("good", table.getStringValue("Verdict", 0));
		assertNoOverlap("case vessels", "case AIF probability", "case VOF probability", "case curves", "case curve metrics", "ROI Manager");
		final List<String> names = Arrays.stream(RoiManager.getInstance().getRoisAsArray()).map(Roi::getName).toList();
		assertTrue(names.contains("AIF 1") && names.contains("VOF 1"), names.toString());

		// a second run does not take the place of the first, but its voxels take that of the earlier ones
		Desktop.images().stream().filter(image -> image.getTitle().equals("case")).forEach(image -> WindowManager.setCurrentWindow(image.getWindow()));
		run("");
		assertNotNull(WindowManager.getImage("case-1 vessels"));
		assertEquals(names, Arrays.stream(RoiManager.getInstance().getRoisAsArray()).map(Roi::getName).toList());
		assertEquals(null, WindowManager.getWindow("case-1 comparison with raters"), "a program is no rater");
	}

	@Test
	void contributingVoxelsAreColouredOnTheirSlice() {
		run("");

		final ImagePlus vessels = WindowManager.getImage("case vessels");
		for (final String vessel : List.of("AIF", "VOF")) {
			final ImagePlus probability = WindowManager.getImage("case " + vessel + " probability");
			final Overlay overlay = vessels.getOverlay();
			final List<ImageRoi> pictures = new ArrayList<>();
			for (int i = 0; i < overlay.size(); i++)
				if (overlay.get(i) instanceof ImageRoi picture && picture.getName().startsWith(vessel)) pictures.add(picture);
			assertFalse(pictures.isEmpty());
			double coloured = 0;
			for (final ImageRoi picture : pictures) {
				final int z = picture.getPosition();
				assertTrue(z >= 1 && z <= 2, "slice " + z);
				final float[] p = (float[]) probability.getStack().getPixels(z);
				for (int y = 0; y < picture.getProcessor().getHeight(); y++)
					for (int x = 0; x < picture.getProcessor().getWidth(); x++)
						if ((picture.getProcessor().getPixel(x, y) & 0xffffff) != 0) coloured += p[((int) picture.getYBase() + y) * 128 + (int) picture.getXBase() + x];
			}
			assertTrue(coloured >= 0.95 && coloured < 0.99, vessel + ": " + coloured + " of the curve is coloured");
		}
	}

	@Test
	void theVoxelsServeAsRoisOfTheDeconvolution() throws Exception {
		run("");
		final int voxels = RoiManager.getInstance().getCount();
		Desktop.images().stream().filter(image -> image.getTitle().equals("case")).forEach(image -> WindowManager.setCurrentWindow(image.getWindow()));
		final Path out = folder.resolve("maps");
		assertEquals("", MacroCalls.run("deconvolve", "aif=roi vof=roi method=sSVD maps=CBF output=[" + out + "]"));
		final String parameters = Files.readString(out.resolve("parameters.json"));
		assertTrue(parameters.contains("\"aif_source\": \"ROI") && parameters.contains("AIF 1"), parameters);
		assertTrue(voxels > 4);
	}

	@Test
	void ratersOfTheRoiManagerAreCompared() {
		final RoiManager manager = RoiManager.getRoiManager();
		manager.addRoi(labelled("AIF-r1", SampleTissue.ARTERY));
		manager.addRoi(labelled("AIF-r2", SampleTissue.ARTERY));
		final int before = manager.getCount();
		run("");
		final ResultsTable table = ResultsTable.getResultsTable("case comparison with raters");
		assertEquals(3, table.size());
		assertEquals("network", table.getStringValue("second", 1));
		assertTrue(WindowManager.getWindow("case compared curves").isShowing());
		assertNoOverlap("case vessels", "case curves", "case compared curves", "case comparison with raters");
		assertEquals("AIF-r1", manager.getRoi(0).getName());
		assertTrue(manager.getCount() > before);
	}

	@Test
	void whatBelongsToAnotherImageIsLeftOut() {
		final RoiManager manager = RoiManager.getRoiManager();
		final PointRoi foreign = new PointRoi(700, 700);
		foreign.setName("AIF elsewhere");
		manager.addRoi(foreign);
		run("");
		assertNotNull(WindowManager.getImage("case vessels"));
		assertEquals(null, WindowManager.getWindow("case comparison with raters"));
	}

	@Test
	void inBatchModeTheImagesAreThoseOfTheMacro() {
		final String result = IJ.runMacro("setBatchMode(true); error = call('org.perfusionj.host.MacroCalls.run', 'fake_aif', 'vessel=aif'); selectImage('case AIF probability'); return error + nImages + ' ' + roiManager('count');");
		assertTrue(result.matches("3 \\d+"), result);
		assertFalse(desktop.titles().stream().anyMatch(title -> title.contains("probability") || title.contains("curve")), desktop.titles().toString());
	}

	@Test
	void theMacroOfABatchGoesOnAndResumes() throws Exception {
		final Path cases = Files.createDirectory(folder.resolve("my cases"));
		final Path results = folder.resolve("my results");
		SampleFiles.nifti(cases.resolve("good, one.nii"), SampleFiles.slices(FIRST, 1));
		SampleFiles.nifti(cases.resolve("second.nii.gz"), SampleFiles.slices(FIRST, 2));
		Files.writeString(cases.resolve("broken.nii"), "no image");
		RoiFiles.write(List.of(labelled("AIF", SampleTissue.ARTERY)), cases.resolve("second.zip"));
		final String macro = Files.readString(Path.of("macros/Batch_AIF.ijm")).replace("\"aif\"", "\"fake_aif\"");

		IJ.runMacro(macro, cases + "|" + results + "|vessel=both");

		final List<String> table = Files.readAllLines(results.resolve("cohort.csv"));
		assertEquals("case,status,message,AIF verdict,AIF peak,AIF time_to_peak_s,AIF bolus_arrival_s,AIF fwhm_s,AIF noise,AIF effective_voxels,VOF verdict,VOF peak,VOF time_to_peak_s,VOF bolus_arrival_s,VOF fwhm_s,VOF noise,VOF effective_voxels", table
			.get(0));
		assertEquals(4, table.size(), table.toString());
		assertTrue(table.stream().anyMatch(line -> line.startsWith("broken,failed,")), table.toString());
		final String second = table.stream().filter(line -> line.startsWith("second,done,,good,")).findFirst().orElseThrow();
		final String[] metrics = Files.readAllLines(results.resolve("second/metrics.csv")).get(1).split(",");
		assertEquals(metrics[3], second.split(",")[4], "peak");
		assertTrue(table.stream().anyMatch(line -> line.startsWith("\"good, one\",done,,")), table.toString());
		assertTrue(Files.exists(results.resolve("second/comparison.csv")) && !Files.exists(results.resolve("good, one/comparison.csv")));
		assertFalse(desktop.titles().stream().anyMatch(title -> title.contains("second")), desktop.titles().toString());

		final FileTime time = Files.getLastModifiedTime(results.resolve("second/parameters.json"));
		IJ.runMacro(macro, cases + "|" + results);
		assertEquals(table, Files.readAllLines(results.resolve("cohort.csv")));
		assertEquals(time, Files.getLastModifiedTime(results.resolve("second/parameters.json")));
	}

	@Test
	void theMenuItemRunsTheNetworkAndIsRecorded() throws Exception {
		final Path models = HandMadeModels.write(folder.resolve("my models"));
		final Recorder recorder = new Recorder(true);
		final Desktop.DialogOfCommand dialog = desktop.choose("aif");
		for (final String[] field : new String[][] { { "vessel", "both" }, { "model", "auto" }, { "device", "auto" }, { "signal", "auto" }, { "rois", "" } })
			assertEquals(field[1], dialog.get(field[0]), field[0]);
		dialog.set("model", models.toString()).set("device", "cpu").run();

		assertNotNull(WindowManager.getImage("case vessels"), desktop.titles().toString());
		final String line = recorder.getText().lines().filter(text -> text.contains("Estimate AIF/VOF (AIFNet)")).findFirst().orElseThrow();
		assertTrue(line.contains("model=[" + models + "]") && line.contains("device=cpu"), line);
		recorder.close();
		Desktop.images().stream().filter(image -> image.getTitle().equals("case")).forEach(image -> WindowManager.setCurrentWindow(image.getWindow()));
		IJ.runMacro(line);
		assertNotNull(WindowManager.getImage("case-1 vessels"), desktop.titles().toString());
	}

	/** A point on a voxel with that label in the first slice. */
	private static Roi labelled(final String name, final SampleTissue tissue) {
		final Voxel voxel = KnownVessels.labelled(SampleFiles.sample().labels(), FIRST, 1, tissue.ordinal()).get(5);
		final PointRoi roi = new PointRoi(voxel.x(), voxel.y());
		roi.setName(name);
		roi.setPosition(0, 1, 0);
		return roi;
	}

	private static void assertNoOverlap(final String... titles) {
		for (int i = 0; i < titles.length; i++)
			for (int j = i + 1; j < titles.length; j++)
				assertFalse(bounds(titles[i]).intersects(bounds(titles[j])), titles[i] + " hides " + titles[j]);
	}

	private static Rectangle bounds(final String title) {
		final Window window = WindowManager.getWindow(title) != null ? WindowManager.getWindow(title) : WindowManager.getImage(title).getWindow();
		return window.getBounds();
	}
}
