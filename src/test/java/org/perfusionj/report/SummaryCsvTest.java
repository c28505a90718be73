package org.perfusionj.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import ij.measure.ResultsTable;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import org.perfusionj.maps.PerfusionMap;

class SummaryCsvTest {

	private static final MapSummary SUMMARY = new MapSummary("Case 7", List.of(new SummaryRow("brain", PerfusionMap.CBF, 41.23456789, 20.5, 38, 0, 0.0000123456789, 1200, 24, 3, "The VOF is cut off, see \"help\"."),
		new SummaryRow("left, deep", PerfusionMap.TMAX, Double.NaN, Double.NaN, Double.NaN, Double.NaN, Double.NaN, 0, 0, 0, "")), "image left", "image right");

	@Test
	void textIsExact() {
		assertEquals("""
			region,map,unit,mean,sd,median,p5,p95,voxels,volume_ml,non_finite,warnings
			brain,CBF,ml/100 g/min,41.2346,20.5,38,0,0.0000123457,1200,24,3,"The VOF is cut off, see ""help""."
			"left, deep",Tmax,s,,,,,,0,0,0,
			""", new SummaryCsv(SUMMARY).text());
	}

	@Test
	void writesTheTextAndNamesAFileThatCannotBeWritten(@TempDir final Path folder) throws IOException {
		new SummaryCsv(SUMMARY).write(folder.resolve("summary.csv"));
		assertEquals(new SummaryCsv(SUMMARY).text(), Files.readString(folder.resolve("summary.csv")));
		final IOException thrown = assertThrows(IOException.class, () -> new SummaryCsv(SUMMARY).write(folder.resolve("missing").resolve("summary.csv")));
		assertTrue(thrown.getMessage().startsWith("Cannot write ") && thrown.getMessage().contains("summary.csv"), thrown.getMessage());
	}

	@Test
	void tableHoldsTheSameNumbersWithUnits() {
		// EXECUTE
		final SummaryTable shown = new SummaryTable(SUMMARY, "Case 7");
		final ResultsTable table = shown.table();

		// VERIFY
		assertEquals("Case 7 perfusion summary", shown.title());
		assertEquals(2, table.size());
		assertEquals("brain", table.getStringValue("Region", 0));
		assertEquals("ml/100 g/min", table.getStringValue("Unit", 0));
		assertEquals(41.23456789, table.getValue("Mean", 0), 1e-9);
		assertEquals(24, table.getValue("Volume (ml)", 0));
		assertTrue(Double.isNaN(table.getValue("Mean", 1)));
		assertEquals("The VOF is cut off, see \"help\".", table.getStringValue("Warnings", 0));
	}
}
