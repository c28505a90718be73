package org.perfusionj.deconvolution;

import java.util.Locale;

import org.perfusionj.work.PerfusionException;

/**
 * How the Tikhonov parameter is chosen.
 *
 * @param rule how
 * @param relative the parameter divided by the largest singular value; used with {@link Rule#FIXED} only
 */
public record Lambda(Rule rule, double relative) {

	/** Ways to choose the parameter. */
	public enum Rule {
		/** Corner of the L-curve (largest curvature), for each curve; Hansen, Numer. Algorithms 6:1, 1994. */
		LCURVE,
		/** Minimum of the generalised cross-validation function, for each curve; Golub et al., Technometrics 21:215, 1979. */
		GCV,
		/** The same for all curves. */
		FIXED
	}

	/** Corner of the L-curve. */
	public static final Lambda LCURVE = new Lambda(Rule.LCURVE, Double.NaN);
	/** Generalised cross-validation. */
	public static final Lambda GCV = new Lambda(Rule.GCV, Double.NaN);

	/** @throws PerfusionException if a fixed parameter is not positive and finite */
	public Lambda {
		if (rule == Rule.FIXED && !(relative > 0 && relative < Double.POSITIVE_INFINITY)) throw new PerfusionException("lambda must be a positive number (relative to the largest singular value, usually 0.01 to 1), but is " +
			relative + ".");
	}

	/** @return a fixed parameter, relative to the largest singular value */
	public static Lambda fixed(final double relative) {
		return new Lambda(Rule.FIXED, relative);
	}

	/**
	 * @param text lcurve, gcv or a number
	 * @throws PerfusionException if it is none of them
	 */
	public static Lambda of(final String text) {
		final String key = text.trim();
		if (key.equalsIgnoreCase("lcurve")) return LCURVE;
		if (key.equalsIgnoreCase("gcv")) return GCV;
		try {
			return fixed(Double.parseDouble(key));
		}
		catch (final NumberFormatException notANumber) {
			throw new PerfusionException("lambda=" + text + " is unknown: use lcurve, gcv or a number relative to the largest singular value, for example 0.1.", notANumber);
		}
	}

	@Override
	public String toString() {
		return rule == Rule.FIXED ? Double.toString(relative) : rule.name().toLowerCase(Locale.ROOT);
	}
}
