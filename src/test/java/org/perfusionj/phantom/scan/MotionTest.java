package org.perfusionj.phantom.scan;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.perfusionj.series.AcquisitionTimes;
import org.perfusionj.simulation.RandomStream;
import org.perfusionj.work.PerfusionException;

class MotionTest {

	private static final AcquisitionTimes TIMES = AcquisitionTimes.uniform(60, 1);
	private static final double[] CENTRE = { 3, -12, 40 };

	private static Motion draw(final int grade, final int seed) {
		return Motion.draw(grade, TIMES, CENTRE, new RandomStream(seed));
	}

	@Test
	void gradeZeroNeverMoves() {
		final Motion motion = draw(0, 1);
		final double[] out = new double[3];

		for (int t = 0; t < 60; t++) {
			assertTrue(motion.isStill(t));
			motion.at(t).apply(10, 20, 30, out);
			assertArrayEquals(new double[] { 10, 20, 30 }, out, 1e-12);
			assertArrayEquals(new double[6], motion.parameters()[t]);
		}
	}

	@ParameterizedTest
	@CsvSource({ "1, 1, 3", "2, 3, 8", "3, 10, 14" })
	void largestMotionIsThatOfTheGrade(final int grade, final double low, final double high) {
		for (int seed = 0; seed < 50; seed++) {
			final Motion motion = draw(grade, seed);
			double shift = 0;
			double angle = 0;
			for (int t = 0; t < 60; t++) {
				shift = Math.max(shift, motion.at(t).shiftMm());
				angle = Math.max(angle, motion.at(t).angleDegrees());
			}

			assertTrue(shift >= low - 1e-6 && shift <= high + 1e-6, "shift " + shift);
			// small errors of the second scaling
			assertTrue(angle >= 0.99 * low && angle <= 1.01 * high, "angle " + angle);
			assertTrue(motion.isStill(0));
		}
	}

	@Test
	void headsMostlyNodAndLieWorseLater() {
		final double[] largest = new double[6];
		double early = 0;
		double late = 0;
		double fastEarly = 0;
		double fastLate = 0;
		for (int seed = 0; seed < 300; seed++) {
			final double[][] parameters = draw(2, seed).parameters();
			for (int axis = 0; axis < 6; axis++) {
				double most = 0;
				for (final double[] row : parameters)
					most = Math.max(most, Math.abs(row[axis]));
				largest[axis] += most;
			}
			early += Math.abs(parameters[15][3]);
			late += Math.abs(parameters[59][3]);
			for (int t = 1; t < 60; t++) {
				final double step = Math.abs(parameters[t][3] - parameters[t - 1][3]);
				if (t <= 15) fastEarly += step / 15;
				else fastLate += step / 44;
			}
		}

		// pitch : yaw : roll = 3 : 2 : 1
		assertEquals(3.0, largest[3] / largest[4], 0.3);
		assertEquals(2.0, largest[5] / largest[4], 0.2);
		assertTrue(late > 1.3 * early);
		assertTrue(fastEarly > 1.3 * fastLate);
	}

	@Test
	void sameSeedMovesTheSame() {
		for (int t = 0; t < 60; t++) {
			assertArrayEquals(draw(3, 8).parameters()[t], draw(3, 8).parameters()[t]);
			assertEquals(draw(3, 8).isStill(t), draw(3, 8).at(t).shiftMm() == 0 && draw(3, 8).at(t).angleDegrees() == 0);
		}
		assertFalse(draw(3, 8).parameters()[59][0] == draw(3, 9).parameters()[59][0]);
	}

	@Test
	void inverseUndoesAndTheCentreOnlyShifts() {
		final RigidTransform transform = new RigidTransform(CENTRE, new double[] { 1, -2, 3, 10, -4, 7 });
		final double[] there = new double[3];
		final double[] back = new double[3];
		transform.apply(50, -60, 70, there);
		transform.inverse(there[0], there[1], there[2], back);
		assertArrayEquals(new double[] { 50, -60, 70 }, back, 1e-9);
		transform.apply(CENTRE[0], CENTRE[1], CENTRE[2], there);
		assertArrayEquals(new double[] { 4, -14, 43 }, there, 1e-9);
	}

	@Test
	void aNodTakesTheForeheadUpwards() {
		final double[] out = new double[3];
		new RigidTransform(new double[3], new double[] { 0, 0, 0, 90, 0, 0 }).apply(0, 80, 0, out);
		assertArrayEquals(new double[] { 0, 0, 80 }, out, 1e-9);
		new RigidTransform(new double[3], new double[] { 0, 0, 0, 0, 0, 90 }).apply(80, 0, 0, out);
		assertArrayEquals(new double[] { 0, 80, 0 }, out, 1e-9);
	}

	@Test
	void unknownGradeIsRefused() {
		assertTrue(assertThrows(PerfusionException.class, () -> draw(4, 1)).getMessage().contains("motion must be 0 (none) to 3"));
	}
}
