package org.perfusionj.phantom.vessels;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;

import org.perfusionj.curve.CurveMetrics;
import org.perfusionj.curve.TimeCurve;
import org.perfusionj.curve.TimeGrid;
import org.perfusionj.phantom.anatomy.Subject;
import org.perfusionj.simulation.RandomStream;

class BolusTest {

	private static final Subject SUBJECT = new Subject(65, true, 0.43);
	private static final TimeGrid TIME = new TimeGrid(0, 0.1, 901);

	private static Bolus bolus(final long seed) {
		return Bolus.draw(SUBJECT, 60, new RandomStream(seed));
	}

	private static Bolus bolus(final double output, final long seed) {
		return Bolus.draw(new Subject(65, true, 0.43, output, 1 / output, 0.35), 60, new RandomStream(seed));
	}

	@Test
	void sameSeedSameBolus() {
		assertArrayEquals(bolus(3).at(TIME, 1.3, 0.7), bolus(3).at(TIME, 1.3, 0.7));
		assertEquals(bolus(3).description(), bolus(3).description());
		assertNotEquals(bolus(3).description(), bolus(4).description());
	}

	@Test
	void drawnValuesStayInPublishedRanges() {
		int early = 0;
		int typical = 0;
		for (int seed = 0; seed < 400; seed++) {
			final Bolus bolus = bolus(seed);
			final double a = (double) bolus.description().get("gamma_variate_a");
			final double b = (double) bolus.description().get("gamma_variate_b_s");
			final double[] root = bolus.at(TIME);
			final CurveMetrics metrics = CurveMetrics.of(new TimeCurve(TIME, root));

			assertTrue(bolus.onsetS() >= 2 && bolus.onsetS() <= 25, "onset " + bolus.onsetS());
			assertTrue(bolus.fwhmS() >= 5.99 && bolus.fwhmS() <= 18.01, "FWHM " + bolus.fwhmS());
			assertTrue(a >= 2 && a <= 5, "a " + a);
			assertTrue(b >= 1.3 - 1e-6 && b <= 3.5 + 1e-6, "b " + b);
			assertTrue(bolus.peakHu() >= 100 && bolus.peakHu() <= 650);
			assertEquals(bolus.peakHu(), metrics.peak(), 0.01 * bolus.peakHu());
			assertEquals(bolus.peakS(), metrics.timeToPeakS(), 0.06);
			final double tail = root[root.length - 1] / bolus.peakHu();
			assertTrue(tail > 0.04 && tail < 0.35, "tail " + tail);
			if (bolus.onsetS() <= 4) early++;
			if (bolus.fwhmS() >= 7.5 && bolus.fwhmS() <= 13.5) typical++;
		}
		// a tenth starts early, most are 8 to 13 s wide
		assertTrue(early > 15 && early < 90, early + " early");
		assertTrue(typical > 240, typical + " of typical width");
	}

	@Test
	void lowOutputMakesTheBolusLateWideAndLow() {
		final double[] low = means(IntStream.range(0, 100).mapToObj(seed -> bolus(0.65, seed)).toArray(Bolus[]::new));
		final double[] usual = means(IntStream.range(0, 100).mapToObj(seed -> bolus(1, seed)).toArray(Bolus[]::new));

		assertTrue(low[0] > usual[0] + 2);
		assertTrue(low[1] > usual[1] + 1.5);
		assertTrue(low[2] < usual[2] - 30);
	}

	private static double[] means(final Bolus[] boluses) {
		return new double[] { Arrays.stream(boluses).mapToDouble(Bolus::peakS).average().getAsDouble(), Arrays.stream(boluses).mapToDouble(Bolus::fwhmS).average().getAsDouble(), Arrays.stream(boluses).mapToDouble(
			Bolus::peakHu).average().getAsDouble() };
	}

	@Test
	void shortScanStillSeesTheArterialPeak() {
		for (int seed = 0; seed < 100; seed++) {
			final Bolus bolus = Bolus.draw(SUBJECT, 35, new RandomStream(seed));

			assertTrue(bolus.peakS() < 28, "peak at " + bolus.peakS());
		}
	}

	@Test
	void arrivalShiftsTheCurve() {
		final Bolus bolus = bolus(5);
		final double[] root = bolus.at(TIME);

		final double[] later = bolus.at(TIME, 2.5, 0);

		for (int i = 25; i < later.length; i++)
			assertEquals(root[i - 25], later[i], 1e-8);
	}

	@Test
	void dispersionIsTheConvolutionWithAnExponential() {
		final Bolus bolus = bolus(6);
		final double dispersion = 1.7;
		// independent: quadrature in steps of 0.01 s
		final double step = 0.01;
		final double[] fine = bolus.at(new TimeGrid(0, step, 9001));

		final double[] dispersed = bolus.at(TIME, 0, dispersion);

		for (int i = 100; i < 900; i += 80) {
			double sum = 0;
			for (int k = 0; k <= 10 * i; k++)
				sum += (k == 0 || k == 10 * i ? 0.5 : 1) * fine[10 * i - k] * Math.exp(-k * step / dispersion) / dispersion * step;
			assertEquals(sum, dispersed[i], 1e-3 * bolus.peakHu());
		}
	}

	@Test
	void gridThatStartsInTheBolusKnowsWhatCameBefore() {
		final Bolus bolus = bolus(7);
		final double[] whole = bolus.at(TIME, 0.5, 3);

		final double[] late = bolus.at(new TimeGrid(20, 0.1, 300), 0.5, 3);

		assertArrayEquals(Arrays.copyOfRange(whole, 200, 500), late, 1e-3 * bolus.peakHu());
	}

	@Test
	void secondPassMakesABumpInMostCurves() {
		int bumps = 0;
		for (int seed = 0; seed < 100; seed++) {
			final double[] root = bolus(seed).at(TIME);
			boolean bump = false;
			for (int i = (int) (10 * bolus(seed).peakS()) + 50; i < 900; i++)
				bump |= root[i] > root[i - 1] + 1e-9;
			if (bump) bumps++;
		}

		assertTrue(bumps > 30, bumps + " of 100");
	}

	@Test
	void negativeDispersionIsRefused() {
		assertThrows(IllegalArgumentException.class, () -> bolus(1).at(TIME, 0, -0.1));
	}
}
