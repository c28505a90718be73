package org.perfusionj.simulation;

/**
 * Gamma-variate bolus a t^b exp(-t/tau) (Zeng et al. 2025, eq. 3), scaled to a peak of 1, which lies at b tau.
 *
 * @param exponent b, greater than 0
 * @param decayS tau, s, greater than 0
 */
public record GammaBolus(double exponent, double decayS) implements AifShape {

	/** @throws IllegalArgumentException if a value is not positive and finite */
	public GammaBolus {
		if (!(exponent > 0 && exponent < Double.POSITIVE_INFINITY)) throw new IllegalArgumentException("The exponent of the bolus must be positive, but is " + exponent + ".");
		if (!(decayS > 0 && decayS < Double.POSITIVE_INFINITY)) throw new IllegalArgumentException("The decay time of the bolus must be positive, but is " + decayS + " s.");
	}

	@Override
	public String name() {
		return "gamma";
	}

	@Override
	public double value(final double t) {
		if (!(t > 0)) return 0;
		final double u = t / (exponent * decayS);
		// the usual exponent needs no logarithm
		return exponent == 3 ? u * u * u * Math.exp(3 * (1 - u)) : Math.exp(exponent * (Math.log(u) + 1 - u));
	}
}
