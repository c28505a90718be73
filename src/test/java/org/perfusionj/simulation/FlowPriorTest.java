package org.perfusionj.simulation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class FlowPriorTest {

	private static final Distribution FOUR = Distribution.fixed(4);

	@Test
	void cbfFollowsFromCbvAndMtt() {
		final FlowPrior.Flow flow = new FlowPrior(FlowPrior.Given.CBV, FOUR, Distribution.fixed(6), Double.POSITIVE_INFINITY).draw(new RandomStream(1));

		assertEquals(40, flow.cbf(), 1e-9);
		assertEquals(6, flow.mttS());
	}

	@Test
	void refusesWhatWouldGiveInfiniteOrNegativeFlow() {
		assertRefused("MTT must be positive, but can be 0.0 s", FlowPrior.Given.CBV, FOUR, Distribution.uniform(0, 5), 200);
		assertRefused("MTT must be positive, but can be 0.0 s", FlowPrior.Given.CBF, FOUR, FOUR.orZero(0.1), 200);
		assertRefused("CBV must not be negative, but can be -1.0 ml/100 g", FlowPrior.Given.CBV, Distribution.uniform(-1, 4), FOUR, 200);
		assertRefused("CBF must not be negative, but can be -1.0 ml/100 g/min", FlowPrior.Given.CBF, Distribution.uniform(-1, 4), FOUR, 200);
		assertRefused("highest CBF must be positive, but is 0.0", FlowPrior.Given.CBF, FOUR, FOUR, 0);
		assertRefused("highest CBF must be positive, but is NaN", FlowPrior.Given.CBF, FOUR, FOUR, Double.NaN);
	}

	private static void assertRefused(final String reason, final FlowPrior.Given given, final Distribution amount, final Distribution mttS, final double highestCbf) {
		final String message = assertThrows(IllegalArgumentException.class, () -> new FlowPrior(given, amount, mttS, highestCbf)).getMessage();
		assertTrue(message.contains(reason), message);
	}
}
