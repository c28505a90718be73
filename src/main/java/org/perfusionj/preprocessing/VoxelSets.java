package org.perfusionj.preprocessing;

import java.util.Arrays;
import java.util.function.IntPredicate;

import org.perfusionj.series.SpatialGrid;

/** Connected parts, holes and growth of sets of voxels, one plane of flags for each slice. */
final class VoxelSets {

	private final int width;
	private final int height;
	private final int slices;

	/** @param grid the voxel grid of the sets */
	VoxelSets(final SpatialGrid grid) {
		this.width = grid.width();
		this.height = grid.height();
		this.slices = grid.slices();
	}

	/**
	 * Keeps the largest part (voxels that share a face, in three dimensions) and those not much smaller.
	 *
	 * @param set the set
	 * @param fraction parts with fewer voxels than this fraction of the largest are dropped; 1 keeps the largest only
	 * @return a new set, empty if the set is
	 */
	boolean[][] largestParts(final boolean[][] set, final double fraction) {
		final int plane = width * height;
		final int[][] labels = new int[slices][plane];
		int[] sizes = new int[64];
		int parts = 0;
		long[] queue = new long[1024];
		for (int z = 0; z < slices; z++)
			for (int i = 0; i < plane; i++) {
				if (!set[z][i] || labels[z][i] != 0) continue;
				parts++;
				if (parts >= sizes.length) sizes = Arrays.copyOf(sizes, 2 * sizes.length);
				int head = 0;
				int tail = 0;
				queue[tail++] = (long) z * plane + i;
				labels[z][i] = parts;
				while (head < tail) {
					final int slice = (int) (queue[head] / plane);
					final int voxel = (int) (queue[head++] % plane);
					if (tail + 6 > queue.length) {
						// what was visited is not needed any more
						System.arraycopy(queue, head, queue, 0, tail - head);
						tail -= head;
						head = 0;
						if (tail + 6 > queue.length / 2) queue = Arrays.copyOf(queue, 2 * queue.length);
					}
					sizes[parts]++;
					final int x = voxel % width;
					final int y = voxel / width;
					for (int side = 0; side < 6; side++) {
						final int u = x + (side == 0 ? 1 : side == 1 ? -1 : 0);
						final int v = y + (side == 2 ? 1 : side == 3 ? -1 : 0);
						final int w = slice + (side == 4 ? 1 : side == 5 ? -1 : 0);
						if (u < 0 || v < 0 || w < 0 || u >= width || v >= height || w >= slices) continue;
						final int next = v * width + u;
						if (!set[w][next] || labels[w][next] != 0) continue;
						labels[w][next] = parts;
						queue[tail++] = (long) w * plane + next;
					}
				}
			}
		int largest = 0;
		int winner = 0;
		for (int part = 1; part <= parts; part++)
			if (sizes[part] > largest) {
				largest = sizes[part];
				winner = part;
			}
		final boolean[][] kept = new boolean[slices][plane];
		for (int z = 0; z < slices; z++)
			for (int i = 0; i < plane; i++) {
				final int label = labels[z][i];
				kept[z][i] = label != 0 && (label == winner || fraction < 1 && sizes[label] >= fraction * largest);
			}
		return kept;
	}

	/**
	 * Fills the holes of a plane: parts outside the set that do not reach the image edge.
	 *
	 * @param set filled in place
	 * @param stopper a hole with more than {@code limit} voxels that pass is left open; null = every hole is filled
	 * @param limit see stopper
	 */
	void fillHoles(final boolean[] set, final IntPredicate stopper, final int limit) {
		final boolean[] seen = set.clone();
		final int[] queue = new int[set.length];
		for (int start = 0; start < set.length; start++) {
			if (seen[start]) continue;
			int tail = 0;
			int stopped = 0;
			boolean open = false;
			queue[tail++] = start;
			seen[start] = true;
			for (int head = 0; head < tail; head++) {
				final int voxel = queue[head];
				final int x = voxel % width;
				final int y = voxel / width;
				open |= x == 0 || y == 0 || x == width - 1 || y == height - 1;
				if (stopper != null && stopper.test(voxel)) stopped++;
				if (x > 0 && !seen[voxel - 1]) seen[queue[tail++] = voxel - 1] = true;
				if (x < width - 1 && !seen[voxel + 1]) seen[queue[tail++] = voxel + 1] = true;
				if (y > 0 && !seen[voxel - width]) seen[queue[tail++] = voxel - width] = true;
				if (y < height - 1 && !seen[voxel + width]) seen[queue[tail++] = voxel + width] = true;
			}
			if (!open && stopped <= limit) for (int k = 0; k < tail; k++)
				set[queue[k]] = true;
		}
	}

	/**
	 * Grows a set inside another one, step by step (geodesic dilation; steps with four and with eight neighbours take turns, so
	 * that the reach is nearly round).
	 *
	 * @param set grown in place
	 * @param allowed where it may grow
	 * @param steps how far, voxels
	 */
	void grow(final boolean[] set, final boolean[] allowed, final int steps) {
		int[] front = new int[set.length];
		int count = 0;
		for (int i = 0; i < set.length; i++)
			if (set[i]) front[count++] = i;
		int[] next = new int[set.length];
		for (int step = 0; step < steps && count > 0; step++) {
			final int reach = step % 2 == 0 ? 4 : 8;
			int grown = 0;
			for (int k = 0; k < count; k++) {
				final int x = front[k] % width;
				final int y = front[k] / width;
				for (int side = 0; side < 8; side++) {
					if (side >= reach) break;
					final int u = x + (side == 0 || side == 4 || side == 5 ? 1 : side == 1 || side == 6 || side == 7 ? -1 : 0);
					final int v = y + (side == 2 || side == 4 || side == 6 ? 1 : side == 3 || side == 5 || side == 7 ? -1 : 0);
					if (u < 0 || v < 0 || u >= width || v >= height) continue;
					final int to = v * width + u;
					if (set[to] || !allowed[to]) continue;
					set[to] = true;
					next[grown++] = to;
				}
			}
			final int[] swap = front;
			front = next;
			next = swap;
			count = grown;
		}
	}
}
