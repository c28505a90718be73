package org.perfusionj.evaluation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class SpreadTest {

	@Test
	void percentilesLieBetweenRanks() {
		// numpy.percentile([3, 1, 4, 1, 5, 9, 2, 6], [5, 50, 95]) = 1, 3.5, 7.95; numpy.std(ddof=1) = 2.748376
		final Spread spread = Spread.of(3, 1, 4, 1, 5, 9, 2, 6);

		assertEquals(8, spread.n());
		assertEquals(3.875, spread.mean(), 1e-12);
		assertEquals(2.748376, spread.sd(), 1e-6);
		assertEquals(1, spread.p5(), 1e-12);
		assertEquals(3.5, spread.median(), 1e-12);
		assertEquals(7.95, spread.p95(), 1e-12);
	}

	@Test
	void whatDoesNotExistIsLeftOut() {
		final Spread one = Spread.of(Double.NaN, 2, Double.POSITIVE_INFINITY);

		assertEquals(1, one.n());
		assertEquals(2, one.mean());
		assertEquals(2, one.p5());
		assertEquals(2, one.p95());
		assertTrue(Double.isNaN(one.sd()), "one value has no spread");
		assertEquals(0, Spread.of(Double.NaN).n());
		assertTrue(Double.isNaN(Spread.of().mean()));
	}
}
