package org.perfusionj.vascular;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CancellationException;

import org.apache.commons.math3.stat.correlation.PearsonsCorrelation;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.perfusionj.curve.CurveMetrics;
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
import org.perfusionj.work.MonitorLog;
import org.perfusionj.work.Parallel;
import org.perfusionj.work.PerfusionException;
import org.perfusionj.work.WorkMonitor;

/** The weights of the rules were set with seeds 0 to 29; the tests use others. */
class ClassicalEstimatorTest {

	private static final TimeGrid EVERY_SECOND = new TimeGrid(0, 1, 50);
	private static final int FIRST_SEED = 1000;
	private static final Parallel PARALLEL = new Parallel(2);

	private final ClassicalEstimator estimator = new ClassicalEstimator();

	@AfterAll
	static void close() {
		PARALLEL.close();
	}

	/** Runs the estimator on heads and compares with the true curves. */
	private void agrees(final String what, final int heads, final double noiseSd, final boolean trunks, final TimeGrid time, final SignalType signal, final double leastAif, final double leastMeanAif) {
		final double[] aifR = new double[heads];
		final double[] vofR = new double[heads];
		final double[] peakTimeError = new double[heads];
		int arterial = 0;
		int voxels = 0;
		for (int n = 0; n < heads; n++) {
			final SyntheticHead head = new SyntheticHead(FIRST_SEED + n, noiseSd, n % 2 == 1, trunks, time, signal);
			final VascularFunction aif = estimator.estimate(Vessel.AIF, head.input, Optional.empty(), PARALLEL, WorkMonitor.SILENT);
			final VascularFunction vof = estimator.estimate(Vessel.VOF, head.input, Optional.of(aif), PARALLEL, WorkMonitor.SILENT);
			aifR[n] = correlation(aif.curve().values(), head.aif);
			vofR[n] = correlation(vof.curve().values(), head.vof);
			peakTimeError[n] = CurveMetrics.of(aif.curve()).timeToPeakS() - CurveMetrics.of(new TimeCurve(time, head.aif)).timeToPeakS();
			arterial += (int) aif.voxels().stream().filter(head.arteries::contains).count();
			voxels += aif.voxels().size();
			assertTrue(head.veins.containsAll(vof.voxels()), what + ", head " + n + ": VOF voxels outside the veins");
		}
		final String figures = String.format("%s: AIF r mean %.4f min %.4f, VOF r mean %.4f min %.4f, largest error of the peak time %.1f s, %d of %d AIF voxels in arteries", what, mean(aifR), min(aifR), mean(vofR), min(vofR),
			Arrays.stream(peakTimeError).map(Math::abs).max().getAsDouble(), arterial, voxels);
		System.out.println(figures);
		assertTrue(min(aifR) >= leastAif && mean(aifR) >= leastMeanAif, figures);
		assertTrue(min(vofR) >= 0.97, figures);
		assertTrue(Arrays.stream(peakTimeError).allMatch(error -> Math.abs(error) <= Math.max(1.5, time.stepS())), figures);
		assertEquals(voxels, arterial, figures);
	}

	private static double correlation(final double[] a, final double[] b) {
		return new PearsonsCorrelation().correlation(a, b);
	}

	private static double mean(final double[] values) {
		return Arrays.stream(values).average().getAsDouble();
	}

	private static double min(final double[] values) {
		return Arrays.stream(values).min().getAsDouble();
	}

	@Test
	void findsTheMiddleCerebralArteryAndASinus() {
		agrees("with trunks, noise 8 HU", 12, 8, true, EVERY_SECOND, SignalType.CT, 0.99, 0.995);
	}

	@Test
	void findsThinArteriesAboveTheCircleOfWillis() {
		agrees("thin arteries, noise 5 HU", 12, 5, false, EVERY_SECOND, SignalType.CT, 0.95, 0.975);
	}

	@Test
	void findsThinArteriesInStrongerNoise() {
		agrees("thin arteries, noise 8 HU", 12, 8, false, EVERY_SECOND, SignalType.CT, 0.95, 0.97);
	}

	@Test
	void worksWithFramesEveryThreeSeconds() {
		agrees("thin arteries, noise 8 HU, 3 s frames", 8, 8, false, new TimeGrid(4, 3, 18), SignalType.CT, 0.94, 0.97);
	}

	@Test
	void worksOnAConcentrationWithoutHuAndBaseline() {
		agrees("concentration, noise 8", 8, 8, true, EVERY_SECOND, SignalType.CONCENTRATION, 0.98, 0.99);
	}

	@Test
	void averagingAPieceBeatsItsBestVoxel() {
		// SETUP
		final SyntheticHead head = new SyntheticHead(FIRST_SEED, 10, false, true, EVERY_SECOND, SignalType.CT);

		// EXECUTE
		final VascularFunction aif = estimator.estimate(Vessel.AIF, head.input, Optional.empty(), PARALLEL, WorkMonitor.SILENT);

		// VERIFY
		final float[][] frames = head.input.slices().load(aif.voxels().get(0).z(), PARALLEL, WorkMonitor.SILENT).frames();
		final int place = aif.voxels().get(0).y() * SyntheticHead.WIDTH + aif.voxels().get(0).x();
		final double[] bestVoxel = new double[frames.length];
		for (int t = 0; t < bestVoxel.length; t++)
			bestVoxel[t] = frames[t][place];
		assertTrue(correlation(aif.curve().values(), head.aif) > correlation(bestVoxel, head.aif));
		assertTrue(aif.voxels().size() >= 5);
	}

	@Test
	void theCurveIsTheMeanOfItsVoxels() {
		final SyntheticHead head = new SyntheticHead(FIRST_SEED + 1, 6, true, true, EVERY_SECOND, SignalType.CT);

		final VascularFunction aif = estimator.estimate(Vessel.AIF, head.input, Optional.empty(), PARALLEL, WorkMonitor.SILENT);

		final VascularFunction again = new RoiEstimator(List.of(new org.perfusionj.series.Region("AIF", aif.voxels()))).estimate(Vessel.AIF, head.input, Optional.empty(), PARALLEL, WorkMonitor.SILENT);
		for (int t = 0; t < EVERY_SECOND.count(); t++)
			assertEquals(again.curve().value(t), aif.curve().value(t), 1e-9);
		assertEquals("automatic (classical)", aif.source());
	}

	@Test
	void doesNotDependOnTheNumberOfThreads() {
		final SyntheticHead head = new SyntheticHead(FIRST_SEED + 2, 8, true, true, EVERY_SECOND, SignalType.CT);
		for (final Vessel vessel : Vessel.values()) {
			final VascularFunction two = estimator.estimate(vessel, head.input, Optional.empty(), PARALLEL, WorkMonitor.SILENT);
			try (Parallel one = new Parallel(1)) {
				assertEquals(two, estimator.estimate(vessel, head.input, Optional.empty(), one, WorkMonitor.SILENT));
			}
		}
	}

	@Test
	void searchesTheWholeImageWhenThereIsNoMask() {
		final SyntheticHead head = new SyntheticHead(FIRST_SEED + 3, 7, true, true, EVERY_SECOND, SignalType.CT);
		final ConcentrationSeries in = head.input;
		final ConcentrationSeries unmasked = new ConcentrationSeries(in.series(), in.slices(), in.time(), in.baseline(), in.baselineImage(), Mask.all(head.grid), 0);

		final VascularFunction aif = estimator.estimate(Vessel.AIF, unmasked, Optional.empty(), PARALLEL, WorkMonitor.SILENT);

		assertTrue(correlation(aif.curve().values(), head.aif) > 0.99);
	}

	@Test
	void aScanThatEndsEarlyStillHasItsVessels() {
		final SyntheticHead head = new SyntheticHead(FIRST_SEED + 4, 6, true, true, new TimeGrid(0, 1, 26), SignalType.CT);

		final VascularFunction aif = estimator.estimate(Vessel.AIF, head.input, Optional.empty(), PARALLEL, WorkMonitor.SILENT);
		final VascularFunction vof = estimator.estimate(Vessel.VOF, head.input, Optional.of(aif), PARALLEL, WorkMonitor.SILENT);

		assertTrue(correlation(aif.curve().values(), head.aif) > 0.98);
		assertTrue(correlation(vof.curve().values(), head.vof) > 0.98);
		assertTrue(CurveMetrics.of(vof.curve()).truncated());
	}

	private static ConcentrationSeries cube(final int size, final double noiseSd, final double[] tissue, final Mask mask, final SpatialGrid grid, final float hu) {
		final Random random = new Random(5);
		final float[][][] samples = new float[1][tissue.length][size * size];
		for (int t = 0; t < tissue.length; t++)
			for (int i = 0; i < size * size; i++)
				samples[0][t][i] = (float) (tissue[t] + noiseSd * random.nextGaussian());
		final float[][] baseline = new float[1][size * size];
		Arrays.fill(baseline[0], hu);
		return TestSeries.of(samples, grid, new TimeGrid(0, 1, tissue.length), SignalType.CT, new Baseline(0, 4, 8), new Volume(grid, baseline), mask);
	}

	private static double[] bump(final int count, final double centre, final double height) {
		final double[] curve = new double[count];
		for (int t = 0; t < count; t++)
			curve[t] = height * Math.exp(-Math.pow((t - centre) / 5, 2));
		return curve;
	}

	@Test
	void saysWhenThereIsNoVessel() {
		final SpatialGrid grid = new SpatialGrid(40, 40, 1, 1, 1, 5, Orientation.NONE);
		final ConcentrationSeries noise = cube(40, 7, new double[40], Mask.all(grid), grid, 40);
		final ConcentrationSeries bone = cube(40, 7, bump(40, 18, 100), Mask.all(grid), grid, 700);
		final ConcentrationSeries tissueOnly = cube(40, 0.1, bump(40, 18, 10), Mask.all(grid), grid, 35);
		final VascularFunction early = new VascularFunction(Vessel.AIF, new TimeCurve(new TimeGrid(0, 1, 40), bump(40, 13, 200)), List.of(), "test");

		final String noBolus = message(Vessel.AIF, noise, Optional.empty());
		final String noBlood = message(Vessel.AIF, bone, Optional.empty());
		final String noVein = message(Vessel.VOF, tissueOnly, Optional.of(early));
		final String nothingLater = message(Vessel.VOF, cube(40, 0.1, bump(40, 13, 200), Mask.all(grid), grid, 35), Optional.of(early));

		assertTrue(noBolus.contains("noise") && noBolus.contains("aif=roi"), noBolus);
		assertTrue(noBlood.contains("no voxel that could be blood") && noBlood.contains("AIF"), noBlood);
		assertTrue(noVein.contains("so it is tissue") && noVein.contains("vof=none"), noVein);
		assertTrue(nothingLater.contains("1.5 s or more after the AIF"), nothingLater);
	}

	private String message(final Vessel vessel, final ConcentrationSeries input, final Optional<VascularFunction> known) {
		return assertThrows(PerfusionException.class, () -> estimator.estimate(vessel, input, known, PARALLEL, WorkMonitor.SILENT)).getMessage();
	}

	@Test
	void warnsOfAnAifThatIsTissue() {
		final SpatialGrid grid = new SpatialGrid(40, 40, 1, 1, 1, 5, Orientation.NONE);
		final MonitorLog log = new MonitorLog();

		estimator.estimate(Vessel.AIF, cube(40, 0.1, bump(40, 18, 10), Mask.all(grid), grid, 35), Optional.empty(), PARALLEL, log);

		assertTrue(log.warnings().stream().anyMatch(line -> line.contains("times that of the mean tissue curve")), log.lines().toString());
	}

	@Test
	void tellsWhatItFoundAndDoesNotWarnOfAGoodChoice() {
		final SyntheticHead head = new SyntheticHead(FIRST_SEED + 5, 6, false, true, EVERY_SECOND, SignalType.CT);
		final MonitorLog log = new MonitorLog();

		estimator.estimate(Vessel.AIF, head.input, Optional.empty(), PARALLEL, log);

		assertEquals(1, log.lines().size(), log.lines().toString());
		assertTrue(log.lines().get(0).contains("HU at"), log.lines().get(0));
	}

	@Test
	void skipsVoxelsThatAreNotNumbers() {
		final SyntheticHead head = new SyntheticHead(FIRST_SEED + 6, 6, false, true, EVERY_SECOND, SignalType.CT);
		final ConcentrationSeries in = head.input;
		final VascularFunction before = estimator.estimate(Vessel.AIF, in, Optional.empty(), PARALLEL, WorkMonitor.SILENT);
		final Voxel spoilt = before.voxels().get(0);
		final float[][][] samples = new float[SyntheticHead.SLICES][][];
		for (int z = 0; z < samples.length; z++)
			samples[z] = in.slices().load(z, PARALLEL, WorkMonitor.SILENT).frames();
		samples[spoilt.z()][7][spoilt.y() * SyntheticHead.WIDTH + spoilt.x()] = Float.NaN;

		final VascularFunction aif = estimator.estimate(Vessel.AIF, TestSeries.of(samples, head.grid, in.time(), SignalType.CT, in.baseline(), in.baselineImage(), in.mask()), Optional.empty(), PARALLEL, WorkMonitor.SILENT);

		assertFalse(aif.voxels().contains(spoilt));
		assertTrue(correlation(aif.curve().values(), head.aif) > 0.98);
	}

	@Test
	void stopsWhenCancelled() {
		final SyntheticHead head = new SyntheticHead(FIRST_SEED + 7, 6, false, true, EVERY_SECOND, SignalType.CT);

		assertThrows(CancellationException.class, () -> estimator.estimate(Vessel.AIF, head.input, Optional.empty(), PARALLEL, MonitorLog.cancelled()));
	}
}
