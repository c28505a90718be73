package org.perfusionj.evaluation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.stream.IntStream;

import org.apache.commons.math3.stat.ranking.NaturalRanking;
import org.junit.jupiter.api.Test;

/** Against SciPy 1.17 (ttest_rel, wilcoxon, skew with bias=False) and against counting by hand. */
class PairedTestTest {

	private static final double[] X = { 12.0, 13.5, 11.0, 15.0, 14.2, 12.8, 16.1, 13.0, 12.2, 14.9, 13.3, 15.5 };
	private static final double[] Y = { 12.5, 13.1, 11.9, 15.4, 15.0, 12.6, 16.9, 13.7, 12.9, 15.1, 14.1, 15.2 };

	@Test
	void aSampleThatLooksNormalTakesTheTTest() {
		final PairedTest test = PairedTest.of(X, Y);

		assertEquals(12, test.n());
		assertEquals(0.01212893252045366, test.tP(), 1e-12);
		assertEquals(0.0166015625, test.wilcoxonP(), 1e-12, "ties count as ties though 13.5 - 13.1 and 15.4 - 15.0 differ in binary");
		assertEquals(0.7977095585399671, test.skewness(), 1e-12);
		assertFalse(test.skewed() || test.uneven());
		assertEquals(0, test.outliers());
		assertEquals("t", test.name());
		assertEquals(test.tP(), test.pValue());
		assertEquals("t: differences look normal", test.advice());
		assertTrue(test.isSignificant());
	}

	@Test
	void outliersTakeTheWilcoxonTest() {
		final double[] far = Y.clone();
		far[3] = 45;
		final PairedTest test = PairedTest.of(X, far);

		assertEquals(1, test.outliers());
		assertTrue(test.skewed(), "a difference of -30 among -1 to 1");
		assertEquals("Wilcoxon", test.name());
		assertEquals(test.wilcoxonP(), test.pValue());
		assertEquals("Wilcoxon: skewed, 1 outlier", test.advice());
	}

	@Test
	void valuesThatAreFarOutTogetherAreOutliersToo() {
		final double[] x = X.clone();
		final double[] y = Y.clone();
		x[0] += 60;
		y[0] += 60;
		assertEquals(1, PairedTest.of(x, y).outliers());
	}

	@Test
	void unevenSpreadTakesTheWilcoxonTest() {
		// differences grow with the mean of the pair, their signs alternate
		final double[] x = IntStream.range(0, 20).mapToDouble(i -> 10 + i).toArray();
		final double[] y = IntStream.range(0, 20).mapToDouble(i -> 10 + i + (i % 2 == 0 ? 0.1 : -0.1) * i).toArray();
		final PairedTest test = PairedTest.of(x, y);

		assertTrue(test.uneven());
		assertFalse(test.skewed());
		assertEquals("Wilcoxon", test.name());
	}

	@Test
	void skewedDifferencesTakeTheWilcoxonTest() {
		final double[] x = IntStream.range(0, 30).mapToDouble(i -> 20 + (i * 7) % 30).toArray();
		final double[] y = IntStream.range(0, 30).mapToDouble(i -> x[i] - Math.exp(i / 10.0)).toArray();
		final PairedTest test = PairedTest.of(x, y);

		assertTrue(test.skewed());
		assertEquals("Wilcoxon", test.name());
	}

	@Test
	void fewerThanThreePairsAreNotTested() {
		final PairedTest test = PairedTest.of(new double[] { 1, 2 }, new double[] { 2, 4 });

		assertFalse(test.isPossible());
		assertEquals("none", test.name());
		assertTrue(Double.isNaN(test.pValue()) && Double.isNaN(test.skewness()));
		assertEquals("none", PairedTest.of(new double[0], new double[0]).name());
		assertTrue(PairedTest.of(new double[] { 1, 2, 4 }, new double[] { 2, 4, 5 }).isPossible());
	}

	@Test
	void readersWhoAlwaysAgreeDoNotDiffer() {
		final PairedTest test = PairedTest.of(X, X);

		assertTrue(Double.isNaN(test.tP()));
		assertEquals(1, test.wilcoxonP());
		assertEquals("Wilcoxon", test.name());
		assertEquals(1, test.pValue());
	}

	@Test
	void theWilcoxonProbabilityIsExact() {
		assertEquals(0.037109375, WilcoxonSignedRank.pValue(new double[] { 1.5, -0.5, 2.5, 3.1, -1.1, 0.7, 4.2, 2.2, -0.2, 5.0 }), 1e-12);
		assertEquals(0.0869140625, WilcoxonSignedRank.pValue(new double[] { 1, 0, 0, -1, 2, 1, 1, 0, 3, 1, 0, 2, 1, -2, 1 }), 1e-12, "zeros are left out, ties share their rank");
		assertEquals(1, WilcoxonSignedRank.pValue(new double[] { 0, 0, 0 }));
		assertTrue(Double.isNaN(WilcoxonSignedRank.pValue(new double[0])));
		assertEquals(0.25, WilcoxonSignedRank.pValue(new double[] { 1, 2, 3 }), 1e-12);
		final double[] d = { 2, -2, 4, 4, 4, -6, 8, 1, 9, 9, -3 };
		assertEquals(counted(d), WilcoxonSignedRank.pValue(d), 1e-12);
	}

	/** Counts all patterns of signs. */
	private static double counted(final double[] d) {
		final double[] ranks = new NaturalRanking().rank(Arrays.stream(d).map(Math::abs).toArray());
		final double total = Arrays.stream(ranks).sum();
		final double positive = IntStream.range(0, d.length).filter(i -> d[i] > 0).mapToDouble(i -> ranks[i]).sum();
		final double smaller = Math.min(positive, total - positive);
		int count = 0;
		for (int signs = 0; signs < 1 << d.length; signs++) {
			final int pattern = signs;
			final double sum = IntStream.range(0, d.length).filter(i -> (pattern >> i & 1) == 1).mapToDouble(i -> ranks[i]).sum();
			if (Math.min(sum, total - sum) <= smaller) count++;
		}
		return (double) count / (1 << d.length);
	}

	@Test
	void manyPairsAreTestedByTheNormalDistribution() {
		final double[] d = IntStream.range(0, 250).mapToDouble(i -> (i * 37 % 101 - 40) / 10.0).toArray();
		assertEquals(1.6010122364543643e-06, WilcoxonSignedRank.pValue(d), 1e-12);
	}
}
