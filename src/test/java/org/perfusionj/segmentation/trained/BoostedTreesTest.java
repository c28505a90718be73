package org.perfusionj.segmentation.trained;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;

import org.junit.jupiter.api.Test;
import org.perfusionj.simulation.RandomStream;
import org.perfusionj.work.Parallel;
import org.perfusionj.work.WorkMonitor;

class BoostedTreesTest {

	private static final int LEAF = DecisionTree.LEAF;

	/** x0 <= 1 ? -2 : (x1 <= 5 ? 0.5 : 3) */
	private static final DecisionTree SMALL = new DecisionTree(new int[] { 0, LEAF, 1, LEAF, LEAF }, new float[] { 1, -2, 5, 0.5f, 3 });

	@Test
	void aTreeSendsValuesUpToTheThresholdAndMissingOnesToTheFirstChild() {
		final BoostedTrees trees = new BoostedTrees(2, 0.25f, List.of(SMALL));
		final float[][] values = { { 1, 1.01f, 2, Float.NaN, 2 }, { 9, 5, 5.1f, 9, Float.NaN } };
		final double[] scores = { -1.75, 0.75, 3.25, -1.75, 0.75 };
		try (Parallel parallel = new Parallel(1)) {
			final float[] found = trees.probabilities(values, parallel, WorkMonitor.SILENT);
			for (int v = 0; v < scores.length; v++)
				assertEquals(1 / (1 + Math.exp(-scores[v])), found[v], 1e-7);
		}
	}

	@Test
	void manyVoxelsAndThreadsGiveWhatOneWalkByHandGives() {
		final RandomStream random = new RandomStream(5);
		final List<DecisionTree> forest = new ArrayList<>();
		for (int t = 0; t < 20; t++)
			forest.add(randomTree(random, 6, 31));
		final float[][] values = new float[6][1000];
		for (final float[] feature : values)
			for (int v = 0; v < feature.length; v++)
				feature[v] = (float) random.uniform(-1, 1);
		final float[] expected = new float[1000];
		for (int v = 0; v < expected.length; v++) {
			double sum = -0.5;
			for (final DecisionTree tree : forest)
				sum += walk(tree, values, v);
			expected[v] = (float) (1 / (1 + Math.exp(-sum)));
		}
		try (Parallel one = new Parallel(1); Parallel three = new Parallel(3)) {
			final BoostedTrees trees = new BoostedTrees(6, -0.5f, forest);
			assertArrayEquals(expected, trees.probabilities(values, one, WorkMonitor.SILENT), 1e-6f);
			assertArrayEquals(trees.probabilities(values, one, WorkMonitor.SILENT), trees.probabilities(values, three, WorkMonitor.SILENT));
		}
	}

	/** Finds the children by counting the questions before a node. */
	private static double walk(final DecisionTree tree, final float[][] values, final int voxel) {
		int node = 0;
		while (tree.feature()[node] != LEAF) {
			int before = 0;
			for (int n = 0; n < node; n++)
				if (tree.feature()[n] != LEAF) before++;
			node = values[tree.feature()[node]][voxel] <= tree.number()[node] ? 2 * before + 1 : 2 * before + 2;
		}
		return tree.number()[node];
	}

	private static DecisionTree randomTree(final RandomStream random, final int features, final int questions) {
		final int[] feature = new int[2 * questions + 1];
		final float[] number = new float[feature.length];
		int asked = 0;
		for (int n = 0; n < feature.length; n++) {
			// a node behind which no other would be open must ask
			final boolean asks = asked < questions && (2 * asked == n || random.chance(0.6));
			feature[n] = asks ? random.integer(0, features - 1) : LEAF;
			number[n] = (float) random.uniform(-0.5, 0.5);
			if (asks) asked++;
		}
		return new DecisionTree(feature, number);
	}

	@Test
	void withoutTreesEverythingHasTheFirstScore() {
		try (Parallel parallel = new Parallel(1)) {
			assertArrayEquals(new float[] { 0.5f, 0.5f }, new BoostedTrees(1, 0, List.of()).probabilities(new float[1][2], parallel, WorkMonitor.SILENT));
		}
	}

	@Test
	void whatIsNoTreeIsRefused() {
		assertThrows(IllegalArgumentException.class, () -> new DecisionTree(new int[] { 0, LEAF }, new float[2]));
		assertThrows(IllegalArgumentException.class, () -> new DecisionTree(new int[] { LEAF, 0, LEAF }, new float[3]));
		assertThrows(IllegalArgumentException.class, () -> new DecisionTree(new int[] { LEAF }, new float[] { Float.NaN }));
		assertThrows(IllegalArgumentException.class, () -> new DecisionTree(new int[0], new float[0]));
		assertThrows(IllegalArgumentException.class, () -> new BoostedTrees(1, 0, List.of(SMALL)));
		try (Parallel parallel = new Parallel(1)) {
			assertThrows(IllegalArgumentException.class, () -> new BoostedTrees(2, 0, List.of(SMALL)).probabilities(new float[3][4], parallel, WorkMonitor.SILENT));
		}
	}

	@Test
	void asLimitedItHasItsFirstTreesOnly() {
		final BoostedTrees trees = new BoostedTrees(2, 0, List.of(SMALL, DecisionTree.constant(7)));
		assertEquals(List.of(SMALL), trees.limited(1).trees());
	}

	@Test
	void itCanBeCancelled() {
		final WorkMonitor cancelled = new WorkMonitor() {

			@Override
			public void progress(final double fraction, final String message) {
				// not shown
			}

			@Override
			public void log(final String message) {
				// not shown
			}

			@Override
			public boolean isCancelled() {
				return true;
			}
		};
		try (Parallel parallel = new Parallel(2)) {
			assertThrows(CancellationException.class, () -> new BoostedTrees(2, 0, List.of(SMALL)).probabilities(new float[2][4], parallel, cancelled));
		}
	}
}
