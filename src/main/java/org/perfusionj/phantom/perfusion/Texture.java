package org.perfusionj.phantom.perfusion;

import org.perfusionj.simulation.RandomStream;
import org.perfusionj.simulation.SmoothNoise;

/** Smooth variation through the brain with some finer detail; mean 0, standard deviation 1. */
final class Texture {

	private static final double DETAIL = 0.45;
	private static final double REST = Math.sqrt(1 - DETAIL * DETAIL);

	private final SmoothNoise coarse;
	private final SmoothNoise fine;

	/** @param lengthMm distance over which it changes, mm; the detail changes over half of it */
	Texture(final RandomStream random, final double lengthMm) {
		coarse = new SmoothNoise(random.named("coarse"), lengthMm);
		fine = new SmoothNoise(random.named("fine"), lengthMm / 2);
	}

	double at(final BrainLattice brain, final int point) {
		final double x = brain.x(point);
		final double y = brain.y(point);
		final double z = brain.z(point);
		return REST * coarse.at(x, y, z) + DETAIL * fine.at(x, y, z);
	}
}
