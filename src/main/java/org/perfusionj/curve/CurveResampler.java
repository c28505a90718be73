package org.perfusionj.curve;

import java.util.Arrays;

/**
 * Resamples curves from one vector of increasing times to a uniform grid. Everything that depends on the times alone is
 * computed once, so that one resampler serves all voxels of a slice. Before the first and after the last sample a
 * curve is continued with that sample's value. A grid time that equals a sample time gives the sample unchanged, bit
 * for bit.
 * <p>
 * The monotone cubic is the piecewise cubic Hermite interpolant of Fritsch and Carlson (SIAM J. Numer. Anal. 17, 1980,
 * 238-246) with the slopes of Fritsch and Butland (SIAM J. Sci. Stat. Comput. 5, 1984, 300-304): weighted harmonic mean
 * of the neighbouring secants, 0 at a turning point; three-point formula, limited to keep the shape, at the ends. Immutable
 * and thread-safe.
 */
public final class CurveResampler {

	/** Voxels whose slopes are kept at a time: small enough for the cache. */
	private static final int BLOCK = 256;

	private final double[] times;
	private final TimeGrid grid;
	private final Interpolation interpolation;
	/** Sample at or before each grid time. */
	private final int[] before;
	/** Position between that sample and the next, 0 (take the sample) to below 1. */
	private final double[] fraction;

	/**
	 * @param times s, strictly increasing
	 * @param grid where the curves are wanted
	 * @param interpolation how to go from one to the other
	 * @throws IllegalArgumentException if there is no time or the times do not increase
	 */
	public CurveResampler(final double[] times, final TimeGrid grid, final Interpolation interpolation) {
		if (times.length == 0) throw new IllegalArgumentException("A curve needs at least one sample.");
		for (int i = 1; i < times.length; i++)
			if (!(times[i] > times[i - 1])) throw new IllegalArgumentException("The times of a curve must increase, but sample " + (i + 1) + " is at " + times[i] + " s after " + times[i - 1] + " s.");
		this.times = times.clone();
		this.grid = grid;
		this.interpolation = interpolation;
		this.before = new int[grid.count()];
		this.fraction = new double[grid.count()];
		final int last = times.length - 1;
		for (int i = 0; i < before.length; i++) {
			final double t = grid.time(i);
			final int found = Arrays.binarySearch(times, t);
			if (found >= 0) before[i] = found;
			else if (t < times[0]) before[i] = 0;
			else if (t > times[last]) before[i] = last;
			else {
				before[i] = -found - 2;
				fraction[i] = (t - times[before[i]]) / (times[before[i] + 1] - times[before[i]]);
			}
		}
	}

	/** @return the grid that curves are resampled to */
	public TimeGrid grid() {
		return grid;
	}

	/**
	 * @param values one for each time
	 * @return one for each grid time
	 * @throws IllegalArgumentException if there are not as many values as times
	 */
	public double[] resample(final double[] values) {
		if (values.length != times.length) throw new IllegalArgumentException(values.length + " values for " + times.length + " times");
		final double[] result = new double[before.length];
		final double[] slopes = interpolation == Interpolation.MONOTONE_CUBIC ? slopes(values) : null;
		for (int i = 0; i < result.length; i++) {
			final int k = before[i];
			final double u = fraction[i];
			if (u == 0) result[i] = values[k];
			else if (slopes == null) result[i] = values[k] + u * (values[k + 1] - values[k]);
			else result[i] = hermite(u, times[k + 1] - times[k], values[k], values[k + 1], slopes[k], slopes[k + 1]);
		}
		return result;
	}

	/**
	 * Resamples the curves of many voxels.
	 *
	 * @param frames [time][voxel], one row for each time
	 * @param result [grid time][voxel], filled between the two voxels
	 * @param from first voxel
	 * @param to first voxel not to be touched
	 */
	public void resample(final float[][] frames, final float[][] result, final int from, final int to) {
		if (frames.length != times.length) throw new IllegalArgumentException(frames.length + " frames for " + times.length + " times");
		if (result.length != before.length) throw new IllegalArgumentException(result.length + " frames for a grid of " + before.length + " times");
		if (interpolation == Interpolation.LINEAR) {
			for (int i = 0; i < result.length; i++)
				linear(frames, i, result[i], from, to);
			return;
		}
		final double[][] slopes = new double[times.length][BLOCK];
		for (int start = from; start < to; start += BLOCK)
			cubic(frames, slopes, result, start, Math.min(to, start + BLOCK));
	}

	private void linear(final float[][] frames, final int i, final float[] out, final int from, final int to) {
		final float[] a = frames[before[i]];
		if (fraction[i] == 0) {
			System.arraycopy(a, from, out, from, to - from);
			return;
		}
		final float[] b = frames[before[i] + 1];
		final float u = (float) fraction[i];
		for (int v = from; v < to; v++)
			out[v] = a[v] + u * (b[v] - a[v]);
	}

	private void cubic(final float[][] frames, final double[][] slopes, final float[][] result, final int from, final int to) {
		final int n = times.length;
		final int voxels = to - from;
		if (n == 2) {
			for (int v = 0; v < voxels; v++)
				slopes[0][v] = slopes[1][v] = (frames[1][from + v] - (double) frames[0][from + v]) / (times[1] - times[0]);
		}
		for (int k = 1; k < n - 1; k++) {
			final double left = times[k] - times[k - 1];
			final double right = times[k + 1] - times[k];
			for (int v = 0; v < voxels; v++) {
				final double a = (frames[k][from + v] - (double) frames[k - 1][from + v]) / left;
				final double b = (frames[k + 1][from + v] - (double) frames[k][from + v]) / right;
				slopes[k][v] = innerSlope(left, right, a, b);
				if (k == 1) slopes[0][v] = endSlope(left, right, a, b);
				if (k == n - 2) slopes[n - 1][v] = endSlope(right, left, b, a);
			}
		}
		for (int i = 0; i < result.length; i++) {
			final int k = before[i];
			final double u = fraction[i];
			final float[] a = frames[k];
			if (u == 0) {
				System.arraycopy(a, from, result[i], from, voxels);
				continue;
			}
			final float[] b = frames[k + 1];
			final double h = times[k + 1] - times[k];
			for (int v = 0; v < voxels; v++)
				result[i][from + v] = (float) hermite(u, h, a[from + v], b[from + v], slopes[k][v], slopes[k + 1][v]);
		}
	}

	private double[] slopes(final double[] values) {
		final int n = times.length;
		final double[] slopes = new double[n];
		if (n == 2) slopes[0] = slopes[1] = (values[1] - values[0]) / (times[1] - times[0]);
		for (int k = 1; k < n - 1; k++) {
			final double left = times[k] - times[k - 1];
			final double right = times[k + 1] - times[k];
			final double a = (values[k] - values[k - 1]) / left;
			final double b = (values[k + 1] - values[k]) / right;
			slopes[k] = innerSlope(left, right, a, b);
			if (k == 1) slopes[0] = endSlope(left, right, a, b);
			if (k == n - 2) slopes[n - 1] = endSlope(right, left, b, a);
		}
		return slopes;
	}

	/** Weighted harmonic mean of the secants a (over the interval left) and b (over right); 0 where they turn. */
	private static double innerSlope(final double left, final double right, final double a, final double b) {
		if (a * b <= 0) return 0;
		final double w = 2 * right + left;
		final double v = right + 2 * left;
		return (w + v) * a * b / (w * b + v * a);
	}

	/** Three-point slope at the end of the interval {@code near} with secant a; the next interval has secant b. */
	private static double endSlope(final double near, final double far, final double a, final double b) {
		final double slope = ((2 * near + far) * a - near * b) / (near + far);
		if (slope * a <= 0) return 0;
		return a * b < 0 && Math.abs(slope) > 3 * Math.abs(a) ? 3 * a : slope;
	}

	/** Cubic Hermite polynomial, written around the line so that equal slopes give the line itself. */
	private static double hermite(final double u, final double h, final double y0, final double y1, final double m0, final double m1) {
		final double rise = y1 - y0;
		return y0 + u * rise + u * (1 - u) * ((h * m0 - rise) * (1 - u) - (h * m1 - rise) * u);
	}
}
