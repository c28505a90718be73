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
import org.perfusionj.evaluation.SampleLesions;
import org.perfusionj.report.FigureWindow;

/** "Compare lesions with reference" as a user of plain ImageJ meets it. */
@Timeout(180)
class CompareLesionsDesktopTest extends OnDesktop {

	private static final String TITLE = "Lesions and references";

	private Path cohort(final String name, final int... cores) throws Exception {
		for (int i = 0; i < cores.length; i++)
			SampleLesions.write(folder.resolve(name).resolve("case " + i), cores[i]);
		return folder.resolve(name);
	}

	@Test
	void plotsAndTablesOpen() throws Exception {
		forgetLastValues("compare-lesions");
		desktop.choose("compare-lesions").set("input", cohort("my results", 5, 6, 9).toString()).set("references", cohort("references", 6, 6, 8).toString()).run();

		final Window plots = WindowManager.getWindow(TITLE);
		assertTrue(plots instanceof FigureWindow && plots.isShowing(), desktop.titles().toString());
		final ResultsTable cohort = ResultsTable.getResultsTable(TITLE + " cohort");
		assertEquals(2, cohort.size());
		assertEquals("core", cohort.getStringValue("part", 0));
		assertEquals(3, cohort.getValue("dice_n", 0));
		assertEquals(2 * 3, ResultsTable.getResultsTable(TITLE + " cases").size());
	}

	@Test
	void theMacroWritesFilesAndOpensNothing() throws Exception {
		final Path out = folder.resolve("my comparison");
		final String macro = Files.readString(Path.of("macros/Compare_lesions.ijm"));
		final Path input = cohort("my results", 5, 6, 9);

		IJ.runMacro(macro, input + "|" + cohort("references", 6, 6, 8) + "|" + out + "|others=[" + cohort("others", 6, 7, 8) + "]");

		assertTrue(Files.readString(out.resolve("report.md")).contains("Do the runs differ?"));
		assertEquals(0, WindowManager.getImageCount());
	}
}
