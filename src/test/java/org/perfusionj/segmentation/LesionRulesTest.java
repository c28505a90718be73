package org.perfusionj.segmentation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;

import org.junit.jupiter.api.Test;

import org.perfusionj.maps.PerfusionMap;
import org.perfusionj.series.Mask;
import org.perfusionj.series.SignalType;
import org.perfusionj.work.Parallel;
import org.perfusionj.work.PerfusionException;
import org.perfusionj.work.WorkMonitor;

class LesionRulesTest {

	private static final RuleThresholds PLAIN = RuleThresholds.DEFAULTS.withDelays(6, 4).withPercents(38, 38, 30).withSmoothing(0, false);

	private static LesionRule.Found find(final String rule, final RuleThresholds thresholds, final SmallCase example) {
		try (Parallel parallel = new Parallel(2)) {
			return LesionRules.standard(thresholds).rule(rule).find(example.lesionCase(), parallel, WorkMonitor.SILENT);
		}
	}

	private static LesionRule.Found find(final String rule, final SmallCase example) {
		return find(rule, PLAIN, example);
	}

	private static String error(final String rule, final SmallCase example) {
		return assertThrows(PerfusionException.class, () -> find(rule, example)).getMessage();
	}

	/** Right columns 8 and 9 are late in both slices (24 voxels), column 9 has hardly any flow (12 voxels). */
	private static SmallCase stroke() {
		return new SmallCase().set(PerfusionMap.TMAX, 8, 10, 0, 2, 9).set(PerfusionMap.CBF, 8, 9, 0, 2, 25).set(PerfusionMap.CBF, 9, 10, 0, 2, 10).set(PerfusionMap.CBV, 9, 10, 0, 2, 1.5f);
	}

	private static int core(final LesionRule.Found found) {
		return found.core().orElseThrow().count();
	}

	@Test
	void lowFlowInLateTissueIsCore() {
		final LesionRule.Found found = find("rcbf", stroke());
		assertEquals(24, found.lesion().count());
		assertEquals(12, core(found));
		assertTrue(found.core().orElseThrow().contains(9, 0, 1));
		assertEquals(List.of(), found.warnings());
	}

	@Test
	void lowFlowInTissueThatIsNotLateIsNoCore() {
		assertEquals(12, core(find("rcbf", stroke().set(PerfusionMap.CBF, 0, 1, 0, 2, 10))));
	}

	@Test
	void valuesAtAThresholdAreOnNeitherSideOfIt() {
		// Tmax of 6 s is neither lesion nor normal: its flow of 100 does not change the mean of 50, of which 38 % are 19
		final SmallCase example = stroke().set(PerfusionMap.TMAX, 7, 8, 0, 2, 6).set(PerfusionMap.CBF, 7, 8, 0, 2, 100).set(PerfusionMap.CBF, 9, 10, 0, 2, 19);
		assertEquals(24, find("rcbf", example).lesion().count());
		assertEquals(0, core(find("rcbf", example)));
		assertEquals(12, core(find("rcbf", example.set(PerfusionMap.CBF, 9, 10, 0, 2, Math.nextDown(19f)))));
		assertEquals(12, core(find("cbv", stroke())));
		assertEquals(0, core(find("cbv", stroke().set(PerfusionMap.CBV, 9, 10, 0, 2, 2))));
		// 50.2 is not a number that a float can hold
		assertEquals(0, find("salvageable_cbf", new SmallCase().fill(PerfusionMap.CBF, 50.2f)).lesion().count());
		assertEquals(0, find("salvageable_tmax", PLAIN.withSalvageable(50, 4.1), new SmallCase().fill(PerfusionMap.TMAX, 4.1f)).lesion().count());
	}

	@Test
	void tissueThatIsLeftOutIsNeitherLesionNorNormal() {
		final SmallCase example = stroke().set(PerfusionMap.CBF, 0, 1, 0, 2, 5000).tissue(planes -> {
			for (final boolean[] plane : planes)
				for (int y = 0; y < 6; y++) {
					plane[y * 10] = false;
					plane[y * 10 + 9] = y > 0;
				}
		});
		assertEquals(22, find("rcbf", example).lesion().count());
		assertEquals(10, core(find("rcbf", example)));
	}

	@Test
	void voxelsWithoutANumberAreNeitherLesionNorNormal() {
		final SmallCase example = stroke().voxel(PerfusionMap.TMAX, 9, 0, 0, Float.NaN).voxel(PerfusionMap.CBF, 9, 1, 0, Float.NaN).voxel(PerfusionMap.CBF, 0, 0, 0, Float.NaN);
		for (final double smoothing : new double[] { 0, 6 }) {
			final LesionRule.Found found = find("rcbf", PLAIN.withSmoothing(smoothing, smoothing > 0), example);
			assertEquals(23, found.lesion().count());
			assertEquals(10, core(found));
		}
	}

	@Test
	void flowIsComparedWithTheOtherHemisphere() {
		// 30 % of the flow on the left, 30, are 9; those of both sides together, with 50 on the right, would be more than 10
		final SmallCase example = stroke().set(PerfusionMap.CBF, 0, 5, 0, 2, 30);
		assertEquals(0, core(find("contralateral", example)));
		assertEquals(12, core(find("contralateral", example.set(PerfusionMap.CBF, 0, 5, 0, 2, 40))));
		assertEquals(24, find("contralateral", example).lesion().count());
		final SmallCase mirrored = new SmallCase().set(PerfusionMap.TMAX, 0, 2, 0, 2, 9).set(PerfusionMap.CBF, 0, 1, 0, 2, 10).set(PerfusionMap.CBF, 5, 10, 0, 2, 30);
		assertEquals(0, core(find("contralateral", mirrored)));
		assertEquals(12, core(find("contralateral", mirrored.set(PerfusionMap.CBF, 5, 10, 0, 2, 40))));
	}

	@Test
	void aHealthyHeadHasNoLesionOnEitherSide() {
		for (final String rule : List.of("rcbf", "contralateral", "cbv")) {
			final LesionRule.Found found = find(rule, new SmallCase());
			assertEquals(0, found.lesion().count(), rule);
			assertEquals(0, core(found), rule);
			assertEquals(List.of(), found.warnings(), rule);
		}
	}

	@Test
	void lateTissueOnBothSidesIsToldOf() {
		final LesionRule.Found found = find("contralateral", stroke().set(PerfusionMap.TMAX, 0, 1, 0, 2, 9));
		assertTrue(found.warnings().get(0).contains("both sides (12.0 ml left, 24.0 ml right)"), found.warnings().toString());
	}

	@Test
	void aFewLateVoxelsOnBothSidesAreNoise() {
		assertEquals(List.of(), find("contralateral", new SmallCase().voxel(PerfusionMap.TMAX, 1, 1, 0, 9).voxel(PerfusionMap.TMAX, 8, 1, 0, 9)).warnings());
	}

	@Test
	void salvageableTissueHasNoCoreAndIsToldToBeForMr() {
		final LesionRule.Found flow = find("salvageable_cbf", stroke());
		assertTrue(flow.core().isEmpty());
		assertEquals(120, flow.lesion().count());
		assertTrue(flow.warnings().get(0).contains("made for MR"), flow.warnings().toString());
		final LesionRule.Found delay = find("salvageable_tmax", stroke().set(PerfusionMap.TMAX, 0, 1, 0, 1, 5).signal(SignalType.MR));
		assertTrue(delay.core().isEmpty());
		assertEquals(30, delay.lesion().count());
		assertEquals(List.of(), delay.warnings());
	}

	@Test
	void badHasAThresholdOfItsOwn() {
		final SmallCase example = stroke().without(PerfusionMap.TMAX).fill(PerfusionMap.BAD, 1).set(PerfusionMap.BAD, 8, 10, 0, 2, 5);
		assertEquals(24, find("bad", example).lesion().count());
		assertEquals(12, core(find("bad", example)));
		assertEquals(List.of(), find("bad", example).warnings());
		assertEquals(0, find("bad", PLAIN.withDelays(6, 5), example).lesion().count());
		for (final String rule : List.of("rcbf", "contralateral", "cbv")) {
			final LesionRule.Found found = find(rule, example);
			assertEquals(24, found.lesion().count(), rule);
			assertTrue(found.warnings().get(0).contains("BAD > 4 s"), found.warnings().toString());
		}
	}

	@Test
	void missingMapsAreNamed() {
		assertTrue(error("rcbf", stroke().without(PerfusionMap.CBF)).contains("CBF"));
		assertTrue(error("cbv", stroke().without(PerfusionMap.CBV)).contains("CBV"));
		assertTrue(error("rcbf", stroke().without(PerfusionMap.TMAX)).startsWith("rule=rcbf needs the map Tmax, or BAD"));
		assertTrue(error("salvageable_tmax", stroke().without(PerfusionMap.TMAX).fill(PerfusionMap.BAD, 1)).contains("Tmax"));
		assertTrue(error("bad", stroke()).contains("rule=rcbf"));
		assertTrue(error("bad", stroke().without(PerfusionMap.TMAX)).contains("BAD"));
		assertEquals(24, find("cbv", stroke().without(PerfusionMap.CBF)).lesion().count());
	}

	@Test
	void withoutNormalTissueNothingIsCompared() {
		assertTrue(error("rcbf", new SmallCase().fill(PerfusionMap.TMAX, 9)).contains("no normal tissue"));
		assertTrue(error("contralateral", stroke().set(PerfusionMap.TMAX, 0, 5, 0, 2, 6)).contains("left hemisphere"));
		assertTrue(error("rcbf", stroke().set(PerfusionMap.CBF, 0, 8, 0, 2, 0)).contains("mean CBF of normal tissue"));
		assertTrue(find("cbv", new SmallCase().fill(PerfusionMap.TMAX, 9)).warnings().get(0).startsWith("Only 0 % of the tissue has Tmax < 6 s"));
	}

	@Test
	void smoothingStaysWithinTissue() {
		// huge flow in the column beside the core, which is no tissue
		final SmallCase example = stroke().set(PerfusionMap.CBF, 8, 9, 0, 2, 1e6f).tissue(planes -> {
			for (final boolean[] plane : planes)
				for (int y = 0; y < 6; y++)
					plane[y * 10 + 8] = false;
		});
		final LesionRule.Found found = find("rcbf", PLAIN.withSmoothing(12, false), example);
		assertEquals(12, found.lesion().count());
		assertEquals(12, core(found));
	}

	@Test
	void smoothingBeforeThresholdsDropsSingleVoxels() {
		final SmallCase example = new SmallCase().voxel(PerfusionMap.TMAX, 2, 2, 0, 9);
		assertEquals(1, find("rcbf", example).lesion().count());
		// 16 mm on voxels of 10 mm: the centre keeps 0.59 squared of it, and 2 + 7 x 0.35 is less than 6
		assertEquals(0, find("rcbf", PLAIN.withSmoothing(16, false), example).lesion().count());
		assertEquals(0, find("rcbf", PLAIN.withSmoothing(0, true), example).lesion().count());
	}

	@Test
	void theMedianLooksAtNeighbouringSlices() {
		// a column of one voxel in both slices against its 16 neighbours, and a slab against a slab
		final SmallCase column = new SmallCase().voxel(PerfusionMap.TMAX, 2, 2, 0, 9).voxel(PerfusionMap.TMAX, 2, 2, 1, 9);
		assertEquals(0, find("rcbf", PLAIN.withSmoothing(0, true), column).lesion().count());
		final SmallCase slab = new SmallCase().set(PerfusionMap.TMAX, 0, 10, 0, 1, 9).set(PerfusionMap.TMAX, 0, 10, 1, 2, 4);
		// as many of 9 as of 4 around each voxel: the mean of the middle two is 6.5
		assertEquals(120, find("salvageable_tmax", PLAIN.withSmoothing(0, true).withSalvageable(50, 6.4), slab).lesion().count());
		assertEquals(0, find("salvageable_tmax", PLAIN.withSmoothing(0, true).withSalvageable(50, 6.5), slab).lesion().count());
	}

	@Test
	void inputMapsStayAsTheyAre() {
		final SmallCase example = stroke();
		find("rcbf", PLAIN.withSmoothing(20, true), example);
		assertEquals(10, example.maps().get(PerfusionMap.CBF).orElseThrow().get(9, 0, 0));
		assertEquals(9, example.maps().get(PerfusionMap.TMAX).orElseThrow().get(9, 0, 0));
	}

	@Test
	void rulesAreFoundByNameAndSayTheirThresholds() {
		final LesionRules rules = LesionRules.standard(PLAIN.withPercents(34, 20, 25).withSmoothing(6, true));
		assertEquals(List.of("rcbf", "contralateral", "cbv", "salvageable_cbf", "salvageable_tmax", "bad"), rules.all().stream().map(LesionRule::name).toList());
		assertEquals("Core: CBF < 34 % of the mean of normal tissue (Tmax < 6 s (BAD < 4 s where there is no Tmax)) inside the lesion; lesion: Tmax > 6 s (BAD > 4 s where there is no Tmax); "
			+ "maps smoothed within tissue (gaussian of 6 mm, delays by a median of 3 x 3 x 3 first).", rules.rule("RCBF").conditions());
		final SmallCase example = new SmallCase();
		assertTrue(rules.rule("rcbf").conditions(example.maps()).startsWith("Core: CBF < 34 % of the mean of normal tissue (Tmax < 6 s) inside the lesion; lesion: Tmax > 6 s; "));
		assertTrue(rules.rule("bad").conditions().startsWith("Core: CBF < 20 % of the mean of normal tissue (BAD < 4 s) inside the lesion; lesion: BAD > 4 s; "));
		assertTrue(rules.rule("cbv").conditions(example.without(PerfusionMap.TMAX).fill(PerfusionMap.BAD, 1).maps()).contains("lesion: BAD > 4 s ("));
		assertEquals("25", rules.rule("contralateral").parameters().get("contralateral_percent"));
		assertEquals("20", rules.rule("bad").parameters().get("bad_cbf_percent"));
		assertFalse(rules.rule("bad").parameters().containsKey("tmax_s"));
		final String unknown = assertThrows(PerfusionException.class, () -> rules.rule("best")).getMessage();
		assertTrue(unknown.contains("rcbf, contralateral, cbv"), unknown);
		final LesionRule first = rules.rule("cbv");
		assertEquals(first, LesionRules.standard(PLAIN, first).all().get(0));
	}

	@Test
	void publishedThresholdsAreThoseOfTheirSources() {
		final RuleThresholds defaults = RuleThresholds.DEFAULTS;
		assertEquals(List.of(6.0, 38.0, 30.0, 2.0, 50.2, 4.0), List.of(defaults.tmaxS(), defaults.relativeCbfPercent(), defaults.contralateralPercent(), defaults.cbv(), defaults.salvageableCbf(), defaults.salvageableTmaxS()));
	}

	@Test
	void onlyTheFittedThresholdIsCalledFitted() {
		final SmallCase example = stroke().without(PerfusionMap.TMAX).fill(PerfusionMap.BAD, 1);
		assertTrue(find("rcbf", RuleThresholds.DEFAULTS, example).warnings().get(0).contains("(fitted on phantoms)"));
		assertFalse(find("rcbf", RuleThresholds.DEFAULTS.withDelays(6, RuleThresholds.DEFAULTS.badS() + 0.25), example).warnings().get(0).contains("fitted"));
	}

	@Test
	void thresholdsOutsideTheirRangeAreRefusedByName() {
		for (final double bad : new double[] { 0, -1, Double.NaN, Double.POSITIVE_INFINITY }) {
			assertTrue(assertThrows(PerfusionException.class, () -> PLAIN.withDelays(bad, 4)).getMessage().startsWith("tmax_s "));
			assertTrue(assertThrows(PerfusionException.class, () -> PLAIN.withDelays(6, bad)).getMessage().startsWith("bad_s "));
			assertTrue(assertThrows(PerfusionException.class, () -> PLAIN.withPercents(bad, 38, 30)).getMessage().startsWith("relative_cbf_percent "));
			assertTrue(assertThrows(PerfusionException.class, () -> PLAIN.withCbv(bad)).getMessage().startsWith("cbv_threshold "));
		}
		assertTrue(assertThrows(PerfusionException.class, () -> PLAIN.withPercents(38, 38, 101)).getMessage().startsWith("contralateral_percent "));
		assertTrue(assertThrows(PerfusionException.class, () -> PLAIN.withSmoothing(-1, false)).getMessage().startsWith("maps_fwhm_mm "));
	}

	@Test
	void volumesOfSidesAreMeasured() {
		final MirrorPlane plane = new SmallCase().lesionCase().plane();
		final SideVolumes sides = SideVolumes.of(Mask.all(SmallCase.GRID).where(x -> x < 2 || x == 9), plane);
		assertEquals(24, sides.leftMl(), 1e-9);
		assertEquals(12, sides.rightMl(), 1e-9);
		assertEquals(AffectedSide.LEFT, sides.larger());
		assertEquals(1.0 / 3, sides.smallerShare(), 1e-9);
		assertEquals(AffectedSide.RIGHT, new SideVolumes(1, 2).larger());
		assertEquals(AffectedSide.BOTH, new SideVolumes(2, 2).larger());
		assertEquals(AffectedSide.NONE, new SideVolumes(0, 0).larger());
		assertEquals(0, new SideVolumes(0, 0).smallerShare());
	}
}
