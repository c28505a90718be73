package org.perfusionj.evaluation;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

import org.apache.commons.math3.distribution.TDistribution;
import org.apache.commons.math3.stat.StatUtils;
import org.apache.commons.math3.stat.correlation.SpearmansCorrelation;
import org.apache.commons.math3.stat.descriptive.moment.Skewness;
import org.apache.commons.math3.stat.descriptive.rank.Percentile;
import org.apache.commons.math3.stat.descriptive.rank.Percentile.EstimationType;
import org.apache.commons.math3.stat.inference.TestUtils;

/**
 * Whether two readers differ, over cases. The rule of de la Rosa et al. (Med. Image Anal. 2021, 3.2.4): a paired t-test, but a
 * Wilcoxon signed rank test where the differences are not normal, have outliers, or spread unevenly. What they saw by eye is
 * measured here: skewness above 1.96 of its standard errors, a value or a difference more than three interquartile ranges outside the
 * quartiles (Tukey's far out), or a significant Spearman correlation of the distance of a difference from their median with the mean of the pair.
 * Numbers that do not exist are NaN.
 *
 * @param n pairs; with fewer than 3 there is no test
 * @param skewness of the differences (adjusted Fisher-Pearson)
 * @param skewed whether it is larger than chance makes it
 * @param outliers pairs with a value or a difference far out
 * @param uneven whether the differences spread more for some values than for others
 * @param tP two-sided probability of the paired t-test
 * @param wilcoxonP two-sided probability of the Wilcoxon signed rank test
 */
public record PairedTest(int n, double skewness, boolean skewed, int outliers, boolean uneven, double tP, double wilcoxonP) {

	/** Fewer pairs cannot be tested. */
	public static final int LEAST = 3;
	/** A probability below this is called significant. */
	public static final double SIGNIFICANT = 0.05;

	private static final double SKEWED = 1.96;
	private static final double FAR_OUT = 3;

	/**
	 * @param first finite values, one a case
	 * @param second of the same cases
	 */
	static PairedTest of(final double[] first, final double[] second) {
		final int n = first.length;
		final double[] d = IntStream.range(0, n).mapToDouble(i -> first[i] - second[i]).toArray();
		final double skewness = n < LEAST ? Double.NaN : new Skewness().evaluate(d);
		final boolean[] far = new boolean[n];
		for (final double[] values : new double[][] { first, second, d })
			markFarOut(values, far);
		final int outliers = (int) IntStream.range(0, n).filter(i -> far[i]).count();
		if (n < LEAST) return new PairedTest(n, skewness, false, outliers, false, Double.NaN, Double.NaN);
		final boolean same = Arrays.stream(d).allMatch(difference -> difference == d[0]);
		return new PairedTest(n, skewness, Math.abs(skewness) > SKEWED * skewnessError(n), outliers, isUneven(first, second, d), same ? Double.NaN : TestUtils.pairedTTest(first, second), WilcoxonSignedRank.pValue(d));
	}

	/** Of samples of a normal distribution: Cramér, Mathematical Methods of Statistics, 1946, 386. */
	private static double skewnessError(final double n) {
		return Math.sqrt(6 * n * (n - 1) / ((n - 2) * (n + 1) * (n + 3)));
	}

	private static void markFarOut(final double[] values, final boolean[] far) {
		if (values.length < LEAST) return;
		final Percentile percentile = new Percentile().withEstimationType(EstimationType.R_7);
		percentile.setData(values);
		final double low = percentile.evaluate(25);
		final double high = percentile.evaluate(75);
		for (int i = 0; i < values.length; i++)
			far[i] |= values[i] < low - FAR_OUT * (high - low) || values[i] > high + FAR_OUT * (high - low);
	}

	private static boolean isUneven(final double[] first, final double[] second, final double[] d) {
		final double median = StatUtils.percentile(d, 50);
		final double[] means = IntStream.range(0, d.length).mapToDouble(i -> (first[i] + second[i]) / 2).toArray();
		final double rho = new SpearmansCorrelation().correlation(means, Arrays.stream(d).map(difference -> Math.abs(difference - median)).toArray());
		if (Double.isNaN(rho)) return false;
		final double t = Math.abs(rho) * Math.sqrt((d.length - 2) / Math.max(1e-12, 1 - rho * rho));
		return 2 * (1 - new TDistribution(null, d.length - 2).cumulativeProbability(t)) < SIGNIFICANT;
	}

	/** @return true if there are enough pairs for a test */
	public boolean isPossible() {
		return n >= LEAST;
	}

	/** @return true if the rule asks for the Wilcoxon test; also where the t-test has no number, because all differences are the same */
	public boolean isWilcoxon() {
		return skewed || outliers > 0 || uneven || Double.isNaN(tP);
	}

	/** @return probability of the test that the rule asks for; NaN if none is possible */
	public double pValue() {
		return isWilcoxon() ? wilcoxonP : tP;
	}

	/** @return which test the rule asks for: "t", "Wilcoxon", or "none" */
	public String name() {
		return !isPossible() ? "none" : isWilcoxon() ? "Wilcoxon" : "t";
	}

	/** @return which probability to read and why, in words */
	public String advice() {
		if (!isPossible()) return "too few cases";
		if (!isWilcoxon()) return "t: not skewed, no outliers, even spread";
		final List<String> reasons = new ArrayList<>();
		if (skewed) reasons.add("skewed");
		if (outliers > 0) reasons.add(outliers + (outliers == 1 ? " outlier" : " outliers"));
		if (uneven) reasons.add("uneven spread");
		return "Wilcoxon: " + (reasons.isEmpty() ? "all differences are the same" : String.join(", ", reasons));
	}

	/** @return true if the probability of the test that the rule asks for is below {@link #SIGNIFICANT}; false without a test */
	public boolean isSignificant() {
		return pValue() < SIGNIFICANT;
	}
}
