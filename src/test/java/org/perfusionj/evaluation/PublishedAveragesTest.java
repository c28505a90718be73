package org.perfusionj.evaluation;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.perfusionj.simulation.AifWidth;
import org.perfusionj.simulation.CurveSimulator;
import org.perfusionj.work.Parallel;
import org.perfusionj.work.WorkMonitor;

/**
 * The averages over the six test sets against those of an independent implementation. By default with few curves and a
 * tolerance of about three standard errors; with -Dperfusionj.curves=1000 (about three minutes on two cores) to 3 % and one
 * standard error.
 */
class PublishedAveragesTest {

	/** CBF RMSE, BAD RMSE, mean ratio of CBF. */
	private static final Map<AifWidth, Map<String, double[]>> EXPECTED = Map.of(AifWidth.LITERATURE, Map.of("sSVD", new double[] { 10.64, 4.78, 0.77 }, "cSVD", new double[] { 9.59, 4.62, 0.82 }, "oSVD", new double[] { 8.55, 4.26, 0.84 },
		"Tikhonov", new double[] { 8.53, 4.10, 0.84 }, "Tikhonov_circulant", new double[] { 8.96, 4.22, 0.82 }), AifWidth.CALIBRATED, Map.of("sSVD", new double[] { 8.07, 3.81, 0.86 }, "cSVD", new double[] { 7.43, 4.10, 0.89 }, "oSVD",
			new double[] { 7.33, 3.65, 0.85 }, "Tikhonov", new double[] { 6.64, 3.44, 0.94 }, "Tikhonov_circulant", new double[] { 7.36, 3.96, 0.91 }));

	@Test
	void agreeWithAnIndependentImplementation() {
		final int curves = Integer.getInteger("perfusionj.curves", 16);
		// RMSEs of 1000 curves a condition differ between seeds by 0.7 to 0.9 %
		final double error = 0.008 * Math.sqrt(1000.0 / curves);
		final double tolerance = curves < 1000 ? 3 * error : 0.03 + error;

		final CurveScores scores;
		try (Parallel parallel = Parallel.allCores()) {
			scores = new CurveEvaluation(curves, 1, CurveSimulator.STANDARD).run(SampleMethods.withoutNetwork(1).methods("all", WorkMonitor.SILENT), List.of(AifWidth.values()), parallel, WorkMonitor.SILENT);
		}

		assertEquals(10, scores.averages().size());
		for (final CurveScore score : scores.averages()) {
			final double[] expected = EXPECTED.get(score.width()).get(score.method());
			final String which = score.method() + ", " + score.width().key();
			assertEquals(expected[0], score.cbfRmse(), tolerance * expected[0], "CBF RMSE of " + which);
			assertEquals(expected[1], score.badRmse(), tolerance * expected[1], "BAD RMSE of " + which);
			assertEquals(expected[2], score.cbfRatioMean(), 0.01 + tolerance / 5, "CBF ratio of " + which);
		}
	}
}
