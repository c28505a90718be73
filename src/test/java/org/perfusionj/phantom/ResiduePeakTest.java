package org.perfusionj.phantom;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.perfusionj.simulation.GammaTransit;
import org.perfusionj.work.Parallel;
import org.perfusionj.work.WorkMonitor;

class ResiduePeakTest {

	private static final double STEP_S = 0.01;

	private static ResiduePeak peak(final double alpha, final double aifDispersionS) {
		try (Parallel parallel = new Parallel(2)) {
			return new ResiduePeak(alpha, aifDispersionS, parallel, WorkMonitor.SILENT);
		}
	}

	/** By small steps: the share a/b of the residue function at once, the rest through an exponential of mean b. */
	private static double direct(final double alpha, final double mttS, final double a, final double b) {
		final GammaTransit transit = new GammaTransit(alpha, mttS);
		final double decay = Math.exp(-STEP_S / b);
		double dispersed = 0;
		double largest = a / b;
		double atS = 0;
		double before = 1;
		for (int i = 1; i < 5000; i++) {
			final double now = transit.residue(i * STEP_S);
			dispersed = dispersed * decay + (1 - decay) * (before + now) / 2;
			before = now;
			final double value = a / b * now + (1 - a / b) * dispersed;
			if (value > largest) {
				largest = value;
				atS = i * STEP_S;
			}
		}
		return atS;
	}

	@ParameterizedTest
	@CsvSource({ "1, 0", "1, 0.35", "2, 0.05", "2, 0.5", "4, 0.35", "8, 0.2", "8, 0.8" })
	void isThatOfTheFunctionItselfAlsoJustAboveTheDispersionOfTheAif(final double alpha, final double aifDispersionS) {
		final ResiduePeak peak = peak(alpha, aifDispersionS);

		double worst = 0;
		String where = "";
		for (final double mttS : new double[] { 2, 3.3, 4.6, 7.7, 14 })
			for (final double excess : new double[] { 0.02, 0.05, 0.1, 0.16, 0.25, 0.4, 0.7, 1.1, 2, 3.4, 5 }) {
				final double error = Math.abs(peak.afterArrivalS(mttS, aifDispersionS + excess) - direct(alpha, mttS, aifDispersionS, aifDispersionS + excess));
				if (error > worst) {
					worst = error;
					where = "MTT " + mttS + " s, " + excess + " s above the dispersion of the AIF";
				}
			}
		assertEquals(0, worst, 0.03, where);
	}

	@Test
	void tissueThatIsDispersedLessThanTheAifHasItsPeakAtOnce() {
		assertEquals(0, peak(3, 0.5).afterArrivalS(4, 0.3));
		assertEquals(0, peak(3, 0.5).afterArrivalS(4, 0.5));
		assertEquals(0, peak(3, 0).afterArrivalS(4, 0));
	}
}
