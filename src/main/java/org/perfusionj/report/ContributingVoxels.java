package org.perfusionj.report;

import java.util.ArrayList;
import java.util.List;

import org.perfusionj.series.Volume;
import org.perfusionj.series.Voxel;
import org.perfusionj.work.WorkMonitor;

/**
 * The fewest voxels that together make up a part of a curve. Pictures show those of nearly all of it: the others could not change the curve visibly, however
 * many they are.
 */
final class ContributingVoxels {

	/** What pictures show, fraction of the curve. */
	static final double SHOWN = 0.95;
	/** What pictures show as strongest. */
	static final double STRONGEST = 0.5;

	private static final int BINS = 4096;
	/** Probabilities below this fraction of the largest are not told apart. */
	private static final double SMALLEST = 1e-9;

	private final Volume probability;
	private final double threshold;

	/**
	 * @param probability one value a voxel, none negative
	 * @param part of the curve that the voxels make up, above 0 and up to 1
	 * @param monitor asked for cancellation
	 * @throws IllegalArgumentException if no voxel contributes
	 */
	ContributingVoxels(final Volume probability, final double part, final WorkMonitor monitor) {
		this.probability = probability;
		double largest = 0;
		for (int z = 0; z < probability.grid().slices(); z++) {
			monitor.check();
			for (final float p : probability.plane(z))
				largest = Math.max(largest, p);
		}
		if (!(largest > 0) || Double.isInfinite(largest)) throw new IllegalArgumentException("The largest probability is " + largest + ".");
		// sums by the logarithm of the probability, so that the voxels of a whole head need not be sorted
		final double[] sums = new double[BINS];
		final double perBin = Math.log(SMALLEST) / (BINS - 1);
		double sum = 0;
		for (int z = 0; z < probability.grid().slices(); z++) {
			monitor.check();
			for (final float p : probability.plane(z)) {
				if (!(p > 0)) continue;
				sums[(int) Math.min(BINS - 1, Math.ceil(Math.log(p / largest) / perBin - 1e-9))] += p;
				sum += p;
			}
		}
		int last = 0;
		double found = sums[0];
		while (last < BINS - 1 && found < part * sum * (1 - 1e-9))
			found += sums[++last];
		threshold = last == BINS - 1 ? Float.MIN_VALUE : largest * Math.exp((last + 1e-6) * perBin);
	}

	/** @return the voxels with at least this probability are they */
	double threshold() {
		return threshold;
	}

	/** @return true if the voxel is one of them */
	boolean contains(final int z, final int index) {
		return probability.plane(z)[index] >= threshold;
	}

	/** @return those of them that lie on a slice */
	List<Voxel> on(final int z) {
		final List<Voxel> voxels = new ArrayList<>();
		final int width = probability.grid().width();
		for (int i = 0; i < probability.grid().planeSize(); i++)
			if (contains(z, i)) voxels.add(new Voxel(i % width, i / width, z));
		return voxels;
	}
}
