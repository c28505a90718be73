package org.perfusionj.evaluation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.perfusionj.preprocessing.PreprocessingSettings;
import org.perfusionj.work.PerfusionException;

class TissueScoresTest {

	private static final double[] SPREAD = { -3, -2, -1, 1, 2, 3 };

	/** Six cases that have the means of Table 2 of the paper in normal tissue. */
	static TissueScores published() {
		final Map<String, double[]> means = Map.of("sSVD", new double[] { 35.16, 14.81 }, "cSVD", new double[] { 33.84, 15.97 }, "oSVD", new double[] { 34.75, 14.51 }, "net", new double[] { 48.99, 23.36 });
		final List<TissueResult> cases = new ArrayList<>();
		for (int i = 0; i < SPREAD.length; i++) {
			final List<TissueValue> values = new ArrayList<>();
			for (final TissueRegion region : TissueRegion.values())
				for (final TissueMeasure measure : TissueMeasure.values())
					for (final String method : List.of("sSVD", "cSVD", "oSVD", "net"))
						values.add(new TissueValue(region, measure, measure.map(), method, 10, 0, Spread.of(means.get(method)[region.ordinal()] + SPREAD[i])));
			cases.add(new TissueResult("case" + i, "HU", values, List.of(), Map.of(), Map.of(), Map.of()));
		}
		return new TissueScores(List.of("sSVD", "cSVD", "oSVD", "net"), cases, Map.of("case9", "There is no lesion mask."));
	}

	@Test
	void differencesAreThoseThatThePaperPrints() {
		final TissueScores scores = published();
		assertContrast(scores.contrast(TissueRegion.NORMAL, TissueMeasure.CBF, "cSVD"), -1.32, -3.75);
		assertContrast(scores.contrast(TissueRegion.NORMAL, TissueMeasure.CBF, "oSVD"), -0.41, -1.17);
		assertContrast(scores.contrast(TissueRegion.NORMAL, TissueMeasure.CBF, "net"), 13.83, 39.33);
		assertContrast(scores.contrast(TissueRegion.ISCHAEMIC, TissueMeasure.CBF, "cSVD"), 1.16, 7.83);
		assertContrast(scores.contrast(TissueRegion.ISCHAEMIC, TissueMeasure.CBF, "oSVD"), -0.30, -2.03);
		assertContrast(scores.contrast(TissueRegion.ISCHAEMIC, TissueMeasure.CBF, "net"), 8.55, 57.73);
	}

	private static void assertContrast(final TissueContrast contrast, final double difference, final double percent) {
		assertEquals(difference, contrast.difference(), 1e-9);
		assertEquals(percent, contrast.percent(), 0.005);
		assertEquals(6, contrast.values().n());
		// all six differences have the same sign: 2 of 64 patterns
		assertEquals(2.0 / 64, contrast.test().wilcoxonP(), 1e-12);
		assertFalse(contrast.isReference());
	}

	@Test
	void casesWithoutANumberOfBothDoNotCount() {
		final List<TissueResult> cases = new ArrayList<>(published().cases());
		cases.add(new TissueResult("only sSVD", "HU", List.of(new TissueValue(TissueRegion.NORMAL, TissueMeasure.CBF, TissueMeasure.CBF.map(), "sSVD", 1, 0, Spread.of(1000))), List.of(), Map.of(), Map.of("net", "It failed."), Map.of()));
		final TissueScores scores = new TissueScores(published().methods(), cases, Map.of());

		assertEquals(7, scores.contrast(TissueRegion.NORMAL, TissueMeasure.CBF, "sSVD").values().n());
		final TissueContrast net = scores.contrast(TissueRegion.NORMAL, TissueMeasure.CBF, "net");
		assertEquals(6, net.values().n());
		assertEquals(35.16, net.references().mean(), 1e-9);
		assertTrue(Double.isNaN(new TissueScores(List.of("sSVD", "net"), List.of(cases.get(6)), Map.of()).contrast(TissueRegion.NORMAL, TissueMeasure.CBF, "net").difference()));
		assertFalse(scores.hasTruth());
	}

	@Test
	void namesOfMethodsAreDistinct() {
		final SampleMethods.Network one = new SampleMethods.Network("one");
		assertTrue(assertThrows(PerfusionException.class, () -> new TissueComparisonSettings(PreprocessingSettings.DEFAULTS, List.of(one, one), 1, 1)).getMessage().contains("one twice"));
		assertThrows(PerfusionException.class, () -> new TissueComparisonSettings(PreprocessingSettings.DEFAULTS, List.of(), 1, 1));
		assertThrows(PerfusionException.class, () -> new TissueComparisonSettings(PreprocessingSettings.DEFAULTS, List.of(new SampleMethods.Network("truth")), 1, 1));
	}
}
