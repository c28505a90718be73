package org.perfusionj.simulation;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GammaResidueTest {

	@ParameterizedTest
	@ValueSource(doubles = { 0.1, 0.5, 0.51, 0.9999, 1, 1.5, 2, 4.7, 17.3, 50, 99.9, 100, 400 })
	void agreesWithTheIncompleteGammaFunction(final double alpha) {
		for (final double mtt : new double[] { 0.4, 2, 3.43, 11.1, 24, 60 })
			for (final double step : new double[] { 0.005, 0.025, 0.05, 0.15, 1 }) {
				final GammaTransit transit = new GammaTransit(alpha, mtt);
				final int count = step < 0.02 ? 4000 : 600;
				final double[] residue = GammaResidue.sample(transit, step, count);
				for (int k = 0; k < count; k += k < 40 ? 1 : 7)
					assertEquals(transit.residue(k * step), residue[k], 1e-11, "alpha " + alpha + ", MTT " + mtt + " s, t " + k * step + " s");
			}
	}

	@ParameterizedTest
	@ValueSource(doubles = { 0.5, 1, 100 })
	void neverRisesAndStaysPositive(final double alpha) {
		final double[] residue = GammaResidue.sample(new GammaTransit(alpha, 8), 0.05, 3000);
		for (int k = 1; k < residue.length; k++)
			assertEquals(true, residue[k] >= 0 && residue[k] <= residue[k - 1] + 1e-13, "sample " + k);
	}
}
