package org.perfusionj.vascular;

import java.util.Arrays;

/**
 * The few numbers by which curves of many voxels are compared. They are measured on a lightly smoothed curve (1-2-1) and
 * at half height, where noise moves them least; {@link org.perfusionj.curve.CurveMetrics} are the numbers for people.
 *
 * @param peak maximum of the smoothed curve, value unit
 * @param peakAtS time of that maximum, s after the first sample
 * @param halfRiseS time at which the curve rises through half of the peak, s after the first sample; NaN if it starts above
 * @param halfFallS time at which it falls through half of the peak; NaN if it ends above
 * @param endS time of the last sample, s after the first
 * @param noise standard deviation of the sample noise, from the absolute second differences of the raw curve, value unit:
 *          needs no baseline frames
 * @param stepS interval between samples, s
 */
record BolusShape(double peak, double peakAtS, double halfRiseS, double halfFallS, double endS, double noise, double stepS) {

	/** Mean absolute second difference of white noise of standard deviation 1: sqrt(6) sqrt(2/pi). */
	private static final double MEAN_DIFFERENCE_OF_NOISE = Math.sqrt(6) * Math.sqrt(2 / Math.PI);
	/** Median of the same: sqrt(6) times the third quartile of the normal distribution. */
	private static final double MEDIAN_DIFFERENCE_OF_NOISE = Math.sqrt(6) * 0.6745;
	/** The median costs a sort, so it is taken only where the peak is this many times the mean estimate. */
	private static final double CLEAR = 3;
	/** Mean height of a bolus between its half-height points, fraction of the peak. */
	private static final double FULLNESS = 0.75;

	/**
	 * @param raw curve with baseline 0, finite
	 * @param stepS interval between samples, s
	 */
	static BolusShape of(final double[] raw, final double stepS) {
		return of(raw, new double[raw.length], stepS);
	}

	/**
	 * @param raw curve with baseline 0, finite
	 * @param smooth scratch, as long as raw
	 * @param stepS interval between samples, s
	 */
	static BolusShape of(final double[] raw, final double[] smooth, final double stepS) {
		final int last = raw.length - 1;
		smooth[0] = raw[0];
		smooth[last] = raw[last];
		double roughness = 0;
		for (int t = 1; t < last; t++) {
			smooth[t] = (raw[t - 1] + 2 * raw[t] + raw[t + 1]) / 4;
			roughness += Math.abs(raw[t - 1] - 2 * raw[t] + raw[t + 1]);
		}
		if (last > 0) {
			smooth[0] = (3 * raw[0] + raw[1]) / 4;
			smooth[last] = (3 * raw[last] + raw[last - 1]) / 4;
		}
		int top = 0;
		for (int t = 1; t <= last; t++)
			if (smooth[t] > smooth[top]) top = t;
		final double half = smooth[top] / 2;
		double rise = Double.NaN;
		for (int t = top; t > 0 && Double.isNaN(rise); t--)
			if (smooth[t - 1] <= half) rise = (t - 1 + (half - smooth[t - 1]) / (smooth[t] - smooth[t - 1])) * stepS;
		double fall = Double.NaN;
		for (int t = top; t < last && Double.isNaN(fall); t++)
			if (smooth[t + 1] <= half) fall = (t + (smooth[t] - half) / (smooth[t] - smooth[t + 1])) * stepS;
		double noise = last < 2 ? 0 : roughness / (last - 1) / MEAN_DIFFERENCE_OF_NOISE;
		final double peak = smooth[top];
		// the bolus itself adds to the mean when frames are far apart; the median mostly sees the samples beside the bolus
		if (last >= 2 && peak > CLEAR * noise) noise = Math.min(noise, medianDifference(raw, smooth) / MEDIAN_DIFFERENCE_OF_NOISE);
		return new BolusShape(peak, top * stepS, rise, fall, last * stepS, noise, stepS);
	}

	private static double medianDifference(final double[] raw, final double[] scratch) {
		final int count = raw.length - 2;
		for (int t = 1; t <= count; t++)
			scratch[t - 1] = Math.abs(raw[t - 1] - 2 * raw[t] + raw[t + 1]);
		Arrays.sort(scratch, 0, count);
		return scratch[count / 2];
	}

	/** @return peak over noise; infinite without noise */
	double contrastToNoise() {
		return noise > 0 ? peak / noise : Double.POSITIVE_INFINITY;
	}

	/**
	 * @return mean of the bolus between its half-height points over the standard error of that mean: a wide bolus of many
	 *         samples is surer than a spike of the same height; infinite without noise
	 */
	double significance() {
		return FULLNESS * contrastToNoise() * Math.sqrt(Math.max(1, width() / stepS));
	}

	/** @return true if the curve rises through half of its peak inside the scan */
	boolean hasRise() {
		return !Double.isNaN(halfRiseS);
	}

	/**
	 * @return width at half height, s; of a curve that has not come down at the end of the scan at least half as much again
	 *         as is seen of it; NaN without a rise
	 */
	double width() {
		return Double.isNaN(halfFallS) ? 1.5 * (endS - halfRiseS) : halfFallS - halfRiseS;
	}
}
