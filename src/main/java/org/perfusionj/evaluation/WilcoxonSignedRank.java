package org.perfusionj.evaluation;

import java.util.Arrays;

import org.apache.commons.math3.distribution.NormalDistribution;
import org.apache.commons.math3.stat.ranking.NaturalRanking;

/**
 * Wilcoxon's signed rank test of paired samples (Biometrics Bulletin 1945;1:80): zero differences are left out, tied ones share
 * their mean rank, and the probability is exact for the ranks at hand. Times measured in whole frames have many zeros and
 * ties, with which the test of Commons Math does not deal: there a zero counts as a negative difference.
 */
final class WilcoxonSignedRank {

	/** Up to so many differences all sign patterns are counted; above, the sum is normal to many digits. */
	private static final int MOST_EXACT = 200;

	/** Differences of decimal numbers are the same up to rounding. */
	private static final double RESOLUTION = 1e-9;

	private WilcoxonSignedRank() {}

	/**
	 * @param differences of the pairs, finite
	 * @return two-sided probability of rank sums at least as uneven if the differences are symmetric about 0; 1 if all are 0, NaN without one
	 */
	static double pValue(final double[] differences) {
		if (differences.length == 0) return Double.NaN;
		final double[] some = Arrays.stream(differences).map(difference -> Math.rint(difference / RESOLUTION)).filter(difference -> difference != 0).toArray();
		if (some.length == 0) return 1;
		final double[] ranks = new NaturalRanking().rank(Arrays.stream(some).map(Math::abs).toArray());
		// mean ranks are multiples of a half
		final int[] doubled = Arrays.stream(ranks).mapToInt(rank -> (int) Math.round(2 * rank)).toArray();
		int positive = 0;
		for (int i = 0; i < some.length; i++)
			if (some[i] > 0) positive += doubled[i];
		final int total = Arrays.stream(doubled).sum();
		final int smaller = Math.min(positive, total - positive);
		return Math.min(1, 2 * (some.length <= MOST_EXACT ? exact(doubled, total, smaller) : normal(doubled, total, smaller)));
	}

	/** @return probability of a sum of at most {@code sum} if every rank is in it by the toss of a coin */
	private static double exact(final int[] ranks, final int total, final int sum) {
		final double[] probability = new double[total + 1];
		probability[0] = 1;
		int reach = 0;
		for (final int rank : ranks) {
			reach += rank;
			for (int s = reach; s >= 0; s--)
				probability[s] = (probability[s] + (s >= rank ? probability[s - rank] : 0)) / 2;
		}
		return Arrays.stream(probability, 0, sum + 1).sum();
	}

	private static double normal(final int[] ranks, final int total, final int sum) {
		final double variance = Arrays.stream(ranks).mapToDouble(rank -> rank / 2.0 * rank / 2.0).sum();
		return new NormalDistribution(null, 0, 1).cumulativeProbability((sum - total / 2.0) / Math.sqrt(variance));
	}
}
