package org.perfusionj.series;

import java.util.Arrays;

/** The finite values of a volume inside a mask, sorted, and their statistics. */
public final class Sample {

	private final float[] sorted;
	private final int nonFinite;

	private Sample(final float[] sorted, final int nonFinite) {
		this.sorted = sorted;
		this.nonFinite = nonFinite;
	}

	/**
	 * @param volume samples
	 * @param mask which of them, on the same grid
	 * @return those that are finite
	 */
	public static Sample of(final Volume volume, final Mask mask) {
		final float[] values = new float[mask.count()];
		int finite = 0;
		int seen = 0;
		for (int z = 0; z < volume.grid().slices(); z++) {
			final boolean[] in = mask.plane(z);
			final float[] plane = volume.plane(z);
			for (int i = 0; i < plane.length; i++) {
				if (!in[i]) continue;
				seen++;
				if (Float.isFinite(plane[i])) values[finite++] = plane[i];
			}
		}
		final float[] used = finite == values.length ? values : Arrays.copyOf(values, finite);
		Arrays.parallelSort(used);
		return new Sample(used, seen - finite);
	}

	/** @return number of finite values */
	public int count() {
		return sorted.length;
	}

	/** @return number of NaN and infinite values that were left out */
	public int nonFinite() {
		return nonFinite;
	}

	/** @return mean, NaN if there is no value */
	public double mean() {
		double sum = 0;
		for (final float value : sorted)
			sum += value;
		return sum / sorted.length;
	}

	/** @return standard deviation with n - 1 in the denominator, NaN for fewer than two values */
	public double standardDeviation() {
		if (sorted.length < 2) return Double.NaN;
		final double mean = mean();
		double sum = 0;
		for (final float value : sorted)
			sum += (value - mean) * (value - mean);
		return Math.sqrt(sum / (sorted.length - 1));
	}

	/**
	 * @param percent 0 to 100
	 * @return percentile by linear interpolation between order statistics (type 7 of Hyndman and Fan 1996, The American
	 *         Statistician 50:361; what NumPy and R do by default), NaN if there is no value. Written out instead of taken from
	 *         Commons Math because that one copies every sample into doubles twice.
	 */
	public double percentile(final double percent) {
		if (sorted.length == 0) return Double.NaN;
		final double rank = percent / 100 * (sorted.length - 1);
		final int below = (int) Math.floor(rank);
		final int above = Math.min(below + 1, sorted.length - 1);
		return sorted[below] + (rank - below) * ((double) sorted[above] - sorted[below]);
	}
}
