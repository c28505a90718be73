package org.perfusionj.host;

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

import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What a user of plain ImageJ sees of the command {@code analyze}, on the sample. */
@Timeout(180)
class AnalyzeDesktopTest extends OnDesktop {

	@Test
	void mapsLesionTablesAndRoisAppear() {
		assertEquals("", MacroCalls.run("sample", ""));
		final String series = WindowManager.getCurrentImage().getTitle();

		assertEquals("", MacroCalls.run("analyze", "aif=classical vof=classical rule=rcbf explore=false"));

		for (final String map : new String[] { "CT", "CBF", "CBV", "MTT", "Tmax", "TTP", "lesion" }) {
			final ImagePlus image = WindowManager.getImage(series + " " + map);
			assertNotNull(image, map + " in " + desktop.titles());
			assertTrue(image.getOverlay().size() > 1, map + " has a legend and the lesion over it");
		}
		for (final String table : new String[] { series + " lesion volumes", series + " perfusion summary", series + " curve metrics" })
			assertNotNull(ResultsTable.getResultsTable(table), table + " in " + desktop.titles());
		final List<String> rois = Arrays.stream(RoiManager.getInstance().getRoisAsArray()).map(Roi::getName).toList();
		for (final String start : new String[] { "AIF", "VOF", "core", "penumbra" })
			assertTrue(rois.stream().anyMatch(name -> name.startsWith(start)), start + " in " + rois);
		assertNotNull(WindowManager.getWindow(series + " curves"), desktop.titles().toString());
	}

	@Test
	void inBatchModeTheImagesAreThoseOfTheMacro() {
		final String result = IJ.runMacro("setBatchMode(true); call('org.perfusionj.host.MacroCalls.run', 'sample', ''); error = call('org.perfusionj.host.MacroCalls.run', 'analyze', 'aif=classical vof=none partial_volume=none rule=rcbf'); titles = '';"
			+ "for (i = 1; i <= nImages; i++) { selectImage(i); titles = titles + getTitle() + ','; } return error + titles;");
		for (final String map : new String[] { " CBF,", " Tmax,", " CT,", " lesion," })
			assertTrue(result.contains(map), result);
		assertFalse(desktop.titles().stream().anyMatch(title -> title.contains("Tmax")), desktop.titles().toString());
	}

	@Test
	void theDialogFitsAndAsksForLittle() throws Exception {
		forgetLastValues("analyze");
		assertEquals("", MacroCalls.run("sample", ""));
		final Desktop.DialogOfCommand dialog = desktop.choose("analyze");
		assertTrue(dialog.bounds().height <= 768 && dialog.bounds().width <= 1024, () -> dialog.bounds().toString());
		Stream.of("method=Tikhonov", "filter=gaussian", "smoothing_mm=6", "aif=auto", "tmax_s=6").map(text -> text.split("=")).forEach(field -> assertEquals(field[1], dialog.get(field[0]), field[0]));
		dialog.set("rois", "missing.zip").ok();
		Desktop.press(Desktop.waitForDialog("Analyze case"), "OK");
		Desktop.waitForCommands();
	}
}
