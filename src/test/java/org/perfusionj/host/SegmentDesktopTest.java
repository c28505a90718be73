package org.perfusionj.host;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ij.IJ;
import ij.ImagePlus;
import ij.WindowManager;
import ij.gui.Roi;
import ij.measure.ResultsTable;
import ij.plugin.frame.RoiManager;

import java.awt.Dialog;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Arrays;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.perfusionj.commands.MapFolder;
import org.perfusionj.images.TiffVolumeWriter;

/** "Core segmentation" as a user of plain ImageJ meets it. */
@Timeout(180)
class SegmentDesktopTest extends OnDesktop {

	private static final String EXACT = "maps_fwhm_mm=0 rule=rcbf";

	private Path tiffs() throws Exception {
		return MapFolder.at(folder.resolve("tiffs"), new TiffVolumeWriter()).write();
	}

	private static double volume(final String table, final String key) {
		final ResultsTable numbers = ResultsTable.getResultsTable(table);
		assertNotNull(numbers, table);
		for (int row = 0; row < numbers.size(); row++)
			if (numbers.getStringValue("key", row).equals(key) && numbers.getStringValue("region", row).equals("all")) return numbers.getValue("value", row);
		throw new AssertionError("no " + key);
	}

	@Test
	void openMapsOfAnySoftwareAreSegmentedAndMarked() throws Exception {
		final Path maps = tiffs();
		for (final String map : List.of("CBF", "MTT", "Tmax"))
			IJ.open(maps.resolve(map + ".tif").toString());
		final ImagePlus flow = WindowManager.getImage("CBF.tif");
		final float[] before = ((float[]) flow.getStack().getPixels(3)).clone();

		assertEquals("", MacroCalls.run("segment", EXACT));

		assertArrayEquals(before, (float[]) flow.getStack().getPixels(3), "pixels stay");
		for (final String map : List.of("CBF.tif", "MTT.tif", "Tmax.tif"))
			assertTrue(WindowManager.getImage(map).getOverlay().size() > 0, map);
		assertNotNull(WindowManager.getImage("maps lesion"), desktop.titles().toString());
		assertEquals(MapFolder.CORE_ML, volume("maps lesion volumes", "core"), 0.01);
		assertEquals(MapFolder.LESION_ML, volume("maps lesion volumes", "lesion"), 0.01);
		final List<String> outlines = Arrays.stream(RoiManager.getInstance().getRoisAsArray()).map(Roi::getName).toList();
		assertTrue(outlines.contains("core slice 02") && outlines.contains("penumbra slice 05") && outlines.size() == 8, outlines.toString());
	}

	@Test
	void aSecondRunTakesThePlaceOfTheFirst() throws Exception {
		final Path maps = MapFolder.at(folder.resolve("case 1")).write();
		assertEquals("", MacroCalls.run("segment", EXACT + " input=[" + maps + "]"));
		final ImagePlus late = WindowManager.getImage("case 1 Tmax");
		assertNotNull(late, desktop.titles().toString());
		final int drawn = late.getOverlay().size();
		final int rois = RoiManager.getInstance().getCount();
		Desktop.activate(late);

		assertEquals("", MacroCalls.run("segment", EXACT), "the windows that the first run has opened are maps");

		assertEquals(drawn, late.getOverlay().size());
		assertEquals(rois, RoiManager.getInstance().getCount());
		assertEquals(MapFolder.CORE_ML, volume("case 1 lesion volumes", "core"), 0.01);
	}

	@Test
	void mapsOfTheSampleKnowTheirMasks() throws Exception {
		assertEquals("", MacroCalls.run("sample", ""));
		assertEquals("", MacroCalls.run("deconvolve", "method=sSVD aif=classical vof=classical explore=false"));
		Desktop.activate(WindowManager.getImage("phantom-11 Tmax"));

		assertEquals("", MacroCalls.run("segment", "rule=rcbf"));

		assertTrue(volume("phantom-11 lesion volumes", "lesion") > 20);
		final String information = WindowManager.getImage("phantom-11 lesion").getInfoProperty();
		assertTrue(information.contains("research use only") && !information.contains("no mask of the brain"), information);
	}

	@Test
	void whatIsWrongIsSaidAndNothingOpens() throws Exception {
		assertTrue(MacroCalls.run("segment", "").contains("Open perfusion maps or a series"));
		IJ.createImage("picture", "8-bit", 32, 32, 3).show();
		assertFalse(MacroCalls.run("segment", "").isEmpty());
		IJ.open(tiffs().resolve("CBF.tif").toString());
		assertTrue(MacroCalls.run("segment", "rule=rcbf").contains("needs the map Tmax"));
		assertEquals(List.of("picture", "CBF.tif"), Desktop.images().stream().map(ImagePlus::getTitle).toList());
	}

	@Test
	void theDialogFits() throws Exception {
		forgetLastValues("segment");
		IJ.open(tiffs().resolve("CBF.tif").toString());
		final Desktop.DialogOfCommand dialog = desktop.choose("segment");
		assertTrue(dialog.bounds().height <= 768 && dialog.bounds().width <= 1024, () -> dialog.bounds().toString());
		assertEquals("6", dialog.get("tmax_s"));
		dialog.set("rule", "rcbf").ok();
		final Dialog message = Desktop.waitForDialog("Core segmentation");
		Desktop.press(message, "OK");
		Desktop.waitForCommands();
	}

	@Test
	void theMacroGoesOnAfterAFailureAndResumes() throws Exception {
		final Path cases = Files.createDirectory(folder.resolve("my cases"));
		MapFolder.at(cases.resolve("first")).write();
		MapFolder.at(cases.resolve("second, left")).write();
		Files.writeString(Files.createDirectory(cases.resolve("broken")).resolve("CBF.nii"), "no image");
		final Path results = folder.resolve("my results");
		final String macro = Files.readString(Path.of("macros/Batch_segmentation.ijm"));

		IJ.runMacro(macro, cases + "|" + results + "|" + EXACT);

		final List<String> table = Files.readAllLines(results.resolve("cohort.csv"));
		assertEquals(4, table.size(), table.toString());
		assertTrue(table.get(0).startsWith("case,status,message,rule,affected_side,core_ml,penumbra_ml,lesion_ml,mismatch_volume_ml,mismatch_ratio,hypoperfusion_intensity_ratio,core_left_ml,"), table.get(0));
		assertTrue(table.stream().anyMatch(line -> line.startsWith("broken,failed,")), table.toString());
		final String first = table.stream().filter(line -> line.startsWith("first,done,,rcbf,left,7.68,23.04,30.72,23.04,4,")).findFirst().orElseThrow(() -> new AssertionError(table.toString()));
		assertTrue(first.contains(",7.68,0,30.72,0,") && first.contains(",patient,") && first.contains("38 %"), first);
		assertTrue(table.stream().anyMatch(line -> line.startsWith("\"second, left\",done,")), table.toString());
		assertTrue(Files.exists(results.resolve("first/core.nii.gz")));
		assertEquals(0, WindowManager.getImageCount());
		final FileTime written = Files.getLastModifiedTime(results.resolve("first/volumes.csv"));

		IJ.runMacro(macro, cases + "|" + results + "|" + EXACT);

		assertEquals(table, Files.readAllLines(results.resolve("cohort.csv")));
		assertEquals(written, Files.getLastModifiedTime(results.resolve("first/volumes.csv")));
	}
}
