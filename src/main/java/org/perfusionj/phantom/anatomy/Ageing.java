package org.perfusionj.phantom.anatomy;

import org.perfusionj.simulation.RandomStream;

/** How far a brain has shrunk: grows with age, more slowly before sixty, and differs between people of one age. */
final class Ageing {

	private Ageing() {}

	/** @return 0 young to 1 old */
	static double atrophy(final Subject subject, final RandomStream random) {
		final double age = Math.max(0, Math.min(1, (subject.ageYears() - 25) / 65));
		return Math.max(0, Math.min(1, 0.05 + 0.85 * age * (0.6 + 0.4 * age) + random.gaussian(0, 0.06, -0.15, 0.15)));
	}
}
