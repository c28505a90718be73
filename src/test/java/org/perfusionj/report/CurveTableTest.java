package org.perfusionj.report;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import org.perfusionj.pipeline.PerfusionResult;
import org.perfusionj.series.Region;
import org.perfusionj.series.Voxel;
import org.perfusionj.work.Parallel;
import org.perfusionj.work.WorkMonitor;

class CurveTableTest {

	@Test
	void regionsDoNotTakeThePlaceOfOtherCurves(@TempDir final Path folder) throws IOException {
		// SETUP
		final SyntheticCase made = new SyntheticCase();
		for (final String name : List.of("AIF", "tissue", "thalamus"))
			made.regions.add(new Region(name, List.of(new Voxel(48, 48, 0))));
		final PerfusionResult result = made.build();
		final CurveTable table;
		try (Parallel parallel = new Parallel(2)) {
			table = new CurveTable(result, RegionCurves.of(result, parallel, WorkMonitor.SILENT), "case");
		}

		// EXECUTE
		table.write(folder.resolve("metrics.csv"));

		// VERIFY
		final List<String> names = Files.readAllLines(folder.resolve("metrics.csv")).stream().skip(1).map(line -> line.split(",")[0]).toList();
		assertEquals(List.of("tissue", "AIF (region)", "tissue (region)", "thalamus"), names.subList(names.size() - 4, names.size()));
		assertEquals("AIF", names.get(0));
	}
}
