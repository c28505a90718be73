package org.perfusionj.segmentation;

import org.perfusionj.series.Mask;
import org.perfusionj.series.Sample;
import org.perfusionj.series.Volume;

/**
 * A map and the tissue in which it counts. Voxels without a finite value are never above nor below anything.
 *
 * @param values of the map
 * @param tissue on the same grid
 */
record TissueMap(Volume values, Mask tissue) {

	/** @return tissue with larger values; the threshold is rounded to the precision of maps, so that a value that was written as the same decimal number is not above it */
	Mask above(final double threshold) {
		return select((float) threshold, Float.POSITIVE_INFINITY);
	}

	/** @return tissue with smaller values, in the same precision */
	Mask below(final double threshold) {
		return select(Float.NEGATIVE_INFINITY, (float) threshold);
	}

	private Mask select(final float above, final float below) {
		final boolean[][] planes = new boolean[tissue.grid().slices()][tissue.grid().planeSize()];
		for (int z = 0; z < planes.length; z++) {
			final float[] plane = values.plane(z);
			final boolean[] in = tissue.plane(z);
			for (int i = 0; i < plane.length; i++)
				planes[z][i] = in[i] && plane[i] > above && plane[i] < below;
		}
		return new Mask(tissue.grid(), planes);
	}

	/** @return mean of the finite values of a part of the grid, NaN if there are none */
	double mean(final Mask part) {
		return Sample.of(values, part.and(tissue)).mean();
	}
}
