package org.perfusionj.segmentation.trained.training;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

import org.perfusionj.segmentation.trained.BoostedTrees;
import org.perfusionj.segmentation.trained.DecisionTree;
import org.perfusionj.simulation.RandomStream;
import org.perfusionj.work.Parallel;
import org.perfusionj.work.WorkMonitor;

/**
 * Grows boosted trees for the logarithmic loss, by second-order steps on histograms (Chen and Guestrin, KDD 2016, sections 2.1 and 2.2; Ke et al., NIPS 2017). The same examples, settings and seed give the
 * same trees, whatever the number of threads.
 */
public final class BoostedTreesTrainer {

	private static final int BLOCK = 1 << 15;
	/** Where all examples have the same answer, the first score does not become infinite. */
	private static final double SURE = 1e-6;

	private final BoostingSettings settings;

	/** @param settings how trees are grown */
	public BoostedTreesTrainer(final BoostingSettings settings) {
		this.settings = settings;
	}

	/**
	 * @param learned examples to grow on
	 * @param validation examples of other cases that say when to stop, with the same bins
	 * @param parallel threads to use
	 * @param monitor progress and cancel
	 * @return the trees
	 * @throws java.util.concurrent.CancellationException if the monitor is cancelled
	 */
	public GrownTrees train(final Question learned, final Question validation, final Parallel parallel, final WorkMonitor monitor) {
		final float first = first(learned);
		final float[] scores = filled(learned, first);
		final float[] seen = filled(validation, first);
		final double firstLoss = validation.loss(seen);
		final List<DecisionTree> trees = new ArrayList<>();
		final double[] losses = new double[settings.trees()];
		final float[] slope = new float[scores.length];
		final float[] curvature = new float[scores.length];
		int best = 0;
		double least = firstLoss;
		while (trees.size() < settings.trees() && trees.size() - best < settings.patience()) {
			differentiate(learned, scores, slope, curvature, parallel, monitor);
			final RandomStream random = new RandomStream(settings.seed()).named("tree").numbered(trees.size());
			final DecisionTree tree = new TreeGrowth(learned.examples(), rows(random.named("rows"), scores.length), columns(random.named("columns"), learned.examples().bins().features()), settings, slope, curvature, parallel, monitor).grow();
			add(tree, learned.examples(), scores, parallel, monitor);
			add(tree, validation.examples(), seen, parallel, monitor);
			losses[trees.size()] = validation.loss(seen);
			trees.add(tree);
			if (losses[trees.size() - 1] < least) {
				least = losses[trees.size() - 1];
				best = trees.size();
			}
			monitor.progress((double) trees.size() / settings.trees(), String.format(Locale.ROOT, "Tree %d of %d, loss on validation cases %.5f", trees.size(), settings.trees(), losses[trees.size() - 1]));
		}
		return new GrownTrees(new BoostedTrees(learned.examples().bins().features(), first, trees).limited(best), firstLoss, Arrays.copyOf(losses, trees.size()));
	}

	/** @return logarithm of the odds of yes in all examples */
	private static float first(final Question learned) {
		double yes = 0;
		double all = 0;
		for (int i = 0; i < learned.answers().length; i++) {
			all += learned.weights()[i];
			if (learned.answers()[i]) yes += learned.weights()[i];
		}
		final double share = Math.min(1 - SURE, Math.max(SURE, yes / all));
		return (float) Math.log(share / (1 - share));
	}

	private static float[] filled(final Question question, final float value) {
		final float[] scores = new float[question.answers().length];
		Arrays.fill(scores, value);
		return scores;
	}

	private static void differentiate(final Question question, final float[] scores, final float[] slope, final float[] curvature, final Parallel parallel, final WorkMonitor monitor) {
		parallel.forEach(blocks(scores.length), monitor, block -> {
			for (int i = block * BLOCK; i < Math.min(scores.length, (block + 1) * BLOCK); i++) {
				final float p = BoostedTrees.probability(scores[i]);
				slope[i] = question.weights()[i] * (question.answers()[i] ? p - 1 : p);
				curvature[i] = question.weights()[i] * p * (1 - p);
			}
		});
	}

	private static int blocks(final int count) {
		return (count + BLOCK - 1) / BLOCK;
	}

	/** @return examples that a tree sees, in order */
	private int[] rows(final RandomStream random, final int count) {
		final int[] rows = new int[count];
		int drawn = 0;
		for (int i = 0; i < count; i++)
			if (settings.rows() == 1 || random.chance(settings.rows())) rows[drawn++] = i;
		return Arrays.copyOf(rows, drawn);
	}

	/** @return features that a tree may ask for, in order; at least one */
	private int[] columns(final RandomStream random, final int count) {
		final int wanted = Math.max(1, (int) Math.round(settings.columns() * count));
		final int[] columns = new int[wanted];
		int drawn = 0;
		for (int f = 0; f < count && drawn < wanted; f++)
			if (random.uniform() * (count - f) < wanted - drawn) columns[drawn++] = f;
		return columns;
	}

	/** Adds the answers of a tree; thresholds are upper ends of bins, so that bins are as good as values. */
	private static void add(final DecisionTree tree, final BinnedExamples examples, final float[] scores, final Parallel parallel, final WorkMonitor monitor) {
		final int[] children = new int[tree.feature().length];
		final int[] bins = new int[children.length];
		int inner = 0;
		for (int n = 0; n < children.length; n++) {
			if (tree.feature()[n] == DecisionTree.LEAF) continue;
			children[n] = 2 * inner++ + 1;
			bins[n] = examples.bins().bin(tree.feature()[n], tree.number()[n]);
		}
		parallel.forEach(blocks(scores.length), monitor, block -> {
			for (int i = block * BLOCK; i < Math.min(scores.length, (block + 1) * BLOCK); i++) {
				int node = 0;
				while (tree.feature()[node] != DecisionTree.LEAF)
					node = children[node] + ((examples.columns()[tree.feature()[node]][i] & 255) > bins[node] ? 1 : 0);
				scores[i] += tree.number()[node];
			}
		});
	}
}
