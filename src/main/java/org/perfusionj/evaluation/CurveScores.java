package org.perfusionj.evaluation;

import java.util.List;

/**
 * The result of an evaluation on simulated curves.
 *
 * @param conditions one score for each method, width, set and condition
 * @param averages one score for each method and width: errors are averaged over the conditions of a set, then over the sets
 */
public record CurveScores(List<CurveScore> conditions, List<CurveScore> averages) {

	/** Copies the lists. */
	public CurveScores {
		conditions = List.copyOf(conditions);
		averages = List.copyOf(averages);
	}
}
