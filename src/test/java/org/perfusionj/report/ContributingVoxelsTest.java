package org.perfusionj.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.Point;
import java.awt.Rectangle;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CancellationException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.perfusionj.series.Orientation;
import org.perfusionj.series.SpatialGrid;
import org.perfusionj.series.Volume;
import org.perfusionj.series.Voxel;
import org.perfusionj.work.MonitorLog;
import org.perfusionj.work.WorkMonitor;

class ContributingVoxelsTest {

	private static final SpatialGrid GRID = new SpatialGrid(40, 30, 3, 1, 1, 5, Orientation.NONE);

	/** Probabilities over many orders of magnitude. */
	private static Volume steep(final long seed) {
		final Random random = new Random(seed);
		final Volume volume = new Volume(GRID);
		double sum = 0;
		for (int z = 0; z < 3; z++)
			for (int i = 0; i < GRID.planeSize(); i++) {
				volume.plane(z)[i] = (float) Math.exp(8 * random.nextGaussian());
				sum += volume.plane(z)[i];
			}
		for (int z = 0; z < 3; z++)
			for (int i = 0; i < GRID.planeSize(); i++)
				volume.plane(z)[i] /= (float) sum;
		return volume;
	}

	private static int count(final ContributingVoxels voxels) {
		return voxels.on(0).size() + voxels.on(1).size() + voxels.on(2).size();
	}

	@ParameterizedTest
	@ValueSource(doubles = { 0.5, 0.95 })
	void theyAreTheFewestThatMakeUpThePart(final double part) {
		for (int seed = 0; seed < 20; seed++) {
			final Volume volume = steep(seed);
			final float[] sorted = new float[3 * GRID.planeSize()];
			for (int z = 0; z < 3; z++)
				System.arraycopy(volume.plane(z), 0, sorted, z * GRID.planeSize(), GRID.planeSize());
			Arrays.sort(sorted);
			int fewest = 0;
			for (double sum = 0; sum < part; fewest++)
				sum += sorted[sorted.length - 1 - fewest];

			final ContributingVoxels voxels = new ContributingVoxels(volume, part, WorkMonitor.SILENT);
			// probabilities within 0.5 % of the threshold are not told apart
			assertTrue(count(voxels) >= fewest && count(voxels) <= fewest + 2, count(voxels) + " voxels, the fewest are " + fewest);
			assertEquals(sorted[sorted.length - fewest], voxels.threshold(), 0.006 * voxels.threshold());
		}
	}

	@Test
	void equalVoxelsCountAlike() {
		final Volume volume = new Volume(GRID);
		for (final int x : new int[] { 3, 4, 5, 6 })
			volume.plane(1)[7 * 40 + x] = 0.25f;
		final ContributingVoxels voxels = new ContributingVoxels(volume, ContributingVoxels.STRONGEST, WorkMonitor.SILENT);
		assertEquals(List.of(new Voxel(3, 7, 1), new Voxel(4, 7, 1), new Voxel(5, 7, 1), new Voxel(6, 7, 1)), voxels.on(1));
		assertEquals(List.of(), voxels.on(0));
	}

	@Test
	void aVolumeWithoutProbabilityIsRefused() {
		assertThrows(IllegalArgumentException.class, () -> new ContributingVoxels(new Volume(GRID), 0.5, WorkMonitor.SILENT));
	}

	@Test
	void nearCellsAreOneGroup() {
		final List<Rectangle> groups = CellGroups.of(List.of(new Point(10, 10), new Point(30, 10), new Point(13, 12), new Point(17, 12)));
		assertEquals(List.of(new Rectangle(10, 10, 8, 3), new Rectangle(30, 10, 1, 1)), groups);
		assertEquals(List.of(), CellGroups.of(List.of()));
	}

	@Test
	void itCanBeStopped() {
		final Volume volume = steep(1);
		assertThrows(CancellationException.class, () -> new ContributingVoxels(volume, 0.5, MonitorLog.cancelled()));
	}
}
