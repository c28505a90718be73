package org.perfusionj.report;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import org.perfusionj.curve.TimeCurve;
import org.perfusionj.curve.TimeGrid;
import org.perfusionj.io.CurveFile;
import org.perfusionj.pipeline.PerfusionResult;
import org.perfusionj.series.Region;
import org.perfusionj.series.Voxel;
import org.perfusionj.vascular.VascularFunction;
import org.perfusionj.vascular.Vessel;
import org.perfusionj.work.Parallel;
import org.perfusionj.work.WorkMonitor;

class CurvesCsvTest {

	private static final TimeGrid TIME = new TimeGrid(0, 0.1, 4);

	private static PerfusionResult withCurves(final Optional<double[]> vof) {
		final PerfusionResult made = new SyntheticCase().build();
		final VascularFunction measured = new VascularFunction(Vessel.AIF, new TimeCurve(TIME, new double[] { 0, 100.5, 1.0 / 3, -2e-7 }), List.of(), "file");
		return new PerfusionResult(made.concentration(), measured.withCurve(measured.curve().scaled(2)), measured, vof.map(values -> new VascularFunction(Vessel.VOF, new TimeCurve(TIME, values), List.of(), "file")),
			new TimeCurve(TIME, new double[] { 0, 1, 2, 3 }), made.vessels(), made.csf(), made.maps(), List.of(), made.parameters(), List.of());
	}

	@Test
	void textIsExact() {
		assertEquals("""
			time_s,aif,vof,aif_measured,tissue
			0,0,1,0,0
			0.1,201,2,100.5,1
			0.2,0.6666666666666666,3,0.3333333333333333,2
			0.3,-4.0E-7,4.5,-2.0E-7,3
			""", new CurvesCsv(withCurves(Optional.of(new double[] { 1, 2, 3, 4.5 }))).text());
	}

	@Test
	void vofIsEmptyWhenThereIsNone() {
		final List<String> lines = new CurvesCsv(withCurves(Optional.empty())).text().lines().toList();
		assertEquals("time_s,aif,vof,aif_measured,tissue", lines.get(0));
		assertEquals("0.1,201,,100.5,1", lines.get(2));
	}

	@Test
	void curvesOfDifferentLengthsAreRefused() {
		final PerfusionResult good = withCurves(Optional.empty());
		final PerfusionResult bad = new PerfusionResult(good.concentration(), good.aif(), good.measuredAif(), good.vof(), new TimeCurve(new TimeGrid(0, 1, 9), new double[9]), good.vessels(), good.csf(), good.maps(), List
			.of(), good.parameters(), List.of());
		assertThrows(IllegalArgumentException.class, () -> new CurvesCsv(bad));
	}

	@Test
	void regionCurvesAreMeansOverVoxelsInTheMask() {
		// SETUP: the synthetic concentration is 10 x + y + 100 z + t; voxel (0, 0) lies outside the mask
		final SyntheticCase made = new SyntheticCase();
		made.regions.add(new Region("aif", List.of(new Voxel(40, 50, 3), new Voxel(42, 50, 3), new Voxel(40, 50, 5), new Voxel(0, 0, 3))));
		made.regions.add(new Region("outside", List.of(new Voxel(0, 0, 0), new Voxel(0, 0, 99))));
		made.regions.add(new Region("twice", List.of(new Voxel(48, 48, 0))));
		made.regions.add(new Region("twice", List.of(new Voxel(48, 48, 1))));
		final PerfusionResult result = made.build();

		// EXECUTE
		final RegionCurves curves;
		try (Parallel parallel = new Parallel(2)) {
			curves = RegionCurves.of(result, parallel, WorkMonitor.SILENT);
		}

		// VERIFY
		assertEquals(List.of("aif", "twice", "twice (2)"), List.copyOf(curves.curves().keySet()));
		final double mean = (750 + 770 + 950) / 3.0;
		assertArrayEquals(new double[] { mean, mean + 1, mean + 2 }, Arrays.copyOf(curves.curves().get("aif").values(), 3), 1e-9);
		assertEquals(628 + 44, curves.curves().get("twice (2)").value(44), 1e-9);
		assertTrue(new CurvesCsv(result, curves).text().startsWith("time_s,aif,vof,aif_measured,tissue,aif (region),twice,twice (2)\n"));
	}

	@Test
	void aRegionCalledTissueDoesNotTakeThePlaceOfTheTissue(@TempDir final Path folder) throws IOException {
		// SETUP
		final SyntheticCase made = new SyntheticCase();
		made.regions.add(new Region("tissue", List.of(new Voxel(48, 48, 0))));
		final PerfusionResult result = made.build();
		final Path file = folder.resolve("metrics.csv");

		// EXECUTE
		try (Parallel parallel = new Parallel(1)) {
			new CurveTable(result, RegionCurves.of(result, parallel, WorkMonitor.SILENT), "case").write(file);
		}

		// VERIFY
		final List<String> lines = Files.readAllLines(file);
		final double tissuePeak = Arrays.stream(result.tissue().values()).max().getAsDouble();
		assertEquals(1, lines.stream().filter(line -> line.startsWith("tissue,")).count());
		assertEquals(1, lines.stream().filter(line -> line.startsWith("tissue (region),")).count());
		final String tissue = lines.stream().filter(line -> line.startsWith("tissue,")).findFirst().get();
		assertEquals(tissuePeak, Double.parseDouble(tissue.split(",")[2]), 1e-4 * tissuePeak);
	}

	@Test
	void canBeReadAsAifFileWhateverTheRegionsAreCalled(@TempDir final Path folder) throws IOException {
		// SETUP
		final SyntheticCase made = new SyntheticCase();
		for (final String name : List.of("AIF", "Time", "left; deep, \"old\"\n# stroke", "left_ deep_ _old___ stroke", "L\u00e4sion"))
			made.regions.add(new Region(name, List.of(new Voxel(48, 48, 0))));
		final PerfusionResult result = made.build();
		final CurvesCsv csv;
		try (Parallel parallel = new Parallel(2)) {
			csv = new CurvesCsv(result, RegionCurves.of(result, parallel, WorkMonitor.SILENT));
		}

		// EXECUTE
		csv.write(folder.resolve("curves.csv"));

		// VERIFY
		assertEquals("time_s,aif,vof,aif_measured,tissue,AIF (region),Time (region),left_ deep_ _old___ stroke,left_ deep_ _old___ stroke (region),L\u00e4sion", csv.text().lines().findFirst().get());
		assertEquals(result.aif().curve(), CurveFile.read(folder.resolve("curves.csv")).aif().orElseThrow());
	}

	@Test
	void writesTheText(@TempDir final Path folder) throws IOException {
		final CurvesCsv csv = new CurvesCsv(withCurves(Optional.empty()));
		csv.write(folder.resolve("curves.csv"));
		assertEquals(csv.text(), Files.readString(folder.resolve("curves.csv")));
	}
}
