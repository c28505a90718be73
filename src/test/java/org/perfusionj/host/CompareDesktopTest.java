package org.perfusionj.host;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ij.IJ;
import ij.WindowManager;
import ij.measure.ResultsTable;

import java.awt.EventQueue;
import java.awt.Window;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.perfusionj.evaluation.RaterComparison;
import org.perfusionj.evaluation.SampleCohort;
import org.perfusionj.evaluation.SampleReadings;
import org.perfusionj.evaluation.VascularReading;
import org.perfusionj.images.VascularRois;
import org.perfusionj.report.CurvePlotWindow;
import org.perfusionj.report.FigureWindow;
import org.perfusionj.report.RaterComparisonTable;
import org.perfusionj.report.WindowTitles;
import org.perfusionj.series.Region;
import org.perfusionj.vascular.Vessel;
import org.perfusionj.work.Parallel;
import org.perfusionj.work.WorkMonitor;

/** "Compare AIF/VOF with raters" as a user of plain ImageJ meets it, and the windows of one case. */
@Timeout(180)
class CompareDesktopTest extends OnDesktop {

	private static final String TITLE = "Raters and estimates";

	@Test
	void plotsAndTablesOpenBesideEachOther() throws Exception {
		desktop.choose("compare-aif").set("input", SampleCohort.write(folder.resolve("my results"), 8).toString()).run();

		final Window plots = WindowManager.getWindow(TITLE);
		assertTrue(plots instanceof FigureWindow && plots.isShowing(), desktop.titles().toString());
		final ResultsTable signals = ResultsTable.getResultsTable(TITLE + " signals");
		assertEquals(6, signals.size());
		assertEquals(0.942, signals.getValue("r_mean", 0), 1e-9);
		assertEquals("t", ResultsTable.getResultsTable(TITLE + " metrics").getStringValue("test", 0));
		assertEquals(48, ResultsTable.getResultsTable(TITLE + " cases").size());
		final List<Window> windows = List.of(plots, WindowManager.getWindow(TITLE + " signals"), WindowManager.getWindow(TITLE + " metrics"), WindowManager.getWindow(TITLE + " cases"));
		for (final Window one : windows)
			for (final Window other : windows)
				assertFalse(one != other && one.getBounds().intersects(other.getBounds()), "no window hides another");
	}

	@Test
	void aMacroWritesFilesAndOpensNothingInBatchMode() throws Exception {
		final Path out = folder.resolve("out");

		final String result = IJ.runMacro("setBatchMode(true); run('Compare AIF/VOF with raters', 'input=[" + SampleCohort.write(folder.resolve("my results"), 3) + "] output=[" + out + "]'); return '' + nImages;");

		assertEquals("0", result);
		assertTrue(Files.readString(out.resolve("report.md")).contains("3 cases"));
	}

	@Test
	void theWindowsOfACaseHaveTitlesOfTheirOwn() throws Exception {
		final SampleReadings scan = new SampleReadings();
		final RaterComparison comparison;
		try (Parallel parallel = new Parallel(1)) {
			comparison = RaterComparison.of(scan.input(), List.of(scan.network(Vessel.AIF)), VascularReading.ofRaters(VascularRois.of(List.of(new Region("AIF", List.of(SampleReadings.ARTERY)))), scan.input(), parallel,
				WorkMonitor.SILENT));
		}
		assertEquals("sample", WindowTitles.unused("sample"));

		new RaterComparisonTable(comparison).table().show("sample");
		EventQueue.invokeAndWait(() -> new CurvePlotWindow(comparison, "sample").setVisible(true));

		assertEquals(1, ResultsTable.getResultsTable("sample comparison with raters").size());
		assertTrue(WindowManager.getWindow("sample compared curves").isShowing());
		assertEquals("sample-1", WindowTitles.unused("sample"));
	}
}
