package org.perfusionj.phantom.vessels;

import org.perfusionj.simulation.GammaTransit;

/** Mean transit times in steps of 12 %, and the outflow that an input has after each of them. */
final class TransitBins {

	private static final double FIRST_S = 0.6;
	private static final double RATIO = 1.12;
	private static final int COUNT = 36;

	private final double alpha;
	private final double stepS;
	private final double[][] weights = new double[COUNT][];

	/**
	 * @param alpha shape of the transit times
	 * @param stepS of the curves, s
	 */
	TransitBins(final double alpha, final double stepS) {
		this.alpha = alpha;
		this.stepS = stepS;
	}

	/** @return number of the bin of a mean transit time */
	static int bin(final double mttS) {
		return (int) Math.max(0, Math.min(COUNT - 1, Math.round(Math.log(mttS / FIRST_S) / Math.log(RATIO))));
	}

	/** Adds to a sum the convolution of an input with the density of the transit times of a bin. */
	void addOutflow(final double[] input, final int bin, final double[] sum) {
		final double[] density = weights(bin, input.length);
		for (int i = 0; i < input.length; i++) {
			if (input[i] == 0) continue;
			final int last = Math.min(density.length, input.length - i);
			for (int k = 0; k < last; k++)
				sum[i + k] += input[i] * density[k];
		}
	}

	/** Tracer that leaves within each step: differences of the residue function, so that none is lost. */
	private double[] weights(final int bin, final int length) {
		if (weights[bin] != null) return weights[bin];
		final GammaTransit transit = new GammaTransit(alpha, FIRST_S * Math.pow(RATIO, bin));
		int count = 1;
		while (count < length && transit.residue((count - 0.5) * stepS) > 1e-4)
			count++;
		final double[] left = new double[count];
		double before = 1;
		for (int k = 0; k < count; k++) {
			final double after = k == count - 1 ? 0 : transit.residue((k + 0.5) * stepS);
			left[k] = before - after;
			before = after;
		}
		weights[bin] = left;
		return left;
	}
}
