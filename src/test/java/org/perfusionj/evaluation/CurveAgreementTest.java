package org.perfusionj.evaluation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.perfusionj.curve.TimeCurve;
import org.perfusionj.curve.TimeGrid;

class CurveAgreementTest {

	/** A triangle from 0 at 10 s over 100 at 15 s to 0 at 20 s. */
	private static double triangle(final double t) {
		return Math.max(0, 100 - 20 * Math.abs(t - 15));
	}

	private static TimeCurve triangle(final double[] times, final double late, final double scale) {
		final double[] values = new double[times.length];
		for (int i = 0; i < times.length; i++)
			values[i] = scale * triangle(times[i] - late);
		return new TimeCurve(times, values);
	}

	private static final double[] SECONDS = new TimeGrid(0, 1, 41).times();

	@Test
	void errorsAreCurveMinusReference() {
		final CurveAgreement a = CurveAgreement.of(triangle(SECONDS, 2, 0.5), triangle(SECONDS, 0, 1));

		assertEquals(17, a.tpeakS(), 1e-9);
		assertEquals(2, a.tpeakErrorS(), 1e-9);
		assertEquals(5, a.fwhmS(), 1e-9);
		assertEquals(0, a.fwhmErrorS(), 1e-9);
		assertEquals(50, a.ptb(), 1e-9);
		assertEquals(-50, a.ptbError(), 1e-9);
		assertEquals(1, CurveAgreement.of(triangle(SECONDS, 0, 3), triangle(SECONDS, 0, 1)).r(), 1e-12);
		assertEquals(40000.0 * 0.25 * (1 + 2 * (0.64 + 0.36 + 0.16 + 0.04)) / 41 / 4, CurveAgreement.of(triangle(SECONDS, 0, 0.5), triangle(SECONDS, 0, 1)).mse(), 1e-9);
		assertTrue(a.r() > 0.6 && a.r() < 0.9, "two seconds late: " + a.r());
	}

	@Test
	void theReferenceIsInterpolatedToTheTimesOfTheCurve() {
		// SETUP: irregular times with the corners of the triangle, and a grid that begins later and ends earlier
		final double[] irregular = { 0, 4, 10, 12.5, 15, 16, 20, 30, 40 };
		final double[] grid = new TimeGrid(2.5, 0.5, 60).times();

		final CurveAgreement a = CurveAgreement.of(triangle(grid, 0, 1), triangle(irregular, 0, 1));

		assertEquals(1, a.r(), 1e-12);
		assertEquals(0, a.mse(), 1e-18);
		assertEquals(15, a.tpeakS(), 1e-9, "on the clock of the curve, not from its first sample");
		assertEquals(0, a.tpeakErrorS(), 1e-9);
	}

	@Test
	void beyondItsEndsTheReferenceKeepsItsLastValue() {
		final TimeCurve shorter = new TimeCurve(new double[] { 5, 10, 15 }, new double[] { 7, 0, 100 });
		final TimeCurve constant = new TimeCurve(new double[] { 0, 2, 15, 16, 90 }, new double[] { 7, 7, 100, 100, 100 });
		assertEquals(0, CurveAgreement.of(constant, shorter).mse(), 1e-18);
	}

	@Test
	void aConstantCurveHasNoCorrelationAndNoWidth() {
		final CurveAgreement a = CurveAgreement.of(triangle(SECONDS, 0, 0), triangle(SECONDS, 0, 1));
		assertTrue(Double.isNaN(a.r()));
		assertTrue(Double.isNaN(a.fwhmErrorS()));
		assertEquals(-100, a.ptbError(), 1e-9);
	}
}
