package org.perfusionj.phantom;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.perfusionj.curve.TimeGrid;
import org.perfusionj.phantom.anatomy.Subject;
import org.perfusionj.phantom.vessels.Bolus;
import org.perfusionj.simulation.GammaTransit;
import org.perfusionj.simulation.RandomStream;
import org.perfusionj.work.Parallel;
import org.perfusionj.work.PatienceMonitor;
import org.perfusionj.work.WorkMonitor;

class TissueCurvesTest {

	/** Longest scan that can be asked for: 500 frames of mixed timing with 10 s at first. */
	private static final double LONGEST_S = 15_000;
	private static final double CBF = 50;

	private static Bolus bolus() {
		return Bolus.draw(new Subject(60, true, 0.43), 60, new RandomStream(4));
	}

	private static TissueCurves curves(final double alpha, final TimeGrid time, final WorkMonitor monitor) {
		try (Parallel parallel = new Parallel(1)) {
			return TissueCurves.of(bolus(), alpha, time, parallel, monitor);
		}
	}

	private static double enhancement(final TissueCurves curves, final double mttS, final double dispersionS, final double timeS) {
		final PerfusedPoints.Builder points = new PerfusedPoints.Builder();
		points.add(0, CBF, CBF * mttS / 60, 0, dispersionS);
		final float[] plane = new float[1];
		curves.add(points.build(curves, new float[] { 1 }), timeS, plane);
		return plane[0];
	}

	@ParameterizedTest
	@CsvSource({ "1, 0", "1, 9", "60, 0", "60, 0.5", "60, 9" })
	void entriesOfTheTableAreConvolutions(final double mttS, final double dispersionS) {
		final TimeGrid time = TissueCurves.fineGrid(60);
		final TissueCurves curves = curves(3, time, WorkMonitor.SILENT);

		final double[] input = bolus().at(time, 0, dispersionS);
		final GammaTransit transit = new GammaTransit(3, mttS);
		final double[] direct = new double[time.count()];
		for (int i = 1; i < direct.length; i++) {
			direct[i] = (input[0] * transit.residue(time.time(i)) + input[i]) / 2;
			for (int k = 1; k < i; k++)
				direct[i] += input[k] * transit.residue(time.time(i - k));
			direct[i] *= time.stepS() * CBF / (6000 * TissueCurves.KAPPA);
		}
		final double height = Arrays.stream(direct).max().orElseThrow();
		for (int i = 0; i < direct.length - 1; i += 7)
			assertEquals(direct[i], enhancement(curves, mttS, dispersionS, time.time(i)), 1e-5 * height);
	}

	@ParameterizedTest
	@CsvSource({ "0.2, 3", "150, 3", "10, 20", "90, 12" })
	void beyondTheTableTruthAndSignalAgree(final double mttS, final double dispersionS) {
		final TissueCurves curves = curves(2, TissueCurves.fineGrid(LONGEST_S), WorkMonitor.SILENT);
		final PerfusedPoints.Builder builder = new PerfusedPoints.Builder();
		builder.add(0, CBF, CBF * mttS / 60, 0, dispersionS);

		final PerfusedPoints points = builder.build(curves, new float[] { 1 });

		final double trueMtt = 60 * points.cbv(0) / points.cbf(0);
		assertEquals(Math.min(60, Math.max(1, mttS)), trueMtt, 1e-4);
		assertEquals(Math.min(9, dispersionS), points.dispersionS(0), 1e-6);
		final float[] plane = new float[1];
		for (final double timeS : new double[] { 15, 25, 60, 300 }) {
			plane[0] = 0;
			curves.add(points, timeS, plane);
			assertEquals(enhancement(curves, trueMtt, points.dispersionS(0), timeS), plane[0], 1e-4);
		}
	}

	@Test
	void nothingChangesAnyMoreWhereTheGridOfALongScanEnds() {
		final TissueCurves curves = curves(1, TissueCurves.fineGrid(LONGEST_S), WorkMonitor.SILENT);

		// the slowest tissue and the widest dispersion, long after: all its blood carries the mixed level
		final double mixed = bolus().at(new TimeGrid(LONGEST_S, 1, 1))[0];
		final double expected = CBF / 60 * 60 * mixed / (100 * TissueCurves.KAPPA);
		assertEquals(1, enhancement(curves, 60, 9, LONGEST_S) / expected, 1e-5);
		assertEquals(1, enhancement(curves, 60, 9, 900) / expected, 1e-4);
	}

	@Test
	void scansOfSomeMinutesAreCalculatedToTheirEnd() {
		final TimeGrid time = TissueCurves.fineGrid(300);
		assertTrue(time.time(time.count() - 1) > 300);
		assertTrue(TissueCurves.fineGrid(LONGEST_S).count() < 11_000);
	}

	@Test
	void cancelNeverWaitsForLong() {
		final PatienceMonitor monitor = new PatienceMonitor();

		curves(8, TissueCurves.fineGrid(LONGEST_S), monitor);

		assertTrue(monitor.longestS() < 1, monitor.longestS() + " s before " + monitor.where());
	}
}
