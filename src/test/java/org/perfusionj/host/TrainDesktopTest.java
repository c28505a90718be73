package org.perfusionj.host;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ij.IJ;
import ij.WindowManager;
import ij.measure.ResultsTable;

import java.awt.Window;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.perfusionj.commands.OwnScans;
import org.perfusionj.report.FigureWindow;

/** "Train AIFNet" as a user of plain ImageJ meets it: menu, dialog, windows, macro. */
@Timeout(180)
class TrainDesktopTest extends OnDesktop {

	private static final String TITLE = "Train AIFNet";

	@BeforeEach
	void showDefaults() {
		forgetLastValues("train-aifnet");
	}

	private Path scans() throws IOException {
		return OwnScans.withRois(folder.resolve("my scans"), 2);
	}

	@Test
	void learningCurvesAndScoresOpenBesideEachOther() throws Exception {
		final Path output = folder.resolve("models");
		desktop.choose("train-aifnet").set("input", scans().toString()).set("output", output.toString()).set("layers", "1").set("filters", "0").set("epochs", "2").set("device", "cpu").run();

		final Window curves = WindowManager.getWindow(TITLE);
		assertTrue(curves instanceof FigureWindow && curves.isShowing(), desktop.titles().toString());
		final ResultsTable scores = ResultsTable.getResultsTable(TITLE + " scores");
		assertEquals(2, scores.size());
		assertEquals("VOF", scores.getStringValue("vessel", 1));
		assertFalse(curves.getBounds().intersects(WindowManager.getWindow(TITLE + " scores").getBounds()), "no window hides another");
		assertTrue(Files.exists(output.resolve("vof.aifnet")));
	}

	@Test
	void aMacroInBatchModeOpensNothing() throws Exception {
		final Path output = folder.resolve("my models");
		final String result = IJ.runMacro("setBatchMode(true); run('Train AIFNet', 'input=[" + scans() + "] output=[" + output + "] vessel=aif layers=1 filters=0 epochs=1 device=cpu'); return '' + nImages;");

		assertEquals("0", result);
		assertTrue(Files.exists(output.resolve("aif.aifnet")));
		assertTrue(desktop.titles().stream().noneMatch(title -> title.startsWith(TITLE)), desktop.titles().toString());
	}
}
