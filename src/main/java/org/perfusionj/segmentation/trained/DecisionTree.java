package org.perfusionj.segmentation.trained;

/**
 * One tree, its nodes breadth first: the root is node 0, and the k-th node that asks (in this order, from 0) has the nodes 2k + 1 (values up to its threshold, and values that are not numbers) and 2k + 2
 * (values above) as children. Arrays are shared; do not change them.
 *
 * @param feature number of the feature that a node asks for; {@link #LEAF} for a leaf
 * @param number threshold of a node that asks, score of a leaf; finite
 */
public record DecisionTree(int[] feature, float[] number) {

	/** What stands in place of a feature at a leaf. */
	public static final int LEAF = -1;

	/** @throws IllegalArgumentException if it is no whole tree */
	public DecisionTree {
		if (feature.length != number.length) throw new IllegalArgumentException(feature.length + " features for " + number.length + " nodes of a tree");
		int inner = 0;
		for (int n = 0; n < feature.length; n++) {
			if (feature[n] < LEAF || !Float.isFinite(number[n])) throw new IllegalArgumentException("node " + n + " of a tree asks for feature " + feature[n] + " with the number " + number[n]);
			// a child stands behind its parent: 2k + 1 > n for the k-th node that asks
			if (feature[n] != LEAF && 2 * inner++ + 1 <= n) throw new IllegalArgumentException("node " + n + " of a tree is its own child");
		}
		if (feature.length != 2 * inner + 1) throw new IllegalArgumentException(feature.length + " nodes of a tree with " + inner + " questions");
	}

	/** @return a tree that says the same of everything */
	public static DecisionTree constant(final float score) {
		return new DecisionTree(new int[] { LEAF }, new float[] { score });
	}

	/** @return first child of each node, the second one stands behind it; a leaf is its own child */
	int[] children() {
		final int[] children = new int[feature.length];
		int inner = 0;
		for (int n = 0; n < children.length; n++)
			children[n] = feature[n] == LEAF ? n : 2 * inner++ + 1;
		return children;
	}

	/** @return largest number of questions on the way to a leaf */
	int depth() {
		final int[] children = children();
		final int[] depths = new int[children.length];
		int deepest = 0;
		for (int n = 0; n < children.length; n++) {
			deepest = Math.max(deepest, depths[n]);
			if (children[n] == n) continue;
			depths[children[n]] = depths[n] + 1;
			depths[children[n] + 1] = depths[n] + 1;
		}
		return deepest;
	}
}
