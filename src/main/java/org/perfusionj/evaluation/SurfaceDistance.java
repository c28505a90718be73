package org.perfusionj.evaluation;

import java.util.Arrays;

import org.apache.commons.math3.stat.descriptive.rank.Percentile;
import org.apache.commons.math3.stat.descriptive.rank.Percentile.EstimationType;

import org.perfusionj.preprocessing.DistanceTransform;
import org.perfusionj.series.Mask;
import org.perfusionj.series.SpatialGrid;

/**
 * Distance between the surfaces of two masks, in mm with the spacing of the grid, between voxel centres. The surface of a mask are its voxels that share a face with a voxel of the grid
 * outside the mask. The edge of the grid is no surface: there the scan ends, not the lesion. Every surface voxel of one mask has a distance to the nearest surface voxel of the other
 * (exact Euclidean distance transform).
 *
 * @param hausdorff95Mm the larger one of the 95th percentiles of the distances from A to B and from B to A, interpolated linearly between ranks; NaN if a mask has no surface
 * @param averageMm mean of the distances of all surface voxels of both masks together; NaN if a mask has no surface
 */
record SurfaceDistance(double hausdorff95Mm, double averageMm) {

	private static final double PERCENTILE = 95;

	/** @return of two masks of one size; the spacing is that of the first */
	static SurfaceDistance of(final Mask a, final Mask b) {
		final Box box = Box.around(a, b);
		if (box == null) return new SurfaceDistance(Double.NaN, Double.NaN);
		final boolean[] ofA = box.surface(a);
		final boolean[] ofB = box.surface(b);
		final double[] fromA = box.distances(ofA, ofB);
		final double[] fromB = box.distances(ofB, ofA);
		if (fromA.length == 0 || fromB.length == 0) return new SurfaceDistance(Double.NaN, Double.NaN);
		return new SurfaceDistance(Math.max(percentile(fromA), percentile(fromB)), (Arrays.stream(fromA).sum() + Arrays.stream(fromB).sum()) / (fromA.length + fromB.length));
	}

	private static double percentile(final double[] distances) {
		return new Percentile(PERCENTILE).withEstimationType(EstimationType.R_7).evaluate(distances);
	}

	/** The part of the grid that holds both masks: what is far from them need not be searched. */
	private record Box(SpatialGrid grid, int x, int y, int z, int width, int height, int slices) {

		static Box around(final Mask a, final Mask b) {
			final SpatialGrid grid = a.grid();
			int left = grid.width();
			int top = grid.height();
			int first = grid.slices();
			int right = -1;
			int bottom = -1;
			int last = -1;
			for (int z = 0; z < grid.slices(); z++)
				for (int i = 0; i < grid.planeSize(); i++) {
					if (!a.plane(z)[i] && !b.plane(z)[i]) continue;
					left = Math.min(left, i % grid.width());
					right = Math.max(right, i % grid.width());
					top = Math.min(top, i / grid.width());
					bottom = Math.max(bottom, i / grid.width());
					first = Math.min(first, z);
					last = z;
				}
			return last < 0 ? null : new Box(grid, left, top, first, right - left + 1, bottom - top + 1, last - first + 1);
		}

		/** @return the surface of a mask in this box, x fastest, then y */
		boolean[] surface(final Mask mask) {
			final boolean[] surface = new boolean[width * height * slices];
			for (int i = 0; i < surface.length; i++) {
				final int u = x + i % width;
				final int v = y + i / width % height;
				final int w = z + i / width / height;
				surface[i] = mask.contains(u, v, w) && (outside(mask, u - 1, v, w) || outside(mask, u + 1, v, w) || outside(mask, u, v - 1, w) || outside(mask, u, v + 1, w) || outside(mask, u, v, w - 1) || outside(mask, u, v, w + 1));
			}
			return surface;
		}

		private boolean outside(final Mask mask, final int u, final int v, final int w) {
			return u >= 0 && v >= 0 && w >= 0 && u < grid.width() && v < grid.height() && w < grid.slices() && !mask.contains(u, v, w);
		}

		/** @return distance of each voxel of one surface to the other one, mm; empty if either is */
		double[] distances(final boolean[] from, final boolean[] to) {
			final boolean[] free = new boolean[to.length];
			int surfaces = 0;
			for (int i = 0; i < to.length; i++) {
				free[i] = !to[i];
				if (to[i]) surfaces++;
			}
			if (surfaces == 0) return new double[0];
			final double[] squared = DistanceTransform.squared(free, width, height, slices, grid.spacingX(), grid.spacingY(), grid.spacingZ());
			final double[] distances = new double[from.length];
			int n = 0;
			for (int i = 0; i < from.length; i++)
				if (from[i]) distances[n++] = Math.sqrt(squared[i]);
			return Arrays.copyOf(distances, n);
		}
	}
}
