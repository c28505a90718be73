package org.perfusionj.preprocessing;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import org.perfusionj.curve.TimeCurve;
import org.perfusionj.curve.TimeGrid;
import org.perfusionj.series.Mask;
import org.perfusionj.series.Region;
import org.perfusionj.series.SliceFrames;
import org.perfusionj.series.SliceSource;
import org.perfusionj.series.SpatialGrid;
import org.perfusionj.series.Voxel;
import org.perfusionj.work.Parallel;
import org.perfusionj.work.WorkMonitor;

class MeanCurvesTest {

	private static final SpatialGrid GRID = TestSeries.grid(4, 3, 5, 1);
	private static final TimeGrid TIME = new TimeGrid(2, 0.5, 3);

	private final Parallel parallel = new Parallel(2);
	private final List<Integer> loaded = Collections.synchronizedList(new ArrayList<>());

	@AfterEach
	void close() {
		parallel.close();
	}

	/** Voxel (x, y, z) holds x + 10 y + 100 z + 1000 t. */
	private ConcentrationSeries series() {
		final SliceSource slices = new SliceSource() {

			@Override
			public SpatialGrid grid() {
				return GRID;
			}

			@Override
			public int frames() {
				return TIME.count();
			}

			@Override
			public SliceFrames load(final int z, final SliceFrames used, final Parallel threads, final WorkMonitor monitor) {
				loaded.add(z);
				final float[][] frames = new float[TIME.count()][GRID.planeSize()];
				for (int t = 0; t < frames.length; t++)
					for (int i = 0; i < frames[t].length; i++)
						frames[t][i] = i % 4 + 10 * (i / 4) + 100 * z + 1000 * t;
				return new SliceFrames(z, TIME.times(), frames);
			}
		};
		return new ConcentrationSeries(null, slices, TIME, null, null, Mask.all(GRID), 0);
	}

	@Test
	void readsEachSliceThatIsNeededOnceForAllRegions() {
		final Region across = new Region("across", List.of(new Voxel(1, 2, 3), new Voxel(3, 0, 0)));
		final Region point = new Region("point", List.of(new Voxel(2, 1, 3)));
		final Region empty = new Region("empty", List.of());

		final List<TimeCurve> means = MeanCurves.ofRegions(series(), List.of(across, point, empty), parallel, WorkMonitor.SILENT);

		assertEquals(List.of(0, 3), loaded);
		assertEquals(3, means.size());
		assertArrayEquals(new double[] { 162, 1162, 2162 }, means.get(0).values(), 1e-9);
		assertArrayEquals(new double[] { 312, 1312, 2312 }, means.get(1).values(), 1e-9);
		assertArrayEquals(new double[3], means.get(2).values());
		assertArrayEquals(new double[] { 2, 2.5, 3 }, means.get(0).times());
	}

	@Test
	void masksAreAveragedAlike() {
		final TimeCurve mean = MeanCurves.of(series(), Mask.of(GRID, List.of(new Voxel(1, 2, 3), new Voxel(3, 0, 0))), parallel, WorkMonitor.SILENT);

		assertEquals(List.of(0, 3), loaded);
		assertArrayEquals(new double[] { 162, 1162, 2162 }, mean.values(), 1e-9);
		assertTrue(MeanCurves.of(series(), Mask.all(GRID), parallel, WorkMonitor.SILENT).value(0) == 211.5);
	}
}
