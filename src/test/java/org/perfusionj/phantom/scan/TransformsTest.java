package org.perfusionj.phantom.scan;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The Radon transform behind the artefacts, and the lattice on which artefacts are computed. */
class TransformsTest {

	@Test
	void filteredBackProjectionGivesTheImageBack() {
		final int size = 96;
		final double cell = 0.2;
		final float[] image = new float[size * size];
		for (int i = 0; i < image.length; i++) {
			final double x = (i % size - 47.5) * cell;
			final double y = (i / size - 47.5) * cell;
			image[i] = Math.hypot(x - 1, y + 2) < 5 ? 1.5f : 0;
		}
		final Tomography tomography = new Tomography(size, cell, 180);

		final float[] paths = tomography.project(image)[0];
		final float[] back = tomography.backProject(tomography.filter(paths))[0];

		// through the middle of the disc: its diameter, up to a cell more or less, times its density
		float longest = 0;
		for (final float path : paths)
			longest = Math.max(longest, path);
		assertEquals(15, longest, 0.3);
		double sum = 0;
		int count = 0;
		for (int i = 0; i < image.length; i++) {
			final double x = (i % size - 47.5) * cell;
			final double y = (i / size - 47.5) * cell;
			if (Math.hypot(x - 1, y + 2) > 4) continue;
			assertEquals(1.5, back[i], 0.06);
			sum += back[i];
			count++;
		}
		assertEquals(1.5, sum / count, 0.01);
		assertEquals(0, back[5 * size + 48], 0.03);
	}

	@ParameterizedTest
	@ValueSource(ints = { 64, 256, 300, 512 })
	void coarseLatticeAndBackKeepsALinearImage(final int size) {
		final PlaneScale scale = new PlaneScale(size, size - 3, 170);
		final float[] plane = new float[size * (size - 3)];
		for (int i = 0; i < plane.length; i++)
			plane[i] = 2 + 0.5f * (i % size) - 0.25f * (i / size);

		final float[] back = scale.fine(scale.coarse(plane));

		for (int y = 10; y < size - 13; y += 7)
			for (int x = 10; x < size - 10; x += 7)
				assertEquals(plane[y * size + x], back[y * size + x], 1e-3);
	}
}
