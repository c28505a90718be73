package org.perfusionj.simulation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class SmoothNoiseTest {

	@Test
	void hasMeanZeroAndUnitVariance() {
		final SmoothNoise noise = new SmoothNoise(new RandomStream(3), 5);

		double sum = 0;
		double squares = 0;
		int n = 0;
		for (double z = -150; z < 150; z += 7.3)
			for (double y = -150; y < 150; y += 7.1)
				for (double x = -150; x < 150; x += 6.9) {
					final double value = noise.at(x, y, z);
					sum += value;
					squares += value * value;
					n++;
				}

		assertEquals(0, sum / n, 0.03);
		assertEquals(1, Math.sqrt(squares / n), 0.03);
	}

	@Test
	void varianceIsOneAtEveryPlaceOfTheLattice() {
		double squares = 0;
		final int n = 4000;
		for (int seed = 0; seed < n; seed++) {
			final double value = new SmoothNoise(new RandomStream(11).numbered(seed), 5).at(1.5, -2.5, 3);
			squares += value * value;
		}

		assertEquals(1, squares / n, 0.12);
	}

	@Test
	void correlationFallsWithDistance() {
		final SmoothNoise noise = new SmoothNoise(new RandomStream(5), 4);

		assertEquals(0.68, correlation(noise, 2), 0.08);
		assertEquals(0.23, correlation(noise, 4), 0.08);
		assertEquals(0, correlation(noise, 12), 0.05);
	}

	private static double correlation(final SmoothNoise noise, final double distance) {
		double sum = 0;
		int n = 0;
		for (double z = -100; z < 100; z += 6.3)
			for (double y = -100; y < 100; y += 6.1)
				for (double x = -100; x < 100; x += 5.9) {
					sum += noise.at(x, y, z) * noise.at(x + 0.6 * distance, y, z + 0.8 * distance);
					n++;
				}
		return sum / n;
	}

	@Test
	void isSmooth() {
		final SmoothNoise noise = new SmoothNoise(new RandomStream(7), 10);

		for (double x = -60; x < 60; x += 0.013)
			assertTrue(Math.abs(noise.at(x + 0.001, 0.4, -3) - noise.at(x, 0.4, -3)) < 0.005);
	}

	@Test
	void sameStreamGivesTheSameNoiseAndAnotherStreamAnother() {
		final SmoothNoise one = new SmoothNoise(new RandomStream(1), 3);
		final SmoothNoise same = new SmoothNoise(new RandomStream(1), 3);
		final SmoothNoise other = new SmoothNoise(new RandomStream(2), 3);

		assertEquals(one.at(1, 2, 3), same.at(1, 2, 3));
		assertNotEquals(one.at(1, 2, 3), other.at(1, 2, 3));
	}

	@Test
	void impossibleLengthIsRefused() {
		final RandomStream random = new RandomStream(1);

		assertThrows(IllegalArgumentException.class, () -> new SmoothNoise(random, 0));
		assertThrows(IllegalArgumentException.class, () -> new SmoothNoise(random, Double.NaN));
	}
}
