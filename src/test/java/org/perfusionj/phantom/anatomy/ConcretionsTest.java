package org.perfusionj.phantom.anatomy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

import org.perfusionj.simulation.RandomStream;

class ConcretionsTest {

	@Test
	void oldHeadsHoldMoreCalcium() {
		int young = 0;
		int old = 0;
		for (int seed = 0; seed < 200; seed++) {
			young += new Concretions(new Subject(30, true, 0.42), new RandomStream(seed)).count();
			old += new Concretions(new Subject(80, true, 0.42), new RandomStream(seed)).count();
		}

		assertTrue(old > 1.5 * young, old + " grains in old, " + young + " in young heads");
		assertTrue(young > 200, "most pineal glands are calcified");
	}

	@Test
	void pinealGlandsAreCalcifiedAsOftenAsPublished() {
		int calcified = 0;
		final int n = 400;
		for (int seed = 0; seed < n; seed++) {
			final Concretions concretions = new Concretions(new Subject(75, true, 0.42), new RandomStream(seed));
			boolean found = false;
			for (double z = -6; z <= 8; z += 1)
				for (double y = -37; y <= -23; y += 1)
					for (double x = -6; x <= 6; x += 1)
						found |= concretions.at(x, y, z) > 0.3;
			if (found) calcified++;
		}

		// 81.5 % at 70 to 79 years: Kwak et al. 1988
		assertEquals(0.8, (double) calcified / n, 0.08);
	}

	@Test
	void calciumIsAFractionAndSmall() {
		final Concretions concretions = new Concretions(new Subject(85, true, 0.42), new RandomStream(12));
		double ml = 0;
		for (double z = -60; z < 80; z++)
			for (double y = -100; y < 80; y++)
				for (double x = -70; x < 70; x++) {
					final double share = concretions.at(x, y, z);
					assertTrue(share >= 0 && share <= 1);
					ml += share / 1000;
				}

		assertTrue(ml > 0.001 && ml < 3, ml + " ml");
	}
}
