package org.perfusionj.simulation;

import org.perfusionj.curve.TimeCurve;

/** Tissue curves of the sample by another way than the sample makes them: the truth that tests hold it and its maps to. */
public final class SampleConvolution {

	private SampleConvolution() {}

	/**
	 * CBF/(6000 kappa) (AIF * r)(t - delay) by the midpoint rule, r that of gamma distributed transit times (see the sample).
	 *
	 * @param aif true arterial input function, HU, one sample a second from 0
	 * @param tissue what is perfused
	 * @param stepS step of the midpoint rule, s
	 * @return enhancement at the times of the AIF, HU
	 */
	public static double[] of(final TimeCurve aif, final SampleTissue tissue, final double stepS) {
		final double[] result = new double[aif.size()];
		final double b = tissue.mtt() / 3;
		for (int t = 0; t < result.length; t++) {
			double sum = 0;
			for (double s = stepS / 2; s < t - tissue.delay(); s += stepS) {
				final double age = t - tissue.delay() - s;
				sum += artery(aif, s) * Math.exp(-age / b) * (1 + age / b + age * age / (2 * b * b)) * stepS;
			}
			result[t] = tissue.cbf() / 6000 / SampleSeries.KAPPA * sum;
		}
		return result;
	}

	/** The arterial input function between its frames, by a parabola through the nearest three. */
	private static double artery(final TimeCurve aif, final double time) {
		final int i = Math.max(1, Math.min(aif.size() - 2, (int) Math.round(time)));
		final double u = time - i;
		final double left = aif.value(i - 1);
		final double right = aif.value(i + 1);
		return aif.value(i) + u * (right - left) / 2 + u * u * (right + left - 2 * aif.value(i)) / 2;
	}
}
