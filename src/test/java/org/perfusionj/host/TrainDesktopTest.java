package org.perfusionj.host;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ij.IJ;
import ij.Prefs;
import ij.WindowManager;
import ij.measure.ResultsTable;

import java.awt.Window;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.perfusionj.commands.CommandParameters;
import org.perfusionj.commands.OwnScans;
import org.perfusionj.commands.ParameterInfo;
import org.perfusionj.report.FigureWindow;

/** "Train AIFNet" as a user of plain ImageJ meets it: menu, dialog, windows, macro. */
@Timeout(180)
class TrainDesktopTest {

	private static final String TITLE = "Train AIFNet";

	private static Desktop desktop;

	@TempDir
	private Path folder;

	@BeforeAll
	static void startImageJ() throws Exception {
		desktop = new Desktop();
	}

	@AfterAll
	static void quitImageJ() throws Exception {
		if (desktop != null) desktop.close();
	}

	@BeforeEach
	void forgetLastValues() {
		for (final ParameterInfo parameter : CommandParameters.of(CommandIndex.shared().find("train-aifnet").orElseThrow()).keyed())
			Prefs.set("perfusionj.train-aifnet." + parameter.key(), null);
	}

	@AfterEach
	void closeEverything() {
		desktop.closeAll();
		assertEquals(List.of(), desktop.titles());
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
