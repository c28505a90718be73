package org.perfusionj.segmentation.trained.training;

import java.util.Arrays;

/**
 * Where the values of each feature are cut into bins, so that each bin holds about as many of the values that were shown. A value is in the bin whose number is the count of cuts below it; a value that is no
 * number is in bin 0, as in {@link org.perfusionj.segmentation.trained.DecisionTree}. Immutable.
 */
public final class FeatureBins {

	/** Numbers of bins are bytes. */
	static final int LARGEST = 256;

	private final float[][] cuts;

	private FeatureBins(final float[][] cuts) {
		this.cuts = cuts;
	}

	/**
	 * @param values that are typical, [feature][voxel]; not modified
	 * @param most number of bins of one feature, 2 to 256
	 * @return bins of about as many values each; fewer where a feature has fewer different values
	 * @throws IllegalArgumentException if the number of bins is out of range
	 */
	public static FeatureBins of(final float[][] values, final int most) {
		if (most < 2 || most > LARGEST) throw new IllegalArgumentException(most + " bins: use 2 to " + LARGEST);
		final float[][] cuts = new float[values.length][];
		for (int f = 0; f < values.length; f++)
			cuts[f] = cuts(values[f], most);
		return new FeatureBins(cuts);
	}

	private static float[] cuts(final float[] values, final int most) {
		final float[] sorted = finite(values);
		Arrays.sort(sorted);
		final float[] found = new float[most - 1];
		int count = 0;
		int next = 1;
		int steps = 0;
		for (int i = 1; i < sorted.length; i++)
			if (sorted[i] != sorted[i - 1]) steps++;
		for (int i = 1; i < sorted.length; i++) {
			if (sorted[i] == sorted[i - 1]) continue;
			// every step between different values if there are few, else those nearest behind the quantiles
			if (steps >= most && (double) i / sorted.length * most < next) continue;
			// not the middle if rounding moves it onto the upper value
			final float middle = (float) (0.5 * sorted[i - 1] + 0.5 * sorted[i]);
			found[count++] = middle < sorted[i] ? middle : sorted[i - 1];
			if (count == found.length) break;
			next = Math.max(next + 1, (int) Math.floor((double) i / sorted.length * most) + 1);
		}
		return Arrays.copyOf(found, count);
	}

	private static float[] finite(final float[] values) {
		final float[] kept = new float[values.length];
		int count = 0;
		for (final float value : values)
			if (Float.isFinite(value)) kept[count++] = value;
		return Arrays.copyOf(kept, count);
	}

	/** @return number of features */
	public int features() {
		return cuts.length;
	}

	/** @return number of bins of a feature, at least 1 */
	public int count(final int feature) {
		return cuts[feature].length + 1;
	}

	/** @return largest value of a bin that is not the last one */
	public float upper(final int feature, final int bin) {
		return cuts[feature][bin];
	}

	/** @return bin of a value of a feature */
	public int bin(final int feature, final float value) {
		final float[] ends = cuts[feature];
		int low = 0;
		int high = ends.length;
		while (low < high) {
			final int middle = low + high >>> 1;
			if (value > ends[middle]) low = middle + 1;
			else high = middle;
		}
		return low;
	}
}
