package org.perfusionj.evaluation.training;

import java.util.List;

import org.apache.commons.math3.stat.StatUtils;

/**
 * How well a trained rule finds the lesion of a validation case, before islands are removed.
 *
 * @param name of the case
 * @param trueCoreMl true core, ml
 * @param coreMl core that was found, ml
 * @param coreDice overlap, 0 to 1; NaN if there is no core and none was found
 * @param trueLesionMl true core and penumbra, ml
 * @param lesionMl lesion that was found, ml; in a head without one only its connected parts of at least 3 ml, which cleaning leaves
 * @param lesionDice overlap
 */
public record ValidationScore(String name, double trueCoreMl, double coreMl, double coreDice, double trueLesionMl, double lesionMl, double lesionDice) {

	/** Cores below are too small to be judged by overlap, ml. */
	static final double LEAST_CORE_ML = 1;

	/** @return median overlap of the cores of at least 1 ml; NaN if there is none */
	public static double medianCoreDice(final List<ValidationScore> scores) {
		return StatUtils.percentile(scores.stream().filter(score -> score.trueCoreMl >= LEAST_CORE_ML).mapToDouble(ValidationScore::coreDice).toArray(), 50);
	}

	/** @return median overlap of the lesions; NaN if there is none */
	public static double medianLesionDice(final List<ValidationScore> scores) {
		return StatUtils.percentile(scores.stream().filter(score -> score.trueLesionMl > 0).mapToDouble(ValidationScore::lesionDice).toArray(), 50);
	}
}
