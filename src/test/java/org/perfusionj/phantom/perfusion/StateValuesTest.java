package org.perfusionj.phantom.perfusion;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

import org.apache.commons.math3.stat.descriptive.SummaryStatistics;
import org.junit.jupiter.api.Test;
import org.perfusionj.simulation.RandomStream;

/** Tissue states against the published values: Schaefer et al., AJNR 27:20, 2006. */
class StateValuesTest {

	private static final int CASES = 2000;

	private static StateValues[] cases() {
		return IntStream.range(0, CASES).mapToObj(i -> {
			final RandomStream random = new RandomStream(17).numbered(i);
			return StateValues.draw(random.uniform(), random);
		}).toArray(StateValues[]::new);
	}

	private static SummaryStatistics statistics(final StateValues[] cases, final ToDoubleFunction<StateValues> value) {
		final SummaryStatistics statistics = new SummaryStatistics();
		for (final StateValues one : cases)
			statistics.addValue(value.applyAsDouble(one));
		return statistics;
	}

	private static void assertDrawn(final double mean, final double sd, final StateValues[] cases, final ToDoubleFunction<StateValues> value) {
		final SummaryStatistics drawn = statistics(cases, value);
		assertEquals(mean, drawn.getMean(), 0.015);
		assertEquals(sd, drawn.getStandardDeviation(), 0.015);
	}

	@Test
	void flowRatiosAreThePublishedOnes() {
		final StateValues[] cases = cases();
		assertDrawn(0.19, 0.06, cases, one -> one.grey().coreCbf());
		assertDrawn(0.34, 0.06, cases, one -> one.grey().innerPenumbraCbf());
		assertDrawn(0.46, 0.09, cases, one -> one.grey().outerPenumbraCbf());
		assertDrawn(0.19, 0.06, cases, one -> one.white().coreCbf());
		assertDrawn(0.34, 0.06, cases, one -> one.white().innerPenumbraCbf());
		assertDrawn(0.46, 0.09, cases, one -> one.white().outerPenumbraCbf());
	}

	@Test
	void statesOverlapBetweenCasesButNotWithinOne() {
		final StateValues[] cases = cases();
		assertTrue(statistics(cases, one -> one.grey().coreCbf()).getMax() > statistics(cases, one -> one.grey().innerPenumbraCbf()).getMin());
		for (final StateValues one : cases) {
			assertTrue(one.grey().coreCbf() < one.grey().innerPenumbraCbf());
			assertTrue(one.grey().innerPenumbraCbf() <= one.grey().outerPenumbraCbf());
			assertEquals(one.grey().innerPenumbraCbf(), one.grey().penumbraCbf(1), 1e-12);
			assertEquals(one.grey().outerPenumbraCbf(), one.grey().penumbraCbf(0), 1e-12);
		}
	}

	@Test
	void greyAndWhiteMatterKeepTheOrderOfTheStates() {
		for (final StateValues one : cases())
			for (final StateValues.Ratios ratios : List.of(one.grey(), one.white())) {
				assertTrue(ratios.coreCbf() < ratios.innerPenumbraCbf(), ratios.toString());
				assertTrue(ratios.innerPenumbraCbf() <= ratios.outerPenumbraCbf(), ratios.toString());
				assertTrue(ratios.outerPenumbraCbf() < ratios.oligaemiaCbf(), ratios.toString());
				final double coreMtt = ratios.coreCbv() / ratios.coreCbf();
				assertTrue(coreMtt >= 1.49 && coreMtt <= 5.01, "core MTT ratio " + coreMtt);
				assertTrue(ratios.penumbraCbv() / ratios.innerPenumbraCbf() <= 5.01, ratios.toString());
			}
	}

	@Test
	void volumeIsLowInTheCoreAndNormalInThePenumbra() {
		for (final StateValues one : cases()) {
			// every region below 0.68 infarcted
			assertTrue(one.grey().coreCbv() <= 0.68, "core " + one.grey().coreCbv());
			assertTrue(one.grey().penumbraCbv() >= 0.8 && one.grey().penumbraCbv() <= 1.2);
			assertTrue(one.grey().oligaemiaCbv() >= 1 && one.grey().oligaemiaCbv() <= 1.2);
			final double coreMtt = one.grey().coreCbv() / one.grey().coreCbf();
			assertTrue(coreMtt >= 1.49 && coreMtt <= 5.01, "core MTT ratio " + coreMtt);
			assertTrue(one.grey().penumbraCbv() / one.grey().penumbraCbf(0.5) > 1.2);
		}
		assertEquals(1, statistics(cases(), one -> one.grey().penumbraCbv()).getMean(), 0.02);
	}

	@Test
	void delaysGrowTowardsTheCore() {
		for (final StateValues one : cases()) {
			assertTrue(one.oligaemiaDelayS() >= 1.5 && one.oligaemiaDelayS() <= 4);
			assertTrue(one.oligaemiaDelayS() < one.outerPenumbraDelayS());
			assertTrue(one.outerPenumbraDelayS() >= 4 && one.outerPenumbraDelayS() <= one.innerPenumbraDelayS());
			assertTrue(one.innerPenumbraDelayS() <= 12);
			assertTrue(one.coreDelayS() >= one.innerPenumbraDelayS() && one.coreDelayS() >= 6 && one.coreDelayS() <= 15);
			assertTrue(one.collateralDispersionS() >= 2 && one.collateralDispersionS() <= 5);
			assertEquals((one.outerPenumbraDelayS() + one.innerPenumbraDelayS()) / 2, one.penumbraDelayS(0.5), 1e-12);
		}
	}

	@Test
	void poorCollateralsBringBloodLater() {
		final StateValues poor = StateValues.draw(0, new RandomStream(3));
		final StateValues good = StateValues.draw(1, new RandomStream(3));

		assertTrue(poor.outerPenumbraDelayS() > good.outerPenumbraDelayS());
		assertTrue(poor.collateralDispersionS() > good.collateralDispersionS());
	}
}
