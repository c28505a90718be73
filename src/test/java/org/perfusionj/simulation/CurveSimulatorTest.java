package org.perfusionj.simulation;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;

import org.junit.jupiter.api.Test;
import org.perfusionj.curve.TimeGrid;

class CurveSimulatorTest {

	private static final RandomStream NOISE = new RandomStream(5);
	private static final double NO_NOISE = Double.POSITIVE_INFINITY;

	@Test
	void gammaBolusThroughAnExponentialResidueHasAClosedForm() {
		final double mtt = 6.3;
		final double tau = 0.9 * 1.5;
		final double delay = 3.37;
		final TimeGrid time = new TimeGrid(0, 1, 60);
		final CurveParameters parameters = new CurveParameters(new ArterialInput(AifShape.GAMMA, 280, 0.9, 0), 48, new GammaTransit(1, mtt), 0, delay, NO_NOISE, time);

		final double[] curve = new CurveSimulator(1, 20).simulate(parameters, NOISE).clean();
		final double[] finer = new CurveSimulator(1, 200).simulate(parameters, NOISE).clean();

		// integral of 280 (u/tp)^3 exp(3 - u/tau) exp(-(t - u)/mtt) over u from 0 to t
		final double[] expected = new double[time.count()];
		final double rate = 1 / tau - 1 / mtt;
		for (int i = 0; i < expected.length; i++) {
			final double t = time.time(i) - delay;
			final double cubic = 6 / Math.pow(rate, 4) - Math.exp(-rate * t) * (t * t * t / rate + 3 * t * t / (rate * rate) + 6 * t / Math.pow(rate, 3) + 6 / Math.pow(rate, 4));
			expected[i] = t <= 0 ? 0 : 48.0 / 6000 * 280 * Math.exp(3) / Math.pow(3 * tau, 3) * Math.exp(-t / mtt) * cubic;
		}
		final double peak = Arrays.stream(expected).max().orElseThrow();
		assertArrayEquals(expected, curve, 1e-4 * peak);
		assertArrayEquals(expected, finer, 1e-6 * peak);
	}

	/**
	 * Values at samples 5, 10, 15, 20, 30 and 39 from an independent program (numpy, sampled VTF and residue function, full
	 * convolutions by the trapezoid rule, scipy's incomplete gamma function): on the same fine grid where there is no
	 * dispersion, on one 20 times finer where there is.
	 */
	@Test
	void agreesWithAnIndependentProgram() {
		check(1e-7, curve(AifShape.GAMMA, 300, 0.8, 60, 4, 1, 0, 3.3, 1, 80), 0.80899514, 6.8746114, 3.2633396, 1.016128, 0.084451666, 0.0089023023);
		check(4e-4, curve(AifShape.PARKER, 310, 0.53, 40, 6, 100, 2, 7.77, 1.1, 72), 0.0, 0.32036239, 6.6757798, 4.40196, 2.1877118, 1.8321463);
		check(4e-4, curve(AifShape.PARKER, 250, 1.2, 20, 12, 0.5, 4, 1.23, 2, 40), 0.44145909, 3.3098834, 3.2156564, 2.5894833, 2.0110474, 1.6901109);
		check(4e-4, curve(AifShape.GAMMA, 250, 0.6, 20, 12, 17.3, 1.5, 11.11, 1.6, 50), 0.0, 1.7660731, 2.9238669, 0.50906116, 0.00010570878, 8.4677432e-09);
	}

	private static void check(final double tolerance, final SimulatedCurve curve, final double... expected) {
		final int[] samples = { 5, 10, 15, 20, 30, 39 };
		for (int i = 0; i < samples.length; i++)
			assertEquals(expected[i], curve.clean()[samples[i]], tolerance * Arrays.stream(expected).max().orElseThrow(), "sample " + samples[i]);
	}

	@Test
	void localAifAgreesWithAnIndependentProgram() {
		final double[] local = curve(AifShape.PARKER, 250, 1.2, 20, 12, 0.5, 4, 1.23, 2, 40).localAif();
		assertEquals(107.2113, local[5], 0.05);
		assertEquals(141.79022, local[10], 0.05);
		assertEquals(38.602672, local[30], 0.05);
	}

	@Test
	void areaOfTheCurveIsBloodVolumeTimesAreaOfTheAif() {
		for (final double alpha : new double[] { 0.6, 1, 3, 100 })
			for (final double dispersion : new double[] { 0, 3 }) {
				final CurveParameters parameters = new CurveParameters(new ArterialInput(AifShape.GAMMA, 300, 1.1, 2), 40, new GammaTransit(alpha, 9), dispersion, 4.2, NO_NOISE, new TimeGrid(0, 0.5, 600));
				final SimulatedCurve curve = new CurveSimulator(0.73, 40).simulate(parameters, NOISE);
				final double aifArea = Arrays.stream(curve.aif()).sum();
				assertEquals(parameters.cbv() / 100 * aifArea, 0.73 * Arrays.stream(curve.clean()).sum(), 2e-3 * aifArea * parameters.cbv() / 100, "alpha " + alpha + ", T_A " + dispersion);
				assertEquals(aifArea, Arrays.stream(curve.localAif()).sum(), 1e-4 * aifArea);
			}
	}

	@Test
	void delayShiftsTheTissueCurveAndNotTheLocalAif() {
		final SimulatedCurve early = curve(AifShape.GAMMA, 300, 1, 50, 5, 2, 2.5, 0, 1, 60);
		final SimulatedCurve late = curve(AifShape.GAMMA, 300, 1, 50, 5, 2, 2.5, 7, 1, 60);
		assertArrayEquals(Arrays.copyOf(early.clean(), 53), Arrays.copyOfRange(late.clean(), 7, 60), 1e-12);
		assertArrayEquals(new double[8], Arrays.copyOf(late.clean(), 8));
		assertArrayEquals(early.localAif(), late.localAif());
		assertArrayEquals(early.aif(), late.aif());
	}

	@Test
	void dispersionDelaysTheLocalAifByItsMean() {
		final SimulatedCurve curve = curve(AifShape.GAMMA, 300, 1, 50, 5, 2, 3.3, 5, 0.5, 200);
		assertEquals(3.3, centre(curve.localAif(), 0.5) - centre(curve.aif(), 0.5), 1e-2);
		assertArrayEquals(curve(AifShape.GAMMA, 300, 1, 50, 5, 2, 0, 5, 0.5, 200).localAif(), curve.aif());
	}

	private static double centre(final double[] curve, final double step) {
		double sum = 0;
		for (int i = 0; i < curve.length; i++)
			sum += i * step * curve[i];
		return sum / Arrays.stream(curve).sum();
	}

	@Test
	void residueStartsAtTheFlow() {
		final SimulatedCurve curve = curve(AifShape.PARKER, 300, 1, 54, 6, 1, 0, 0, 1, 30);
		for (int i = 0; i < 30; i++)
			assertEquals(54.0 / 6000 * Math.exp(-i / 6.0), curve.residue()[i], 1e-12);
	}

	@Test
	void kappaDividesTheTissueCurve() {
		final CurveParameters parameters = curve(AifShape.PARKER, 300, 1, 54, 6, 1, 0, 2.2, 1, 30).parameters();
		final double[] one = new CurveSimulator(1, 20).simulate(parameters, NOISE).clean();
		final double[] half = new CurveSimulator(0.5, 20).simulate(parameters, NOISE).clean();
		for (int i = 0; i < one.length; i++)
			assertEquals(2 * one[i], half[i], 1e-12);
	}

	@Test
	void noiseHasTheRatioAskedFor() {
		final CurveParameters parameters = new CurveParameters(new ArterialInput(AifShape.PARKER, 300, 1, 0), 54, new GammaTransit(1, 6), 0, 5, 7, new TimeGrid(0, 1, 80));
		double noise = 0;
		double sum = 0;
		double signal = 0;
		for (int i = 0; i < 300; i++) {
			final SimulatedCurve curve = CurveSimulator.STANDARD.simulate(parameters, NOISE.numbered(i));
			for (int t = 0; t < 80; t++) {
				final double difference = curve.tissue()[t] - curve.clean()[t];
				noise += difference * difference;
				sum += difference;
				signal += curve.clean()[t] * curve.clean()[t];
			}
		}
		// 24,000 samples: standard error of the variance 0.9 %, of the mean 0.65 % of sigma
		assertEquals(7, 10 * Math.log10(signal / noise), 0.2);
		assertEquals(0, sum / 24000, 0.03 * Math.sqrt(noise / 24000));
	}

	@Test
	void curvesWithoutSignalHaveNoNoise() {
		final SimulatedCurve late = new CurveSimulator(1, 20).simulate(new CurveParameters(new ArterialInput(AifShape.GAMMA, 300, 1, 0), 54, new GammaTransit(1, 6), 1, 40, 10, new TimeGrid(0, 1, 30)), NOISE);
		final SimulatedCurve dead = new CurveSimulator(1, 20).simulate(new CurveParameters(new ArterialInput(AifShape.GAMMA, 300, 1, 0), 0, new GammaTransit(1, 6), 1, 4, 10, new TimeGrid(0, 1, 30)), NOISE);
		assertArrayEquals(new double[30], late.tissue());
		assertArrayEquals(new double[30], dead.tissue());
		assertTrue(late.localAif()[6] > 100);
	}

	@Test
	void refusesImpossibleValues() {
		assertThrows(IllegalArgumentException.class, () -> new CurveSimulator(0, 20));
		assertThrows(IllegalArgumentException.class, () -> new CurveSimulator(1, 0));
		assertThrows(IllegalArgumentException.class, () -> curve(AifShape.GAMMA, 300, 1, -1, 5, 1, 0, 0, 1, 30));
		assertThrows(IllegalArgumentException.class, () -> curve(AifShape.GAMMA, 300, 1, 50, 0, 1, 0, 0, 1, 30));
		assertThrows(IllegalArgumentException.class, () -> curve(AifShape.GAMMA, 300, 1, 50, 5, 1, -1, 0, 1, 30));
		assertThrows(IllegalArgumentException.class, () -> curve(AifShape.GAMMA, 300, 1, 50, 5, 1, 0, -1, 1, 30));
		final ArterialInput aif = new ArterialInput(AifShape.GAMMA, 300, 1, 0);
		assertThrows(IllegalArgumentException.class, () -> new CurveParameters(aif, 50, new GammaTransit(1, 5), 0, 0, Double.NaN, new TimeGrid(0, 1, 30)));
		assertThrows(IllegalArgumentException.class, () -> new CurveParameters(aif, 50, new GammaTransit(1, 5), 0, 0, 20, new TimeGrid(1, 1, 30)));
	}

	private static SimulatedCurve curve(final AifShape shape, final double peak, final double timeFactor, final double cbf, final double mtt, final double alpha, final double dispersion, final double delay, final double step,
		final int count)
	{
		return CurveSimulator.STANDARD.simulate(new CurveParameters(new ArterialInput(shape, peak, timeFactor, 0), cbf, new GammaTransit(alpha, mtt), dispersion, delay, NO_NOISE, new TimeGrid(0, step, count)), NOISE);
	}
}
