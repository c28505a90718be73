package org.perfusionj.evaluation;

import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * How well a rule finds lesions on the maps of a method, over phantoms. Scores are those of ill heads, with a true core of at least {@link #LEAST_CORE_ML}; a core that was missed has Dice 0 and no
 * distance. A scan to which the rule could not be applied counts as a missed lesion of Dice 0 on the wrong side, and as a healthy head that is not quiet; volumes, their errors and distances are those of the other scans.
 *
 * @param method of the maps
 * @param estimator where the AIF and the VOF came from; empty for true maps
 * @param rule name of the rule
 * @param ill ill heads
 * @param illDone those of them to which the rule could be applied
 * @param coreDice overlap of the cores; without numbers if the rule says nothing of a core
 * @param lesionDice overlap of the lesions
 * @param coreCeiling overlap of the cores on the true maps
 * @param lesionCeiling overlap of the lesions on the true maps
 * @param coreShare Dice of the core over its ceiling
 * @param lesionShare Dice of the lesion over its ceiling
 * @param coreErrorMl core found minus true, ml
 * @param coreAbsoluteErrorMl absolute volume error of the core, ml
 * @param lesionErrorMl lesion found minus true, ml
 * @param lesionAbsoluteErrorMl absolute volume error of the lesion, ml
 * @param coreCorrelation Pearson correlation of found and true core volumes
 * @param lesionCorrelation Pearson correlation of found and true lesion volumes
 * @param coreHausdorff95Mm 95 % Hausdorff distance of the cores, mm
 * @param coreDistanceMm average surface distance of the cores, mm
 * @param lesionHausdorff95Mm 95 % Hausdorff distance of the lesions, mm
 * @param sideRight part of the ill heads whose side was found, 0 to 1
 * @param healthy heads without any lesion
 * @param healthyDone those of them to which the rule could be applied
 * @param quiet part of the healthy heads to which the rule could be applied and in which it found less than {@link #REPORTED_ML} of lesion, 0 to 1
 * @param falseMl lesion that was found in healthy heads, ml
 * @param mostFalseMl the largest of them, ml; NaN without healthy heads
 */
public record LesionSummary(String method, String estimator, String rule, int ill, int illDone, Spread coreDice, Spread lesionDice, Spread coreCeiling, Spread lesionCeiling, Spread coreShare, Spread lesionShare, Spread coreErrorMl,
	Spread coreAbsoluteErrorMl, Spread lesionErrorMl, Spread lesionAbsoluteErrorMl, double coreCorrelation, double lesionCorrelation, Spread coreHausdorff95Mm, Spread coreDistanceMm, Spread lesionHausdorff95Mm, double sideRight, int healthy,
	int healthyDone, double quiet, Spread falseMl, double mostFalseMl)
{

	/** Heads with less true core than this are not scored, ml: a few voxels decide their overlap. */
	public static final double LEAST_CORE_ML = 1;
	/** Lesions below this volume are not reported, ml. */
	public static final double REPORTED_ML = 3;

	/** @return of scores of one method, estimator and rule, of which one is done at least */
	static LesionSummary of(final List<LesionScore> scores) {
		final LesionScore first = scores.get(0);
		final boolean findsCore = scores.stream().anyMatch(score -> score.core().isFound());
		final List<LesionScore> ill = scores.stream().filter(score -> score.core().referenceMl() >= LEAST_CORE_ML).toList();
		final List<LesionScore> done = ill.stream().filter(LesionScore::isDone).toList();
		final List<LesionScore> healthy = scores.stream().filter(LesionScore::isHealthy).toList();
		final List<LesionScore> healthyDone = healthy.stream().filter(LesionScore::isDone).toList();
		return new LesionSummary(first.method(), first.estimator(), first.rule(), ill.size(), done.size(), ofCore(ill, findsCore, score -> score.core().dice()), orNothing(ill, score -> score.lesion().dice()), Spread.of(ill, LesionScore::coreCeiling), Spread
			.of(ill, LesionScore::lesionCeiling), ofCore(ill, findsCore, LesionScore::coreShare), orNothing(ill, LesionScore::lesionShare), Spread.of(done, score -> score.core().volumeErrorMl()), Spread.of(done, score -> score.core()
				.absoluteVolumeErrorMl()), Spread.of(done, score -> score.lesion().volumeErrorMl()), Spread.of(done, score -> score.lesion().absoluteVolumeErrorMl()), correlation(done, score -> score.core().referenceMl(), score -> score.core()
					.foundMl()), correlation(done, score -> score.lesion().referenceMl(), score -> score.lesion().foundMl()), Spread.of(done, score -> score.core().hausdorff95Mm()), Spread.of(done, score -> score.core().surfaceDistanceMm()), Spread
						.of(done, score -> score.lesion().hausdorff95Mm()), share(ill, score -> score.isDone() && score.side() == score.sideTrue() ? 1 : 0), healthy.size(), healthyDone.size(), share(healthy, score -> score.lesion()
							.foundMl() < REPORTED_ML ? 1 : 0), Spread.of(healthyDone, score -> score.lesion().foundMl()), healthyDone.stream().mapToDouble(score -> score.lesion().foundMl()).max().orElse(Double.NaN));
	}

	private static Spread ofCore(final List<LesionScore> scores, final boolean findsCore, final ToDoubleFunction<LesionScore> value) {
		return findsCore ? orNothing(scores, value) : Spread.of();
	}

	/** @return the spread over all scans: one to which the rule could not be applied has overlapped with nothing */
	private static Spread orNothing(final List<LesionScore> scores, final ToDoubleFunction<LesionScore> value) {
		return Spread.of(scores, score -> score.isDone() ? value.applyAsDouble(score) : 0);
	}

	private static double share(final List<LesionScore> scores, final ToDoubleFunction<LesionScore> isSo) {
		return scores.stream().mapToDouble(isSo).average().orElse(Double.NaN);
	}

	private static double correlation(final List<LesionScore> scores, final ToDoubleFunction<LesionScore> x, final ToDoubleFunction<LesionScore> y) {
		final List<LesionScore> both = scores.stream().filter(score -> Double.isFinite(y.applyAsDouble(score))).toList();
		return both.size() < 3 ? Double.NaN : CurveAgreement.pearson(both.stream().mapToDouble(x).toArray(), both.stream().mapToDouble(y).toArray());
	}

	/** @return true if this is the rule on true maps */
	public boolean isCeiling() {
		return LesionScore.isTruth(method);
	}

	/** @return true if the rule finds a core */
	public boolean hasCore() {
		return coreDice.n() > 0;
	}
}
