package org.perfusionj.curve;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Arrays;
import java.util.Random;

import org.junit.jupiter.api.Test;

/** Means over intervals against straight lines and an interpolation of its own. */
class IntervalMeansTest {

	private static final double[] TIMES = { 0, 1, 2.5, 3, 5, 8, 9, 10 };

	@Test
	void aLineHasItsMiddleValues() {
		final double[] line = Arrays.stream(TIMES).map(t -> 3 * t - 4).toArray();
		final TimeGrid intervals = new TimeGrid(1, 2, 5);
		final double[] expected = Arrays.stream(intervals.times()).map(t -> 3 * t - 4).toArray();
		assertEquals(5, new IntervalMeans(TIMES, intervals).count());
		assertArrayEquals(expected, new IntervalMeans(TIMES, intervals).of(line), 1e-12);
	}

	@Test
	void beforeAndAfterTheCurveItsEndsAreReplicated() {
		final double[] curve = { 7, 1, 2, 3, 4, 5, 6, -2 };
		final double[] means = new IntervalMeans(TIMES, new TimeGrid(-6, 1.5, 20)).of(curve);
		assertEquals(7, means[0], 1e-12);
		assertEquals(7, means[3], 1e-12, "from -2.25 to -0.75 s");
		assertEquals(-2, means[19], 1e-12);
		assertEquals(-2, means[12], 1e-12, "from 11.25 s on");
	}

	@Test
	void coarserIntervalsHoldWhatLiesBetweenTheirCentres() {
		// a peak of one sample between two centres
		final double[] times = new TimeGrid(0, 1, 13).times();
		final double[] curve = new double[13];
		curve[4] = 10;
		final double[] means = new IntervalMeans(times, new TimeGrid(2.5, 5, 2)).of(curve);
		assertEquals(10, means[0] * 5 + means[1] * 5, 1e-9, "the area is kept: " + Arrays.toString(means));
	}

	@Test
	void anyCurveAgainstAnInterpolation() {
		final Random random = new Random(2);
		final double[] curve = Arrays.stream(TIMES).map(t -> random.nextGaussian()).toArray();
		final TimeGrid intervals = new TimeGrid(-1.3, 0.7, 19);
		final double[] expected = new double[19];
		for (int k = 0; k < 19; k++)
			for (int p = -2; p <= 2; p++)
				expected[k] += at(curve, intervals.time(k) + 0.2 * p * 0.7) / 5;
		assertArrayEquals(expected, new IntervalMeans(TIMES, intervals).of(curve), 1e-12);
	}

	private static double at(final double[] curve, final double time) {
		if (time <= TIMES[0]) return curve[0];
		for (int i = 1; i < TIMES.length; i++)
			if (time <= TIMES[i]) return curve[i - 1] + (curve[i] - curve[i - 1]) * (time - TIMES[i - 1]) / (TIMES[i] - TIMES[i - 1]);
		return curve[curve.length - 1];
	}

	@Test
	void manyCurvesAtOnceAreTheSame() {
		final Random random = new Random(4);
		final float[][] rows = new float[TIMES.length][6];
		for (final float[] row : rows)
			for (int v = 0; v < row.length; v++)
				row[v] = random.nextFloat();
		final IntervalMeans means = new IntervalMeans(TIMES, new TimeGrid(0.5, 2, 4));
		final float[] some = { 9, 9, 9, 9 };
		for (int k = 0; k < 4; k++) {
			means.of(k, rows, 2, some, 3);
			for (int v = 0; v < 3; v++) {
				final int curve = 2 + v;
				assertEquals(means.of(Arrays.stream(rows).mapToDouble(row -> row[curve]).toArray())[k], some[v], 1e-6);
			}
			assertEquals(9, some[3], "behind the curves that were asked for");
		}
	}

	@Test
	void aCurveOfAnotherLengthIsRefused() {
		assertThrows(IllegalArgumentException.class, () -> new IntervalMeans(TIMES, new TimeGrid(0, 1, 2)).of(new double[3]));
	}
}
