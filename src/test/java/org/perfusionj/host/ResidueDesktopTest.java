package org.perfusionj.host;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ij.IJ;
import ij.ImagePlus;
import ij.WindowManager;
import ij.measure.ResultsTable;
import ij.plugin.frame.Recorder;

import java.awt.Window;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.perfusionj.commands.SampleFiles;
import org.perfusionj.commands.SmallResidueModel;
import org.perfusionj.images.SeriesWindow;

/** What a user of plain ImageJ sees of the command {@code residue}, with a stand-in for the network. */
@Timeout(120)
class ResidueDesktopTest extends OnDesktop {

	private static final Map<String, String> UNITS = Map.of("CBF", "ml/100 g/min", "CBV", "ml/100 g", "MTT", "s", "BAD", "s", "TTP", "s", "CBF_sd", "ml/100 g/min", "BAD_sd", "s", "residue", "1/s", "local AIF", "HU");

	@BeforeEach
	void openSeries() {
		forgetLastValues("fake_residue");
		SeriesWindow.show(SampleFiles.slices(1, 2).withName("case"));
	}

	@Test
	void mapsCurvesTablesAndPlotAppear() {
		assertEquals("", MacroCalls.run("fake_residue", "aif=classical vof=classical residue localaif"));

		UNITS.forEach((name, unit) -> {
			final ImagePlus image = WindowManager.getImage("case " + name);
			assertNotNull(image, name + " in " + desktop.titles());
			final boolean curves = name.equals("residue") || name.equals("local AIF");
			assertArrayEquals(new int[] { 128, 128, 1, 2, curves ? 50 : 1 }, image.getDimensions(), name);
			assertEquals(unit, image.getCalibration().getValueUnit(), name);
			assertEquals("mm", image.getCalibration().getUnit());
			assertEquals(2, image.getCurrentSlice(), "the middle");
			if (curves) assertEquals(1, image.getCalibration().frameInterval);
			else assertNotNull(image.getOverlay(), "colour bar");
			assertTrue(image.getInfoProperty().contains("method = fake network") && image.getInfoProperty().contains("engine = fake on auto") && image.getInfoProperty().contains("research use only"), image.getInfoProperty());
		});
		final ResultsTable table = ResultsTable.getResultsTable("case perfusion summary");
		assertEquals(List.of("CBF", "CBV", "MTT", "BAD", "CBF_sd", "BAD_sd", "TTP"), Arrays.asList(table.getColumnAsStrings("Map")).subList(0, 7));
		assertNotNull(ResultsTable.getResultsTable("case curve metrics"));
		assertNoOverlap("case curves", "case perfusion summary", "case curve metrics", "ROI Manager", "case CBF", "case BAD_sd", "case local AIF");
	}

	@Test
	void whatIsWrongIsSaidAndNothingOpens() {
		assertTrue(MacroCalls.run("fake_residue", "maps=CBF,Tmax").contains("ask for BAD instead of Tmax"));
		assertTrue(MacroCalls.run("fake_residue", "device=cuda").contains("There is no CUDA"));
		assertTrue(MacroCalls.run("fake_residue", "aif=roi").contains("There is no AIF ROI"));
		assertEquals(List.of("case"), Desktop.images().stream().map(ImagePlus::getTitle).toList());
	}

	@Test
	void theMenuItemHasADialogThatFitsAndSaysWhatIsWrong() throws Exception {
		forgetLastValues("residue");
		final Desktop.DialogOfCommand dialog = desktop.choose("residue");
		assertTrue(dialog.bounds().height <= 768 && dialog.bounds().width <= 1024, () -> dialog.bounds().toString());
		for (final String[] field : new String[][] { { "model", "auto" }, { "device", "auto" }, { "uncertainty", "true" }, { "residue", "false" }, { "localaif", "false" }, { "maps", "CBF,CBV,MTT,BAD,TTP" }, { "aif", "auto" } })
			assertEquals(field[1], dialog.get(field[0]), field[0]);
		dialog.set("model", Files.writeString(folder.resolve("broken.residue"), "no model").toString()).ok();

		Desktop.press(Desktop.waitForDialog("Deep residue estimation"), "OK");
		Desktop.waitForCommands();
		assertEquals(List.of("case"), Desktop.images().stream().map(ImagePlus::getTitle).toList());
	}

	@Test
	void theMenuItemRunsTheNetworkAndIsRecorded() throws Exception {
		forgetLastValues("residue");
		final Path model = SmallResidueModel.write(folder.resolve("my model.residue"));
		final Recorder recorder = new Recorder(true);
		desktop.choose("residue").set("model", model.toString()).set("device", "cpu").set("aif", "classical").set("vof", "none").set("maps", "CBF,BAD").run();

		final float[] shown = ((float[]) WindowManager.getImage("case BAD").getStack().getPixels(1)).clone();
		final String line = recorder.getText().lines().filter(text -> text.contains("Deep residue estimation")).findFirst().orElseThrow();
		assertEquals("run(\"Deep residue estimation\", \"aif=classical vof=none maps=CBF,BAD model=[" + model + "] device=cpu\");", line);
		recorder.close();
		Desktop.activate(WindowManager.getImage("case"));
		IJ.runMacro(line);
		assertArrayEquals(shown, (float[]) WindowManager.getImage("case-1 BAD").getStack().getPixels(1));
	}

	@Test
	void inBatchModeTheImagesAreThoseOfTheMacro() {
		final String result = IJ.runMacro("setBatchMode(true); error = call('org.perfusionj.host.MacroCalls.run', 'fake_residue', 'maps=CBF,BAD aif=classical vof=none localaif'); titles = '';"
			+ "for (i = 1; i <= nImages; i++) { selectImage(i); titles = titles + getTitle() + ','; } return error + titles;");
		assertTrue(result.endsWith("case CBF,case BAD,case CBF_sd,case BAD_sd,case local AIF,"), result);
		assertFalse(desktop.titles().stream().anyMatch(title -> title.contains("BAD")), desktop.titles().toString());
	}

	@Test
	void theMacroOfABatchGoesOnAndResumes() throws Exception {
		final Path cases = Files.createDirectory(folder.resolve("my cases"));
		final Path results = folder.resolve("my results");
		SampleFiles.nifti(cases.resolve("good, one.nii"), SampleFiles.slices(1, 1));
		SampleFiles.nifti(cases.resolve("second.nii.gz"), SampleFiles.slices(2, 1));
		Files.writeString(cases.resolve("broken.nii"), "no image");
		final String macro = Files.readString(Path.of("macros/Batch_residue.ijm")).replace("\"residue\"", "\"fake_residue\"");

		IJ.runMacro(macro, cases + "|" + results + "|aif=classical vof=none");

		final List<String> table = Files.readAllLines(results.resolve("cohort.csv"));
		assertTrue(table.get(0).contains(",mean brain BAD (s),median brain BAD (s),") && table.get(0).endsWith(",mean brain BAD_sd (s),median brain BAD_sd (s)"), table.get(0));
		assertEquals(4, table.size(), table.toString());
		assertTrue(table.stream().anyMatch(line -> line.startsWith("broken,failed,")), table.toString());
		final String[] second = table.stream().filter(line -> line.startsWith("second,done,,")).findFirst().orElseThrow().split(",");
		final String[] delay = Files.readAllLines(results.resolve("second/summary.csv")).stream().filter(line -> line.startsWith("brain,BAD,")).findFirst().orElseThrow().split(",");
		assertEquals(List.of(delay[3], delay[5]), List.of(second[9], second[10]));
		assertEquals("0.5", second[15]);
		assertFalse(desktop.titles().stream().anyMatch(title -> title.contains("second")), desktop.titles().toString());

		final FileTime time = Files.getLastModifiedTime(results.resolve("second/parameters.json"));
		IJ.runMacro(macro, cases + "|" + results);
		assertEquals(table, Files.readAllLines(results.resolve("cohort.csv")));
		assertEquals(time, Files.getLastModifiedTime(results.resolve("second/parameters.json")));
	}

	private static void assertNoOverlap(final String... titles) {
		for (int i = 0; i < titles.length; i++)
			for (int j = i + 1; j < titles.length; j++)
				assertFalse(window(titles[i]).getBounds().intersects(window(titles[j]).getBounds()), titles[i] + " hides " + titles[j]);
	}

	private static Window window(final String title) {
		return WindowManager.getWindow(title) != null ? WindowManager.getWindow(title) : WindowManager.getImage(title).getWindow();
	}
}
