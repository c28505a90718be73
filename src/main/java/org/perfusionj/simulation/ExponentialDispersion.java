package org.perfusionj.simulation;

/**
 * Convolution of a curve with exp(-t/mean)/mean, exact for a curve that is straight between its samples: with e = exp(-step/mean) and
 * m = (1 - e) mean/step the next value is e times the last one, plus (m - e) times the sample before, plus (1 - m) times the new
 * sample. Immutable and thread-safe.
 */
public final class ExponentialDispersion {

	private final double kept;
	private final double weightBefore;
	private final double weightNow;

	/**
	 * @param meanS mean of the exponential, s
	 * @param stepS interval between samples, in the same unit
	 * @throws IllegalArgumentException if either is not positive
	 */
	public ExponentialDispersion(final double meanS, final double stepS) {
		if (!(meanS > 0) || !(stepS > 0)) throw new IllegalArgumentException("Mean and step of a dispersion must be positive, but are " + meanS + " and " + stepS + ".");
		final double steps = meanS / stepS;
		final double mean = -Math.expm1(-1 / steps) * steps;
		kept = Math.exp(-1 / steps);
		weightBefore = mean - kept;
		weightNow = 1 - mean;
	}

	/**
	 * @param dispersed the dispersed curve at the last sample; 0 where the curve begins
	 * @param before the curve at the last sample
	 * @param now the curve at this sample
	 * @return the dispersed curve at this sample
	 */
	public double next(final double dispersed, final double before, final double now) {
		return kept * dispersed + weightBefore * before + weightNow * now;
	}
}
