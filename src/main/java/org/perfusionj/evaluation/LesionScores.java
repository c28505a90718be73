package org.perfusionj.evaluation;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * How well lesions were found on phantoms.
 *
 * @param scores one for each seed, method, estimator and rule; ceilings before what they are the ceilings of
 * @param rocs one for each method, estimator and map
 */
public record LesionScores(List<LesionScore> scores, List<LesionRoc> rocs) {

	/** No rule was applied. */
	public static final LesionScores NONE = new LesionScores(List.of(), List.of());

	/** Copies the lists. */
	public LesionScores {
		scores = List.copyOf(scores);
		rocs = List.copyOf(rocs);
	}

	/** @return one summary for each method, estimator and rule that could be applied to a scan at least; ceilings first */
	public List<LesionSummary> summaries() {
		return groups().stream().filter(LesionScores::isApplicable).map(LesionSummary::of).toList();
	}

	/** @return the scores of each method, estimator and rule that could be applied to no scan at all, mostly because the method does not make the maps that the rule needs; ceilings first */
	public List<List<LesionScore>> notApplicable() {
		return groups().stream().filter(group -> !isApplicable(group)).toList();
	}

	private static boolean isApplicable(final List<LesionScore> group) {
		return group.stream().anyMatch(LesionScore::isDone);
	}

	private List<List<LesionScore>> groups() {
		final Map<List<String>, List<LesionScore>> groups = new LinkedHashMap<>();
		for (final boolean isCeiling : new boolean[] { true, false })
			for (final LesionScore score : scores)
				if (score.isCeiling() == isCeiling) groups.computeIfAbsent(List.of(score.method(), score.estimator(), score.rule()), none -> new ArrayList<>()).add(score);
		return List.copyOf(groups.values());
	}
}
