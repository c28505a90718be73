package org.perfusionj.vascular;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CancellationException;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;
import org.perfusionj.curve.TimeCurve;
import org.perfusionj.curve.TimeGrid;
import org.perfusionj.preprocessing.Baseline;
import org.perfusionj.preprocessing.ConcentrationSeries;
import org.perfusionj.series.Mask;
import org.perfusionj.series.Orientation;
import org.perfusionj.series.SignalType;
import org.perfusionj.series.SpatialGrid;
import org.perfusionj.series.Volume;
import org.perfusionj.series.Voxel;
import org.perfusionj.vascular.CurveFlaw.Kind;
import org.perfusionj.work.MonitorLog;
import org.perfusionj.work.WorkMonitor;

/** Verdicts on triangles, whose rise, width, end and area are known by hand. The bolus arrives at 10 s, the tissue rises through its half at 17 s. */
class CurveJudgeTest {

	private static final SpatialGrid GRID = new SpatialGrid(10, 10, 1, 1, 1, 5, Orientation.NONE);
	private static final List<Voxel> FIVE = IntStream.range(0, 5).mapToObj(x -> new Voxel(x, 3, 0)).toList();
	private static final TimeGrid SCAN = new TimeGrid(0, 0.25, 240);
	private static final Baseline BASELINE = new Baseline(0, 36, 10);
	/** Rises through its half at 17 s. */
	private static final DoubleUnaryOperator TISSUE = triangle(12, 22, 32, 15);
	/** Rises through its half at 14 s, 10 s wide, area 3000 HU s. */
	private static final DoubleUnaryOperator AIF = triangle(9, 19, 29, 300);
	/** Rises through its half at 21 s, 14 s wide, area 4900 HU s. */
	private static final DoubleUnaryOperator VOF = triangle(14, 28, 42, 350);

	private static DoubleUnaryOperator triangle(final double startS, final double topS, final double endS, final double height) {
		return t -> Math.max(0, height * Math.min((t - startS) / (topS - startS), (endS - t) / (endS - topS)));
	}

	private static double[] sampled(final TimeGrid time, final DoubleUnaryOperator curve) {
		return Arrays.stream(time.times()).map(curve).toArray();
	}

	private static ConcentrationSeries series(final TimeGrid time, final SignalType signal, final Baseline baseline) {
		final float[][] hu = new float[1][GRID.planeSize()];
		Arrays.fill(hu[0], 45);
		for (int x = 0; x < 10; x++)
			hu[0][90 + x] = 600;
		return TestSeries.of(new float[1][time.count()][GRID.planeSize()], GRID, time, signal, baseline, new Volume(GRID, hu), Mask.all(GRID));
	}

	private static CurveQuality judge(final Vessel vessel, final TimeGrid time, final double[] values, final Contributions voxels, final Optional<DoubleUnaryOperator> aif) {
		return judge(series(time, SignalType.CT, BASELINE), vessel, values, voxels, aif);
	}

	private static CurveQuality judge(final ConcentrationSeries input, final Vessel vessel, final double[] values, final Contributions voxels, final Optional<DoubleUnaryOperator> aif) {
		final TimeGrid time = input.time();
		return new CurveJudge(input, new TimeCurve(time, sampled(time, TISSUE))).judge(function(vessel, time, values), voxels, aif.map(curve -> function(Vessel.AIF, time, sampled(time, curve))));
	}

	private static VascularFunction function(final Vessel vessel, final TimeGrid time, final double[] values) {
		return new VascularFunction(vessel, new TimeCurve(time, values), FIVE, "test");
	}

	private static CurveQuality aif(final DoubleUnaryOperator curve) {
		return judge(Vessel.AIF, SCAN, sampled(SCAN, curve), Contributions.of(FIVE), Optional.empty());
	}

	private static CurveQuality vof(final DoubleUnaryOperator curve) {
		return judge(Vessel.VOF, SCAN, sampled(SCAN, curve), Contributions.of(FIVE), Optional.of(AIF));
	}

	/** Exactly one flaw of that kind, with that verdict and these words. */
	private static void assertFlaw(final CurveQuality quality, final Kind kind, final CurveVerdict verdict, final String words) {
		assertEquals(List.of(kind), quality.flaws().stream().map(CurveFlaw::kind).toList(), quality.text());
		assertEquals(verdict, quality.verdict(), quality.text());
		assertTrue(quality.flaws().get(0).finding().contains(words), quality.text());
		assertTrue(quality.text().startsWith(quality.vessel() + ": " + verdict.key() + ". "), quality.text());
		assertTrue(quality.text().endsWith(quality.flaws().get(0).cure()) && quality.flaws().get(0).cure().length() > 10, quality.text());
	}

	private static CurveQuality aif(final double startS, final double topS, final double endS) {
		return aif(triangle(startS, topS, endS, 300));
	}

	private static CurveQuality vof(final double startS, final double topS, final double endS, final double height) {
		return vof(triangle(startS, topS, endS, height));
	}

	@Test
	void goodCurvesHaveNoFlaw() {
		assertEquals("AIF: good.", aif(AIF).text());
		assertEquals("VOF: good.", vof(VOF).text());
		assertEquals("VOF: good.", judge(Vessel.VOF, SCAN, sampled(SCAN, VOF), Contributions.of(FIVE), Optional.empty()).text(), "without an AIF");
	}

	@Test
	void anAifThatRisesAfterTheTissueIsAVein() {
		assertFlaw(aif(12.2, 22.2, 32.2), Kind.LATE, CurveVerdict.UNUSABLE, "late: it rises 0.2 s after the mean tissue curve");
		assertFlaw(aif(14.5, 24.5, 34.5), Kind.LATE, CurveVerdict.UNUSABLE, "late: it rises 2.5 s after the mean tissue curve");
	}

	@Test
	void anAifHardlyBeforeTheTissueIsLate() {
		assertFlaw(aif(11, 21, 31), Kind.LATE, CurveVerdict.DOUBTFUL, "late: it rises only 1.0 s before the mean tissue curve");
		assertEquals(CurveVerdict.GOOD, aif(10.4, 20.4, 30.4).verdict(), "1.6 s before");
	}

	@Test
	void anAifLongAfterTheArrivalIsLate() {
		assertEquals(CurveVerdict.GOOD, aif(11.5, 16.5, 30).verdict());
		assertFlaw(aif(12.5, 16.5, 30), Kind.LATE, CurveVerdict.DOUBTFUL, "late: it arrives 2.5 s after the bolus");
	}

	@Test
	void aCurveBeforeTheBolusIsUnusable() {
		assertFlaw(aif(3, 5, 29), Kind.BEFORE_ARRIVAL, CurveVerdict.UNUSABLE, "rises 6.0 s before the bolus arrives");
		assertEquals(CurveVerdict.GOOD, aif(5, 11, 29).verdict(), "2 s before is possible");
		assertFlaw(aif(t -> Math.max(0, 300 - 10 * t)), Kind.BEFORE_SCAN, CurveVerdict.UNUSABLE, "already is above half of its peak when the scan starts");
	}

	@Test
	void timesAreThoseOfTheClockOfTheSeries() {
		final TimeGrid later = new TimeGrid(5, 0.25, 220);
		assertEquals(CurveVerdict.GOOD, judge(Vessel.AIF, later, sampled(later, AIF), Contributions.of(FIVE), Optional.empty()).verdict());
		assertFlaw(judge(Vessel.AIF, later, sampled(later, triangle(5.5, 6.5, 29, 300)), Contributions.of(FIVE), Optional.empty()), Kind.BEFORE_ARRIVAL, CurveVerdict.UNUSABLE, "4.0 s before");
	}

	@Test
	void widthHasItsLimits() {
		assertFlaw(aif(11, 11.75, 13.5), Kind.NARROW, CurveVerdict.DOUBTFUL, "spike, 1.");
		assertFlaw(aif(9, 17, 55), Kind.WIDE, CurveVerdict.DOUBTFUL, "23 s wide");
		assertEquals(CurveVerdict.GOOD, vof(14, 28, 59, 350).verdict(), "22.5 s are not wide for a VOF");
		assertFlaw(vof(14, 24, 72, 350), Kind.WIDE, CurveVerdict.DOUBTFUL, "29 s wide");
		final TimeGrid longScan = new TimeGrid(0, 0.5, 240);
		assertFlaw(judge(Vessel.AIF, longScan, sampled(longScan, triangle(9, 17, 109, 300)), Contributions.of(FIVE), Optional.empty()), Kind.WIDE, CurveVerdict.UNUSABLE, "50 s wide");
	}

	@Test
	void aCurveThatTheScanCutsOffIsNotGood() {
		assertFlaw(aif(9, 17, 130), Kind.TRUNCATED, CurveVerdict.DOUBTFUL, "does not fall to half of its peak before the scan ends at 60 s");
		assertFlaw(vof(14, 70, 90, 350), Kind.TRUNCATED, CurveVerdict.UNUSABLE, "still rises when the scan ends at 60 s");
		assertTrue(aif(9, 17, 130).text().contains("Scan for longer"));
	}

	@Test
	void anAifThatEndsAboveAFifthIsCutOffAsTheTableSays() {
		// 45 % of the peak at the end, 60 s
		final double[] values = sampled(SCAN, t -> Math.max(AIF.applyAsDouble(t), t > 20 ? 135 : 0));
		assertTrue(VascularMetrics.of(function(Vessel.AIF, SCAN, values), Contributions.of(FIVE), series(SCAN, SignalType.CT, BASELINE)).curve().truncated());
		assertFlaw(judge(Vessel.AIF, SCAN, values, Contributions.of(FIVE), Optional.empty()), Kind.TRUNCATED, CurveVerdict.DOUBTFUL, "still is at 45 % of its peak when the scan ends at 60 s");
		assertEquals(CurveVerdict.GOOD, aif(t -> Math.max(AIF.applyAsDouble(t), t > 20 ? 57 : 0)).verdict(), "19 %");
		assertEquals(CurveVerdict.GOOD, vof(t -> Math.max(VOF.applyAsDouble(t), t > 28 ? 157 : 0)).verdict(), "a VOF comes down later");
	}

	@Test
	void contrastIsMeasuredAgainstNoiseAndTissue() {
		// samples that alternate by a have a mean absolute second difference of 4 a: a noise of 2.05 a
		final CurveQuality low = judge(Vessel.AIF, SCAN, alternating(20), Contributions.of(FIVE), Optional.empty());
		final CurveQuality lower = judge(Vessel.AIF, SCAN, alternating(45), Contributions.of(FIVE), Optional.empty());
		assertTrue(low.flaws().stream().anyMatch(flaw -> flaw.kind() == Kind.LOW_CONTRAST && flaw.verdict() == CurveVerdict.DOUBTFUL && flaw.finding().contains("only 7.")), low.text());
		assertTrue(lower.flaws().stream().anyMatch(flaw -> flaw.kind() == Kind.LOW_CONTRAST && flaw.verdict() == CurveVerdict.UNUSABLE && flaw.finding().contains("only 3.")), lower.text());
		assertEquals(CurveVerdict.GOOD, judge(Vessel.AIF, SCAN, alternating(10), Contributions.of(FIVE), Optional.empty()).verdict());

		assertFlaw(aif(triangle(9, 19, 29, 30)), Kind.TISSUE, CurveVerdict.DOUBTFUL, "only 2.0 times that of the mean tissue curve");
		assertFlaw(aif(triangle(9, 19, 29, 21)), Kind.TISSUE, CurveVerdict.UNUSABLE, "only 1.4 times");
		assertFlaw(judge(Vessel.VOF, SCAN, sampled(SCAN, triangle(14, 24, 34, 30)), Contributions.of(FIVE), Optional.empty()), Kind.TISSUE, CurveVerdict.UNUSABLE, "only 2.0 times");
	}

	@Test
	void noBloodIsBrighterThanBone() {
		assertFlaw(aif(triangle(9, 19, 29, 1000)), Kind.TOO_HIGH, CurveVerdict.UNUSABLE, "more than blood can");
		assertEquals(CurveVerdict.GOOD, aif(triangle(9, 19, 29, 800)).verdict());
		assertEquals(CurveVerdict.GOOD, judge(series(SCAN, SignalType.MR, BASELINE), Vessel.AIF, sampled(SCAN, triangle(9, 19, 29, 1000)), Contributions.of(FIVE), Optional.empty()).verdict(), "other units");
	}

	private static double[] alternating(final double by) {
		final double[] values = sampled(SCAN, AIF);
		for (int i = 0; i < values.length; i++)
			values[i] += i % 2 == 0 ? by : -by;
		return values;
	}

	@Test
	void whatHasNoBolusIsUnusableAndNeverFails() {
		final double[] nan = sampled(SCAN, AIF);
		nan[100] = Double.NaN;
		final double[] noise = new Random(7).doubles(240, -10, 10).toArray();
		for (final double[] values : List.of(nan, new double[240], sampled(SCAN, t -> -AIF.applyAsDouble(t)), noise)) {
			final CurveQuality quality = judge(Vessel.AIF, SCAN, values, Contributions.of(FIVE), Optional.empty());
			assertEquals(CurveVerdict.UNUSABLE, quality.verdict(), quality.text());
			assertEquals(Kind.NO_BOLUS, quality.flaws().get(0).kind(), quality.text());
		}
		assertTrue(judge(Vessel.AIF, SCAN, nan, Contributions.of(FIVE), Optional.empty()).text().contains("is NaN at sample 101"));
		assertEquals(CurveVerdict.GOOD, judge(Vessel.VOF, SCAN, sampled(SCAN, VOF), Contributions.of(FIVE), Optional.of(t -> 0)).verdict(), "nothing to be measured against");
	}

	private static List<Voxel> withBone(final int soft, final int bone) {
		final List<Voxel> voxels = new ArrayList<>();
		for (int n = 0; n < soft; n++)
			voxels.add(new Voxel(n, 2, 0));
		for (int n = 0; n < bone; n++)
			voxels.add(new Voxel(n, 9, 0));
		return voxels;
	}

	private static CurveQuality from(final Contributions voxels) {
		return judge(Vessel.AIF, SCAN, sampled(SCAN, AIF), voxels, Optional.empty());
	}

	@Test
	void boneIsNoVessel() {
		assertFlaw(from(Contributions.of(withBone(4, 1))), Kind.BONE, CurveVerdict.DOUBTFUL, "20 % of the AIF comes from voxels above 150 HU");
		assertFlaw(from(Contributions.of(withBone(2, 3))), Kind.BONE, CurveVerdict.UNUSABLE, "60 % of the AIF");
		final Volume probability = new Volume(GRID);
		Arrays.fill(probability.plane(0), 40, 50, 0.095f);
		probability.plane(0)[95] = 0.05f;
		assertEquals(CurveVerdict.GOOD, from(Contributions.of(probability, RiseTimes.UNKNOWN, WorkMonitor.SILENT)).verdict(), "5 % are no harm");
		assertEquals(CurveVerdict.GOOD, judge(series(SCAN, SignalType.MR, BASELINE), Vessel.AIF, sampled(SCAN, AIF), Contributions.of(withBone(2, 3)), Optional.empty()).verdict(), "only CT has HU");
	}

	@Test
	void fewVoxelsAreDoubtful() {
		assertFlaw(from(Contributions.of(FIVE.subList(0, 1))), Kind.FEW_VOXELS, CurveVerdict.DOUBTFUL, "single voxel");
		assertFlaw(from(Contributions.of(FIVE.subList(0, 2))), Kind.FEW_VOXELS, CurveVerdict.DOUBTFUL, "worth 2.0");
		assertEquals(CurveVerdict.GOOD, from(Contributions.of(FIVE.subList(0, 3))).verdict());
		final Volume probability = new Volume(GRID);
		probability.plane(0)[41] = 0.8f;
		probability.plane(0)[42] = 0.1f;
		probability.plane(0)[43] = 0.1f;
		assertFlaw(from(Contributions.of(probability, RiseTimes.UNKNOWN, WorkMonitor.SILENT)), Kind.FEW_VOXELS, CurveVerdict.DOUBTFUL, "worth 1.5");
		Arrays.fill(probability.plane(0), 41, 44, 1 / 3f);
		assertEquals(CurveVerdict.GOOD, from(Contributions.of(probability, RiseTimes.UNKNOWN, WorkMonitor.SILENT)).verdict());
		assertEquals(CurveVerdict.GOOD, from(Contributions.of(List.of())).verdict(), "nothing is known of a curve from a file");
	}

	/** Two parts: an artery, and a vein whose curve rises through its half 1 s after that of the tissue. */
	@Test
	void anAifThatHoldsVeinsIsFoundOut() {
		final DoubleUnaryOperator vein = triangle(13, 23, 33, 300);
		assertEquals(List.of(), mixed(0, vein).flaws());
		assertEquals(List.of(), mixed(0.14, vein).flaws());
		assertFlaw(mixed(0.2, vein), Kind.VENOUS, CurveVerdict.DOUBTFUL, "20 % of the AIF comes from voxels that rise after the mean tissue curve");
		assertFlaw(mixed(0.4, vein), Kind.VENOUS, CurveVerdict.UNUSABLE, "40 % of the AIF");
		// a vein of half the height counts half
		assertFlaw(mixed(0.4, triangle(13, 23, 33, 150)), Kind.VENOUS, CurveVerdict.DOUBTFUL, "25 % of the AIF");
		assertEquals(List.of(), mixed(1, triangle(9.5, 19.5, 29.5, 300)).flaws(), "still before the tissue");
		assertEquals(List.of(), mixed(0.4, t -> 0).flaws(), "what has no bolus rises never");
	}

	private static CurveQuality mixed(final double part, final DoubleUnaryOperator vein) {
		final Volume weights = new Volume(GRID);
		FIVE.forEach(voxel -> weights.plane(0)[voxel.y() * GRID.width() + voxel.x()] = 0.2f);
		final RiseTimes rises = RiseTimes.of(2, n -> sampled(SCAN, n == 0 ? AIF : vein), n -> n == 0 ? 1 - part : part, SCAN.stepS());
		return judge(Vessel.AIF, SCAN, sampled(SCAN, AIF), Contributions.of(weights, rises, WorkMonitor.SILENT), Optional.empty());
	}

	@Test
	void aVofComesAfterTheAif() {
		assertFlaw(vof(8, 18, 40, 350), Kind.BEFORE_AIF, CurveVerdict.UNUSABLE, "rises 1.0 s before the AIF");
		assertFlaw(vof(10, 20, 40, 350), Kind.BEFORE_AIF, CurveVerdict.DOUBTFUL, "rises only 1.0 s after the AIF");
		assertFlaw(vof(36, 46, 57, 350), Kind.LONG_AFTER_AIF, CurveVerdict.DOUBTFUL, "rises 27 s after the AIF");
	}

	@Test
	void aVofEnclosesAsMuchAsTheAif() {
		assertFlaw(vof(14, 28, 42, 100), Kind.SMALLER_THAN_AIF, CurveVerdict.DOUBTFUL, "only 47 % of the area of the AIF");
		assertEquals(CurveVerdict.GOOD, vof(14, 28, 42, 200).verdict(), "lower than the AIF, but wider");
	}

	@Test
	void aConcentrationHasNoArrival() {
		assertEquals(CurveVerdict.GOOD, judge(series(SCAN, SignalType.CONCENTRATION, null), Vessel.AIF, sampled(SCAN, triangle(3, 5, 29, 300)), Contributions.of(FIVE), Optional.empty()).verdict());
	}

	@Test
	void theWorstFlawDecidesAndStandsFirst() {
		final CurveQuality quality = judge(Vessel.AIF, SCAN, sampled(SCAN, triangle(15, 25, 35, 40)), Contributions.of(withBone(1, 0)), Optional.empty());

		assertEquals(List.of(Kind.LATE, Kind.TISSUE, Kind.FEW_VOXELS), quality.flaws().stream().map(CurveFlaw::kind).toList());
		assertEquals(CurveVerdict.UNUSABLE, quality.verdict());
		assertEquals(quality.text().indexOf("draw a ROI"), quality.text().lastIndexOf("draw a ROI"), "one cure is said once: " + quality.text());
	}

	@Test
	void metricsAreOnTheClockOfTheSeries() {
		final TimeGrid later = new TimeGrid(5, 0.5, 110);
		final double[] values = sampled(later, AIF);
		values[0] = 3;
		values[1] = -3;

		final VascularMetrics metrics = VascularMetrics.of(function(Vessel.AIF, later, values), Contributions.of(FIVE.subList(0, 4)), series(later, SignalType.CT, new Baseline(0, 2, 10)));

		assertEquals(300, metrics.peak(), 1e-9);
		assertEquals(300, metrics.peakToBaseline(), 1e-9);
		assertEquals(19, metrics.tpeakS(), 1e-9);
		assertEquals(9, metrics.arrivalS().getAsDouble(), 1e-9);
		assertEquals(10, metrics.fwhmS().getAsDouble(), 1e-9);
		assertEquals(Math.sqrt(18), metrics.noise(), 1e-9);
		assertEquals(4, metrics.effectiveVoxels(), 1e-9);
		assertEquals(Vessel.AIF, metrics.vessel());
		// without two baseline frames from the differences: all samples alternate by 2
		final VascularMetrics concentration = VascularMetrics.of(function(Vessel.AIF, SCAN, alternating(2)), Contributions.of(List.of()), series(SCAN, SignalType.CONCENTRATION, null));
		assertEquals(8 / (Math.sqrt(6) * Math.sqrt(2 / Math.PI)), concentration.noise(), 0.1);
		assertEquals(0, concentration.effectiveVoxels());
	}

	@Test
	void lookingAtEveryVoxelCanBeStopped() {
		final Volume probability = new Volume(GRID);
		probability.plane(0)[41] = 1;
		assertThrows(CancellationException.class, () -> Contributions.of(probability, RiseTimes.UNKNOWN, MonitorLog.cancelled()));
		final MonitorLog later = new MonitorLog();
		final Contributions voxels = Contributions.of(probability, RiseTimes.UNKNOWN, later);
		later.cancel();
		assertThrows(CancellationException.class, () -> voxels.partAbove(probability, 0));
	}
}
