package org.perfusionj.evaluation;

import java.util.List;
import java.util.function.ToDoubleFunction;

import org.apache.commons.math3.stat.correlation.SpearmansCorrelation;

/**
 * How well two readers agree on one number of their curves, over the cases in which both have it.
 *
 * @param pearson Pearson correlation; NaN with fewer than 3 cases or if either is constant
 * @param spearman Spearman correlation, for which outliers count little
 * @param difference first minus second
 * @param test whether they differ
 */
public record MetricAgreement(double pearson, double spearman, Spread difference, PairedTest test) {

	static MetricAgreement of(final List<ReadingPair> pairs, final ToDoubleFunction<ReadingPair> first, final ToDoubleFunction<ReadingPair> second) {
		final List<ReadingPair> both = pairs.stream().filter(pair -> Double.isFinite(first.applyAsDouble(pair)) && Double.isFinite(second.applyAsDouble(pair))).toList();
		final double[] x = both.stream().mapToDouble(first).toArray();
		final double[] y = both.stream().mapToDouble(second).toArray();
		// two points always lie on a line
		final boolean enough = x.length >= PairedTest.LEAST;
		return new MetricAgreement(enough ? CurveAgreement.pearson(x, y) : Double.NaN, enough ? new SpearmansCorrelation().correlation(x, y) : Double.NaN, Spread.of(both, pair -> first.applyAsDouble(pair) - second.applyAsDouble(pair)),
			PairedTest.of(x, y));
	}

	/** @return true if outliers make the Spearman correlation the one to quote (3.2.4 of the paper) */
	public boolean isSpearman() {
		return test.outliers() > 0;
	}

	/** @return the correlation to quote */
	public double r() {
		return isSpearman() ? spearman : pearson;
	}
}
