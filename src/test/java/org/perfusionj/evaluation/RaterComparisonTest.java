package org.perfusionj.evaluation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.perfusionj.images.VascularRois;
import org.perfusionj.io.CsvText;
import org.perfusionj.io.DecimalText;
import org.perfusionj.series.Region;
import org.perfusionj.series.Voxel;
import org.perfusionj.vascular.CurveVerdict;
import org.perfusionj.vascular.Vessel;
import org.perfusionj.work.Parallel;
import org.perfusionj.work.PerfusionException;
import org.perfusionj.work.WorkMonitor;

class RaterComparisonTest {

	@TempDir
	private Path folder;

	private final SampleReadings scan = new SampleReadings();

	private static Region region(final String name, final Voxel... voxels) {
		return new Region(name, List.of(voxels));
	}

	private List<VascularReading> raters(final Region... rois) {
		try (Parallel parallel = new Parallel(2)) {
			return VascularReading.ofRaters(VascularRois.of(List.of(rois)), scan.input(), parallel, WorkMonitor.SILENT);
		}
	}

	@Test
	void aRaterIsTheMeanOfTheVoxelsOfHisRois() {
		final List<VascularReading> readings = raters(region("VOF", SampleReadings.VEIN), region("AIF-r2", SampleReadings.LATE_ARTERY), region("AIF", SampleReadings.ARTERY), region("AIF-2", SampleReadings.LATE_ARTERY), region("liver",
			SampleReadings.VEIN));

		assertEquals(List.of("rater1 AIF", "rater1 VOF", "rater2 AIF"), readings.stream().map(reading -> reading.reader() + " " + reading.vessel()).toList());
		for (int t = 0; t < 60; t++)
			assertEquals((SampleReadings.artery(t) + SampleReadings.artery(t - 2)) / 2, readings.get(0).function().curve().value(t), 1e-4);
		assertEquals(2, readings.get(0).voxels().effectiveVoxels(), 1e-9);
		assertTrue(readings.stream().allMatch(VascularReading::isRater));
	}

	@Test
	void pairsStandInTheOrderOfThePaper() {
		final List<VascularReading> raters = raters(region("AIF-r1", SampleReadings.ARTERY), region("VOF-r1", SampleReadings.VEIN), region("AIF-r2", SampleReadings.LATE_ARTERY), region("VOF-r2", SampleReadings.VEIN));

		final RaterComparison comparison = RaterComparison.of(scan.input(), List.of(scan.network(Vessel.AIF), scan.network(Vessel.VOF)), raters);

		assertEquals(List.of("AIF rater1 rater2", "AIF rater1 network", "AIF rater2 network", "VOF rater1 rater2", "VOF rater1 network", "VOF rater2 network"), comparison.pairs().stream().map(pair -> pair.vessel() + " " + pair
			.first() + " " + pair.second()).toList());
		assertEquals(6, comparison.readings().size());
		assertEquals("HU", comparison.pairs().get(0).unit());
		assertEquals("sample", comparison.title());
	}

	@Test
	void numbersAreThoseOfTheCurves() {
		final List<VascularReading> raters = raters(region("AIF-r1", SampleReadings.ARTERY), region("AIF-r2", SampleReadings.LATE_ARTERY));

		final ReadingPair pair = RaterComparison.of(scan.input(), List.of(), raters).pairs().get(0);

		// triangles of 10 s width and 300 HU height, one 2 s later than the other
		assertEquals(20, pair.tpeakFirstS(), 1e-9);
		assertEquals(22, pair.tpeakSecondS(), 1e-9);
		assertEquals(-2, pair.tpeakDifferenceS(), 1e-9, "first minus second: the second one is late");
		assertEquals(10, pair.fwhmFirstS(), 1e-4);
		assertEquals(0, pair.fwhmDifferenceS(), 1e-4);
		assertEquals(300, pair.ptbFirst(), 1e-3);
		assertEquals(0, pair.ptbDifference(), 1e-3);
		assertEquals(SampleReadings.meanSquare(2), pair.mse(), 0.1);
		assertTrue(pair.r() > 0.85 && pair.r() < 0.98, "r " + pair.r());
		// voxels 3 columns of 0.5 mm and 4 rows of 1 mm apart
		assertEquals(Math.sqrt(1.5 * 1.5 + 16), pair.distanceMm(), 1e-9);
	}

	@Test
	void anEstimateIsComparedWhereItsProbabilityIs() {
		final ReadingPair pair = RaterComparison.of(scan.input(), List.of(scan.network(Vessel.AIF)), raters(region("AIF", SampleReadings.ARTERY))).pairs().get(0);

		assertEquals("network", pair.second());
		assertEquals(Optional.of(CurveVerdict.GOOD), pair.verdict());
		// three quarters in the rater's voxel, one quarter 3 columns and 4 rows away
		assertEquals(Math.sqrt(1.5 * 1.5 + 16) / 4, pair.distanceMm(), 1e-6);
		assertEquals(1, pair.r(), 1e-9);
		assertEquals(150, pair.ptbDifference(), 1e-3, "the estimate has half the height");
	}

	@Test
	void aVesselThatOnlyOneHasReadIsNotCompared() {
		final RaterComparison comparison = RaterComparison.of(scan.input(), List.of(scan.network(Vessel.AIF)), raters(region("VOF-r1", SampleReadings.VEIN)));

		assertTrue(comparison.isEmpty());
		assertEquals(2, comparison.readings().size());
	}

	@Test
	void aRoiWithoutABolusIsNamed() {
		final String message = assertThrows(PerfusionException.class, () -> raters(region("AIF-r2", new Voxel(0, 0, 0)))).getMessage();
		assertTrue(message.contains("AIF-r2"), message);
	}

	private static String csv(final List<ReadingPair> pairs) {
		final CsvText text = new CsvText().line(ComparisonFile.COLUMNS);
		for (final ReadingPair pair : pairs)
			text.line(ComparisonFile.cells(pair).stream().map(cell -> cell instanceof Double number ? DecimalText.significant(number) : cell.toString()).toList());
		return text.toString();
	}

	@Test
	void whatIsWrittenReadsBack() throws Exception {
		final ReadingPair pair = new ReadingPair(Vessel.VOF, "rater1", "network", 0.987654, 20.5, 21, 12.25, Double.NaN, 350, 340.5, 123.456, Double.NaN, "HU", Optional.of(CurveVerdict.UNUSABLE));
		final Path file = Files.writeString(folder.resolve(ComparisonFile.NAME), csv(List.of(pair)));

		assertEquals(List.of(pair), ComparisonFile.read(file));
		assertTrue(Files.readString(file).contains("\nVOF,rater1,network,0.987654,20.5,21,-0.5,12.25,,,350,340.5,9.5,123.456,,HU,unusable\n"), Files.readString(file));
	}

	@Test
	void columnsMayBeMovedAndAddedButNotMissing() throws Exception {
		final Path file = folder.resolve("comparison.csv");
		Files.writeString(file, "note,verdict,unit,distance_mm,mse,ptb_difference,ptb_second,ptb_first,fwhm_difference_s,fwhm_second_s,fwhm_first_s,tpeak_difference_s,tpeak_second_s,tpeak_first_s,r,second,first,vessel\n" +
			"x,,HU,3,2,1,300,301,1,9,10,0,20,20,0.5,network,rater1,aif\n");
		assertEquals(List.of(new ReadingPair(Vessel.AIF, "rater1", "network", 0.5, 20, 20, 10, 9, 301, 300, 2, 3, "HU", Optional.empty())), ComparisonFile.read(file));

		Files.writeString(file, "vessel,first,second,r\nAIF,rater1,network,0.5\n");
		final String missing = assertThrows(PerfusionException.class, () -> ComparisonFile.read(file)).getMessage();
		assertTrue(missing.contains(file.toString()) && missing.contains("tpeak_first_s") && !missing.contains("column vessel"), missing);

		Files.writeString(file, csv(List.of()) + "ICA,rater1,network,1,,,,,,,,,,,,HU,\n");
		final String vessel = assertThrows(PerfusionException.class, () -> ComparisonFile.read(file)).getMessage();
		assertTrue(vessel.contains("\"ICA\"") && vessel.contains("Row 1"), vessel);

		Files.writeString(file, csv(List.of()) + "AIF,rater1,network,1,,,,,,,,,,,,HU,fine\n");
		final String verdict = assertThrows(PerfusionException.class, () -> ComparisonFile.read(file)).getMessage();
		assertTrue(verdict.contains("\"fine\" in the column verdict"), verdict);
	}
}
