package org.perfusionj.curve;

/**
 * Uniform sampling of time.
 *
 * @param startS time of the first sample, s
 * @param stepS interval between samples, s, greater than 0
 * @param count number of samples, at least 1
 */
public record TimeGrid(double startS, double stepS, int count) {

	/** @throws IllegalArgumentException if the step is not positive and finite or the count is below 1 */
	public TimeGrid {
		if (!(stepS > 0) || Double.isInfinite(stepS)) throw new IllegalArgumentException("The interval between frames must be positive, but is " + stepS + " s.");
		if (count < 1) throw new IllegalArgumentException("A time grid needs at least one sample, not " + count + ".");
	}

	/** @return time of sample {@code index}, s */
	public double time(final int index) {
		return startS + index * stepS;
	}

	/** @return all sample times, s */
	public double[] times() {
		final double[] times = new double[count];
		for (int i = 0; i < count; i++)
			times[i] = time(i);
		return times;
	}
}
