package org.perfusionj.vascular;

/**
 * The few numbers by which curves of many voxels are compared. They are measured on a lightly smoothed curve (1-2-1) and
 * at half height, where noise moves them least; {@link org.perfusionj.curve.CurveMetrics} are the numbers for people.
 *
 * @param peak maximum of the smoothed curve, value unit
 * @param peakAtS time of that maximum, s after the first sample
 * @param halfRiseS time at which the curve rises through half of the peak, s after the first sample; NaN if it starts above
 * @param halfFallS time at which it falls through half of the peak; NaN if it ends above
 * @param noise standard deviation of the sample noise, from the mean absolute second difference of the raw curve, value
 *          unit: needs no baseline frames; a bolus adds next to nothing as it is smooth
 */
record BolusShape(double peak, double peakAtS, double halfRiseS, double halfFallS, double noise) {

	/** Mean absolute second difference of white noise of standard deviation 1: sqrt(6) sqrt(2/pi). */
	private static final double SECOND_DIFFERENCE_OF_NOISE = Math.sqrt(6) * Math.sqrt(2 / Math.PI);

	/**
	 * @param raw curve with baseline 0, finite
	 * @param stepS interval between samples, s
	 */
	static BolusShape of(final double[] raw, final double stepS) {
		return of(raw, new double[raw.length], stepS);
	}

	/**
	 * @param raw curve with baseline 0, finite
	 * @param smooth scratch, as long as raw; holds the smoothed curve afterwards
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
		return new BolusShape(smooth[top], top * stepS, rise, fall, last < 2 ? 0 : roughness / (last - 1) / SECOND_DIFFERENCE_OF_NOISE);
	}

	/** @return peak over noise; infinite without noise */
	double contrastToNoise() {
		return noise > 0 ? peak / noise : Double.POSITIVE_INFINITY;
	}

	/** @return true if the curve rises through half of its peak inside the scan */
	boolean hasRise() {
		return !Double.isNaN(halfRiseS);
	}

	/**
	 * @param endS end of the scan, s after the first sample
	 * @return width at half height, s; of a curve that has not come down at the end of the scan at least half as much
	 *         again as is seen of it
	 */
	double width(final double endS) {
		return Double.isNaN(halfFallS) ? 1.5 * (endS - halfRiseS) : halfFallS - halfRiseS;
	}
}
