package org.perfusionj.evaluation;

import java.util.Arrays;

import org.perfusionj.series.Mask;
import org.perfusionj.series.Volume;

/**
 * Tells grey from white matter where nobody has said which is which: a voxel is grey if the mean about it ({@value #SIDE} x {@value #SIDE} voxels of tissue in its
 * slice) is above a threshold. What is averaged is the mean image of the scan in CT, in which grey matter is denser and holds more blood, and blood volume in all else. The
 * threshold is Otsu's (IEEE Trans. Syst. Man Cybern. 1979;9:62) for normal tissue, so that a lesion does not move it.
 */
final class GreyMatter {

	private static final int SIDE = 5;
	private static final int BINS = 256;
	/** Calcium and fluid lie outside these parts of all values. */
	private static final double CLIPPED = 0.01;

	private GreyMatter() {}

	/**
	 * @param image in which grey matter is brighter
	 * @param normal normal tissue, at least a voxel
	 * @param tissue all tissue
	 * @return the grey matter of the tissue
	 */
	static Mask find(final Volume image, final Mask normal, final Mask tissue) {
		final Volume means = means(image, tissue);
		final double threshold = threshold(values(means, normal));
		final boolean[][] planes = new boolean[tissue.grid().slices()][tissue.grid().planeSize()];
		for (int z = 0; z < planes.length; z++)
			for (int i = 0; i < planes[z].length; i++)
				planes[z][i] = tissue.plane(z)[i] && means.plane(z)[i] > threshold;
		return new Mask(tissue.grid(), planes);
	}

	private static Volume means(final Volume image, final Mask tissue) {
		final int width = tissue.grid().width();
		final int height = tissue.grid().height();
		final Volume means = new Volume(tissue.grid());
		for (int z = 0; z < tissue.grid().slices(); z++)
			for (int y = 0; y < height; y++)
				for (int x = 0; x < width; x++) {
					if (!tissue.contains(x, y, z)) continue;
					double sum = 0;
					int count = 0;
					for (int v = Math.max(0, y - SIDE / 2); v <= Math.min(height - 1, y + SIDE / 2); v++)
						for (int u = Math.max(0, x - SIDE / 2); u <= Math.min(width - 1, x + SIDE / 2); u++)
							if (tissue.contains(u, v, z) && Float.isFinite(image.get(u, v, z))) {
								sum += image.get(u, v, z);
								count++;
							}
					means.plane(z)[y * width + x] = count == 0 ? 0 : (float) (sum / count);
				}
		return means;
	}

	private static float[] values(final Volume image, final Mask mask) {
		final float[] values = new float[mask.count()];
		int n = 0;
		for (int z = 0; z < mask.grid().slices(); z++)
			for (int i = 0; i < mask.grid().planeSize(); i++)
				if (mask.plane(z)[i]) values[n++] = image.plane(z)[i];
		Arrays.sort(values);
		return values;
	}

	/** @return Otsu's threshold of sorted values */
	private static double threshold(final float[] sorted) {
		final double low = sorted[(int) (CLIPPED * (sorted.length - 1))];
		final double high = sorted[(int) Math.ceil((1 - CLIPPED) * (sorted.length - 1))];
		if (!(high > low)) return low;
		final long[] counts = new long[BINS];
		for (final float value : sorted)
			if (value >= low && value <= high) counts[(int) Math.min(BINS - 1, (value - low) / (high - low) * BINS)]++;
		final long all = Arrays.stream(counts).sum();
		double total = 0;
		for (int b = 0; b < BINS; b++)
			total += b * (double) counts[b];
		long below = 0;
		double sum = 0;
		double best = -1;
		int threshold = 0;
		for (int b = 0; b < BINS - 1; b++) {
			below += counts[b];
			sum += b * (double) counts[b];
			if (below == 0 || below == all) continue;
			final double apart = sum / below - (total - sum) / (all - below);
			final double between = below * (double) (all - below) * apart * apart;
			if (between > best) {
				best = between;
				threshold = b;
			}
		}
		return low + (threshold + 1) * (high - low) / BINS;
	}
}
