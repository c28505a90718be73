package org.perfusionj.host;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ij.IJ;
import ij.WindowManager;
import ij.measure.ResultsTable;

import java.awt.Window;
import java.nio.file.Files;
import java.nio.file.Path;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.perfusionj.report.FigureWindow;

/** "Evaluate methods" as a user of plain ImageJ meets it: menu, dialog, windows, macro. */
@Timeout(180)
class EvaluateDesktopTest extends OnDesktop {

	private static final String TITLE = "Methods on simulated curves";

	@BeforeEach
	void showDefaults() {
		forgetLastValues("evaluate");
	}

	@Test
	void plotsAndTablesOpenBesideEachOther() throws Exception {
		desktop.choose("evaluate").set("n", "2").set("methods", "cSVD,oSVD").run();

		final Window plots = WindowManager.getWindow(TITLE);
		assertTrue(plots instanceof FigureWindow && plots.isShowing(), desktop.titles().toString());
		final ResultsTable averages = ResultsTable.getResultsTable(TITLE + " averages");
		assertEquals(2, averages.size());
		assertEquals("oSVD", averages.getStringValue("method", 1));
		assertTrue(averages.getValue("cbf_rmse", 1) > 0);
		assertEquals(66, ResultsTable.getResultsTable(TITLE + " conditions").size());
		assertFalse(plots.getBounds().intersects(WindowManager.getWindow(TITLE + " averages").getBounds()), "no window hides another");
		// a second run does not take the place of the first
		IJ.run("Evaluate methods", "n=2 methods=cSVD");
		assertEquals(2, ResultsTable.getResultsTable(TITLE + " averages").size());
		assertEquals(1, ResultsTable.getResultsTable(TITLE + "-1 averages").size());
	}

	@Test
	void inBatchModeThePlotsAreImagesOfTheMacro() {
		final String result = IJ.runMacro("setBatchMode(true); run('Evaluate methods', 'n=2 methods=cSVD'); selectImage('cbf_ratio_calibrated'); return getTitle() + ' of ' + nImages + ' ' + getWidth();");

		assertEquals("cbf_ratio_calibrated of 3 2244", result);
		assertTrue(desktop.titles().stream().noneMatch(title -> title.startsWith(TITLE)), desktop.titles().toString());
	}

	@Test
	void aMacroWritesFilesAndOpensNothingInBatchMode() throws Exception {
		final Path out = folder.resolve("my results");
		final String result = IJ.runMacro("setBatchMode(true); run('Evaluate methods', 'n=2 methods=cSVD output=[" + out + "]'); return '' + nImages;");

		assertEquals("0", result);
		assertTrue(Files.readString(out.resolve("averages.csv")).startsWith("method,aif_width,"));
	}

	@Test
	void escapeStopsALongEvaluationWithinASecond() throws Exception {
		final Path out = folder.resolve("stopped");
		desktop.choose("evaluate").set("n", "100000").set("output", out.toString()).ok();
		Thread.sleep(2000);

		final long start = System.nanoTime();
		desktop.pressEscape();
		Desktop.waitForCommands();

		assertTrue((System.nanoTime() - start) / 1e9 < 3, "a second, and room for a busy machine");
		assertFalse(Files.exists(out));
	}
}
