package org.perfusionj.preprocessing;

import org.perfusionj.series.Mask;

/**
 * Large vessels inside a mask. Kudo et al. ("Quantitative cerebral blood flow measurement with dynamic perfusion CT using
 * the vascular-pixel elimination method", AJNR 24, 2003, 419-426) take pixels with a high blood volume for vessels. Blood
 * volume is proportional to the area under the concentration curve, which needs no arterial input function. The rule here:
 * a vessel voxel has more than 2.5 times the median area of the mask, and lies more than three robust
 * standard deviations above it, so that noise makes no vessels. Grey matter has about 1.3 times the median of grey and white
 * matter together.
 */
final class VesselMask {

	private static final double TIMES_MEDIAN = 2.5;
	private static final double DEVIATIONS = 3;

	private VesselMask() {}

	static Mask find(final Enhancement enhancement, final Mask mask) {
		final double threshold = Math.max(TIMES_MEDIAN * enhancement.median(), enhancement.median() + DEVIATIONS * enhancement.deviation());
		final boolean[][] planes = new boolean[mask.grid().slices()][mask.grid().planeSize()];
		for (int z = 0; z < planes.length; z++)
			for (int i = 0; i < planes[z].length; i++)
				planes[z][i] = mask.plane(z)[i] && enhancement.area().plane(z)[i] > threshold;
		return new Mask(mask.grid(), planes);
	}
}
