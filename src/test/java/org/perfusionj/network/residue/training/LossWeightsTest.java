package org.perfusionj.network.residue.training;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.perfusionj.work.PerfusionException;

/** Weights of the terms of a loss, as users write them. */
class LossWeightsTest {

	@Test
	void textsAreReadAsTheyAreWritten() {
		assertEquals(LossWeights.PUBLISHED, LossWeights.of(" Published "));
		assertEquals(LossWeights.SUPERVISED, LossWeights.of("supervised"));
		assertEquals(new LossWeights(Map.of(LossTerm.DELAY, 1.0, LossTerm.CBF, 0.1, LossTerm.SPREAD, 2.5), false), LossWeights.of("delay, cbf=0.1; SPREAD=2.5"));
		for (final LossWeights weights : new LossWeights[] { LossWeights.PUBLISHED, LossWeights.SUPERVISED, LossWeights.UNLABELLED, LossWeights.of("cbf=0.00012 delay=1e5") })
			assertEquals(weights, LossWeights.of(weights.text()), weights.text());
		assertEquals("delay=1 local_aif=1 reconstruction=7 smoothness=1 balanced", LossWeights.PUBLISHED.text());
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "beauty=1", "delay=fast", "delay=0", "delay=-1", "balanced", "delay=NaN" })
	void otherTextsAreRefused(final String text) {
		assertTrue(assertThrows(PerfusionException.class, () -> LossWeights.of(text)).getMessage().contains("loss="));
	}

	@Test
	void balancedTermsContributeAsTheirWeightsSay() {
		final double[] values = new double[LossTerm.values().length];
		for (int k = 0; k < values.length; k++)
			values[k] = 0.01 * (k + 1) * (k + 1);
		final double[] factors = LossWeights.PUBLISHED.factors(values);
		assertEquals(1, factors[LossTerm.DELAY.ordinal()], 1e-12);
		final double delay = values[LossTerm.DELAY.ordinal()];
		for (final LossTerm term : LossTerm.values())
			assertEquals(LossWeights.PUBLISHED.weights().getOrDefault(term, 0.0), factors[term.ordinal()] * values[term.ordinal()] / delay, 1e-12, term.key());
	}

	@Test
	void otherWeightsAreFactorsAndSoIsThatOfTheSpread() {
		final double[] values = new double[LossTerm.values().length];
		values[LossTerm.DELAY.ordinal()] = 4;
		values[LossTerm.SPREAD.ordinal()] = -2;
		assertEquals(0.02, LossWeights.SUPERVISED.factors(values)[LossTerm.CBF.ordinal()]);
		final double[] balanced = LossWeights.of("delay=1 cbf=1 spread=0.5 balanced").factors(values);
		assertEquals(0.5, balanced[LossTerm.SPREAD.ordinal()]);
		// a term that is 0 already cannot be balanced
		assertEquals(1, balanced[LossTerm.CBF.ordinal()]);
	}
}
