package org.perfusionj.simulation;

/**
 * Population average of the arterial input function (Parker et al., Magn. Reson. Med. 56:993, 2006, table 1): two Gaussians,
 * first pass and recirculation, and an exponential wash-out that a sigmoid switches on. Scaled to a peak of 1, which lies at
 * 10.35 s; only the height is scaled. The published function is not quite 0 at time 0 (1.3 % of the peak); before that it is 0
 * here.
 */
public record ParkerBolus() implements AifShape {

	/** Areas (mmol/l min), centres and widths (min) of the Gaussians. */
	private static final double A1 = 0.809;
	private static final double A2 = 0.330;
	private static final double T1 = 0.17046;
	private static final double T2 = 0.365;
	private static final double SIGMA1 = 0.0563;
	private static final double SIGMA2 = 0.132;
	/** Amplitude (mmol/l) and rate (1/min) of the wash-out. */
	private static final double ALPHA = 1.050;
	private static final double BETA = 0.1685;
	/** Steepness (1/min) and centre (min) of the sigmoid. */
	private static final double S = 38.078;
	private static final double TAU = 0.483;

	/** Beyond these exponents a term is less than rounding leaves of the sum. */
	private static final double NEGLIGIBLE = 40;

	private static final double PEAK = peak();

	@Override
	public String name() {
		return "parker";
	}

	@Override
	public double value(final double t) {
		return t < 0 ? 0 : concentration(t / 60) / PEAK;
	}

	/** @return mmol/l in blood, t in minutes */
	private static double concentration(final double t) {
		final double rise = S * (t - TAU);
		final double washOut = rise < -NEGLIGIBLE ? 0 : ALPHA * Math.exp(-BETA * t) / (rise > NEGLIGIBLE ? 1 : 1 + Math.exp(-rise));
		return gaussian(t, A1, T1, SIGMA1) + gaussian(t, A2, T2, SIGMA2) + washOut;
	}

	private static double gaussian(final double t, final double area, final double centre, final double sigma) {
		final double z = (t - centre) / sigma;
		final double exponent = z * z / 2;
		return exponent > NEGLIGIBLE ? 0 : area / (sigma * Math.sqrt(2 * Math.PI)) * Math.exp(-exponent);
	}

	/** The maximum, near the centre of the first Gaussian, by ternary search. */
	private static double peak() {
		double low = T1 - SIGMA1;
		double high = T1 + SIGMA1;
		for (int i = 0; i < 100; i++) {
			final double a = low + (high - low) / 3;
			final double b = high - (high - low) / 3;
			if (concentration(a) < concentration(b)) low = a;
			else high = b;
		}
		return concentration((low + high) / 2);
	}
}
