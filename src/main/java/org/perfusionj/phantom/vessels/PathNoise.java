package org.perfusionj.phantom.vessels;

import org.perfusionj.simulation.RandomStream;

/** Smooth noise along a path: a few sines of 25 to 90 mm with random phases, variance 1. */
final class PathNoise {

	private static final int WAVES = 5;

	private final double[] frequency = new double[WAVES];
	private final double[] phase = new double[WAVES];
	private final double[] height = new double[WAVES];

	PathNoise(final RandomStream random) {
		double power = 0;
		for (int i = 0; i < WAVES; i++) {
			frequency[i] = 2 * Math.PI / random.logUniform(25, 90);
			phase[i] = random.uniform(0, 2 * Math.PI);
			height[i] = random.uniform(0.5, 1);
			power += height[i] * height[i] / 2;
		}
		for (int i = 0; i < WAVES; i++)
			height[i] /= Math.sqrt(power);
	}

	/** @return the noise at a distance along the path, mm */
	double at(final double mm) {
		double sum = 0;
		for (int i = 0; i < WAVES; i++)
			sum += height[i] * Math.sin(frequency[i] * mm + phase[i]);
		return sum;
	}
}
