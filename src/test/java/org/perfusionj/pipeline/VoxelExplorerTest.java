package org.perfusionj.pipeline;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CancellationException;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import org.perfusionj.curve.TimeGrid;
import org.perfusionj.deconvolution.Algorithm;
import org.perfusionj.deconvolution.Deconvolution;
import org.perfusionj.deconvolution.DeconvolutionSettings;
import org.perfusionj.deconvolution.Residue;
import org.perfusionj.maps.DeconvolutionMethod;
import org.perfusionj.maps.MapRequest;
import org.perfusionj.maps.PerfusionMap;
import org.perfusionj.maps.PerfusionMethod;
import org.perfusionj.series.Region;
import org.perfusionj.series.Voxel;
import org.perfusionj.work.MonitorLog;
import org.perfusionj.work.Parallel;
import org.perfusionj.work.PerfusionException;
import org.perfusionj.work.WorkMonitor;

class VoxelExplorerTest {

	private static final Set<PerfusionMap> USUAL = EnumSet.of(PerfusionMap.CBF, PerfusionMap.CBV, PerfusionMap.MTT, PerfusionMap.TMAX, PerfusionMap.TTP);
	private static final Set<PerfusionMap> USUAL_BUT_TMAX = EnumSet.of(PerfusionMap.CBF, PerfusionMap.CBV, PerfusionMap.MTT, PerfusionMap.TTP);
	private static final double STEP = ExploredCase.TIME.stepS();

	private final ExploredCase explored = new ExploredCase();
	private final Parallel parallel = new Parallel(2);

	@AfterEach
	void stop() {
		parallel.close();
	}

	private VoxelExplorer explorer(final PerfusionMethod method, final Set<PerfusionMap> maps) {
		final MapRequest request = ExploredCase.request(maps);
		return new VoxelExplorer(explored.result(method, request), method, request);
	}

	private VoxelCurves curves(final VoxelExplorer explorer, final Voxel... voxels) {
		return explorer.curves(new Region("here", List.of(voxels)), parallel, WorkMonitor.SILENT);
	}

	@ParameterizedTest
	@EnumSource(Algorithm.class)
	void aVoxelIsDeconvolvedAsItsMapsWere(final Algorithm algorithm) {
		final VoxelExplorer explorer = explorer(new DeconvolutionMethod(DeconvolutionSettings.of(algorithm), ExploredCase.DENSITY), USUAL);
		final Deconvolution reference = new Deconvolution(explored.aif(), STEP, DeconvolutionSettings.of(algorithm));
		for (final Voxel voxel : List.of(new Voxel(9, 3, 0), new Voxel(30, 20, 2), new Voxel(4, 0, 1))) {
			final VoxelCurves curves = curves(explorer, voxel);
			final double[] tissue = explored.tissue(voxel.x(), voxel.y(), voxel.z());
			final Residue residue = reference.deconvolve(tissue);

			assertArrayEquals(tissue, curves.tissue().values());
			assertArrayEquals(ExploredCase.TIME.times(), curves.tissue().times());
			assertArrayEquals(Arrays.stream(residue.values()).limit(40).map(r -> 6000 / ExploredCase.DENSITY * r).toArray(), curves.residue().orElseThrow().values(), 1e-3 * 6000 * residue.peak());
			assertEquals(0, curves.residue().orElseThrow().time(0), "the lag begins at 0");
			assertArrayEquals(reference.fit(residue), curves.fit().orElseThrow().values(), 1e-9);
			assertTrue(curves.localAif().isEmpty());
			assertEquals(USUAL, curves.values().keySet());
			final int i = voxel.y() * ExploredCase.grid().width() + voxel.x();
			explorer.result().maps().all().forEach((map, volume) -> assertEquals(volume.plane(voxel.z())[i], curves.values().get(map), map.key()));
		}
	}

	@Test
	void whatTheMethodEstimatesIsShownThoughItWasNotAskedFor() {
		final VoxelCurves curves = curves(explorer(new DeconvolutionMethod(DeconvolutionSettings.of(Algorithm.OSVD), ExploredCase.DENSITY), EnumSet.of(PerfusionMap.TTP)), new Voxel(9, 3, 0));
		assertEquals(EnumSet.of(PerfusionMap.CBF, PerfusionMap.TMAX, PerfusionMap.TTP), curves.values().keySet());
		assertEquals(Arrays.stream(curves.residue().orElseThrow().values()).max().getAsDouble(), curves.values().get(PerfusionMap.CBF), 1e-4);
	}

	@Test
	void localAifAndFitArriveLate() {
		final VoxelCurves curves = curves(explorer(ExploredCase.withLocalAif(), EnumSet.of(PerfusionMap.CBF, PerfusionMap.BAD, PerfusionMap.BAD_SD, PerfusionMap.TTP)), new Voxel(9, 3, 0));
		final double[] tissue = explored.tissue(9, 3, 0);
		final double peak = Arrays.stream(tissue).max().getAsDouble();
		final double delayS = peak / 10;
		final double[] aif = explored.aif();
		// the trapezoid rule where AIF and residue function are linear between samples, summed at the time of each sample, apart from the code
		final double[] expectedAif = new double[40];
		final double[] expectedFit = new double[40];
		for (int t = 0; t < 40; t++) {
			final double at = t - delayS / STEP;
			expectedAif[t] = between(k -> 0.8 * aif[Math.max(0, k - 1)], at);
			expectedFit[t] = between(k -> {
				double sum = 0;
				for (int j = 0; j < k; j++)
					sum += STEP / 2 * (product(aif, peak, k, j) + product(aif, peak, k, j + 1)) / ExploredCase.KAPPA;
				return sum;
			}, at);
		}
		assertArrayEquals(expectedAif, curves.localAif().orElseThrow().values(), 1e-4);
		assertArrayEquals(expectedFit, curves.fit().orElseThrow().values(), 1e-4);
		assertEquals(ExploredCase.TIME.startS(), curves.localAif().orElseThrow().time(0));
		assertEquals(6000 / ExploredCase.DENSITY * peak / 1000 * Math.exp(-3 * STEP / 5), curves.residue().orElseThrow().value(3), 1e-3);
		assertEquals(peak / 5, curves.values().get(PerfusionMap.CBF_SD), 1e-5);
		assertEquals(0.25, curves.values().get(PerfusionMap.BAD_SD));
	}

	private static double product(final double[] aif, final double peak, final int k, final int j) {
		return 0.8 * aif[Math.max(0, k - j - 1)] * peak / 1000 * Math.exp(-j * STEP / 5);
	}

	private static double between(final java.util.function.IntToDoubleFunction samples, final double at) {
		if (at < 0) return 0;
		final int below = (int) Math.floor(at);
		return samples.applyAsDouble(below) * (below + 1 - at) + (at > below ? samples.applyAsDouble(below + 1) * (at - below) : 0);
	}

	@Test
	void aRegionIsTheMeanOfItsVoxelsInTheMask() {
		final VoxelExplorer explorer = explorer(ExploredCase.withLocalAif(), EnumSet.of(PerfusionMap.CBF, PerfusionMap.CBV));
		// more voxels than go through the estimator at once, on two slices, and some outside the mask
		final List<Voxel> voxels = new ArrayList<>();
		for (int z = 0; z < 2; z++)
			for (int y = 0; y < 24; y++)
				for (int x = 0; x < 16; x++)
					voxels.add(new Voxel(x, y, z));
		explored.spoil(1, 1, 0);

		final VoxelCurves region = explorer.curves(new Region("ROI", voxels), parallel, WorkMonitor.SILENT);

		final List<VoxelCurves> single = voxels.stream().filter(voxel -> voxel.x() >= ExploredCase.BORDER).map(voxel -> curves(explorer, voxel)).toList();
		assertEquals(single.size(), region.count());
		assertEquals(voxels, region.region().voxels());
		for (int t = 0; t < 40; t++) {
			final int at = t;
			assertEquals(single.stream().mapToDouble(one -> one.tissue().value(at)).average().getAsDouble(), region.tissue().value(t), 1e-4);
			assertEquals(single.stream().mapToDouble(one -> one.fit().orElseThrow().value(at)).average().getAsDouble(), region.fit().orElseThrow().value(t), 1e-4);
			assertEquals(single.stream().mapToDouble(one -> one.localAif().orElseThrow().value(at)).average().getAsDouble(), region.localAif().orElseThrow().value(t), 1e-4);
			assertEquals(single.stream().mapToDouble(one -> one.residue().orElseThrow().value(at)).average().getAsDouble(), region.residue().orElseThrow().value(t), 1e-4);
		}
		region.values().forEach((map, value) -> assertEquals(single.stream().mapToDouble(one -> one.values().get(map)).average().getAsDouble(), value, 1e-4, map.key()));
		assertTrue(region.values().containsKey(PerfusionMap.BAD) && region.values().containsKey(PerfusionMap.CBV));
	}

	@Test
	void curvesGoThroughTheEstimatorInBlocksOfTheMethodAndCancelStopsBetweenThem() {
		final List<String> notes = new ArrayList<>();
		final VoxelExplorer explorer = explorer(new InBlocks(ExploredCase.withLocalAif(), notes), USUAL_BUT_TMAX);
		final List<Voxel> voxels = new ArrayList<>();
		for (int x = ExploredCase.BORDER; x < ExploredCase.BORDER + 20; x++)
			voxels.add(new Voxel(x, 5, 1));
		notes.clear();
		explorer.curves(new Region("ROI", voxels), parallel, WorkMonitor.SILENT);
		assertEquals(List.of("room for 8", "8", "8", "4"), notes);

		notes.clear();
		final MonitorLog afterTheFirst = new MonitorLog() {

			@Override
			public boolean isCancelled() {
				return notes.contains("8");
			}
		};
		assertThrows(CancellationException.class, () -> explorer.curves(new Region("ROI", voxels), parallel, afterTheFirst));
		assertEquals(List.of("room for 8", "8"), notes);
	}

	/** Eight curves at a time. */
	private record InBlocks(PerfusionMethod method, List<String> notes) implements PerfusionMethod {

		@Override
		public String name() {
			return method.name();
		}

		@Override
		public Map<String, String> parameters() {
			return method.parameters();
		}

		@Override
		public Prepared prepare(final double[] aif, final TimeGrid time) {
			final Prepared prepared = method.prepare(aif, time);
			return new Prepared() {

				@Override
				public Set<PerfusionMap> maps() {
					return prepared.maps();
				}

				@Override
				public boolean estimatesLocalAif() {
					return prepared.estimatesLocalAif();
				}

				@Override
				public int block() {
					return 8;
				}

				@Override
				public Estimator newEstimator(final int capacity) {
					final Estimator estimator = prepared.newEstimator(capacity);
					notes.add("room for " + capacity);
					return (tissue, count, out) -> {
						notes.add(Integer.toString(count));
						estimator.estimate(tissue, count, out);
					};
				}
			};
		}
	}

	@Test
	void outsideTheMaskThereIsOnlyTheTissueCurve() {
		explored.spoil(2, 3, 1);
		final VoxelExplorer explorer = explorer(ExploredCase.withLocalAif(), USUAL_BUT_TMAX);
		final VoxelCurves curves = curves(explorer, new Voxel(3, 3, 1));
		assertEquals(0, curves.count());
		assertArrayEquals(explored.tissue(3, 3, 1), curves.tissue().values());
		assertTrue(curves.fit().isEmpty() && curves.localAif().isEmpty() && curves.residue().isEmpty());
		assertEquals(Map.of(), curves.values());
		assertTrue(Double.isNaN(curves(explorer, new Voxel(2, 3, 1)).tissue().value(3)));
	}

	@Test
	void theSliceIsTheRightOneAfterWorkWasCancelled() {
		final VoxelExplorer explorer = explorer(ExploredCase.withLocalAif(), USUAL_BUT_TMAX);
		final double first = curves(explorer, new Voxel(9, 3, 0)).tissue().value(20);
		assertThrows(CancellationException.class, () -> explorer.curves(new Region("here", List.of(new Voxel(9, 3, 1))), parallel, new MonitorLog() {

			@Override
			public boolean isCancelled() {
				return true;
			}
		}));
		assertEquals(first, curves(explorer, new Voxel(9, 3, 0)).tissue().value(20));
		assertFalse(first == curves(explorer, new Voxel(9, 3, 2)).tissue().value(20));
	}

	@Test
	void theMethodIsPreparedOnceFreedAtRestAndClosedAtTheEnd() {
		final List<String> notes = new ArrayList<>();
		final VoxelExplorer explorer = explorer(new ClosedMethod(ExploredCase.withLocalAif(), notes), USUAL_BUT_TMAX);
		notes.clear();
		final VoxelCurves first = curves(explorer, new Voxel(9, 3, 0));
		curves(explorer, new Voxel(9, 3, 1), new Voxel(10, 3, 1));
		assertEquals(List.of("prepared"), notes);
		explorer.rest();
		explorer.rest();
		assertEquals(List.of("prepared", "freed"), notes);
		assertEquals(first.fit(), curves(explorer, new Voxel(9, 3, 0)).fit());
		explorer.close();
		assertEquals(List.of("prepared", "freed", "prepared", "freed", "closed"), notes);
	}

	@Test
	void saysWhatCannotBeShown() {
		final VoxelExplorer explorer = explorer(ExploredCase.withLocalAif(), USUAL_BUT_TMAX);
		final String outside = assertThrows(PerfusionException.class, () -> curves(explorer, new Voxel(32, 3, 1))).getMessage();
		assertTrue(outside.contains("32, 3, 1") && outside.contains("32 x 24 x 3"), outside);
		assertTrue(assertThrows(PerfusionException.class, () -> curves(explorer)).getMessage().contains("holds no pixel"));
	}
}
