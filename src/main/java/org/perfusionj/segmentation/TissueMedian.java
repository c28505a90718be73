package org.perfusionj.segmentation;

import java.util.Arrays;

import org.perfusionj.series.Mask;
import org.perfusionj.series.SpatialGrid;
import org.perfusionj.series.Volume;

/** Median of the tissue voxels with finite values among the 3 x 3 x 3 around a voxel (the mean of the middle two if their number is even). Keeps scratch memory: one for each thread. */
final class TissueMedian {

	private final Volume map;
	private final Mask tissue;
	private final float[] window = new float[27];

	/**
	 * @param map the values
	 * @param tissue which of them count
	 */
	TissueMedian(final Volume map, final Mask tissue) {
		this.map = map;
		this.tissue = tissue;
	}

	/** @return the median around a voxel that is tissue and has a finite value */
	float at(final int x, final int y, final int z) {
		final SpatialGrid grid = map.grid();
		int n = 0;
		for (int w = Math.max(0, z - 1); w <= Math.min(grid.slices() - 1, z + 1); w++)
			for (int v = Math.max(0, y - 1); v <= Math.min(grid.height() - 1, y + 1); v++)
				for (int u = Math.max(0, x - 1); u <= Math.min(grid.width() - 1, x + 1); u++)
					if (tissue.contains(u, v, w) && Float.isFinite(map.get(u, v, w))) window[n++] = map.get(u, v, w);
		Arrays.sort(window, 0, n);
		return n % 2 == 1 ? window[n / 2] : (window[n / 2 - 1] + window[n / 2]) / 2;
	}
}
