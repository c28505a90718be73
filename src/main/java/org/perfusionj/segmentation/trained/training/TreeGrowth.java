package org.perfusionj.segmentation.trained.training;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

import org.perfusionj.segmentation.trained.DecisionTree;
import org.perfusionj.work.Parallel;
import org.perfusionj.work.WorkMonitor;

/**
 * Grows one tree: the leaf whose best question makes the loss smallest is divided next, until there are enough leaves or no question helps. The sums of the larger of two new leaves are those of both without
 * the smaller's, so that only the smaller's examples are looked at. Each feature is summed by one thread in the order of the examples, so the number of threads does not change the tree.
 */
final class TreeGrowth {

	private static final int BLOCK = 1 << 16;

	private final BinnedExamples examples;
	private final int[] columns;
	private final BoostingSettings settings;
	private final float[] slope;
	private final float[] curvature;
	/** Examples of the tree, leaf by leaf, in their order within each leaf; with their slope and curvature at the same place. */
	private final int[] rows;
	private final int[] others;
	private final float[] rowSlope;
	private final float[] rowCurvature;
	private final Parallel parallel;
	private final WorkMonitor monitor;

	/**
	 * @param examples all
	 * @param rows examples to grow on, in order; its order is changed
	 * @param columns features that may be asked for, in order
	 * @param settings how it is grown
	 * @param slope derivative of the loss by the score, for each example
	 * @param curvature second derivative
	 */
	TreeGrowth(final BinnedExamples examples, final int[] rows, final int[] columns, final BoostingSettings settings, final float[] slope, final float[] curvature, final Parallel parallel, final WorkMonitor monitor) {
		this.examples = examples;
		this.rows = rows;
		this.others = new int[rows.length];
		this.columns = columns;
		this.settings = settings;
		this.slope = slope;
		this.curvature = curvature;
		this.rowSlope = new float[rows.length];
		this.rowCurvature = new float[rows.length];
		this.parallel = parallel;
		this.monitor = monitor;
	}

	/** @param gain by which the loss falls, twice; bin is the last one that goes to the first child */
	private record Split(int column, int bin, double gain) {
	}

	/** A node of the tree while it grows. */
	private static final class Node {

		private final int from;
		private final int to;
		private final int depth;
		private GradientHistograms sums;
		private double slope;
		private double curvature;
		private Split split;
		private Node left;
		private Node right;

		Node(final int from, final int to, final int depth) {
			this.from = from;
			this.to = to;
			this.depth = depth;
		}

		int size() {
			return to - from;
		}
	}

	/** @return the tree, with the scores of its leaves times the rate */
	DecisionTree grow() {
		final Node root = new Node(0, rows.length, 0);
		sum(root);
		judge(root);
		final List<Node> open = new ArrayList<>(List.of(root));
		for (int leaves = 1; leaves < settings.leaves(); leaves++) {
			final Optional<Node> best = open.stream().filter(node -> node.split != null).reduce((a, b) -> b.split.gain > a.split.gain ? b : a);
			if (best.isEmpty()) break;
			open.remove(best.get());
			divide(best.get());
			open.add(best.get().left);
			open.add(best.get().right);
		}
		return tree(root);
	}

	private void sum(final Node node) {
		final int blocks = (node.size() + BLOCK - 1) / BLOCK;
		parallel.forEach(blocks, monitor, block -> {
			for (int k = node.from + block * BLOCK; k < Math.min(node.to, node.from + (block + 1) * BLOCK); k++) {
				rowSlope[k] = slope[rows[k]];
				rowCurvature[k] = curvature[rows[k]];
			}
		});
		final double[][] sums = new double[columns.length][];
		parallel.forEach(columns.length, monitor, c -> {
			final double[] sum = new double[2 * examples.bins().count(columns[c])];
			final byte[] column = examples.columns()[columns[c]];
			for (int k = node.from; k < node.to; k++) {
				final int place = 2 * (column[rows[k]] & 255);
				sum[place] += rowSlope[k];
				sum[place + 1] += rowCurvature[k];
			}
			sums[c] = sum;
		});
		node.sums = new GradientHistograms(sums);
	}

	/** Finds the best question of a node whose sums are known. */
	private void judge(final Node node) {
		// the same for every feature, but for rounding
		for (int i = 0; i < node.sums.sums()[0].length; i += 2) {
			node.slope += node.sums.sums()[0][i];
			node.curvature += node.sums.sums()[0][i + 1];
		}
		if (node.depth >= settings.depth()) {
			node.sums = null;
			return;
		}
		// not what is rounding only
		double most = 1e-9 * worth(node.slope, node.curvature);
		for (int c = 0; c < columns.length; c++) {
			final double[] sums = node.sums.sums()[c];
			double slopeLeft = 0;
			double curvatureLeft = 0;
			for (int bin = 0; bin < sums.length / 2 - 1; bin++) {
				slopeLeft += sums[2 * bin];
				curvatureLeft += sums[2 * bin + 1];
				final double curvatureRight = node.curvature - curvatureLeft;
				if (curvatureLeft < settings.leastCurvature() || curvatureRight < settings.leastCurvature() || curvatureLeft <= 0 || curvatureRight <= 0) continue;
				final double found = worth(slopeLeft, curvatureLeft) + worth(node.slope - slopeLeft, curvatureRight) - worth(node.slope, node.curvature);
				if (found > most) {
					most = found;
					node.split = new Split(c, bin, found);
				}
			}
		}
		if (node.split == null) node.sums = null;
	}

	private double worth(final double slopes, final double curvatures) {
		return slopes * slopes / (curvatures + settings.l2());
	}

	private void divide(final Node node) {
		final byte[] column = examples.columns()[columns[node.split.column]];
		int left = node.from;
		int right = 0;
		for (int k = node.from; k < node.to; k++) {
			final int row = rows[k];
			if ((column[row] & 255) <= node.split.bin) rows[left++] = row;
			else others[right++] = row;
		}
		System.arraycopy(others, 0, rows, left, right);
		node.left = new Node(node.from, left, node.depth + 1);
		node.right = new Node(left, node.to, node.depth + 1);
		final Node smaller = node.left.size() <= node.right.size() ? node.left : node.right;
		final Node larger = smaller == node.left ? node.right : node.left;
		sum(smaller);
		node.sums.subtract(smaller.sums);
		larger.sums = node.sums;
		node.sums = null;
		judge(smaller);
		judge(larger);
	}

	private DecisionTree tree(final Node root) {
		final List<Integer> features = new ArrayList<>();
		final List<Float> numbers = new ArrayList<>();
		final Deque<Node> next = new ArrayDeque<>(List.of(root));
		while (!next.isEmpty()) {
			final Node node = next.poll();
			if (node.left == null) {
				features.add(DecisionTree.LEAF);
				numbers.add((float) (-settings.rate() * node.slope / (node.curvature + settings.l2() + Double.MIN_NORMAL)));
				continue;
			}
			features.add(columns[node.split.column]);
			numbers.add(examples.bins().upper(columns[node.split.column], node.split.bin));
			next.add(node.left);
			next.add(node.right);
		}
		final float[] number = new float[numbers.size()];
		for (int n = 0; n < number.length; n++)
			number[n] = numbers.get(n);
		return new DecisionTree(features.stream().mapToInt(Integer::intValue).toArray(), number);
	}
}
