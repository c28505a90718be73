package org.perfusionj.segmentation.trained;

import java.util.Arrays;

/**
 * What is normal in a head: means and medians of the tissue that blood reaches early.
 *
 * @param cbf mean, ml/100 g/min, above 0
 * @param cbv mean, ml/100 g, above 0
 * @param delay median, s
 * @param hu median, HU; 0 if there is no image
 */
record NormalValues(double cbf, double cbv, double delay, double hu) {

	/** Tissue is normal if it is earlier than this share of all tissue ... */
	private static final double EARLY = 0.6;
	/** ... and earlier than this, s, or among this share. */
	private static final double EARLY_S = 6;
	private static final double EARLIEST = 0.4;
	/** Ratios stay finite. */
	private static final double LEAST = 1e-3;

	/**
	 * @param delays of the tissue, smoothed, s
	 * @param cbf of the tissue; and so on
	 */
	static NormalValues of(final float[] delays, final float[] cbf, final float[] cbv, final float[] delay, final float[] hu) {
		final float[] sorted = delays.clone();
		Arrays.sort(sorted);
		final float latest = (float) Math.min(quantile(sorted, EARLY), Math.max(EARLY_S, quantile(sorted, EARLIEST)));
		final int[] normal = new int[delays.length];
		int count = 0;
		for (int v = 0; v < delays.length; v++)
			if (delays[v] <= latest) normal[count++] = v;
		final int[] voxels = Arrays.copyOf(normal, count);
		return new NormalValues(Math.max(LEAST, mean(cbf, voxels)), Math.max(LEAST, mean(cbv, voxels)), median(delay, voxels), median(hu, voxels));
	}

	private static double quantile(final float[] sorted, final double share) {
		final double place = share * (sorted.length - 1);
		final int low = (int) place;
		return low + 1 < sorted.length ? sorted[low] + (place - low) * (sorted[low + 1] - sorted[low]) : sorted[low];
	}

	private static double mean(final float[] values, final int[] voxels) {
		double sum = 0;
		for (final int v : voxels)
			sum += values[v];
		return sum / voxels.length;
	}

	private static double median(final float[] values, final int[] voxels) {
		final float[] sorted = new float[voxels.length];
		for (int k = 0; k < sorted.length; k++)
			sorted[k] = values[voxels[k]];
		Arrays.sort(sorted);
		return quantile(sorted, 0.5);
	}
}
