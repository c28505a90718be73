package org.perfusionj.network.aifnet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CancellationException;
import java.util.stream.IntStream;

import com.sun.management.ThreadMXBean;

import org.junit.jupiter.api.Test;
import org.perfusionj.series.SpatialGrid;
import org.perfusionj.series.Volume;
import org.perfusionj.series.Voxel;
import org.perfusionj.work.MonitorLog;
import org.perfusionj.work.WorkMonitor;

/** The named voxels, against sorting all of them. */
class StrongestVoxelsTest {

	private static final SpatialGrid GRID = SmallScan.grid(9, 7, 4, 1, 5);

	private static List<Voxel> sorted(final Volume volume) {
		final List<Voxel> voxels = new ArrayList<>();
		double largest = 0;
		for (int z = 0; z < 4; z++)
			for (int y = 0; y < 7; y++)
				for (int x = 0; x < 9; x++) {
					if (volume.get(x, y, z) > 0) voxels.add(new Voxel(x, y, z));
					largest = Math.max(largest, volume.get(x, y, z));
				}
		final double least = 0.1 * largest;
		// stable: equals stay in the order of the voxels
		voxels.sort(Comparator.comparingDouble(voxel -> -volume.get(voxel.x(), voxel.y(), voxel.z())));
		return voxels.stream().filter(voxel -> volume.get(voxel.x(), voxel.y(), voxel.z()) >= least).limit(25).toList();
	}

	@Test
	void theyAreTheFirstOfAllInOrder() {
		for (int seed = 0; seed < 40; seed++) {
			final Random random = new Random(seed);
			final Volume volume = new Volume(GRID);
			for (int z = 0; z < 4; z++)
				for (int v = 0; v < GRID.planeSize(); v++)
					// many equal ones, many zeros; of odd seeds few are strong
					volume.plane(z)[v] = seed % 2 == 0 ? random.nextInt(12) : (float) Math.max(0, Math.round(Math.exp(3 * random.nextGaussian())) - 1);
			assertEquals(sorted(volume), StrongestVoxels.of(volume, WorkMonitor.SILENT), "seed " + seed);
		}
	}

	@Test
	void ofEqualVoxelsTheFirstAreNamedAndTheOthersTakeNoMemory() {
		final SpatialGrid grid = SmallScan.grid(512, 512, 8, 0.4, 0.5);
		final Volume flat = new Volume(grid);
		for (int z = 0; z < 8; z++)
			Arrays.fill(flat.plane(z), 1f / (8 * grid.planeSize()));
		final ThreadMXBean thread = (ThreadMXBean) ManagementFactory.getThreadMXBean();
		final long before = thread.getCurrentThreadAllocatedBytes();
		final List<Voxel> voxels = StrongestVoxels.of(flat, WorkMonitor.SILENT);
		final long used = thread.getCurrentThreadAllocatedBytes() - before;
		assertEquals(IntStream.range(0, 25).mapToObj(x -> new Voxel(x, 0, 0)).toList(), voxels);
		assertTrue(used < 1 << 20, used + " bytes for 25 of 2 million voxels");
	}

	@Test
	void nothingContributesNothing() {
		assertEquals(List.of(), StrongestVoxels.of(new Volume(GRID), WorkMonitor.SILENT));
	}

	@Test
	void itCanBeStopped() {
		assertThrows(CancellationException.class, () -> StrongestVoxels.of(new Volume(GRID), MonitorLog.cancelled()));
	}
}
