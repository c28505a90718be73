package org.perfusionj.curve;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.Random;
import java.util.function.DoubleUnaryOperator;

import org.junit.jupiter.api.Test;

class CurveMetricsTest {

	private static final double EXACT = 1e-12;

	/** 0 until 10 s, up to 120 at 16 s, down to 0 at 28 s. */
	private static double triangle(final double t) {
		return Math.max(0, Math.min((t - 10) * 20, (28 - t) * 10));
	}

	private static TimeCurve sampled(final double start, final double step, final int count, final DoubleUnaryOperator function) {
		final double[] values = new double[count];
		for (int i = 0; i < count; i++)
			values[i] = function.applyAsDouble(start + i * step);
		return new TimeCurve(new TimeGrid(start, step, count), values);
	}

	@Test
	void measuresATriangleExactly() {
		final CurveMetrics metrics = CurveMetrics.of(sampled(0, 1, 40, t -> 35 + triangle(t)), 8);

		assertEquals(35, metrics.baseline(), EXACT);
		assertEquals(155, metrics.peak(), EXACT);
		assertEquals(120, metrics.peakToBaseline(), EXACT);
		assertEquals(16, metrics.timeToPeakS(), EXACT);
		assertEquals(10, metrics.bolusArrivalS().getAsDouble(), EXACT);
		assertEquals(9, metrics.fwhmS().getAsDouble(), EXACT, "from 13 s to 22 s");
		assertEquals(18 * 120 / 2., metrics.area(), 1e-9);
		assertEquals(0, metrics.noise().getAsDouble(), EXACT);
		assertEquals(0, metrics.endFraction().getAsDouble(), EXACT);
		assertFalse(metrics.truncated());
		assertTrue(metrics.truncationWarning("AIF").isEmpty());
	}

	@Test
	void interpolatesBetweenIrregularSamples() {
		final TimeCurve curve = new TimeCurve(new double[] { 2, 5, 6, 10, 20 }, new double[] { 0, 0, 8, 2, 0 });

		final CurveMetrics metrics = CurveMetrics.of(curve);

		assertEquals(4, metrics.timeToPeakS(), EXACT, "from the first sample");
		assertEquals(3, metrics.bolusArrivalS().getAsDouble(), EXACT);
		assertEquals(6 + 4 * 4 / 6. - 5.5, metrics.fwhmS().getAsDouble(), EXACT);
	}

	@Test
	void agreesWithTheGammaVariate() {
		// SETUP: t^3 exp(-t/1.5) peaks at 4.5 s; its half-height points, solved to 1e-9, are 6.2 s apart
		final DoubleUnaryOperator gamma = t -> t <= 8 ? 0 : 300 * Math.pow((t - 8) / 4.5, 3) * Math.exp(3 - (t - 8) / 1.5);
		final double rise = bisect(gamma, 8, 12.5, 150);
		final double fall = bisect(gamma, 12.5, 30, 150);

		// EXECUTE
		final CurveMetrics metrics = CurveMetrics.of(sampled(0, 0.05, 1200, gamma), 100);

		// VERIFY
		assertEquals(12.5, metrics.timeToPeakS(), 1e-9);
		assertEquals(300, metrics.peakToBaseline(), 1e-9);
		assertEquals(fall - rise, metrics.fwhmS().getAsDouble(), 1e-3);
		assertEquals(6.2, metrics.fwhmS().getAsDouble(), 0.05);
		assertEquals(300 * 6 * Math.pow(1.5, 4) / Math.pow(4.5, 3) * Math.exp(3), metrics.area(), 0.5, "3! b^4 times the scale");
		assertTrue(metrics.bolusArrivalS().getAsDouble() > 8 && metrics.bolusArrivalS().getAsDouble() < rise);
	}

	private static double bisect(final DoubleUnaryOperator function, final double from, final double to, final double level) {
		double a = from;
		double b = to;
		final boolean rising = function.applyAsDouble(to) > level;
		while (b - a > 1e-9) {
			final double middle = (a + b) / 2;
			if (function.applyAsDouble(middle) < level == rising) a = middle;
			else b = middle;
		}
		return a;
	}

	@Test
	void leavesTheWidthEmptyWhenTheTailIsCutOff() {
		final CurveMetrics metrics = CurveMetrics.of(sampled(0, 1, 21, t -> triangle(t)), 5);

		assertEquals(16, metrics.timeToPeakS(), EXACT);
		assertTrue(metrics.fwhmS().isEmpty(), "the curve ends at 80 of 120");
		assertEquals(10, metrics.bolusArrivalS().getAsDouble(), EXACT, "the rising flank is there");
		assertEquals(90 / 120., metrics.endFraction().getAsDouble(), EXACT, "mean of 100, 90, 80");
		assertTrue(metrics.truncated());
		assertTrue(metrics.truncationWarning("VOF").get().contains("VOF") && metrics.truncationWarning("VOF").get().contains("75 %"), metrics.truncationWarning("VOF").get());
	}

	@Test
	void leavesArrivalAndWidthEmptyWhenTheRiseIsCutOff() {
		final CurveMetrics metrics = CurveMetrics.of(sampled(14, 1, 20, t -> triangle(t)));

		assertEquals(2, metrics.timeToPeakS(), EXACT);
		assertTrue(metrics.bolusArrivalS().isEmpty());
		assertTrue(metrics.fwhmS().isEmpty());
	}

	@Test
	void leavesArrivalEmptyWhenTheFootLiesBeforeTheScan() {
		// starts at 20 of 120, below 20 %, but the line meets zero one second before the first sample
		final CurveMetrics metrics = CurveMetrics.of(sampled(11, 1, 20, t -> triangle(t)));

		assertTrue(metrics.bolusArrivalS().isEmpty());
		assertEquals(9, metrics.fwhmS().getAsDouble(), EXACT);
	}

	@Test
	void aCurveThatIsZeroOrBelowHasNoBolus() {
		for (final double level : new double[] { 0, -3 }) {
			final CurveMetrics metrics = CurveMetrics.of(sampled(0, 1, 12, t -> level));

			assertEquals(level, metrics.peakToBaseline(), EXACT);
			assertTrue(metrics.bolusArrivalS().isEmpty());
			assertTrue(metrics.fwhmS().isEmpty());
			assertTrue(metrics.endFraction().isEmpty());
			assertFalse(metrics.truncated());
		}
	}

	@Test
	void noiseIsTheStandardDeviationOfTheBaseline() {
		final TimeCurve curve = new TimeCurve(new TimeGrid(0, 1, 7), new double[] { 1, 3, 2, 50, 30, 2, 2 });

		assertEquals(1, CurveMetrics.of(curve, 3).noise().getAsDouble(), EXACT);
		assertEquals(OptionalDouble.empty(), CurveMetrics.of(curve, 1).noise(), "one frame has no spread");
		assertEquals(OptionalDouble.empty(), CurveMetrics.of(curve).noise());
		assertEquals(2.5, CurveMetrics.of(curve, 1, 3).baseline(), EXACT);
		assertEquals(CurveMetrics.of(curve, 3), CurveMetrics.of(curve, OptionalInt.of(3)));
		assertEquals(CurveMetrics.of(curve), CurveMetrics.of(curve, OptionalInt.empty()));
	}

	@Test
	void aBaselineOutsideTheCurveIsRefused() {
		final TimeCurve curve = sampled(0, 1, 12, t -> t);

		assertThrows(IllegalArgumentException.class, () -> CurveMetrics.of(curve, 13));
		assertThrows(IllegalArgumentException.class, () -> CurveMetrics.of(curve, -1));
		assertThrows(IllegalArgumentException.class, () -> CurveMetrics.of(curve, 5, 4));
		assertThrows(IllegalArgumentException.class, () -> CurveMetrics.of(sampled(0, 1, 12, t -> t == 3 ? Double.NaN : t)));
	}

	@Test
	void timesShiftWithTheCurveAndValuesScaleWithIt() {
		final Random random = new Random(7);
		for (int repeat = 0; repeat < 200; repeat++) {
			// SETUP: a random gamma bolus, the same one n samples later, and the same one scaled and lifted
			final double step = 0.5 + random.nextDouble() * 2;
			final double peakAt = 3 + 5 * random.nextDouble();
			final double width = 0.3 + 0.5 * random.nextDouble();
			final int shift = random.nextInt(10);
			final double scale = 0.01 + 10 * random.nextDouble();
			final double lift = -50 + 100 * random.nextDouble();
			final DoubleUnaryOperator bolus = t -> t <= 0 ? 0 : Math.exp(-Math.pow(Math.log(t / peakAt) / width, 2));
			final int count = 60;
			final TimeCurve curve = sampled(-8 * step, step, count, bolus);

			// EXECUTE
			final CurveMetrics metrics = CurveMetrics.of(curve, 8);
			final CurveMetrics shifted = CurveMetrics.of(sampled((-8 - shift) * step, step, count + shift, bolus), 8);
			final CurveMetrics scaled = CurveMetrics.of(sampled(-8 * step, step, count, t -> lift + scale * bolus.applyAsDouble(t)), 8);

			// VERIFY
			assertEquals(metrics.timeToPeakS() + shift * step, shifted.timeToPeakS(), 1e-9);
			assertEquals(metrics.bolusArrivalS().getAsDouble() + shift * step, shifted.bolusArrivalS().getAsDouble(), 1e-9);
			assertEquals(metrics.fwhmS().getAsDouble(), shifted.fwhmS().getAsDouble(), 1e-9);
			assertEquals(metrics.area(), shifted.area(), 1e-9);
			assertEquals(metrics.timeToPeakS(), scaled.timeToPeakS(), 1e-9);
			assertEquals(metrics.bolusArrivalS().getAsDouble(), scaled.bolusArrivalS().getAsDouble(), 1e-9);
			assertEquals(metrics.fwhmS().getAsDouble(), scaled.fwhmS().getAsDouble(), 1e-9);
			assertEquals(scale * metrics.peakToBaseline(), scaled.peakToBaseline(), 1e-9);
			assertEquals(scale * metrics.area(), scaled.area(), 1e-7);
			assertEquals(metrics.endFraction().getAsDouble(), scaled.endFraction().getAsDouble(), 1e-9);
		}
	}
}
