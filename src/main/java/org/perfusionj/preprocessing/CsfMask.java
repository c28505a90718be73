package org.perfusionj.preprocessing;

import org.perfusionj.series.Mask;
import org.perfusionj.series.SignalType;
import org.perfusionj.series.Volume;

/**
 * Cerebrospinal fluid inside a mask, after light in-plane smoothing among the voxels of the mask (3 mm). It takes up next to
 * no contrast agent: less than 0.3 times the median area under the curve. Ischaemic tissue may do the same, so the pre-bolus
 * image must agree: below 18 HU for CT (fluid has 5 to 15 HU, white matter of old people 24 and more); above 1.3 times the median signal for MR
 * (fluid is bright where T2* weighting is strong). An input that already is a concentration has no pre-bolus image and gives an empty set.
 */
final class CsfMask {

	private static final double SMOOTHING_FWHM_MM = 3;
	private static final double HIGHEST_HU = 18;
	private static final double TIMES_MEDIAN_SIGNAL = 1.3;
	private static final double TIMES_MEDIAN_AREA = 0.3;

	private CsfMask() {}

	static Mask find(final ConcentrationSeries series, final Enhancement enhancement) {
		return series.baseline() == null ? none(series.mask()) : find(series.baselineImage(), series.series().signal(), series.mask(), enhancement);
	}

	/** @param image before contrast, of a signal that is no concentration */
	static Mask find(final Volume image, final SignalType signal, final Mask mask, final Enhancement enhancement) {
		final boolean[][] planes = new boolean[mask.grid().slices()][mask.grid().planeSize()];
		final double median = Enhancement.median(Enhancement.inside(image, mask));
		for (int z = 0; z < planes.length; z++) {
			final float[] level = smoothed(image, mask, z);
			final float[] area = smoothed(enhancement.area(), mask, z);
			for (int i = 0; i < planes[z].length; i++) {
				final boolean fluid = signal == SignalType.CT ? level[i] < HIGHEST_HU : level[i] > TIMES_MEDIAN_SIGNAL * median;
				planes[z][i] = mask.plane(z)[i] && fluid && area[i] < TIMES_MEDIAN_AREA * enhancement.median();
			}
		}
		return new Mask(mask.grid(), planes);
	}

	static Mask none(final Mask mask) {
		return new Mask(mask.grid(), new boolean[mask.grid().slices()][mask.grid().planeSize()]);
	}

	private static float[] smoothed(final Volume volume, final Mask mask, final int z) {
		final float[] plane = volume.plane(z).clone();
		new PlaneSmoothing(volume.grid(), SMOOTHING_FWHM_MM).smooth(plane, mask.plane(z));
		return plane;
	}
}
