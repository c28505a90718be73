package org.perfusionj.deconvolution;

/**
 * The parameters that are tried for Tikhonov regularisation, and the sums over singular values that the L-curve and
 * cross-validation need, prepared once for an AIF.
 * <p>
 * With b = U^T C, g_i = mu^2 / (s_i^2 + mu^2): rho = sum (g_i b_i)^2 is the squared residual norm,
 * eta = sum (s_i b_i / (s_i^2 + mu^2))^2 the squared solution norm. The L-curve's curvature is Hansen's closed form
 * (Hansen and O'Leary, SIAM J. Sci. Comput. 14:1487, 1993), cross-validation is rho / (sum g_i)^2.
 */
final class TikhonovGrid {

	/** Number of parameters tried, logarithmically spaced. */
	static final int COUNT = 100;
	private static final double SMALLEST = 1e-3;
	private static final double SPAN = 1e4;

	private final Lambda.Rule rule;
	private final double[] mu = new double[COUNT];
	private final double[][] residualWeights;
	private final double[][] solutionWeights;
	private final double[][] slopeWeights;
	private final double[] traceSquared = new double[COUNT];

	TikhonovGrid(final double[] s, final Lambda.Rule rule) {
		this.rule = rule;
		residualWeights = new double[COUNT][s.length];
		solutionWeights = new double[COUNT][s.length];
		slopeWeights = new double[COUNT][s.length];
		for (int m = 0; m < COUNT; m++) {
			mu[m] = s[0] * SMALLEST * Math.pow(SPAN, m / (COUNT - 1.0));
			double trace = 0;
			for (int i = 0; i < s.length; i++) {
				final double d = s[i] * s[i] + mu[m] * mu[m];
				final double g = mu[m] * mu[m] / d;
				trace += g;
				residualWeights[m][i] = g * g;
				solutionWeights[m][i] = s[i] * s[i] / (d * d);
				slopeWeights[m][i] = s[i] * s[i] / (d * d * d);
			}
			traceSquared[m] = trace * trace;
		}
	}

	Lambda.Rule rule() {
		return rule;
	}

	/** @return the parameter number m, in units of the singular values */
	double mu(final int m) {
		return mu[m];
	}

	/** @return weights of b_i^2 in rho, for parameter m */
	double[] residualWeights(final int m) {
		return residualWeights[m];
	}

	/** @return weights of b_i^2 in eta */
	double[] solutionWeights(final int m) {
		return solutionWeights[m];
	}

	/** @return weights of b_i^2 in the sum that gives the slope of eta */
	double[] slopeWeights(final int m) {
		return slopeWeights[m];
	}

	/** @return what is maximised, from the three sums (only the first for cross-validation) */
	double cost(final int m, final double rho, final double eta, final double slopeSum) {
		if (rule == Lambda.Rule.GCV) return -rho / traceSquared[m];
		final double l = mu[m];
		final double l2 = l * l;
		final double slope = -4 * l * slopeSum;
		final double norm = l2 * l2 * eta * eta + rho * rho;
		return -2 * (eta * rho / slope) * (l2 * slope * rho + 2 * l * eta * rho + l2 * l2 * eta * slope) / (norm * Math.sqrt(norm));
	}

	/** @return the number of the parameter to use for a curve with squared coefficients b_i^2 */
	int choose(final double[] squared) {
		double above = cost(COUNT - 1, squared);
		double here = cost(COUNT - 2, squared);
		for (int m = COUNT - 2; m >= 1; m--) {
			final double below = cost(m - 1, squared);
			if (here > above && here > below) return m;
			above = here;
			here = below;
		}
		return COUNT - 1;
	}

	private double cost(final int m, final double[] squared) {
		double rho = 0;
		double eta = 0;
		double slope = 0;
		for (int i = 0; i < squared.length; i++) {
			rho += residualWeights[m][i] * squared[i];
			eta += solutionWeights[m][i] * squared[i];
			slope += slopeWeights[m][i] * squared[i];
		}
		return cost(m, rho, eta, slope);
	}
}
