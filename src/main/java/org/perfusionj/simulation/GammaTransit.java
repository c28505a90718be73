package org.perfusionj.simulation;

import org.apache.commons.math3.special.Gamma;

/**
 * Gamma distributed transit times (Mouridsen et al., NeuroImage 2006; Zeng et al. 2025, eq. 5): shape alpha, scale
 * MTT/alpha. alpha = 1 is a well-mixed compartment (exponential residue function), large alpha plug flow (box car).
 *
 * @param alpha shape, greater than 0
 * @param mttS mean transit time, s, greater than 0
 */
public record GammaTransit(double alpha, double mttS) {

	/** @throws IllegalArgumentException if a value is not positive and finite */
	public GammaTransit {
		if (!(alpha > 0 && alpha < Double.POSITIVE_INFINITY)) throw new IllegalArgumentException("alpha must be positive, but is " + alpha + ".");
		if (!(mttS > 0 && mttS < Double.POSITIVE_INFINITY)) throw new IllegalArgumentException("MTT must be positive, but is " + mttS + " s.");
	}

	/** @return fraction of the tracer that is still in the tissue t seconds after an instantaneous input: 1 at 0, falling to 0; 0 before */
	public double residue(final double t) {
		if (t < 0) return 0;
		return t == 0 ? 1 : Gamma.regularizedGammaQ(alpha, alpha * t / mttS);
	}

	/** @return density of transit times, 1/s: minus the slope of the residue function */
	public double density(final double t) {
		if (t < 0 || t == 0 && alpha > 1) return 0;
		final double scale = mttS / alpha;
		if (t == 0) return alpha == 1 ? 1 / scale : Double.POSITIVE_INFINITY;
		return Math.exp((alpha - 1) * Math.log(t / scale) - t / scale - Gamma.logGamma(alpha)) / scale;
	}
}
