package org.perfusionj.simulation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;

class ExponentialDispersionTest {

	private static double[] dispersed(final double[] curve, final double meanS, final double stepS) {
		final ExponentialDispersion dispersion = new ExponentialDispersion(meanS, stepS);
		final double[] result = new double[curve.length];
		for (int i = 1; i < curve.length; i++)
			result[i] = dispersion.next(result[i - 1], curve[i - 1], curve[i]);
		return result;
	}

	@Test
	void rampIsExact() {
		for (final double mean : new double[] { 0.01, 0.3, 1, 40 }) {
			final double[] ramp = new double[200];
			for (int i = 0; i < ramp.length; i++)
				ramp[i] = 0.1 * i;

			final double[] result = dispersed(ramp, mean, 0.1);

			// t - mean (1 - exp(-t/mean))
			for (int i = 0; i < ramp.length; i++)
				assertEquals(0.1 * i + mean * Math.expm1(-0.1 * i / mean), result[i], 1e-12);
		}
	}

	@Test
	void straightPiecesAreAsThoseOfAFinerGrid() {
		final double[] coarse = { 0, 3, -1, 4, 4, 0, 0, 2 };
		final double[] fine = new double[10 * (coarse.length - 1) + 1];
		for (int i = 0; i < fine.length; i++)
			fine[i] = i == fine.length - 1 ? coarse[coarse.length - 1] : coarse[i / 10] + (i % 10) / 10.0 * (coarse[i / 10 + 1] - coarse[i / 10]);

		final double[] ofCoarse = dispersed(coarse, 1.7, 1);
		final double[] ofFine = dispersed(fine, 1.7, 0.1);

		for (int i = 0; i < coarse.length; i++)
			assertEquals(ofFine[10 * i], ofCoarse[i], 1e-12);
	}

	@Test
	void impossibleMeansAreRefused() {
		assertThrows(IllegalArgumentException.class, () -> new ExponentialDispersion(0, 1));
		assertThrows(IllegalArgumentException.class, () -> new ExponentialDispersion(1, Double.NaN));
	}
}
