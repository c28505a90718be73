package org.perfusionj.phantom.vessels;

/**
 * A bolus of the form x^a exp(a (1 - x)), x = (t - onset) / (a b), that is t^a exp(-t/b) scaled to a maximum of 1 (Thompson
 * et al., Circ. Res. 1964).
 *
 * @param onsetS when it begins, s
 * @param a exponent of the rise
 * @param bS time constant of the fall, s
 */
record GammaVariate(double onsetS, double a, double bS) {

	/** @return seconds from the onset to the maximum */
	double timeToPeakS() {
		return a * bS;
	}

	/** @return value at a time, 0 to 1 */
	double value(final double t) {
		final double x = (t - onsetS) / (a * bS);
		return x <= 0 ? 0 : Math.exp(a * (1 - x + Math.log(x)));
	}

	/** @return full width at half of the maximum, s */
	double fwhmS() {
		return bS * widthOf(a);
	}

	/** @return full width at half of the maximum for b = 1 s */
	static double widthOf(final double a) {
		return a * (half(a, 1, 40) - half(a, 1, 0));
	}

	/** @return the exponent at which the width for b = 1 s is the given one, within 0.5 to 20 */
	static double exponentOf(final double width) {
		double low = 0.5;
		double high = 20;
		for (int i = 0; i < 60; i++) {
			final double middle = (low + high) / 2;
			if (widthOf(middle) < width) low = middle;
			else high = middle;
		}
		return low;
	}

	/** @return where x^a exp(a (1 - x)) is one half, between 1 (above) and a place where it is below */
	private static double half(final double a, final double above, final double below) {
		double inside = above;
		double outside = below;
		for (int i = 0; i < 60; i++) {
			final double middle = (inside + outside) / 2;
			if (a * (1 - middle + Math.log(middle)) > -Math.log(2)) inside = middle;
			else outside = middle;
		}
		return inside;
	}
}
