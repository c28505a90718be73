package org.perfusionj.maps;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicInteger;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.perfusionj.curve.TimeGrid;
import org.perfusionj.deconvolution.Algorithm;
import org.perfusionj.deconvolution.Deconvolution;
import org.perfusionj.deconvolution.DeconvolutionSettings;
import org.perfusionj.deconvolution.Lambda;
import org.perfusionj.deconvolution.Residue;
import org.perfusionj.series.Mask;
import org.perfusionj.series.Orientation;
import org.perfusionj.series.SpatialGrid;
import org.perfusionj.work.Parallel;
import org.perfusionj.work.PerfusionException;
import org.perfusionj.work.WorkMonitor;

class MapComputationTest {

	private static final SpatialGrid GRID = new SpatialGrid(23, 31, 2, 1, 1, 5, Orientation.NONE);
	private static final TimeGrid TIME = new TimeGrid(0, 1.5, 40);
	private static final Set<PerfusionMap> ALL = EnumSet.complementOf(EnumSet.of(PerfusionMap.BAD, PerfusionMap.CBF_SD, PerfusionMap.BAD_SD));

	private final Parallel parallel = new Parallel(2);
	private final double[] aif = aif();
	private final ArraySlices slices = slices();

	@AfterEach
	void stop() {
		parallel.close();
	}

	@ParameterizedTest
	@EnumSource(Algorithm.class)
	void agreesWithTheCurveByCurveReference(final Algorithm algorithm) {
		final DeconvolutionSettings settings = DeconvolutionSettings.of(algorithm);
		final PerfusionMaps maps = compute(settings, Mask.all(GRID), MapRequest.CbvRule.AREA, true);
		final Deconvolution reference = new Deconvolution(aif, TIME.stepS(), settings);
		double area = 0;
		for (final double a : aif)
			area += a;
		int close = 0;
		for (int z = 0; z < GRID.slices(); z++)
			for (int i = 0; i < GRID.planeSize(); i++) {
				final double[] tissue = new double[TIME.count()];
				double sum = 0;
				int highest = 0;
				for (int t = 0; t < tissue.length; t++) {
					tissue[t] = slices.data()[z][t][i];
					sum += tissue[t];
					if (tissue[t] > tissue[highest]) highest = t;
				}
				final Residue residue = reference.deconvolve(tissue);
				final double cbf = 6000 / 1.04 * residue.peak();
				final double cbv = 100 * 0.73 / 1.04 * sum / area;
				assertEquals(cbv, value(maps, PerfusionMap.CBV, z, i), 1e-4 * Math.abs(cbv) + 1e-5);
				assertEquals(highest * TIME.stepS(), value(maps, PerfusionMap.TTP, z, i), 1e-6);
				if (Math.abs(cbf - value(maps, PerfusionMap.CBF, z, i)) <= 1e-4 * cbf && Math.abs(60 * cbv / cbf - value(maps, PerfusionMap.MTT, z, i)) <= 2e-4 * Math.abs(60 * cbv / cbf) && Math.abs(residue.peakIndex() *
					TIME.stepS() - value(maps, PerfusionMap.TMAX, z, i)) < 1e-6 && Math.abs(residue.values()[3] - maps.residue().get()[z][3][i]) <= 1e-5 * residue.peak()) close++;
			}
		assertTrue(close >= 0.99 * GRID.planeSize() * GRID.slices(), close + " voxels agree");
	}

	@Test
	void leavesVoxelsOutsideTheMaskAtZero() {
		final boolean[][] planes = new boolean[GRID.slices()][GRID.planeSize()];
		planes[1][7] = true;
		planes[1][30] = true;
		final MapRequest absolute = new MapRequest(EnumSet.of(PerfusionMap.CBF, PerfusionMap.CBV, PerfusionMap.MTT, PerfusionMap.TMAX, PerfusionMap.TTP), MapRequest.CbvRule.AREA, 0.73, 1.04, false);
		final PerfusionMaps some = new MapComputation(method(DeconvolutionSettings.of(Algorithm.OSVD)), absolute).compute(slices, TIME, new Mask(GRID, planes), new Mask(GRID, planes), aif, parallel, WorkMonitor.SILENT);
		final PerfusionMaps all = compute(DeconvolutionSettings.of(Algorithm.OSVD), Mask.all(GRID), MapRequest.CbvRule.AREA, false);
		for (final PerfusionMap map : EnumSet.of(PerfusionMap.CBF, PerfusionMap.CBV, PerfusionMap.MTT, PerfusionMap.TMAX, PerfusionMap.TTP))
			for (int z = 0; z < GRID.slices(); z++)
				for (int i = 0; i < GRID.planeSize(); i++)
					assertEquals(planes[z][i] ? value(all, map, z, i) : 0, value(some, map, z, i));
	}

	@Test
	void cbvByResidueIsTheIntegralOfR() {
		final DeconvolutionSettings settings = DeconvolutionSettings.of(Algorithm.TIKHONOV).withLambda(Lambda.fixed(0.1));
		final PerfusionMaps maps = compute(settings, Mask.all(GRID), MapRequest.CbvRule.RESIDUE, true);
		double integral = 0;
		for (int k = 0; k < TIME.count(); k++)
			integral += maps.residue().get()[1][k][100] * TIME.stepS();
		assertEquals(100 / 1.04 * integral, value(maps, PerfusionMap.CBV, 1, 100), 1e-4 * integral * 100);
	}

	@Test
	void relativeMapsAverageToOneInNormalTissue() {
		final PerfusionMaps maps = compute(DeconvolutionSettings.of(Algorithm.CSVD), Mask.all(GRID), MapRequest.CbvRule.AREA, false);
		double sum = 0;
		int count = 0;
		for (int z = 0; z < GRID.slices(); z++)
			for (int i = 0; i < GRID.planeSize(); i++)
				if (value(maps, PerfusionMap.TMAX, z, i) < 6) {
					sum += value(maps, PerfusionMap.RCBF, z, i);
					count++;
				}
		assertEquals(1, sum / count, 1e-5);
	}

	@Test
	void relativeMapsAreDividedByTheMeanOfTissueAlone() {
		// SETUP: the first slice is tissue, the second one stands for vessels
		final boolean[][] planes = new boolean[GRID.slices()][GRID.planeSize()];
		Arrays.fill(planes[0], true);

		// EXECUTE
		final PerfusionMaps maps = new MapComputation(method(DeconvolutionSettings.of(Algorithm.CSVD)), request(MapRequest.CbvRule.AREA, false)).compute(slices, TIME, Mask.all(GRID), new Mask(GRID, planes), aif, parallel,
			WorkMonitor.SILENT);

		// VERIFY
		double sum = 0;
		int count = 0;
		for (int i = 0; i < GRID.planeSize(); i++)
			if (value(maps, PerfusionMap.TMAX, 0, i) < 6) {
				sum += value(maps, PerfusionMap.CBV, 0, i);
				count++;
			}
		for (int z = 0; z < GRID.slices(); z++)
			for (int i = 0; i < GRID.planeSize(); i++)
				assertEquals(value(maps, PerfusionMap.CBV, z, i) / (sum / count), value(maps, PerfusionMap.RCBV, z, i), 1e-5);
		assertNotEquals(sum / count, value(maps, PerfusionMap.CBV, 1, 7) / value(compute(DeconvolutionSettings.of(Algorithm.CSVD), Mask.all(GRID), MapRequest.CbvRule.AREA, false), PerfusionMap.RCBV, 1, 7), 1e-3);
	}

	@Test
	void stopsWhenCancelled() {
		final AtomicInteger asked = new AtomicInteger();
		final WorkMonitor impatient = new WorkMonitor() {

			@Override
			public void progress(final double fraction, final String message) {
				// not shown
			}

			@Override
			public void log(final String message) {
				// not shown
			}

			@Override
			public boolean isCancelled() {
				return asked.incrementAndGet() > 2;
			}
		};
		final MapComputation computation = new MapComputation(method(DeconvolutionSettings.of(Algorithm.OSVD)), request(MapRequest.CbvRule.AREA, false));
		assertThrows(CancellationException.class, () -> computation.compute(slices, TIME, Mask.all(GRID), Mask.all(GRID), aif, parallel, impatient));
	}

	@Test
	void aMethodMayEstimateADelayOfItsOwn() {
		final PerfusionMethod delays = delays(EnumSet.of(PerfusionMap.CBF, PerfusionMap.BAD));
		final PerfusionMaps maps = new MapComputation(delays, request(EnumSet.of(PerfusionMap.BAD, PerfusionMap.MTT))).compute(slices, TIME, Mask.all(GRID), Mask.all(GRID), aif, parallel, WorkMonitor.SILENT);
		assertEquals(EnumSet.of(PerfusionMap.BAD, PerfusionMap.MTT), maps.all().keySet());
		assertEquals(2.5, value(maps, PerfusionMap.BAD, 1, 77));
		for (final PerfusionMap map : EnumSet.of(PerfusionMap.TMAX, PerfusionMap.RTMAX))
			assertMessage("delays does not estimate Tmax", () -> new MapComputation(delays, request(EnumSet.of(map))).compute(slices, TIME, Mask.all(GRID), Mask.all(GRID), aif, parallel, WorkMonitor.SILENT));
		final PerfusionMethod nothingElse = delays(EnumSet.of(PerfusionMap.BAD));
		assertMessage("delays does not estimate CBF", () -> new MapComputation(nothingElse, request(EnumSet.of(PerfusionMap.MTT))).compute(slices, TIME, Mask.all(GRID), Mask.all(GRID), aif, parallel, WorkMonitor.SILENT));
	}

	@Test
	void normalTissueIsWhereTheBolusArrivesEarlyIfThereIsNoTmax() {
		final PerfusionMaps maps = new MapComputation(delays(EnumSet.of(PerfusionMap.CBF, PerfusionMap.BAD)), request(EnumSet.of(PerfusionMap.CBV, PerfusionMap.RCBV))).compute(slices, TIME, Mask.all(GRID), Mask.all(GRID), aif, parallel, WorkMonitor.SILENT);
		double sum = 0;
		for (int z = 0; z < GRID.slices(); z++)
			for (int i = 0; i < GRID.planeSize(); i++)
				sum += value(maps, PerfusionMap.CBV, z, i);
		assertEquals(value(maps, PerfusionMap.CBV, 1, 9) / sum * GRID.slices() * GRID.planeSize(), value(maps, PerfusionMap.RCBV, 1, 9), 1e-4);
	}

	@Test
	void localAifsAreKeptWhenTheyAreAskedFor() {
		final boolean[][] planes = new boolean[GRID.slices()][GRID.planeSize()];
		planes[0][3] = true;
		planes[1][7] = true;
		planes[1][8] = true;
		final MapRequest request = new MapRequest(Set.of(), MapRequest.CbvRule.AREA, 1, 1, false, true);
		final PerfusionMaps maps = new MapComputation(doubled(), request).compute(slices, TIME, new Mask(GRID, planes), new Mask(GRID, planes), aif, parallel, WorkMonitor.SILENT);
		assertEquals(TIME, maps.localAifTime().get());
		for (int z = 0; z < GRID.slices(); z++)
			for (int k = 0; k < TIME.count(); k++)
				for (int i = 0; i < GRID.planeSize(); i++)
					assertEquals(planes[z][i] ? 2 * slices.data()[z][k][i] : 0, maps.localAif().get()[z][k][i]);
		assertTrue(maps.residue().isEmpty());
		assertTrue(new MapComputation(doubled(), request(EnumSet.of(PerfusionMap.BAD))).compute(slices, TIME, Mask.all(GRID), Mask.all(GRID), aif, parallel, WorkMonitor.SILENT).localAif().isEmpty(), "not asked for");
		assertMessage("oSVD does not estimate local AIFs", () -> new MapComputation(method(DeconvolutionSettings.of(Algorithm.OSVD)), request).compute(slices, TIME, Mask.all(GRID), Mask.all(GRID), aif, parallel, WorkMonitor.SILENT));
	}

	/** Delays of 2.5 s, and the local AIF is twice the tissue curve. */
	private static PerfusionMethod doubled() {
		final PerfusionMethod delays = delays(EnumSet.of(PerfusionMap.BAD));
		return new PerfusionMethod() {

			@Override
			public String name() {
				return "doubled";
			}

			@Override
			public Map<String, String> parameters() {
				return Map.of();
			}

			@Override
			public Prepared prepare(final double[] aif, final TimeGrid time) {
				final Prepared prepared = delays.prepare(aif, time);
				return new Prepared() {

					@Override
					public Set<PerfusionMap> maps() {
						return prepared.maps();
					}

					@Override
					public boolean estimatesLocalAif() {
						return true;
					}

					@Override
					public Estimator newEstimator(final int capacity) {
						final Estimator estimator = prepared.newEstimator(capacity);
						return (tissue, count, out) -> {
							estimator.estimate(tissue, count, out);
							if (out.localAif() != null) for (int k = 0; k < tissue.length; k++)
								for (int v = 0; v < count; v++)
									out.localAif()[k][v] = 2 * tissue[k][v];
						};
					}
				};
			}
		};
	}

	private static MapRequest request(final Set<PerfusionMap> maps) {
		return new MapRequest(maps, MapRequest.CbvRule.AREA, 0.73, 1.04, false);
	}

	/** 2.5 everywhere. */
	private static PerfusionMethod delays(final Set<PerfusionMap> maps) {
		return new PerfusionMethod() {

			@Override
			public String name() {
				return "delays";
			}

			@Override
			public Map<String, String> parameters() {
				return Map.of();
			}

			@Override
			public Prepared prepare(final double[] aif, final TimeGrid time) {
				return new Prepared() {

					@Override
					public Set<PerfusionMap> maps() {
						return maps;
					}

					@Override
					public Estimator newEstimator(final int capacity) {
						return (tissue, count, out) -> maps.forEach(map -> Arrays.fill(out.values(map), 0, count, 2.5f));
					}
				};
			}
		};
	}

	@Test
	void refusesWhatDoesNotFit() {
		final MapComputation computation = new MapComputation(method(DeconvolutionSettings.of(Algorithm.OSVD)), request(MapRequest.CbvRule.AREA, false));
		final Mask empty = new Mask(GRID, new boolean[GRID.slices()][GRID.planeSize()]);
		final Mask other = Mask.all(new SpatialGrid(5, 5, 2, 1, 1, 1, Orientation.NONE));
		assertMessage("39 samples, the series 40", () -> computation.compute(slices, TIME, Mask.all(GRID), Mask.all(GRID), java.util.Arrays.copyOf(aif, 39), parallel, WorkMonitor.SILENT));
		assertMessage("mask is empty", () -> computation.compute(slices, TIME, empty, empty, aif, parallel, WorkMonitor.SILENT));
		assertMessage("mask is 5 x 5 x 2", () -> computation.compute(slices, TIME, other, other, aif, parallel, WorkMonitor.SILENT));
		assertMessage("oSVD does not estimate BAD", () -> new MapComputation(method(DeconvolutionSettings.of(Algorithm.OSVD)), new MapRequest(EnumSet.of(PerfusionMap.CBF, PerfusionMap.BAD), MapRequest.CbvRule.AREA, 1, 1,
			false)).compute(slices, TIME, Mask.all(GRID), Mask.all(GRID), aif, parallel, WorkMonitor.SILENT));
		assertMessage("No map", () -> new MapRequest(EnumSet.noneOf(PerfusionMap.class), MapRequest.CbvRule.AREA, 1, 1, false));
		assertMessage("density", () -> new DeconvolutionMethod(DeconvolutionSettings.of(Algorithm.OSVD), 0));
	}

	private static void assertMessage(final String part, final org.junit.jupiter.api.function.Executable work) {
		final String message = assertThrows(PerfusionException.class, work).getMessage();
		assertTrue(message.contains(part), message);
	}

	private PerfusionMaps compute(final DeconvolutionSettings settings, final Mask mask, final MapRequest.CbvRule cbv, final boolean residue) {
		return new MapComputation(method(settings), request(cbv, residue)).compute(slices, TIME, mask, mask, aif, parallel, WorkMonitor.SILENT);
	}

	private static PerfusionMethod method(final DeconvolutionSettings settings) {
		return new DeconvolutionMethod(settings, 1.04);
	}

	private static MapRequest request(final MapRequest.CbvRule cbv, final boolean residue) {
		return new MapRequest(ALL, cbv, 0.73, 1.04, residue);
	}

	private static float value(final PerfusionMaps maps, final PerfusionMap map, final int z, final int i) {
		return maps.get(map).get().plane(z)[i];
	}

	private static double[] aif() {
		final double[] aif = new double[TIME.count()];
		for (int k = 0; k < aif.length; k++) {
			final double t = Math.max(0, k * TIME.stepS() - 6);
			aif[k] = 300 * Math.pow(t / 4.5, 3) * Math.exp(3 - t / 1.5);
		}
		return aif;
	}

	private ArraySlices slices() {
		final Random random = new Random(7);
		final float[][][] data = new float[GRID.slices()][TIME.count()][GRID.planeSize()];
		for (int z = 0; z < GRID.slices(); z++)
			for (int i = 0; i < GRID.planeSize(); i++) {
				final double flow = (10 + 60 * random.nextDouble()) / 6000 / 0.73;
				final double mtt = 3 + 8 * random.nextDouble();
				final int delay = random.nextInt(7);
				for (int t = 0; t < TIME.count(); t++) {
					double c = 0;
					for (int j = 0; j + delay <= t; j++)
						c += TIME.stepS() * aif[t - j - delay] * flow * Math.exp(-j * TIME.stepS() / mtt);
					data[z][t][i] = (float) (c + 1.5 * random.nextGaussian());
				}
			}
		return new ArraySlices(GRID, TIME, data);
	}
}
