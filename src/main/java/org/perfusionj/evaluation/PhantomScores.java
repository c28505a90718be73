package org.perfusionj.evaluation;

import java.util.List;

/**
 * The result of an evaluation on phantoms, in the order of seeds, estimators and methods.
 *
 * @param vascular one score for each seed, vessel and estimator
 * @param maps one score for each seed, estimator, method, map and tissue
 * @param lesions one score for each seed, estimator, method and rule
 * @param runs one for each phantom and for each seed, estimator and method
 */
public record PhantomScores(List<VascularScore> vascular, List<MapScore> maps, List<LesionScore> lesions, List<CaseRun> runs) {

	/** Copies the lists. */
	public PhantomScores {
		vascular = List.copyOf(vascular);
		maps = List.copyOf(maps);
		lesions = List.copyOf(lesions);
		runs = List.copyOf(runs);
	}
}
