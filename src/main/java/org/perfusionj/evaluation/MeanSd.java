package org.perfusionj.evaluation;

import java.util.Arrays;
import java.util.Collection;
import java.util.function.Function;

import org.apache.commons.math3.stat.StatUtils;

/**
 * Mean and standard deviation of a score.
 *
 * @param mean NaN if there is no number
 * @param sd of the sample (n - 1); NaN with fewer than two numbers
 */
public record MeanSd(double mean, double sd) {

	/** Of no numbers. */
	public static final MeanSd NONE = new MeanSd(Double.NaN, Double.NaN);

	/** @return of the finite numbers among the values */
	static MeanSd of(final double... values) {
		final double[] finite = Arrays.stream(values).filter(Double::isFinite).toArray();
		return finite.length == 0 ? NONE : new MeanSd(StatUtils.mean(finite), finite.length < 2 ? Double.NaN : Math.sqrt(StatUtils.variance(finite)));
	}

	/** @return mean of the means and mean of the standard deviations, of those scores that have them */
	static <T> MeanSd average(final Collection<T> scores, final Function<T, MeanSd> value) {
		return new MeanSd(mean(scores.stream().mapToDouble(score -> value.apply(score).mean()).toArray()), mean(scores.stream().mapToDouble(score -> value.apply(score).sd()).toArray()));
	}

	private static double mean(final double[] values) {
		return of(values).mean();
	}
}
