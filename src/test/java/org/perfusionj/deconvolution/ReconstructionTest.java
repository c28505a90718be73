package org.perfusionj.deconvolution;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.function.DoubleUnaryOperator;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The convolution against integrals that are known. */
class ReconstructionTest {

	private static double[] sampled(final int count, final double stepS, final DoubleUnaryOperator f) {
		final double[] values = new double[count];
		for (int k = 0; k < count; k++)
			values[k] = f.applyAsDouble(k * stepS);
		return values;
	}

	/** AIF t, residue f: the convolution is f t^2 / 2, and the trapezoid rule is exact for straight lines. */
	@Test
	void aRampThroughABoxIsAParabola() {
		final double[] curve = new Reconstruction(1.5, 0.73).curve(sampled(30, 1.5, t -> t), sampled(30, 1.5, t -> 0.01), 0);
		assertArrayEquals(sampled(30, 1.5, t -> 0.01 * t * t / 2 / 0.73), curve, 1e-12);
	}

	/** exp(-t/a) * exp(-t/b) = (exp(-t/a) - exp(-t/b)) ab / (a - b); the error of the rule falls with the square of the interval. */
	@ParameterizedTest
	@ValueSource(doubles = { 1, 0.5, 0.25 })
	void exponentialsConvolveAsTheyShould(final double stepS) {
		final int count = (int) Math.round(60 / stepS);
		final double[] curve = new Reconstruction(stepS, 1).curve(sampled(count, stepS, t -> 200 * Math.exp(-t / 6)), sampled(count, stepS, t -> 0.01 * Math.exp(-t / 4)), 0);
		assertArrayEquals(sampled(count, stepS, t -> 2 * (Math.exp(-t / 6) - Math.exp(-t / 4)) * 12), curve, 0.05 * stepS * stepS);
	}

	@Test
	void wholeFramesOfDelayMoveTheSamples() {
		final double[] aif = { 0, 3, 7, 4, 1, 0.5, 0.25 };
		final double[] residue = { 0.02, 0.015, 0.01, 0.004, 0.001, 0, 0, 0 };
		final Reconstruction reconstruction = new Reconstruction(2, 1);
		final double[] still = reconstruction.curve(aif, residue, 0);
		final double[] later = reconstruction.curve(aif, residue, 4);
		for (int k = 0; k < aif.length; k++)
			assertEquals(k < 2 ? 0 : still[k - 2], later[k]);
	}

	@Test
	void partsOfAFrameAreInterpolated() {
		assertArrayEquals(new double[] { 0, 0, 1.5, 3.5, 5.5 }, new Reconstruction(2, 1).shifted(new double[] { 1, 3, 5, 7, 9 }, 3.5), 1e-12);
	}

	@Test
	void aDelayBeyondTheLastFrameLeavesNothing() {
		assertArrayEquals(new double[3], new Reconstruction(1, 1).curve(new double[] { 1, 2, 3 }, new double[] { 1, 1, 1 }, 3));
	}

	@Test
	void aNegativeDelayIsEarlier() {
		assertArrayEquals(new double[] { 3, 5.5, 7, 7 }, new Reconstruction(2, 1).shifted(new double[] { 0, 2, 4, 7 }, -3), 1e-12);
	}

	@Test
	void impossibleInputsAreRefused() {
		assertThrows(IllegalArgumentException.class, () -> new Reconstruction(0, 1));
		assertThrows(IllegalArgumentException.class, () -> new Reconstruction(1, Double.NaN));
		final Reconstruction reconstruction = new Reconstruction(1, 1);
		assertThrows(IllegalArgumentException.class, () -> reconstruction.curve(new double[3], new double[2], 0));
		assertThrows(IllegalArgumentException.class, () -> reconstruction.curve(new double[3], new double[3], Double.NEGATIVE_INFINITY));
		assertThrows(IllegalArgumentException.class, () -> reconstruction.curve(new double[3], new double[3], Double.NaN));
	}
}
