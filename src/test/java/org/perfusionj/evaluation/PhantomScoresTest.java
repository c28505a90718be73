package org.perfusionj.evaluation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;

import org.junit.jupiter.api.Test;
import org.perfusionj.maps.PerfusionMap;

class PhantomScoresTest {

	private static MapScore score(final long seed, final String method, final double error) {
		return new MapScore(seed, method, "auto", PerfusionMap.CBF, EvaluationTissue.CORE, 100, error, 0, 0.5, 0.5, 40, 40, 0, error / 2, 0);
	}

	private static MapScore none(final long seed, final String method) {
		return MapScore.empty(seed, method, "auto", PerfusionMap.CBF, EvaluationTissue.CORE, 100);
	}

	private static List<TissueContest> contests(final MapScore... maps) {
		return new PhantomScores(List.of(), List.of(maps), List.of(), LesionScores.NONE, List.of()).contests();
	}

	@Test
	void onlyScansThatAllHaveAreCompared() {
		// the second scan is hard, and cSVD could not be used on it; the third is one that the network could not be used on
		final List<TissueContest> contests = contests(score(1, "oSVD", 5), score(1, "cSVD", 4), score(1, "residue", 3), score(2, "oSVD", 10), none(2, "cSVD"), score(2, "residue", 7), score(3, "oSVD", 1), score(3, "cSVD", 1), none(3, "residue"));

		assertEquals(List.of(new TissueContest("residue", "auto", PerfusionMap.CBF, EvaluationTissue.CORE, 1, 3, "cSVD", 4, 1.5, "cSVD", 2)), contests);
		assertTrue(contests.get(0).isBetter());
	}

	@Test
	void aDeconvolutionThatNeverWorkedIsNoRival() {
		final List<TissueContest> contests = contests(score(1, "oSVD", 5), none(1, "sSVD"), score(1, "residue", 3), score(2, "oSVD", 10), none(2, "sSVD"), score(2, "residue", 7));

		assertEquals(List.of(new TissueContest("residue", "auto", PerfusionMap.CBF, EvaluationTissue.CORE, 2, 5, "oSVD", 7.5, 2.5, "oSVD", 3.75)), contests);
		assertEquals(List.of(), contests(score(1, "oSVD", 5), none(1, "residue"), none(2, "oSVD"), score(2, "residue", 7)));
	}
}
