package org.perfusionj.phantom.scan;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PointSpreadTest {

	@ParameterizedTest
	@ValueSource(doubles = { 0.3, 0.45, 0.9, 3.5 })
	void spreadsAPointAsWideAsTheScanner(final double pixelMm) {
		final int size = 65;
		final float[] plane = new float[size * size];
		plane[32 * size + 32] = 1;
		final PointSpread spread = new PointSpread(size, size, pixelMm);

		spread.blur(plane, new float[spread.scratchSize()]);

		double sum = 0;
		double alongX = 0;
		double alongY = 0;
		for (int i = 0; i < plane.length; i++) {
			sum += plane[i];
			alongX += plane[i] * Math.pow((i % size - 32) * pixelMm, 2);
			alongY += plane[i] * Math.pow((i / size - 32) * pixelMm, 2);
		}
		// variance of a Gaussian of 1.5 mm full width at half maximum
		final double variance = Math.pow(1.5 / 2.354820, 2);
		assertEquals(1, sum, 1e-5);
		assertEquals(variance, alongX, 0.01 * variance);
		assertEquals(variance, alongY, 0.01 * variance);
	}

	@Test
	void halfOfThePeakIsHalfTheWidthAway() {
		final int size = 101;
		final float[] plane = new float[size * size];
		plane[50 * size + 50] = 1;

		new PointSpread(size, size, 0.15).blur(plane, new float[size * size]);

		assertEquals(0.5, plane[50 * size + 55] / plane[50 * size + 50], 0.01);
	}

	@Test
	void flatImagesStayFlatUpToTheEdges() {
		final float[] plane = new float[7 * 5];
		Arrays.fill(plane, 40);

		new PointSpread(7, 5, 0.3).blur(plane, new float[35]);

		for (final float value : plane)
			assertEquals(40, value, 1e-4);
	}
}
