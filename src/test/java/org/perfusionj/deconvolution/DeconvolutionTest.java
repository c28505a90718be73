package org.perfusionj.deconvolution;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Random;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.perfusionj.work.PerfusionException;

/** Held to the verification cases (an independent implementation) and to properties that follow from the equations. */
class DeconvolutionTest {

	@Test
	void reproducesEveryVerificationCase() throws IOException {
		final List<DeconvolutionCases.Row> rows = DeconvolutionCases.rows();
		assertEquals(560, rows.size());
		assertAll(rows.stream().map(row -> () -> {
			final String name = "case " + row.id() + " " + row.method();
			final Residue residue = new Deconvolution(row.aif(), row.dt(), row.settings()).deconvolve(row.tissue());
			final double scale = Arrays.stream(row.residue()).map(Math::abs).max().getAsDouble();
			assertArrayEquals(row.residue(), residue.values(), 1e-6 * scale, name);
			final double cbf = 6000 / row.rho() * residue.peak();
			final double cbv = 100 * row.kappa() / row.rho() * Arrays.stream(row.tissue()).sum() / Arrays.stream(row.aif()).sum();
			final double mtt = cbf > 0 ? 60 * cbv / cbf : 0;
			assertEquals(row.cbf(), cbf, 1e-6 * Math.abs(row.cbf()), name);
			assertEquals(row.cbv(), cbv, 1e-6 * Math.abs(row.cbv()), name);
			assertEquals(row.mtt(), mtt, 1e-6 * Math.abs(row.mtt()), name);
			assertEquals(row.tmax(), row.dt() * residue.peakIndex(), 1e-9, name);
			if (row.used().isPresent()) assertEquals(row.used().getAsDouble(), residue.used(), 1e-6 * row.used().getAsDouble(), name);
			assertEquals(row.oi(), residue.oscillationIndex(), 1e-6 * row.oi() + 1e-12, name);
		}));
	}

	@ParameterizedTest
	@EnumSource(Algorithm.class)
	void doublesWhenTheTissueCurveDoubles(final Algorithm algorithm) {
		final double[] aif = gamma(50, 1, 5, 300);
		final double[] tissue = noisy(convolve(aif, 1, 0.01, 4), 0.2, 3);
		final Deconvolution deconvolution = new Deconvolution(aif, 1, DeconvolutionSettings.of(algorithm));

		final double[] once = deconvolution.deconvolve(tissue).values();
		final double[] twice = deconvolution.deconvolve(Arrays.stream(tissue).map(c -> 2 * c).toArray()).values();

		assertArrayEquals(Arrays.stream(once).map(r -> 2 * r).toArray(), twice, 1e-12);
	}

	@ParameterizedTest
	@EnumSource(value = Algorithm.class, names = { "SSVD", "CSVD" })
	void fixedFiltersAreLinear(final Algorithm algorithm) {
		final double[] aif = gamma(50, 1, 5, 300);
		final double[] first = noisy(convolve(aif, 1, 0.01, 4), 0.2, 3);
		final double[] second = noisy(convolve(aif, 1, 0.004, 9), 0.2, 4);
		final double[] sum = new double[50];
		Arrays.setAll(sum, k -> first[k] + second[k]);
		final Deconvolution deconvolution = new Deconvolution(aif, 1, DeconvolutionSettings.of(algorithm));

		final double[] a = deconvolution.deconvolve(first).values();
		final double[] b = deconvolution.deconvolve(second).values();

		final double[] expected = new double[a.length];
		Arrays.setAll(expected, k -> a[k] + b[k]);
		assertArrayEquals(expected, deconvolution.deconvolve(sum).values(), 1e-14);
	}

	@Test
	void circulantSvdMovesWithTheTissueCurve() {
		final double[] aif = gamma(80, 1, 5, 300);
		final double[] tissue = convolve(gamma(80, 1, 5, 300), 1, 0.01, 3);
		// the property holds as long as the delayed curve returns to zero inside the scan
		for (int k = 60; k < 80; k++)
			tissue[k] = 0;
		final Deconvolution deconvolution = new Deconvolution(aif, 1, DeconvolutionSettings.of(Algorithm.CSVD));
		final Residue here = deconvolution.deconvolve(tissue);

		for (int delay = 1; delay < 15; delay++) {
			final double[] delayed = new double[80];
			System.arraycopy(tissue, 0, delayed, delay, 80 - delay);
			final Residue there = deconvolution.deconvolve(delayed);
			assertEquals(here.peak(), there.peak(), 1e-12);
			assertEquals(here.peakIndex() + delay, there.peakIndex());
		}
	}

	@Test
	void scalingTheAifScalesTheResidueInversely() {
		final double[] aif = gamma(50, 1, 5, 300);
		final double[] tissue = noisy(convolve(aif, 1, 0.01, 4), 0.2, 3);
		for (final Algorithm algorithm : Algorithm.values()) {
			final double[] one = new Deconvolution(aif, 1, DeconvolutionSettings.of(algorithm)).deconvolve(tissue).values();
			final double[] other = new Deconvolution(Arrays.stream(aif).map(c -> 3 * c).toArray(), 1, DeconvolutionSettings.of(algorithm)).deconvolve(tissue).values();
			assertArrayEquals(one, Arrays.stream(other).map(r -> 3 * r).toArray(), 1e-10);
		}
	}

	@ParameterizedTest
	@EnumSource(Algorithm.class)
	void fitIsTheConvolutionWithTheAif(final Algorithm algorithm) {
		final double[] aif = gamma(50, 1.5, 5, 300);
		final double[] tissue = noisy(convolve(aif, 1.5, 0.01, 4), 0.2, 3);
		final Deconvolution deconvolution = new Deconvolution(aif, 1.5, DeconvolutionSettings.of(algorithm).withQuadrature(Quadrature.RECTANGLE));
		final Residue residue = deconvolution.deconvolve(tissue);
		// a circulant matrix is a convolution in a circle of as many samples as the residue function has
		final double[] expected = new double[50];
		for (int i = 0; i < expected.length; i++)
			for (int j = 0; j < residue.values().length; j++) {
				final int lag = Math.floorMod(i - j, residue.values().length == 50 ? 1000 : 100);
				if (lag < 50) expected[i] += 1.5 * aif[lag] * residue.values()[j] / 0.73;
			}

		assertArrayEquals(expected, deconvolution.fit(residue), 1e-9);
		double missed = 0;
		for (int k = 0; k < tissue.length; k++)
			missed += Math.pow(tissue[k] - expected[k], 2) / tissue.length;
		assertTrue(Math.sqrt(missed) < 0.1 * Arrays.stream(tissue).max().getAsDouble(), "root mean square " + Math.sqrt(missed));
	}

	@Test
	void findsThePeakBySignNotByMagnitude() {
		final Residue residue = new Residue(new double[] { 0.1, 0.5, -0.9, 0.2, 0.8, 0.7 }, 3, 0);
		assertEquals(1, residue.peakIndex());
	}

	@Test
	void refusesWhatCannotWork() {
		final DeconvolutionSettings settings = DeconvolutionSettings.of(Algorithm.OSVD);
		assertMessage("zero at every sample", () -> new Deconvolution(new double[20], 1, settings));
		assertMessage("NaN", () -> new Deconvolution(new double[] { 0, Double.NaN, 1 }, 1, settings));
		assertMessage("19 samples, the AIF 20", () -> new Deconvolution(gamma(20, 1, 5, 300), 1, settings).deconvolve(new double[19]));
		assertMessage("interval", () -> new Deconvolution(gamma(20, 1, 5, 300), 0, settings));
		assertMessage("no circulant form", () -> settings.withQuadrature(Quadrature.TRAPEZOID));
		assertMessage("circulant matrix", () -> settings.withMatrix(MatrixForm.TOEPLITZ));
		assertMessage("threshold", () -> new DeconvolutionSettings(Algorithm.SSVD, Optional.empty(), Optional.empty(), OptionalDouble.of(1.5), 0.035, Lambda.LCURVE, 0.73));
		assertMessage("lambda", () -> Lambda.of("-1"));
		assertMessage("lambda", () -> Lambda.of("corner"));
	}

	private static void assertMessage(final String part, final org.junit.jupiter.api.function.Executable work) {
		final String message = assertThrows(PerfusionException.class, work).getMessage();
		assertTrue(message.contains(part), message);
	}

	static double[] gamma(final int n, final double dt, final double start, final double peak) {
		final double[] curve = new double[n];
		for (int k = 0; k < n; k++) {
			final double t = Math.max(0, k * dt - start);
			curve[k] = peak * Math.pow(t / 4.5, 3) * Math.exp(3 - t / 1.5);
		}
		return curve;
	}

	static double[] convolve(final double[] aif, final double dt, final double flow, final double mtt) {
		final double[] tissue = new double[aif.length];
		for (int i = 0; i < aif.length; i++)
			for (int j = 0; j <= i; j++)
				tissue[i] += dt * aif[i - j] * flow * Math.exp(-j * dt / mtt);
		return tissue;
	}

	static double[] noisy(final double[] curve, final double sd, final long seed) {
		final Random random = new Random(seed);
		return Arrays.stream(curve).map(c -> c + sd * random.nextGaussian()).toArray();
	}
}
