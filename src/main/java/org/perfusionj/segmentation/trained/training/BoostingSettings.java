package org.perfusionj.segmentation.trained.training;

/**
 * How trees are grown.
 *
 * @param trees most trees, at least 1
 * @param leaves most leaves of a tree, at least 2
 * @param depth most questions on the way to a leaf, at least 1
 * @param rate part of its best score that a leaf gets, above 0, up to 1
 * @param l2 added to the curvature of the loss in a leaf, at least 0: few examples move it less
 * @param leastCurvature that a leaf must have (sum of weight p (1 - p)), at least 0
 * @param rows share of the examples that a tree sees, above 0, up to 1
 * @param columns share of the features that a tree may ask for, above 0, up to 1
 * @param patience trees without a smaller loss on the validation examples after which growing ends, at least 1
 * @param seed of what is drawn
 */
public record BoostingSettings(int trees, int leaves, int depth, double rate, double l2, double leastCurvature, double rows, double columns, int patience, long seed) {

	/** Usual settings. */
	public static final BoostingSettings DEFAULTS = new BoostingSettings(150, 64, 6, 0.1, 1, 20, 0.5, 0.5, 20, 1);

	/** @throws IllegalArgumentException if a value is out of range */
	public BoostingSettings {
		if (trees < 1 || leaves < 2 || depth < 1 || patience < 1) throw new IllegalArgumentException("trees=" + trees + ", leaves=" + leaves + ", depth=" + depth + ", patience=" + patience + ": use at least 1, and 2 leaves.");
		if (!(rate > 0 && rate <= 1) || !(rows > 0 && rows <= 1) || !(columns > 0 && columns <= 1)) throw new IllegalArgumentException("rate=" + rate + ", rows=" + rows + ", columns=" + columns + ": use numbers above 0, up to 1.");
		if (!(l2 >= 0) || !(leastCurvature >= 0)) throw new IllegalArgumentException("l2=" + l2 + ", least_curvature=" + leastCurvature + ": use 0 or more.");
	}

	/** @return the same with another number of trees */
	public BoostingSettings withTrees(final int count) {
		return new BoostingSettings(count, leaves, depth, rate, l2, leastCurvature, rows, columns, patience, seed);
	}

	/** @return the same with another seed */
	public BoostingSettings withSeed(final long other) {
		return new BoostingSettings(trees, leaves, depth, rate, l2, leastCurvature, rows, columns, patience, other);
	}
}
