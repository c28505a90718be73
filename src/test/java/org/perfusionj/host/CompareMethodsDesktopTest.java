package org.perfusionj.host;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ij.IJ;
import ij.WindowManager;
import ij.measure.ResultsTable;

import java.awt.Window;
import java.nio.file.Files;
import java.nio.file.Path;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.perfusionj.evaluation.SampleTissueScans;
import org.perfusionj.report.FigureWindow;

/** "Compare methods on tissue" as a user of plain ImageJ meets it. */
@Timeout(180)
class CompareMethodsDesktopTest extends OnDesktop {

	private static final String TITLE = "Methods on tissue";

	private Path cases(final int count) throws Exception {
		final Path cases = folder.resolve("my cases");
		for (int n = 1; n <= count; n++)
			SampleTissueScans.write(cases, n);
		return cases;
	}

	@Test
	void plotsAndTablesOpen() throws Exception {
		forgetLastValues("compare-methods");
		desktop.choose("compare-methods").set("input", cases(2).toString()).set("methods", "sSVD,cSVD").set("aif", "curves.csv").set("vof", "none").run();

		final Window plots = WindowManager.getWindow(TITLE);
		assertTrue(plots instanceof FigureWindow && plots.isShowing(), desktop.titles().toString());
		final ResultsTable means = ResultsTable.getResultsTable(TITLE + " table 2");
		assertEquals(48, means.size());
		assertEquals("mean", means.getStringValue("quantity", 1));
		assertTrue(means.getValue("sSVD", 1) > means.getValue("sSVD", 7), "normal tissue has more flow");
		assertEquals(2 * 4 * 2, ResultsTable.getResultsTable(TITLE + " rois").size());
	}

	@Test
	void theMacroWritesFilesAndOpensNothing() throws Exception {
		final Path out = folder.resolve("my results");
		final String macro = Files.readString(Path.of("macros/Compare_methods.ijm"));

		IJ.runMacro(macro, cases(2) + "|" + out + "|methods=sSVD,cSVD aif=curves.csv vof=none");

		assertTrue(Files.readString(out.resolve("report.md")).contains("2 cases"));
		assertEquals(0, WindowManager.getImageCount());
	}
}
