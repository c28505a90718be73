package org.perfusionj.segmentation.trained;

import java.util.Arrays;
import java.util.List;
import java.util.function.IntConsumer;

import org.perfusionj.work.Parallel;
import org.perfusionj.work.WorkMonitor;

/**
 * Boosted decision trees that answer one question with yes or no: the sum of their scores and a first score are the logarithm of the odds (Friedman, Annals of Statistics 29, 2001, 1189-1232). Immutable.
 */
public final class BoostedTrees {

	/** Voxels that go through the trees together, so that their values stay near the processor. */
	private static final int BLOCK = 256;

	private final int features;
	private final float first;
	private final List<DecisionTree> trees;
	/** All nodes of all trees in a row: feature, threshold, first child and score; a leaf is its own first child and has an endless threshold. */
	private final int[] feature;
	private final float[] threshold;
	private final int[] child;
	private final float[] score;
	private final int[] roots;
	private final int[] depths;

	/**
	 * @param features number of features, at least 1
	 * @param first score before any tree
	 * @param trees in the order in which they were grown; may be none
	 * @throws IllegalArgumentException if a tree asks for a feature that there is not, or a number is not finite
	 */
	public BoostedTrees(final int features, final float first, final List<DecisionTree> trees) {
		if (features < 1 || !Float.isFinite(first)) throw new IllegalArgumentException("trees with " + features + " features and the first score " + first);
		this.features = features;
		this.first = first;
		this.trees = List.copyOf(trees);
		final int nodes = trees.stream().mapToInt(tree -> tree.feature().length).sum();
		this.feature = new int[nodes];
		this.threshold = new float[nodes];
		this.child = new int[nodes];
		this.score = new float[nodes];
		this.roots = new int[trees.size()];
		this.depths = new int[trees.size()];
		int from = 0;
		for (int t = 0; t < roots.length; t++) {
			roots[t] = from;
			depths[t] = trees.get(t).depth();
			from = lay(trees.get(t), from);
		}
	}

	/** @return where the next tree begins */
	private int lay(final DecisionTree tree, final int from) {
		final int[] children = tree.children();
		for (int n = 0; n < children.length; n++) {
			final boolean leaf = tree.feature()[n] == DecisionTree.LEAF;
			if (tree.feature()[n] >= features) throw new IllegalArgumentException("a tree asks for feature " + tree.feature()[n] + " of " + features);
			feature[from + n] = leaf ? 0 : tree.feature()[n];
			threshold[from + n] = leaf ? Float.POSITIVE_INFINITY : tree.number()[n];
			child[from + n] = from + children[n];
			score[from + n] = leaf ? tree.number()[n] : 0;
		}
		return from + children.length;
	}

	/** @return number of features */
	public int features() {
		return features;
	}

	/** @return score before any tree */
	public float first() {
		return first;
	}

	/** @return the trees in order */
	public List<DecisionTree> trees() {
		return trees;
	}

	/** @return the same with its first trees only */
	public BoostedTrees limited(final int count) {
		return new BoostedTrees(features, first, trees.subList(0, count));
	}

	/**
	 * Asks the trees about many voxels.
	 *
	 * @param values feature by feature, one value for each voxel: [feature][voxel]; not modified
	 * @param parallel threads to use
	 * @param monitor asked for cancellation
	 * @return probability of yes for each voxel, 0 to 1
	 * @throws IllegalArgumentException if the number of features is another one
	 * @throws java.util.concurrent.CancellationException if the monitor is cancelled
	 */
	public float[] probabilities(final float[][] values, final Parallel parallel, final WorkMonitor monitor) {
		if (values.length != features) throw new IllegalArgumentException(values.length + " features for trees that know " + features);
		final int voxels = values[0].length;
		final float[] probabilities = new float[voxels];
		parallel.run((voxels + BLOCK - 1) / BLOCK, monitor, () -> new Walk(values, probabilities));
		return probabilities;
	}

	/** @return logarithm of the odds as a probability */
	public static float probability(final double score) {
		return (float) (1 / (1 + Math.exp(-score)));
	}

	/** Sends a block of voxels through all trees, all voxels one step at a time: their steps do not wait for one another. */
	private final class Walk implements IntConsumer {

		private final float[][] values;
		private final float[] probabilities;
		/** Voxel by voxel. */
		private final float[] block = new float[BLOCK * features];
		private final int[] nodes = new int[BLOCK];
		private final double[] sums = new double[BLOCK];

		Walk(final float[][] values, final float[] probabilities) {
			this.values = values;
			this.probabilities = probabilities;
		}

		@Override
		public void accept(final int number) {
			final int from = number * BLOCK;
			final int count = Math.min(BLOCK, probabilities.length - from);
			for (int f = 0; f < features; f++)
				for (int v = 0; v < count; v++)
					block[v * features + f] = values[f][from + v];
			Arrays.fill(sums, first);
			for (int t = 0; t < roots.length; t++) {
				Arrays.fill(nodes, roots[t]);
				for (int step = 0; step < depths[t]; step++)
					step(count);
				for (int v = 0; v < count; v++)
					sums[v] += score[nodes[v]];
			}
			for (int v = 0; v < count; v++)
				probabilities[from + v] = probability(sums[v]);
		}

		private void step(final int count) {
			for (int v = 0; v < count; v++) {
				final int node = nodes[v];
				nodes[v] = child[node] + (block[v * features + feature[node]] > threshold[node] ? 1 : 0);
			}
		}
	}
}
