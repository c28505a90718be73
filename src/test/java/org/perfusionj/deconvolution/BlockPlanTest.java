package org.perfusionj.deconvolution;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.Arrays;
import java.util.Random;

import org.junit.jupiter.api.Test;

/** The fast path for images against the reference in double precision. */
class BlockPlanTest {

	private static final int CURVES = 37;

	@Test
	void agreesWithTheVerificationCases() throws IOException {
		int agreeing = 0;
		int all = 0;
		for (final DeconvolutionCases.Row row : DeconvolutionCases.rows()) {
			final Deconvolution deconvolution = new Deconvolution(row.aif(), row.dt(), row.settings());
			final int n = row.aif().length;
			final double[][] curves = curvesAround(row.tissue(), row.id());
			final float[][] tissue = new float[n][CURVES];
			for (int v = 0; v < CURVES; v++)
				for (int k = 0; k < n; k++)
					tissue[k][v] = (float) curves[v][k];
			final ResidueBlock out = new ResidueBlock(CURVES, n, true);

			BlockPlan.of(deconvolution).newWorker(CURVES).deconvolve(tissue, CURVES, out);

			for (int v = 0; v < CURVES; v++) {
				final Residue expected = deconvolution.deconvolve(curves[v]);
				final double scale = Arrays.stream(expected.values()).map(Math::abs).max().getAsDouble();
				double worst = 0;
				for (int k = 0; k < n; k++)
					worst = Math.max(worst, Math.abs(expected.values()[k] - out.residue()[k][v]));
				final boolean peak = Math.abs(expected.peak() - out.peak()[v]) <= 1e-4 * Math.abs(expected.peak());
				all++;
				if (worst <= 1e-5 * scale && peak && expected.peakIndex() == out.peakIndex()[v]) agreeing++;
			}
		}
		assertTrue(agreeing >= 0.99 * all, agreeing + " of " + all + " curves agree");
		System.out.println("Fast path: " + agreeing + " of " + all + " curves within 1e-5 of max|R|, peak within 1e-4, Tmax the same sample");
	}

	/** The curve itself, scaled, noisy, delayed and zero: neighbours that finish at different levels. */
	private static double[][] curvesAround(final double[] tissue, final long seed) {
		final Random random = new Random(seed);
		final double peak = Arrays.stream(tissue).map(Math::abs).max().getAsDouble();
		final double[][] curves = new double[CURVES][];
		for (int v = 0; v < CURVES; v++) {
			final double sd = v == 0 ? 0 : peak * 0.2 * random.nextDouble();
			final double scale = v == 0 ? 1 : v == 5 ? 0 : 0.1 + random.nextDouble();
			curves[v] = Arrays.stream(tissue).map(c -> scale == 0 ? 0 : scale * c + sd * random.nextGaussian()).toArray();
		}
		return curves;
	}

	@Test
	void doesNotDependOnHowCurvesShareABlock() {
		final double[] aif = DeconvolutionTest.gamma(60, 1, 6, 300);
		final double[] tissue = DeconvolutionTest.convolve(aif, 1, 0.01, 4);
		final double[][] curves = curvesAround(tissue, 4);
		final float[][] block = new float[60][CURVES];
		for (int v = 0; v < CURVES; v++)
			for (int k = 0; k < 60; k++)
				block[k][v] = (float) curves[v][k];
		for (final Algorithm algorithm : Algorithm.values()) {
			final BlockPlan plan = BlockPlan.of(new Deconvolution(aif, 1, DeconvolutionSettings.of(algorithm)));
			final ResidueBlock together = new ResidueBlock(CURVES, 60, true);
			plan.newWorker(CURVES).deconvolve(block, CURVES, together);
			final ResidueBlock alone = new ResidueBlock(1, 60, true);
			final BlockDeconvolver worker = plan.newWorker(1);
			for (int v = 0; v < CURVES; v++) {
				final float[][] one = new float[60][1];
				for (int k = 0; k < 60; k++)
					one[k][0] = block[k][v];
				worker.deconvolve(one, 1, alone);
				assertEquals(alone.peak()[0], together.peak()[v]);
				assertEquals(alone.peakIndex()[0], together.peakIndex()[v]);
				final float[] column = new float[60];
				final float[] single = new float[60];
				for (int k = 0; k < 60; k++) {
					column[k] = together.residue()[k][v];
					single[k] = alone.residue()[k][0];
				}
				assertArrayEquals(single, column);
			}
		}
	}
}
