package org.perfusionj.segmentation.trained;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.junit.jupiter.api.Test;
import org.perfusionj.maps.PerfusionMap;
import org.perfusionj.maps.TmaxResponse;
import org.perfusionj.segmentation.CoreSegmentation;
import org.perfusionj.segmentation.LesionCase;
import org.perfusionj.segmentation.LesionMaps;
import org.perfusionj.segmentation.LesionRule;
import org.perfusionj.segmentation.SegmentationSettings;
import org.perfusionj.series.SignalType;
import org.perfusionj.series.Volume;
import org.perfusionj.work.Parallel;
import org.perfusionj.work.PerfusionException;
import org.perfusionj.work.WorkMonitor;

class TrainedRuleTest {

	private static final int LEAF = DecisionTree.LEAF;
	private static final Map<PerfusionMap, Volume> MAPS = Map.of(PerfusionMap.CBF, SmallCases.volume((x, y, z) -> x < 3 ? 10 : 40), PerfusionMap.CBV, SmallCases.volume((x, y, z) -> x < 1 ? 1 : 4), PerfusionMap.TMAX, SmallCases.volume((x, y, z) -> x < 3 ? 9 : 2));
	private static final Optional<Volume> IMAGE = Optional.of(SmallCases.volume((x, y, z) -> 35));

	/** Core: relative CBV up to 0.5; lesion: relative CBF up to 0.5; where that is so the odds are e to 1. */
	private static TrainedRule rule() {
		final List<VoxelFeature> features = List.of(VoxelFeature.of("cbf"), VoxelFeature.of("cbv"), VoxelFeature.of("hu"));
		final BoostedTrees core = new BoostedTrees(3, 0, List.of(new DecisionTree(new int[] { 1, LEAF, LEAF }, new float[] { 0.5f, 1, -1 })));
		final BoostedTrees lesion = new BoostedTrees(3, 0, List.of(new DecisionTree(new int[] { 0, LEAF, LEAF }, new float[] { 0.5f, 1, -1 })));
		return new TrainedRule(new LesionModels(List.of(new LesionModels.Part(List.of("cSVD"), new LesionModel(List.of(new LesionStage(features, core, lesion)), 0.6, 0.7, Map.of())))));
	}

	private static LesionRule.Found find(final LesionCase example) {
		try (Parallel parallel = new Parallel(2)) {
			return rule().find(example, parallel, WorkMonitor.SILENT);
		}
	}

	@Test
	void whatIsLikelyEnoughIsCoreAndLesion() {
		final LesionRule.Found found = find(SmallCases.of(IMAGE, SignalType.CT, "cSVD", MAPS));
		assertEquals(30, found.core().orElseThrow().count());
		assertEquals(90, found.lesion().count());
		assertTrue(found.lesion().contains(2, 4, 1) && !found.lesion().contains(3, 4, 1) && found.core().get().contains(0, 4, 1) && !found.core().get().contains(1, 4, 1));
		assertEquals(List.of(), found.warnings());
	}

	/** It learned from corrected maps; what it says of others is not known. */
	@Test
	void aTmaxThatIsNotCorrectedIsWarnedOf() {
		final LesionMaps measured = SmallCases.of(IMAGE, SignalType.CT, "cSVD", MAPS).maps();
		final LesionMaps known = measured.withTmaxResponse(new TmaxResponse(new double[] { 2, 10 }, new double[] { 3, 11 }));
		assertTrue(warnsOfTmax(measured, true));
		assertTrue(warnsOfTmax(known, false));
		assertFalse(warnsOfTmax(known, true));
		assertFalse(warnsOfTmax(measured.withMaps(Map.of(PerfusionMap.CBF, MAPS.get(PerfusionMap.CBF), PerfusionMap.CBV, MAPS.get(PerfusionMap.CBV), PerfusionMap.BAD, MAPS.get(PerfusionMap.TMAX))), true));
	}

	private static boolean warnsOfTmax(final LesionMaps maps, final boolean isCorrected) {
		try (Parallel parallel = new Parallel(1)) {
			final SegmentationSettings settings = new SegmentationSettings(rule(), new SegmentationSettings.Exclusions(false, false, false, 18, 0), SegmentationSettings.Cleaning.NONE, isCorrected);
			return new CoreSegmentation(settings).run(maps, parallel, WorkMonitor.SILENT).warnings().stream().anyMatch(warning -> warning.contains("rule=trained was made for Tmax without the delay"));
		}
	}

	@Test
	void probabilitiesCanBeHad() {
		try (Parallel parallel = new Parallel(1)) {
			final TrainedRule.Probabilities found = rule().probabilities(SmallCases.of(IMAGE, SignalType.CT, "cSVD", MAPS), parallel, WorkMonitor.SILENT);
			assertEquals(1 / (1 + Math.exp(-1)), found.lesion().get(2, 4, 1), 1e-6);
			assertEquals(1 / (1 + Math.exp(1)), found.core().get(2, 4, 1), 1e-6);
		}
	}

	@Test
	void anotherMethodIsWarnedOf() {
		assertTrue(find(SmallCases.of(IMAGE, SignalType.CT, "sSVD", MAPS)).warnings().get(0).contains("trained on maps of cSVD, not on those of sSVD"));
		assertTrue(find(SmallCases.of(IMAGE, SignalType.CT, "", MAPS)).warnings().get(0).contains("an unknown method"));
	}

	@Test
	void withoutImageOrOfMrItIsRefused() {
		final String image = assertThrows(PerfusionException.class, () -> find(SmallCases.of(Optional.empty(), SignalType.CT, "cSVD", MAPS))).getMessage();
		assertTrue(image.contains("CT image") && image.contains("rule=rcbf"), image);
		final String mr = assertThrows(PerfusionException.class, () -> find(SmallCases.of(IMAGE, SignalType.MR, "cSVD", MAPS))).getMessage();
		assertTrue(mr.contains("not of CT") && mr.contains("rule=rcbf"), mr);
	}

	@Test
	void itSaysForWhichMapsItWasNotMade() {
		assertEquals(Optional.empty(), rule().obstacle(SmallCases.of(IMAGE, SignalType.CT, "cSVD", MAPS).maps()));
		assertTrue(rule().obstacle(SmallCases.of(Optional.empty(), SignalType.CT, "cSVD", MAPS).maps()).orElseThrow().contains("CT image"));
		assertTrue(rule().obstacle(SmallCases.of(IMAGE, SignalType.MR, "cSVD", MAPS).maps()).orElseThrow().contains("not of CT"));
		assertTrue(rule().obstacle(SmallCases.of(IMAGE, SignalType.CT, "", MAPS).maps()).orElseThrow().contains("an unknown method"));
		assertTrue(rule().obstacle(SmallCases.of(IMAGE, SignalType.CT, "cSVD", Map.of()).maps()).orElseThrow().contains("Tmax or BAD"));
	}

	@Test
	void conditionsNameTheThresholds() {
		assertTrue(rule().conditions().startsWith("Core: ") && rule().conditions().endsWith("0.7."), rule().conditions());
		assertTrue(rule().conditions().contains("0.6") && rule().conditions().contains("0.7"), rule().conditions());
		assertEquals(rule().conditions(), rule().conditions(SmallCases.of(IMAGE, SignalType.CT, "cSVD", MAPS).maps()));
		assertEquals("0.6", rule().parameters().get("core_probability"));
	}
}
