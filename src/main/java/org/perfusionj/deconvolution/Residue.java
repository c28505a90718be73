package org.perfusionj.deconvolution;

/**
 * Result of the deconvolution of one curve.
 *
 * @param values flow-scaled residue function, 1/s, kappa included: N samples, or 2N for a circulant matrix
 * @param samples number of measured samples N; the peak is searched among the first N
 * @param used what the rule chose for this curve: threshold (fraction of the largest singular value) for oSVD, parameter mu
 *          (in units of the singular values) for Tikhonov, the threshold for sSVD and cSVD
 */
public record Residue(double[] values, int samples, double used) {

	/** @return largest value among the first N samples, 1/s */
	public double peak() {
		return values[peakIndex()];
	}

	/** @return first sample at which R is maximal, among the first N; signed, never by magnitude */
	public int peakIndex() {
		int best = 0;
		for (int k = 1; k < samples; k++)
			if (values[k] > values[best]) best = k;
		return best;
	}

	/**
	 * Oscillation index over all samples, without wrap-around (Wu et al., Magn. Reson. Med. 50:164, 2003, eq. 8): the mean
	 * absolute second difference divided by the peak.
	 *
	 * @return 0 if no sample is positive
	 */
	public double oscillationIndex() {
		return oscillationIndex(values);
	}

	static double oscillationIndex(final double[] r) {
		double max = Math.max(r[0], r[1]);
		double sum = 0;
		for (int k = 2; k < r.length; k++) {
			max = Math.max(max, r[k]);
			sum += Math.abs(r[k] - 2 * r[k - 1] + r[k - 2]);
		}
		return max > 0 ? sum / (r.length * max) : 0;
	}
}
