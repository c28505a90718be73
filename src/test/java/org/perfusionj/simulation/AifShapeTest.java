package org.perfusionj.simulation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class AifShapeTest {

	@Test
	void gammaBolusPeaksAtThreeDecayTimes() {
		assertEquals(1, AifShape.GAMMA.value(4.5), 1e-15);
		assertEquals(8 * Math.exp(-3), AifShape.GAMMA.value(9), 1e-15);
		assertEquals(0, AifShape.GAMMA.value(0));
		assertEquals(0, AifShape.GAMMA.value(-1));
		assertTrue(AifShape.GAMMA.value(4.4) < 1 && AifShape.GAMMA.value(4.6) < 1);
	}

	@Test
	void gammaBolusOfAnyExponent() {
		final GammaBolus almostCubic = new GammaBolus(3 + 1e-12, 1.5);
		for (double t = 0.1; t < 60; t += 0.7)
			assertEquals(AifShape.GAMMA.value(t), almostCubic.value(t), 1e-10);
		assertEquals(1, new GammaBolus(2.2, 3).value(6.6), 1e-15);
	}

	/** Values from an independent program: first pass, second pass, wash-out. */
	@Test
	void parkerBolusIsThePublishedFunction() {
		double highest = 0;
		double at = 0;
		for (double t = 0; t < 60; t += 0.001)
			if (AifShape.PARKER.value(t) > highest) {
				highest = AifShape.PARKER.value(t);
				at = t;
			}
		assertEquals(1, highest, 1e-8);
		assertEquals(10.354, at, 0.002);
		assertEquals(0.16843158618761062, AifShape.PARKER.value(21.9), 1e-12);
		assertEquals(0.20165954934738378, AifShape.PARKER.value(30), 1e-12);
		assertEquals(0.07445228575735449, AifShape.PARKER.value(300), 1e-12);
		assertEquals(0.01323594910503151, AifShape.PARKER.value(0), 1e-12);
		assertEquals(0, AifShape.PARKER.value(-1e-9));
	}

	@Test
	void scalesBothAxesAndMovesTheOnset() {
		final ArterialInput input = new ArterialInput(AifShape.GAMMA, 250, 1.2, 7);
		assertEquals(250, input.value(7 + 1.2 * 4.5), 1e-12);
		assertEquals(0, input.value(6.99));
		assertEquals(250 * AifShape.GAMMA.value(2), input.value(9.4), 1e-9);
	}

	@Test
	void refusesImpossibleValues() {
		assertThrows(IllegalArgumentException.class, () -> new GammaBolus(0, 1));
		assertThrows(IllegalArgumentException.class, () -> new GammaBolus(3, Double.NaN));
		assertThrows(IllegalArgumentException.class, () -> new ArterialInput(AifShape.GAMMA, 0, 1, 0));
		assertThrows(IllegalArgumentException.class, () -> new ArterialInput(AifShape.GAMMA, 300, -1, 0));
		assertThrows(IllegalArgumentException.class, () -> new ArterialInput(AifShape.GAMMA, 300, 1, -1));
	}
}
