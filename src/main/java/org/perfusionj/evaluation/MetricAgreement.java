package org.perfusionj.evaluation;

import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

import org.apache.commons.math3.stat.correlation.SpearmansCorrelation;

/**
 * How well two readers, or two ways to find a lesion, agree on one number, over the cases in which both have it.
 *
 * @param pearson Pearson correlation; NaN with fewer than 3 cases or if either is constant
 * @param spearman Spearman correlation, for which outliers count little
 * @param difference first minus second
 * @param test whether they differ
 */
public record MetricAgreement(double pearson, double spearman, Spread difference, PairedTest test) {

	/** Agreement covers this part of the differences where they are normal (Bland and Altman, Lancet 1986;327:307). */
	private static final double LIMITS_SD = 1.96;

	static MetricAgreement of(final List<ReadingPair> pairs, final ToDoubleFunction<ReadingPair> first, final ToDoubleFunction<ReadingPair> second) {
		return of(pairs.stream().mapToDouble(first).toArray(), pairs.stream().mapToDouble(second).toArray());
	}

	/**
	 * @param first one number a case; NaN if it has none
	 * @param second of the same cases
	 */
	static MetricAgreement of(final double[] first, final double[] second) {
		final int[] both = IntStream.range(0, first.length).filter(i -> Double.isFinite(first[i]) && Double.isFinite(second[i])).toArray();
		final double[] x = IntStream.of(both).mapToDouble(i -> first[i]).toArray();
		final double[] y = IntStream.of(both).mapToDouble(i -> second[i]).toArray();
		// two points always lie on a line
		final boolean enough = x.length >= PairedTest.LEAST;
		return new MetricAgreement(enough ? CurveAgreement.pearson(x, y) : Double.NaN, enough ? new SpearmansCorrelation().correlation(x, y) : Double.NaN, Spread.of(IntStream.of(both).mapToDouble(i -> first[i] - second[i]).toArray()), PairedTest
			.of(x, y));
	}

	/** @return lower limit of agreement: mean difference less 1.96 standard deviations; NaN with fewer than two cases */
	public double lowerLimit() {
		return difference.mean() - LIMITS_SD * difference.sd();
	}

	/** @return upper limit of agreement */
	public double upperLimit() {
		return difference.mean() + LIMITS_SD * difference.sd();
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
