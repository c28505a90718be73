package org.perfusionj.evaluation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class ResidueShapeTest {

	/** Second of three columns; the others are different. */
	private static ResidueShape shape(final double... values) {
		final float[][] residue = new float[values.length][3];
		for (int k = 0; k < values.length; k++)
			residue[k] = new float[] { 9 - k, (float) values[k], k };
		return ResidueShape.of(residue, 1);
	}

	@Test
	void aFallingFunctionRisesNowhereAndIsNowhereNegative() {
		final double[] exponential = new double[60];
		for (int k = 0; k < exponential.length; k++)
			exponential[k] = 0.01 * Math.exp(-k / 4.0);
		final ResidueShape falling = shape(exponential);
		assertEquals(0, falling.negativeShare(), 0);
		assertEquals(0, falling.riseAfterPeak(), 0);
		// convex: second differences add up to the difference of the first and the last first difference
		assertEquals((1 - Math.exp(-0.25)) / 60, falling.oscillationIndex(), 1e-6);
	}

	@Test
	void anOscillationIsSeenInEveryMeasure() {
		// second differences -1, 3.5, -2, 0
		final ResidueShape shape = shape(2, 1, -1, 0.5, 0, -0.5);
		assertEquals((1 + 3.5 + 2 + 0) / 6 / 2, shape.oscillationIndex(), 1e-12);
		assertEquals(1.5 / 5, shape.negativeShare(), 1e-12);
		assertEquals(1.5 / 2, shape.riseAfterPeak(), 1e-12);
	}

	@Test
	void theRiseToThePeakIsADelay() {
		assertEquals(0, shape(0, 0, 1, 2, 1, 0).riseAfterPeak(), 0);
	}

	@Test
	void aFunctionWithoutAPeakHasNoShape() {
		assertSame(ResidueShape.NONE, shape(0, 0, 0));
		assertSame(ResidueShape.NONE, shape(0, -1, -2));
		assertSame(ResidueShape.NONE, shape(2, Float.NaN, 1));
		assertTrue(Double.isNaN(ResidueShape.NONE.oscillationIndex()));
	}
}
