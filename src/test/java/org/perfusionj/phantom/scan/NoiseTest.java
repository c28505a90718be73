package org.perfusionj.phantom.scan;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.stream.IntStream;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.perfusionj.simulation.RandomStream;

/** Published numbers: autocorrelation and spectrum of the noise filter in the toolbox "ttv" for low-dose perfusion CT. */
class NoiseTest {

	private static final int SIZE = 256;
	private static final int PLANES = 24;

	private static float[][] planes;
	/** Sums over columns and over rows of each plane. */
	private static double[][] sums;

	@BeforeAll
	static void make() {
		final Noise noise = new Noise(SIZE, SIZE, 0.9, new RandomStream(11));
		planes = new float[PLANES][];
		for (int t = 0; t < PLANES; t++)
			planes[t] = plane(noise, SIZE, 3, t, 6.5, null);
		sums = new double[2 * PLANES][SIZE];
		for (int t = 0; t < PLANES; t++)
			for (int i = 0; i < SIZE * SIZE; i++) {
				sums[t][i % SIZE] += planes[t][i];
				sums[PLANES + t][i / SIZE] += planes[t][i];
			}
	}

	private static float[] plane(final Noise noise, final int size, final int slice, final int frame, final double sd, final float[] streakShare) {
		final float[] plane = new float[size * size];
		noise.add(plane, slice, frame, sd, null, streakShare);
		return plane;
	}

	/** Mean product of pixels that lie dx and dy apart, over the given planes. */
	private static double covariance(final float[][] of, final int size, final int dx, final int dy) {
		double sum = 0;
		long count = 0;
		for (final float[] plane : of)
			for (int y = 0; y < size - dy; y++)
				for (int x = 0; x < size - dx; x++) {
					sum += (double) plane[y * size + x] * plane[(y + dy) * size + x + dx];
					count++;
				}
		return sum / count;
	}

	@Test
	void hasTheStandardDeviationAskedFor() {
		assertEquals(6.5, Math.sqrt(covariance(planes, SIZE, 0, 0)), 0.03);
		final double mean = Arrays.stream(planes).mapToDouble(plane -> IntStream.range(0, plane.length).mapToDouble(i -> plane[i]).average().getAsDouble()).average().getAsDouble();
		assertEquals(0, mean, 0.05);
	}

	@ParameterizedTest
	@CsvSource({ "1, 0, 0.71", "2, 0, 0.17", "3, 0, -0.14", "4, 0, -0.13", "5, 0, -0.03", "0, 1, 0.71", "0, 2, 0.17", "0, 3, -0.14", "0, 4, -0.13", "0, 5, -0.03", "1, 1, 0.485", "2, 2, -0.125" })
	void neighboursAreCorrelatedAsPublished(final int dx, final int dy, final double published) {
		assertEquals(published, covariance(planes, SIZE, dx, dy) / covariance(planes, SIZE, 0, 0), 0.03);
	}

	@ParameterizedTest
	@CsvSource({ "2, 0.85", "3, 0.67", "4, 0.50", "5, 0.38" })
	void meansOverSquaresAreAsNoisyAsPublished(final int n, final double published) {
		double squares = 0;
		int count = 0;
		for (final float[] plane : planes)
			for (int y = 0; y + n <= SIZE; y += n)
				for (int x = 0; x + n <= SIZE; x += n) {
					double sum = 0;
					for (int i = 0; i < n * n; i++)
						sum += plane[(y + i / n) * SIZE + x + i % n];
					squares += sum / (n * n) * (sum / (n * n));
					count++;
				}

		assertEquals(published, Math.sqrt(squares / count) / 6.5, 0.015);
	}

	@Test
	void spectrumIsABandPass() {
		double largest = 0;
		int peak = 0;
		final double[] power = new double[SIZE / 2];
		for (int k = 0; k < power.length; k++) {
			power[k] = power(k);
			// means over neighbours: single ones vary by a tenth
			if (k >= 8 && (power[k] + power[k - 2] + power[k - 4] + power[k - 6] + power[k - 8]) > largest) {
				largest = power[k] + power[k - 2] + power[k - 4] + power[k - 6] + power[k - 8];
				peak = k - 4;
			}
		}

		assertEquals(0.14, (double) peak / SIZE, 0.035);
		assertEquals(0.14, (power[0] + power[1] + power[2] + power[3]) / 4 / (largest / 5), 0.1);
		for (int k = (int) Math.ceil(0.34 * SIZE); k < power.length; k++)
			assertTrue(power[k] < 0.03 * largest / 5, "power at " + k);
	}

	/** Power at frequency k along x and along y, mean over planes. */
	private static double power(final int k) {
		double sum = 0;
		for (int t = 0; t < 2 * PLANES; t++) {
			double re = 0;
			double im = 0;
			for (int i = 0; i < SIZE; i++) {
				final double angle = 2 * Math.PI * k * i / SIZE;
				re += sums[t][i] * Math.cos(angle);
				im += sums[t][i] * Math.sin(angle);
			}
			sum += re * re + im * im;
		}
		return sum;
	}

	@Test
	void grainIsTheSameOnFinerPixels() {
		final Noise fine = new Noise(512, 512, 0.45, new RandomStream(4));
		final float[][] of = { plane(fine, 512, 0, 0, 1, null), plane(fine, 512, 0, 1, 1, null), plane(fine, 512, 0, 2, 1, null), plane(fine, 512, 0, 3, 1, null) };

		assertEquals(1, Math.sqrt(covariance(of, 512, 0, 0)), 0.015);
		assertEquals(0.71, covariance(of, 512, 2, 0) / covariance(of, 512, 0, 0), 0.03);
		assertEquals(-0.14, covariance(of, 512, 6, 0) / covariance(of, 512, 0, 0), 0.03);
	}

	@Test
	void pixelsCoarserThanTheGrainAreAsNoisy() {
		// 3.6 mm: the whole band is folded back, and neighbours no longer know of each other
		final Noise coarse = new Noise(70, 66, 3.6, new RandomStream(4));
		double squares = 0;
		for (int t = 0; t < 20; t++) {
			final float[] plane = new float[70 * 66];
			coarse.add(plane, 0, t, 5, null, null);
			for (final float value : plane)
				squares += value * value;
		}

		assertEquals(5, Math.sqrt(squares / 20 / 70 / 66), 0.1);
	}

	@Test
	void framesAndSlicesAreIndependent() {
		double frames = 0;
		final float[] otherSlice = plane(new Noise(SIZE, SIZE, 0.9, new RandomStream(11)), SIZE, 4, 0, 6.5, null);
		double slices = 0;
		for (int i = 0; i < planes[0].length; i++) {
			frames += planes[0][i] * planes[1][i];
			slices += planes[0][i] * otherSlice[i];
		}

		final double variance = 6.5 * 6.5 * planes[0].length;
		assertEquals(0, frames / variance, 0.03);
		assertEquals(0, slices / variance, 0.03);
	}

	@Test
	void sameSeedSliceAndFrameGiveTheSameWhateverTheOrder() {
		final float[][] again = new float[PLANES][];
		final Noise noise = new Noise(SIZE, SIZE, 0.9, new RandomStream(11));
		IntStream.range(0, PLANES).parallel().forEach(t -> again[PLANES - 1 - t] = plane(noise, SIZE, 3, PLANES - 1 - t, 6.5, null));

		for (int t = 0; t < PLANES; t++)
			assertArrayEquals(planes[t], again[t]);
		assertFalse(Arrays.equals(planes[0], plane(new Noise(SIZE, SIZE, 0.9, new RandomStream(12)), SIZE, 3, 0, 6.5, null)));
	}

	@Test
	void mapsScaleItAndNoNoiseIsNone() {
		final Noise noise = new Noise(SIZE, SIZE, 0.9, new RandomStream(11));
		final float[] map = new float[SIZE * SIZE];
		Arrays.fill(map, 2);
		map[7] = 0;
		final float[] plane = new float[SIZE * SIZE];
		noise.add(plane, 3, 0, 6.5, map, null);
		final float[] none = new float[SIZE * SIZE];
		noise.add(none, 3, 0, 0, map, null);

		assertEquals(2 * planes[0][100], plane[100], 1e-4);
		assertEquals(0, plane[7]);
		assertArrayEquals(new float[SIZE * SIZE], none);
	}

	@Test
	void streaksAreLongAlongXAndLeaveTheStandardDeviationAlone() {
		final Noise noise = new Noise(SIZE, SIZE, 0.9, new RandomStream(2));
		final float[] share = new float[SIZE * SIZE];
		Arrays.fill(share, 0.6f);
		final float[][] of = new float[30][];
		for (int t = 0; t < of.length; t++)
			of[t] = plane(noise, SIZE, 0, t, 1, share);

		assertEquals(1, Math.sqrt(covariance(of, SIZE, 0, 0)), 0.03);
		// 0.6^2 of the variance is nearly the same 8 pixels further along x, and none of it along y
		assertEquals(0.34, covariance(of, SIZE, 8, 0), 0.05);
		assertEquals(0, covariance(of, SIZE, 0, 8), 0.05);
	}
}
