package org.perfusionj.report;

import org.perfusionj.series.Volume;

/**
 * The fewest voxels that together make up most of a curve: those that pictures show. All others together could not change the curve visibly, however many
 * they are.
 *
 * @param largest probability of the voxel that contributes most
 * @param threshold the voxels with at least this probability are shown
 * @param voxels their number
 */
record ContributingVoxels(double largest, double threshold, int voxels) {

	/** What the voxels make up, fraction of the curve. */
	static final double PART = 0.95;

	private static final int BINS = 4096;
	/** Probabilities below this fraction of the largest are not told apart. */
	private static final double SMALLEST = 1e-9;

	/**
	 * @param probability one value a voxel, none negative
	 * @return the voxels, their threshold to within 0.5 %
	 * @throws IllegalArgumentException if no voxel contributes
	 */
	static ContributingVoxels of(final Volume probability) {
		double largest = 0;
		for (int z = 0; z < probability.grid().slices(); z++)
			for (final float p : probability.plane(z))
				largest = Math.max(largest, p);
		if (!(largest > 0) || Double.isInfinite(largest)) throw new IllegalArgumentException("The largest probability is " + largest + ".");
		// sums by the logarithm of the probability, so that the voxels of a whole head need not be sorted
		final double[] sums = new double[BINS];
		final int[] counts = new int[BINS];
		final double perBin = Math.log(SMALLEST) / (BINS - 1);
		double sum = 0;
		for (int z = 0; z < probability.grid().slices(); z++)
			for (final float p : probability.plane(z)) {
				if (!(p > 0)) continue;
				final int bin = (int) Math.min(BINS - 1, Math.ceil(Math.log(p / largest) / perBin - 1e-9));
				sums[bin] += p;
				counts[bin]++;
				sum += p;
			}
		int last = 0;
		double found = sums[0];
		int voxels = counts[0];
		while (last < BINS - 1 && found < PART * sum) {
			last++;
			found += sums[last];
			voxels += counts[last];
		}
		return new ContributingVoxels(largest, last == BINS - 1 ? Float.MIN_VALUE : largest * Math.exp((last + 1e-6) * perBin), voxels);
	}
}
