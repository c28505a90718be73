package org.perfusionj.preprocessing;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.Random;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

import org.perfusionj.series.Orientation;
import org.perfusionj.series.SignalType;
import org.perfusionj.series.SpatialGrid;
import org.perfusionj.work.Parallel;
import org.perfusionj.work.PerfusionException;
import org.perfusionj.work.WorkMonitor;

class SliceFilterTest {

	private static final Parallel PARALLEL = new Parallel(2);

	@AfterAll
	static void close() {
		PARALLEL.close();
	}

	private static void apply(final SliceFilter filter, final SpatialGrid grid, final float[]... frames) {
		filter.apply(frames, grid, PARALLEL, WorkMonitor.SILENT);
	}

	private static float[][] noise(final int frames, final int size, final double sd, final long seed) {
		final Random random = new Random(seed);
		final float[][] result = new float[frames][size];
		for (final float[] frame : result)
			for (int i = 0; i < size; i++)
				frame[i] = (float) (40 + sd * random.nextGaussian());
		return result;
	}

	@Test
	void theGaussianHasItsWidthInMmAlongBothAxes() {
		final SpatialGrid grid = new SpatialGrid(101, 81, 1, 0.5, 0.8, 5, Orientation.NONE);
		final float[] plane = new float[grid.planeSize()];
		plane[40 * 101 + 50] = 1000;
		apply(new GaussianSliceFilter(6), grid, plane);
		assertEquals(6, width(plane, 40 * 101 + 50, 1) * 0.5, 0.06);
		assertEquals(6, width(plane, 40 * 101 + 50, 101) * 0.8, 0.06);
		double sum = 0;
		for (final float value : plane)
			sum += value;
		assertEquals(1000, sum, 0.01);
	}

	/** Full width at half maximum, pixels, with linear interpolation. */
	private static double width(final float[] plane, final int centre, final int step) {
		double width = 0;
		for (final int sign : new int[] { 1, -1 }) {
			int k = 0;
			while (plane[centre + sign * (k + 1) * step] > plane[centre] / 2)
				k++;
			final double a = plane[centre + sign * k * step];
			final double b = plane[centre + sign * (k + 1) * step];
			width += k + (a - plane[centre] / 2) / (a - b);
		}
		return width;
	}

	@Test
	void theGaussianKeepsConstantsAtEdgesAndBesideMissingSamples() {
		final SpatialGrid grid = TestSeries.grid(17, 11, 1, 1);
		final float[] full = new float[grid.planeSize()];
		Arrays.fill(full, -7.5f);
		final float[] holes = full.clone();
		holes[0] = Float.NaN;
		holes[5 * 17 + 8] = Float.POSITIVE_INFINITY;
		apply(new GaussianSliceFilter(5), grid, full, holes);
		for (int i = 0; i < full.length; i++) {
			assertEquals(-7.5, full[i], 1e-5);
			if (i == 0) assertTrue(Float.isNaN(holes[i]));
			else if (i == 5 * 17 + 8) assertEquals(Float.POSITIVE_INFINITY, holes[i]);
			else assertEquals(-7.5, holes[i], 1e-5);
		}
	}

	@Test
	void theGaussianOfATinyImageAndOfATinyWidth() {
		final SpatialGrid grid = TestSeries.grid(2, 1, 1, 1);
		final float[] plane = { 1, 3 };
		apply(new GaussianSliceFilter(50), grid, plane);
		assertArrayEquals(new float[] { 2, 2 }, plane, 1e-3f);
		final float[] sharp = { 1, 3 };
		apply(new GaussianSliceFilter(0.01), grid, sharp);
		assertArrayEquals(new float[] { 1, 3 }, sharp, 1e-6f);
		assertThrows(PerfusionException.class, () -> new GaussianSliceFilter(0));
	}

	@Test
	void theGuidedFilterIsTheDirectFormula() {
		final SpatialGrid grid = TestSeries.grid(19, 14, 1, 1);
		final float[][] frames = noise(6, grid.planeSize(), 20, 1);
		for (final float[] frame : frames)
			for (int i = 0; i < frame.length; i++)
				frame[i] += i % 19 > 9 ? 900 : i % 19 < 3 ? -1000 : 0;
		frames[3][50] = Float.NaN;
		frames[1][0] = Float.NEGATIVE_INFINITY;
		final float[][] expected = naiveGuided(frames, grid, 2, 0.01, 80);
		apply(new GuidedSliceFilter(2, 0.01, SignalType.CT), grid, frames);
		for (int t = 0; t < frames.length; t++)
			for (int i = 0; i < grid.planeSize(); i++)
				assertEquals(expected[t][i], frames[t][i], Float.isFinite(expected[t][i]) ? 1e-5 * Math.max(1, Math.abs(expected[t][i])) : 0);
	}

	/** Windows one by one, as in the paper. */
	private static float[][] naiveGuided(final float[][] frames, final SpatialGrid grid, final int radius, final double epsilon, final double scale) {
		final int n = grid.planeSize();
		final double[] guide = new double[n];
		for (int i = 0; i < n; i++) {
			for (final float[] frame : frames)
				guide[i] += frame[i] / frames.length / scale;
		}
		final float[][] result = new float[frames.length][n];
		for (int t = 0; t < frames.length; t++) {
			final double[] a = new double[n];
			final double[] b = new double[n];
			for (int k = 0; k < n; k++) {
				final int[] window = window(k, guide, grid, radius);
				final double meanI = Arrays.stream(window).mapToDouble(i -> guide[i]).average().orElse(0);
				final float[] frame = frames[t];
				final double meanP = Arrays.stream(window).mapToDouble(i -> frame[i]).average().orElse(0);
				final double variance = Arrays.stream(window).mapToDouble(i -> (guide[i] - meanI) * (guide[i] - meanI)).average().orElse(0);
				final double covariance = Arrays.stream(window).mapToDouble(i -> (guide[i] - meanI) * (frame[i] - meanP)).average().orElse(0);
				a[k] = covariance / (variance + epsilon);
				b[k] = meanP - a[k] * meanI;
			}
			for (int i = 0; i < n; i++) {
				final int[] window = window(i, guide, grid, radius);
				result[t][i] = !Double.isFinite(guide[i]) ? frames[t][i] : (float) (Arrays.stream(window).mapToDouble(k -> a[k]).average().orElse(0) * guide[i] + Arrays.stream(window).mapToDouble(k -> b[k]).average().orElse(0));
			}
		}
		return result;
	}

	private static int[] window(final int centre, final double[] guide, final SpatialGrid grid, final int radius) {
		final int x = centre % grid.width();
		final int y = centre / grid.width();
		return java.util.stream.IntStream.range(0, guide.length).filter(i -> Math.abs(i % grid.width() - x) <= radius && Math.abs(i / grid.width() - y) <= radius && Double.isFinite(guide[i])).toArray();
	}

	@Test
	void theGuidedFilterSmoothsTissueAndKeepsItsBorders() {
		final SpatialGrid grid = TestSeries.grid(40, 40, 1, 1);
		final float[][] frames = noise(30, grid.planeSize(), 8, 2);
		for (final float[] frame : frames)
			for (int i = 0; i < frame.length; i++)
				if (i % 40 >= 20) frame[i] += 60;
		apply(new GuidedSliceFilter(2, 0.01, SignalType.CT), grid, frames);
		double left = 0;
		double right = 0;
		double squares = 0;
		for (int y = 0; y < 40; y++) {
			left += frames[4][y * 40 + 19] / 40;
			right += frames[4][y * 40 + 20] / 40;
			for (int x = 5; x < 15; x++)
				squares += (frames[4][y * 40 + x] - 40) * (frames[4][y * 40 + x] - 40) / 400;
		}
		assertTrue(Math.sqrt(squares) < 3.5, "noise after filtering " + Math.sqrt(squares));
		assertTrue(right - left > 50, "edge of 60 is " + (right - left));
	}

	@Test
	void theGuideOfOtherSignalsIsScaledByItsOwnRange() {
		final SpatialGrid grid = TestSeries.grid(30, 30, 1, 1);
		final float[][] small = noise(5, grid.planeSize(), 10, 3);
		final float[][] large = new float[5][];
		for (int t = 0; t < 5; t++) {
			large[t] = small[t].clone();
			for (int i = 0; i < large[t].length; i++)
				large[t][i] *= 64;
		}
		apply(new GuidedSliceFilter(2, 0.01, SignalType.MR), grid, small);
		apply(new GuidedSliceFilter(2, 0.01, SignalType.MR), grid, large);
		for (int i = 0; i < grid.planeSize(); i++)
			assertEquals(64 * small[2][i], large[2][i], 0.01);
	}

	@Test
	void theMedianIsThatOfTheNeighbourhood() {
		final SpatialGrid grid = TestSeries.grid(13, 9, 1, 1);
		final float[][] frames = noise(2, grid.planeSize(), 30, 4);
		frames[1][40] = Float.NaN;
		frames[1][52] = Float.POSITIVE_INFINITY;
		final float[][] before = { frames[0].clone(), frames[1].clone() };
		apply(new MedianSliceFilter(), grid, frames);
		for (int t = 0; t < 2; t++)
			for (int i = 0; i < grid.planeSize(); i++) {
				if (!Float.isFinite(before[t][i])) {
					assertEquals(before[t][i], frames[t][i]);
					continue;
				}
				final float[] frame = before[t];
				final int x = i % 13;
				final int y = i / 13;
				final double[] sorted = java.util.stream.IntStream.range(0, frame.length).filter(k -> Math.abs(k % 13 - x) <= 1 && Math.abs(k / 13 - y) <= 1 && Float.isFinite(frame[k])).mapToDouble(k -> frame[k]).sorted()
					.toArray();
				assertEquals((sorted[sorted.length / 2] + sorted[(sorted.length - 1) / 2]) / 2, frames[t][i], 1e-5);
			}
	}

	@Test
	void theMedianOfOneRowAndOneColumn() {
		final float[] row = { 1, 9, 2, 3 };
		apply(new MedianSliceFilter(), TestSeries.grid(4, 1, 1, 1), row);
		assertArrayEquals(new float[] { 5, 2, 3, 2.5f }, row);
		final float[] column = { 1, 9, 2, 3 };
		apply(new MedianSliceFilter(), TestSeries.grid(1, 4, 1, 1), column);
		assertArrayEquals(new float[] { 5, 2, 3, 2.5f }, column);
	}
}
