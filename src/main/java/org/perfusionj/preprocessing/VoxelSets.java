package org.perfusionj.preprocessing;

import java.util.Arrays;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;

import org.perfusionj.series.SpatialGrid;

/** Connected parts, holes and growth of sets of voxels, one plane of flags for each slice. */
public final class VoxelSets {

	private final int width;
	private final int height;
	private final int slices;

	/** @param grid the voxel grid of the sets */
	public VoxelSets(final SpatialGrid grid) {
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
		final Parts parts = parts(set, Neighbours.FACES);
		int winner = 0;
		for (int part = 1; part <= parts.count(); part++)
			if (winner == 0 || parts.size(part) > parts.size(winner)) winner = part;
		final int largest = winner;
		return parts.keep(part -> part == largest || fraction < 1 && parts.size(part) >= fraction * parts.size(largest));
	}

	/**
	 * Numbers the connected parts of a set.
	 *
	 * @param set the set, in three dimensions
	 * @param neighbours which voxels touch
	 * @return its parts
	 */
	public Parts parts(final boolean[][] set, final Neighbours neighbours) {
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
					if (tail + neighbours.count() > queue.length) {
						// what was visited is not needed any more
						System.arraycopy(queue, head, queue, 0, tail - head);
						tail -= head;
						head = 0;
						if (tail + neighbours.count() > queue.length / 2) queue = Arrays.copyOf(queue, 2 * queue.length);
					}
					sizes[parts]++;
					final int x = voxel % width;
					final int y = voxel / width;
					for (int side = 0; side < neighbours.count(); side++) {
						final int u = x + neighbours.dx(side);
						final int v = y + neighbours.dy(side);
						final int w = slice + neighbours.dz(side);
						if (u < 0 || v < 0 || w < 0 || u >= width || v >= height || w >= slices) continue;
						final int next = v * width + u;
						if (!set[w][next] || labels[w][next] != 0) continue;
						labels[w][next] = parts;
						queue[tail++] = (long) w * plane + next;
					}
				}
			}
		return new Parts(labels, Arrays.copyOf(sizes, parts + 1));
	}

	/** Which voxels touch each other in three dimensions. */
	public enum Neighbours {
		/** Those that share a face: 6. */
		FACES(1),
		/** Those that share a face, an edge or a corner: 26. */
		CORNERS(3);

		private final int[][] steps;

		Neighbours(final int axes) {
			steps = IntStream.range(0, 27).mapToObj(i -> new int[] { i % 3 - 1, i / 3 % 3 - 1, i / 9 - 1 }).filter(step -> {
				final int moved = Math.abs(step[0]) + Math.abs(step[1]) + Math.abs(step[2]);
				return moved > 0 && moved <= axes;
			}).toArray(int[][]::new);
		}

		private int count() {
			return steps.length;
		}

		private int dx(final int n) {
			return steps[n][0];
		}

		private int dy(final int n) {
			return steps[n][1];
		}

		private int dz(final int n) {
			return steps[n][2];
		}
	}

	/** The connected parts of a set, numbered from 1. */
	public static final class Parts {

		private final int[][] labels;
		private final int[] sizes;

		private Parts(final int[][] labels, final int[] sizes) {
			this.labels = labels;
			this.sizes = sizes;
		}

		/** @return how many parts there are */
		public int count() {
			return sizes.length - 1;
		}

		/** @return voxels of a part */
		public int size(final int part) {
			return sizes[part];
		}

		/** @return number of the part that a voxel belongs to, 0 outside the set */
		public int at(final int z, final int voxel) {
			return labels[z][voxel];
		}

		/** @return a new set of the parts that pass the test */
		public boolean[][] keep(final IntPredicate test) {
			final boolean[] kept = new boolean[sizes.length];
			for (int part = 1; part < kept.length; part++)
				kept[part] = test.test(part);
			final boolean[][] set = new boolean[labels.length][];
			for (int z = 0; z < set.length; z++) {
				set[z] = new boolean[labels[z].length];
				for (int i = 0; i < set[z].length; i++)
					set[z][i] = kept[labels[z][i]];
			}
			return set;
		}
	}

	/**
	 * Fills the holes of a plane: parts outside the set that do not reach the image edge.
	 *
	 * @param set filled in place
	 * @param stopper a hole with more than {@code limit} voxels that pass is left open; null = every hole is filled
	 * @param limit see stopper
	 */
	public void fillHoles(final boolean[] set, final IntPredicate stopper, final int limit) {
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
	public void grow(final boolean[] set, final boolean[] allowed, final int steps) {
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
