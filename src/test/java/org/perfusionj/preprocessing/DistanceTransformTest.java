package org.perfusionj.preprocessing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.Random;

import org.junit.jupiter.api.Test;

class DistanceTransformTest {

	@Test
	void distancesAreThoseOfASearchThroughAllVoxels() {
		final Random random = new Random(1);
		for (int n = 0; n < 30; n++) {
			final int width = 1 + random.nextInt(25);
			final int height = 1 + random.nextInt(25);
			final double sx = 0.3 + random.nextDouble();
			final double sy = 0.3 + random.nextDouble();
			final boolean[] inside = new boolean[width * height];
			for (int i = 0; i < inside.length; i++)
				inside[i] = random.nextInt(20) > 0;
			final double[] squared = DistanceTransform.squared(inside, width, height, sx, sy);
			for (int i = 0; i < inside.length; i++) {
				double nearest = Double.POSITIVE_INFINITY;
				for (int k = 0; k < inside.length; k++)
					if (!inside[k]) nearest = Math.min(nearest, Math.pow((k % width - i % width) * sx, 2) + Math.pow((k / width - i / width) * sy, 2));
				assertEquals(nearest, squared[i], 1e-9 * Math.max(1, nearest < 1e9 ? nearest : 1));
			}
		}
	}

	@Test
	void distancesInAVolumeAreThoseOfASearchThroughAllVoxels() {
		final Random random = new Random(2);
		for (int n = 0; n < 20; n++) {
			final int width = 1 + random.nextInt(12);
			final int height = 1 + random.nextInt(12);
			final int slices = 1 + random.nextInt(8);
			final double sx = 0.3 + random.nextDouble();
			final double sy = 0.3 + random.nextDouble();
			final double sz = 1 + 8 * random.nextDouble();
			final boolean[] inside = new boolean[width * height * slices];
			for (int i = 0; i < inside.length; i++)
				inside[i] = random.nextInt(40) > 0;
			final double[] squared = DistanceTransform.squared(inside, width, height, slices, sx, sy, sz);
			for (int i = 0; i < inside.length; i++) {
				double nearest = Double.POSITIVE_INFINITY;
				for (int k = 0; k < inside.length; k++)
					if (!inside[k]) nearest = Math.min(nearest, Math.pow((k % width - i % width) * sx, 2) + Math.pow((k / width % height - i / width % height) * sy, 2) + Math.pow((k / width / height - i / width / height) * sz, 2));
				assertEquals(nearest, squared[i], 1e-9 * Math.max(1, nearest < 1e9 ? nearest : 1));
			}
		}
	}

	@Test
	void aFullPlaneIsInfinitelyDeep() {
		final boolean[] inside = new boolean[12];
		Arrays.fill(inside, true);
		for (final double squared : DistanceTransform.squared(inside, 4, 3, 1, 1))
			assertTrue(Double.isInfinite(squared));
	}
}
