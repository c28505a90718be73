package org.perfusionj.curve;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.Random;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import org.perfusionj.work.PerfusionException;

class CurveResamplerTest {

	private static final double[] TIMES = { 0.5, 1.4, 3.1, 3.9, 6.2, 7 };

	@ParameterizedTest
	@EnumSource(Interpolation.class)
	void linesAreReproduced(final Interpolation interpolation) {
		final TimeGrid grid = new TimeGrid(0.5, 0.25, 27);
		final double[] line = Arrays.stream(TIMES).map(t -> 3 - 1.7 * t).toArray();
		final double[] result = new CurveResampler(TIMES, grid, interpolation).resample(line);
		for (int i = 0; i < grid.count(); i++)
			assertEquals(3 - 1.7 * grid.time(i), result[i], 1e-12);
	}

	@ParameterizedTest
	@EnumSource(Interpolation.class)
	void gridTimesThatAreSampleTimesGiveTheSampleItself(final Interpolation interpolation) {
		final float[][] frames = { { 0.1f, Float.NaN }, { 7.3f, 1 }, { -2.9f, 2 }, { 1e-7f, 3 } };
		final float[][] result = new float[4][2];
		new CurveResampler(new double[] { 0, 1, 2, 3 }, new TimeGrid(0, 1, 4), interpolation).resample(frames, result, 0, 2);
		for (int t = 0; t < 4; t++)
			assertArrayEquals(frames[t], result[t]);
	}

	@ParameterizedTest
	@EnumSource(Interpolation.class)
	void theEndsAreContinuedConstant(final Interpolation interpolation) {
		final double[] result = new CurveResampler(new double[] { 1, 2 }, new TimeGrid(0, 1.5, 3), interpolation).resample(new double[] { 4, 8 });
		assertArrayEquals(new double[] { 4, 6, 8 }, result, 1e-12);
	}

	@Test
	void oneSampleIsAConstant() {
		assertArrayEquals(new double[] { 5, 5 }, new CurveResampler(new double[] { 3 }, new TimeGrid(2, 2, 2), Interpolation.MONOTONE_CUBIC).resample(new double[] { 5 }));
	}

	@ParameterizedTest
	@EnumSource(Interpolation.class)
	void monotoneDataStayMonotone(final Interpolation interpolation) {
		final Random random = new Random(1);
		for (int n = 0; n < 200; n++) {
			final double[] times = new double[12];
			final double[] values = new double[12];
			for (int i = 1; i < times.length; i++) {
				times[i] = times[i - 1] + 0.05 + random.nextDouble() * 3;
				// steps of very different size, some of them 0
				values[i] = values[i - 1] + (random.nextInt(4) == 0 ? 0 : Math.exp(6 * random.nextDouble() - 3));
			}
			final double[] result = new CurveResampler(times, new TimeGrid(0, times[11] / 499, 500), interpolation).resample(values);
			for (int i = 1; i < result.length; i++)
				assertTrue(result[i] >= result[i - 1] - 1e-12, "falls at " + i);
		}
	}

	@Test
	void theCubicFollowsASmoothCurveBetterThanTheLine() {
		final double[] times = new double[20];
		final double[] values = new double[20];
		for (int i = 0; i < 20; i++) {
			times[i] = i * 2 + 0.3 * Math.sin(i);
			values[i] = Math.exp(-(times[i] - 15) * (times[i] - 15) / 50);
		}
		final TimeGrid grid = new TimeGrid(1, 1, 35);
		assertTrue(error(times, values, grid, Interpolation.MONOTONE_CUBIC) < 0.4 * error(times, values, grid, Interpolation.LINEAR));
	}

	private static double error(final double[] times, final double[] values, final TimeGrid grid, final Interpolation interpolation) {
		final double[] result = new CurveResampler(times, grid, interpolation).resample(values);
		double error = 0;
		for (int i = 0; i < result.length; i++)
			error += Math.abs(result[i] - Math.exp(-(grid.time(i) - 15) * (grid.time(i) - 15) / 50));
		return error;
	}

	@Test
	void theCubicIsTheTextbookHermite() {
		// slopes by hand: secants 1 and 3, intervals 1 and 2: inner 3 * 3 / ((5 * 3 + 4 * 1) / 3), at the ends the limited three-point formula
		final double[] result = new CurveResampler(new double[] { 0, 1, 3 }, new TimeGrid(0.5, 1, 2), Interpolation.MONOTONE_CUBIC).resample(new double[] { 0, 1, 7 });
		final double inner = 9.0 / (5 / 1.0 + 4 / 3.0);
		final double first = (4 * 1 - 1 * 3) / 3.0;
		final double last = (5 * 3 - 2 * 1) / 3.0;
		assertEquals(0.5 + (first - inner) / 8, result[0], 1e-12);
		final double u = 0.25;
		assertEquals((1 + 2 * u) * (1 - u) * (1 - u) * 1 + u * (1 - u) * (1 - u) * 2 * inner + u * u * (3 - 2 * u) * 7 + u * u * (u - 1) * 2 * last, result[1], 1e-12);
	}

	@ParameterizedTest
	@EnumSource(Interpolation.class)
	void manyVoxelsGiveTheSameAsOneCurve(final Interpolation interpolation) {
		final Random random = new Random(2);
		final int voxels = 700;
		final float[][] frames = new float[TIMES.length][voxels];
		for (final float[] frame : frames)
			for (int v = 0; v < voxels; v++)
				frame[v] = (float) (100 * random.nextGaussian());
		final TimeGrid grid = new TimeGrid(0, 0.7, 12);
		final CurveResampler resampler = new CurveResampler(TIMES, grid, interpolation);
		final float[][] result = new float[12][voxels];
		resampler.resample(frames, result, 3, 690);
		for (int v = 0; v < voxels; v++) {
			final int voxel = v;
			final double[] one = resampler.resample(Arrays.stream(frames).mapToDouble(frame -> frame[voxel]).toArray());
			for (int t = 0; t < 12; t++)
				assertEquals(v < 3 || v >= 690 ? 0 : one[t], result[t][v], 2e-4);
		}
	}

	@Test
	void badInputIsRefused() {
		assertThrows(IllegalArgumentException.class, () -> new CurveResampler(new double[] { 1, 1 }, new TimeGrid(0, 1, 2), Interpolation.LINEAR));
		assertThrows(IllegalArgumentException.class, () -> new CurveResampler(new double[] { 1, 2 }, new TimeGrid(0, 1, 2), Interpolation.LINEAR).resample(new double[3]));
		assertEquals(Interpolation.MONOTONE_CUBIC, Interpolation.of(" Cubic "));
		assertThrows(PerfusionException.class, () -> Interpolation.of("spline"));
	}
}
