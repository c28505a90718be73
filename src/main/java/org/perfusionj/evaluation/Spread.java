package org.perfusionj.evaluation;

import java.util.Arrays;
import java.util.Collection;
import java.util.function.ToDoubleFunction;

import org.apache.commons.math3.stat.StatUtils;
import org.apache.commons.math3.stat.descriptive.rank.Percentile;
import org.apache.commons.math3.stat.descriptive.rank.Percentile.EstimationType;

/**
 * How a score spreads over scans, as Tables 1 and 2 of de la Rosa et al. (Med. Image Anal. 2021) say it. Everything is NaN
 * without a number, the standard deviation with fewer than two.
 *
 * @param n numbers it is made of
 * @param mean mean
 * @param sd standard deviation (n - 1)
 * @param p5 5th percentile, interpolated linearly between ranks
 * @param median median
 * @param p95 95th percentile
 */
public record Spread(int n, double mean, double sd, double p5, double median, double p95) {

	/** @return the spread of the finite numbers among the values */
	public static Spread of(final double... values) {
		final double[] finite = Arrays.stream(values).filter(Double::isFinite).toArray();
		if (finite.length == 0) return new Spread(0, Double.NaN, Double.NaN, Double.NaN, Double.NaN, Double.NaN);
		final Percentile percentile = new Percentile().withEstimationType(EstimationType.R_7);
		percentile.setData(finite);
		return new Spread(finite.length, StatUtils.mean(finite), finite.length < 2 ? Double.NaN : Math.sqrt(StatUtils.variance(finite)), percentile.evaluate(5), percentile.evaluate(50), percentile.evaluate(95));
	}

	/**
	 * @param scores scores of scans
	 * @param value the number of one of them
	 * @return the spread of the finite numbers
	 */
	public static <T> Spread of(final Collection<T> scores, final ToDoubleFunction<T> value) {
		return of(scores.stream().mapToDouble(value).toArray());
	}
}
