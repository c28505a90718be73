package org.perfusionj.segmentation.trained.training;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CancellationException;

import org.junit.jupiter.api.Test;
import org.perfusionj.segmentation.trained.BoostedTrees;
import org.perfusionj.segmentation.trained.DecisionTree;
import org.perfusionj.simulation.RandomStream;
import org.perfusionj.work.Parallel;
import org.perfusionj.work.WorkMonitor;

class BoostedTreesTrainerTest {

	private static final BoostingSettings PLAIN = new BoostingSettings(1, 2, 1, 1, 0, 0, 1, 1, 1, 1);

	/** Examples with the bins of the first ones. */
	private record Problem(float[][] values, boolean[] answers) {

		Question question(final FeatureBins bins) {
			final float[] weights = new float[answers.length];
			Arrays.fill(weights, 1);
			return new Question(BinnedExamples.of(bins, List.<float[][]>of(values)), answers, weights);
		}

		FeatureBins bins() {
			return FeatureBins.of(values, 64);
		}
	}

	private interface Truth {
		boolean of(double x, double y, RandomStream random);
	}

	private static Problem problem(final long seed, final int count, final Truth truth) {
		final RandomStream random = new RandomStream(seed);
		final float[][] values = new float[3][count];
		final boolean[] answers = new boolean[count];
		for (int i = 0; i < count; i++) {
			for (final float[] feature : values)
				feature[i] = (float) random.uniform(-1, 1);
			answers[i] = truth.of(values[0][i], values[1][i], random);
		}
		return new Problem(values, answers);
	}

	private static GrownTrees train(final BoostingSettings settings, final Problem learned, final Problem validation, final int threads) {
		try (Parallel parallel = new Parallel(threads)) {
			return new BoostedTreesTrainer(settings).train(learned.question(learned.bins()), validation.question(learned.bins()), parallel, WorkMonitor.SILENT);
		}
	}

	private static double right(final BoostedTrees trees, final Problem test) {
		try (Parallel parallel = new Parallel(1)) {
			final float[] found = trees.probabilities(test.values, parallel, WorkMonitor.SILENT);
			int right = 0;
			for (int i = 0; i < found.length; i++)
				if (found[i] > 0.5 == test.answers[i]) right++;
			return (double) right / found.length;
		}
	}

	@Test
	void theFirstQuestionIsThatOfTheFormulasByHand() {
		// three of eight are yes: p = 3/8, slopes -5/8 and 3/8, curvature 15/64 each
		final Problem problem = new Problem(new float[][] { { 1, 2, 3, 4, 5, 6, 7, 8 }, { 1, 1, 1, 1, 1, 1, 1, 1 } }, new boolean[] { false, false, false, false, true, false, true, true });
		final BoostedTrees trees = train(PLAIN, problem, problem, 1).trees();
		assertEquals(Math.log(3.0 / 5), trees.first(), 1e-6);
		final DecisionTree tree = trees.trees().get(0);
		// left of 4.5: slopes 4 x 3/8, squared over 4 x 15/64 = 2.4; right the same; every other cut is worse (3.5: 1.8 + 1.08; 6.5: 0.544 + 3.333)
		assertArrayEquals(new int[] { 0, DecisionTree.LEAF, DecisionTree.LEAF }, tree.feature());
		assertArrayEquals(new float[] { 4.5f, -1.6f, 1.6f }, tree.number(), 1e-5f);
	}

	@Test
	void l2AndWeightsAreThoseOfTheFormulas() {
		final Problem problem = new Problem(new float[][] { { 1, 2 } }, new boolean[] { false, true });
		final Question question = new Question(BinnedExamples.of(problem.bins(), List.<float[][]>of(problem.values)), problem.answers, new float[] { 3, 1 });
		try (Parallel parallel = new Parallel(1)) {
			final BoostedTrees trees = new BoostedTreesTrainer(new BoostingSettings(1, 2, 1, 0.5, 2, 0, 1, 1, 1, 1)).train(question, question, parallel, WorkMonitor.SILENT).trees();
			// p = 1/4: slopes 3/4 and -3/4, curvatures 9/16 and 3/16
			assertEquals(Math.log(1.0 / 3), trees.first(), 1e-6);
			assertArrayEquals(new float[] { 1.5f, (float) (-0.5 * 0.75 / (9 / 16.0 + 2)), (float) (0.5 * 0.75 / (3 / 16.0 + 2)) }, trees.trees().get(0).number(), 1e-6f);
		}
	}

	@Test
	void theFirstQuestionIsTheBestOfAllOnesThatCouldBeAsked() {
		final Problem problem = problem(3, 500, (x, y, random) -> x + 0.5 * y + random.gaussian(0, 0.5) > 0.2);
		final DecisionTree tree = train(PLAIN, problem, problem, 1).trees().trees().get(0);
		final FeatureBins bins = problem.bins();
		double yes = 0;
		for (final boolean answer : problem.answers)
			yes += answer ? 1.0 / 500 : 0;
		double best = 0;
		int feature = -1;
		float threshold = 0;
		for (int f = 0; f < 3; f++)
			for (int b = 0; b < bins.count(f) - 1; b++) {
				double left = 0;
				int count = 0;
				for (int i = 0; i < 500; i++)
					if (problem.values[f][i] <= bins.upper(f, b)) {
						left += yes - (problem.answers[i] ? 1 : 0);
						count++;
					}
				// the slopes of all examples are 0 together
				final double gain = left * left / count + left * left / (500 - count);
				if (gain > best) {
					best = gain;
					feature = f;
					threshold = bins.upper(f, b);
				}
			}
		assertEquals(feature, tree.feature()[0]);
		assertEquals(threshold, tree.number()[0]);
	}

	@Test
	void whatNeedsTwoQuestionsIsLearned() {
		final Truth xor = (x, y, random) -> x > 0 != y > 0;
		final GrownTrees grown = train(new BoostingSettings(60, 8, 4, 0.3, 1, 1, 0.8, 1, 10, 7), problem(1, 4000, xor), problem(2, 1000, xor), 2);
		final double right = right(grown.trees(), problem(3, 1000, xor));
		assertTrue(right > 0.97, "right " + right);
	}

	@Test
	void aProbabilityIsLearnedAsIt() {
		final Truth rising = (x, y, random) -> random.chance((x + 1) / 2);
		final GrownTrees grown = train(new BoostingSettings(100, 4, 2, 0.1, 5, 5, 0.7, 0.7, 10, 7), problem(1, 20000, rising), problem(2, 5000, rising), 2);
		try (Parallel parallel = new Parallel(1)) {
			final float[] found = grown.trees().probabilities(new float[][] { { -0.8f, -0.4f, 0, 0.4f, 0.8f }, new float[5], new float[5] }, parallel, WorkMonitor.SILENT);
			assertArrayEquals(new float[] { 0.1f, 0.3f, 0.5f, 0.7f, 0.9f }, found, 0.07f);
		}
	}

	@Test
	void ofNoiseNothingIsKept() {
		final Truth noise = (x, y, random) -> random.chance(0.3);
		final GrownTrees grown = train(new BoostingSettings(100, 31, 6, 0.3, 0, 0, 1, 1, 5, 7), problem(1, 2000, noise), problem(2, 2000, noise), 1);
		assertTrue(grown.trees().trees().size() <= 3, grown.trees().trees().size() + " trees");
		assertTrue(grown.losses().length <= 8);
		assertTrue(grown.loss() > grown.firstLoss() - 0.005);
	}

	@Test
	void leavesAndDepthAreLimited() {
		final Truth any = (x, y, random) -> Math.sin(9 * x) + Math.cos(7 * y) > 0;
		for (final DecisionTree tree : train(new BoostingSettings(5, 6, 9, 0.3, 0, 0, 1, 1, 5, 7), problem(1, 2000, any), problem(2, 500, any), 1).trees().trees())
			assertEquals(11, tree.feature().length);
		for (final DecisionTree tree : train(new BoostingSettings(5, 99, 2, 0.3, 0, 0, 1, 1, 5, 7), problem(1, 2000, any), problem(2, 500, any), 1).trees().trees())
			assertEquals(7, tree.feature().length);
	}

	@Test
	void theSameSeedGivesTheSameTreesWithAnyNumberOfThreads() {
		final Truth some = (x, y, random) -> x * y + random.gaussian(0, 0.1) > 0;
		final BoostingSettings settings = new BoostingSettings(10, 8, 4, 0.3, 1, 1, 0.5, 0.7, 10, 7);
		final BoostedTrees one = train(settings, problem(1, 3000, some), problem(2, 500, some), 1).trees();
		final BoostedTrees three = train(settings, problem(1, 3000, some), problem(2, 500, some), 3).trees();
		final BoostedTrees other = train(settings.withSeed(8), problem(1, 3000, some), problem(2, 500, some), 1).trees();
		assertEquals(one.trees().size(), three.trees().size());
		for (int t = 0; t < one.trees().size(); t++) {
			assertArrayEquals(one.trees().get(t).feature(), three.trees().get(t).feature());
			assertArrayEquals(one.trees().get(t).number(), three.trees().get(t).number());
		}
		assertTrue(!Arrays.equals(one.trees().get(0).number(), other.trees().get(0).number()));
	}

	@Test
	void theLossThatIsToldIsThatOfTheTreesOnValues() {
		final Truth some = (x, y, random) -> x * y + random.gaussian(0, 0.1) > 0;
		final Problem validation = problem(2, 500, some);
		final GrownTrees grown = train(new BoostingSettings(10, 8, 4, 0.3, 1, 1, 0.5, 0.7, 10, 7), problem(1, 3000, some), validation, 1);
		try (Parallel parallel = new Parallel(1)) {
			final float[] found = grown.trees().probabilities(validation.values, parallel, WorkMonitor.SILENT);
			double loss = 0;
			for (int i = 0; i < found.length; i++)
				loss -= Math.log(validation.answers[i] ? found[i] : 1 - found[i]) / found.length;
			assertEquals(loss, grown.loss(), 1e-5);
		}
	}

	@Test
	void itCanBeCancelled() {
		final Problem problem = problem(1, 100, (x, y, random) -> x > 0);
		final WorkMonitor impatient = new WorkMonitor() {

			private boolean cancelled;

			@Override
			public void progress(final double fraction, final String message) {
				cancelled = true;
			}

			@Override
			public void log(final String message) {
				// not shown
			}

			@Override
			public boolean isCancelled() {
				return cancelled;
			}
		};
		try (Parallel parallel = new Parallel(1)) {
			assertThrows(CancellationException.class, () -> new BoostedTreesTrainer(PLAIN.withTrees(5)).train(problem.question(problem.bins()), problem.question(problem.bins()), parallel, impatient));
		}
	}
}
