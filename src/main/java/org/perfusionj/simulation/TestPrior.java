package org.perfusionj.simulation;

import java.util.List;

import org.perfusionj.work.Choice;
import org.perfusionj.work.PerfusionException;

/** What test curves are drawn from. Curves of the training priors are new ones: no curve of a {@link TestCondition} is among {@link TrainingCurves}. */
public enum TestPrior implements Choice {
	/** The six test sets as published. */
	PAPER("paper") {

		@Override
		public List<TestCondition> conditions(final AifWidth width) {
			return TestSets.conditions(width);
		}
	},
	/** The six test sets with other flows: MTT uniform 2-30 s, CBV log-uniform 0.3-12 ml/100 g. */
	WIDE("wide") {

		@Override
		public List<TestCondition> conditions(final AifWidth width) {
			return TestSets.conditions(TestSets.common(width).withFlow(new FlowPrior(FlowPrior.Given.CBV, Distribution.logUniform(0.3, 12), Distribution.uniform(2, 30), Double.POSITIVE_INFINITY)));
		}
	},
	/** One condition: {@link CurvePrior#broad}. */
	BROAD("broad") {

		@Override
		public List<TestCondition> conditions(final AifWidth width) {
			return List.of(new TestCondition(TRAINING_SET, "Training prior", "", key(), 1, CurvePrior.broad(List.of(width))));
		}
	},
	/** One condition: {@link CurvePrior#published}. */
	PUBLISHED("published") {

		@Override
		public List<TestCondition> conditions(final AifWidth width) {
			return List.of(new TestCondition(TRAINING_SET, "Training prior", "", key(), 1, CurvePrior.published(List.of(width))));
		}
	};

	/** Number of the set of curves from a training prior. */
	private static final int TRAINING_SET = 7;

	private final String key;

	TestPrior(final String key) {
		this.key = key;
	}

	@Override
	public String key() {
		return key;
	}

	/**
	 * @param width of the AIFs
	 * @return what is tested, set by set
	 */
	public abstract List<TestCondition> conditions(AifWidth width);

	/** @throws PerfusionException if there is no such choice */
	public static TestPrior of(final String key) {
		return Choice.of("prior", key, values());
	}
}
