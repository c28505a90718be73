package org.perfusionj.segmentation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.junit.jupiter.api.Test;

import org.perfusionj.maps.PerfusionMap;
import org.perfusionj.segmentation.LesionNumbers.Row;
import org.perfusionj.segmentation.SegmentationSettings.Cleaning;
import org.perfusionj.series.Mask;
import org.perfusionj.series.Orientation;
import org.perfusionj.series.SignalType;
import org.perfusionj.series.SpatialGrid;
import org.perfusionj.series.Volume;
import org.perfusionj.work.Parallel;
import org.perfusionj.work.WorkMonitor;

class LesionMeasurementTest {

	private static final double TOLERANCE = 1e-9;
	private static final RuleThresholds PLAIN = RuleThresholds.DEFAULTS.withDelays(6, 4).withPercents(38, 38, 30).withSmoothing(0, false);

	/** Columns of 12 ml: 6 at 5 s, 7 at 7 s, 8 at 9 s, 9 at 12 s; flow in the last three 19, 14 and 9 of 50. */
	private static SmallCase stroke() {
		return new SmallCase().set(PerfusionMap.TMAX, 6, 7, 0, 2, 5).set(PerfusionMap.TMAX, 7, 8, 0, 2, 7).set(PerfusionMap.TMAX, 8, 9, 0, 2, 9).set(PerfusionMap.TMAX, 9, 10, 0, 2, 12).set(PerfusionMap.CBF, 7, 8, 0, 2, 18.5f).set(
			PerfusionMap.CBF, 8, 9, 0, 2, 14).set(PerfusionMap.CBF, 9, 10, 0, 2, 9);
	}

	private static Segmentation segmentation(final SmallCase example, final String name) {
		final LesionCase lesionCase = example.lesionCase();
		final LesionRule rule = LesionRules.standard(PLAIN).rule(name);
		try (Parallel parallel = new Parallel(2)) {
			final LesionRule.Found found = rule.find(lesionCase, parallel, WorkMonitor.SILENT);
			final Map<String, Mask> excluded = new LinkedHashMap<>();
			excluded.put("csf", Mask.of(SmallCase.GRID, List.of()));
			excluded.put("vessels", Mask.of(SmallCase.GRID, List.of()));
			return new Segmentation(lesionCase, name, rule.conditions(lesionCase.maps()), found.core(), found.lesion(), AffectedSide.of(found.lesion(), lesionCase.plane()), excluded, rule.parameters(), found.warnings());
		}
	}

	private static LesionNumbers measure(final Segmentation segmentation, final RuleThresholds thresholds, final Cleaning cleaning, final Optional<Territories> territories) {
		try (Parallel parallel = new Parallel(2)) {
			return new LesionMeasurement(thresholds, cleaning, territories).measure(segmentation, parallel, WorkMonitor.SILENT);
		}
	}

	private static LesionNumbers measure(final SmallCase example, final String rule) {
		return measure(segmentation(example, rule), PLAIN, Cleaning.NONE, Optional.empty());
	}

	private static Row row(final LesionNumbers numbers, final String key, final String region) {
		return numbers.rows().stream().filter(row -> row.key().equals(key) && row.region().equals(region)).findFirst().orElseThrow(() -> new AssertionError(key + " in " + region));
	}

	private static void assertValue(final double wanted, final LesionNumbers numbers, final String key, final String region) {
		assertEquals(wanted, row(numbers, key, region).value(), TOLERANCE, key + " in " + region);
	}

	@Test
	void volumesAreThoseOfTheVoxels() {
		final LesionNumbers numbers = measure(stroke(), "rcbf");
		assertValue(120, numbers, "tissue", "all");
		assertValue(60, numbers, "tissue", "left");
		assertValue(36, numbers, "lesion", "all");
		assertValue(36, numbers, "core", "all");
		assertValue(0, numbers, "penumbra", "all");
		assertValue(1, numbers, "mismatch_ratio", "all");
		final LesionNumbers half = measure(stroke().set(PerfusionMap.CBF, 7, 8, 0, 2, 20), "rcbf");
		assertValue(24, half, "core", "all");
		assertValue(12, half, "penumbra", "all");
		assertValue(12, half, "mismatch_volume", "all");
		assertValue(1.5, half, "mismatch_ratio", "all");
	}

	@Test
	void usualThresholdsAreMeasuredWhateverTheRule() {
		for (final String rule : List.of("rcbf", "cbv", "salvageable_tmax")) {
			final LesionNumbers numbers = measure(stroke(), rule);
			assertValue(48, numbers, "Tmax>4", "all");
			assertValue(36, numbers, "Tmax>6", "all");
			assertValue(24, numbers, "Tmax>8", "all");
			assertValue(12, numbers, "Tmax>10", "all");
			assertValue(1.0 / 3, numbers, "hypoperfusion_intensity_ratio", "all");
			// of 50: 9 is 18 %, 14 is 28 %, 18.5 is 37 %
			assertValue(12, numbers, "rCBF<20", "all");
			assertValue(12, numbers, "rCBF<25", "all");
			assertValue(24, numbers, "rCBF<30", "all");
			assertValue(24, numbers, "rCBF<34", "all");
			assertValue(36, numbers, "rCBF<38", "all");
		}
	}

	@Test
	void halvesAddUpToTheWhole() {
		final LesionNumbers numbers = measure(stroke().set(PerfusionMap.TMAX, 0, 1, 0, 1, 7).set(PerfusionMap.CBF, 0, 1, 0, 1, 12), "rcbf");
		assertValue(6, numbers, "core", "left");
		assertValue(36, numbers, "core", "right");
		assertValue(0, numbers, "hypoperfusion_intensity_ratio", "left");
		for (final String key : List.of("tissue", "core", "lesion", "penumbra", "mismatch_volume", "Tmax>4", "Tmax>6", "Tmax>8", "Tmax>10", "rCBF<20", "rCBF<25", "rCBF<30", "rCBF<34", "rCBF<38"))
			assertEquals(row(numbers, key, "all").value(), row(numbers, key, "left").value() + row(numbers, key, "right").value(), TOLERANCE, key);
	}

	@Test
	void ratiosOfNothingAreNotDefined() {
		final LesionNumbers numbers = measure(new SmallCase(), "rcbf");
		assertValue(0, numbers, "core", "all");
		assertValue(0, numbers, "lesion", "all");
		assertValue(Double.NaN, numbers, "mismatch_ratio", "all");
		assertValue(Double.NaN, numbers, "hypoperfusion_intensity_ratio", "all");
		assertTrue(row(numbers, "mismatch_ratio", "all").conditions().contains("not defined if the core is 0 ml"));
		assertValue(Double.NaN, numbers, "mean_CBF", "core");
		assertValue(Double.NaN, measure(stroke().fill(PerfusionMap.CBF, 50), "rcbf"), "mismatch_ratio", "all");
	}

	@Test
	void whereTheRuleSaysNothingOfACoreThereAreNoVolumesOfIt() {
		final LesionNumbers numbers = measure(stroke(), "salvageable_tmax");
		assertValue(48, numbers, "lesion", "all");
		assertValue(48, numbers, "penumbra", "all");
		for (final String key : List.of("core", "mismatch_volume", "mismatch_ratio")) {
			assertValue(Double.NaN, numbers, key, "right");
			assertTrue(row(numbers, key, "all").conditions().contains("says nothing of a core"));
		}
		assertFalse(numbers.rows().stream().anyMatch(row -> row.region().equals("core")));
	}

	@Test
	void withoutAnOrientationHalvesAreThoseOfTheImage() {
		final LesionNumbers numbers = measure(stroke().notOriented(), "rcbf");
		assertValue(36, numbers, "core", "image right");
		assertValue(0, numbers, "core", "image left");
		assertFalse(numbers.rows().stream().anyMatch(row -> row.region().equals("right")));
	}

	@Test
	void meansAreThoseOfTheMapsAsTheyAre() {
		final Segmentation segmentation = segmentation(stroke().voxel(PerfusionMap.CBV, 9, 0, 0, 10).voxel(PerfusionMap.CBV, 9, 1, 0, Float.NaN).set(PerfusionMap.CBF, 7, 8, 0, 2, 20), "rcbf");
		final LesionNumbers numbers = measure(segmentation, PLAIN.withSmoothing(20, true), Cleaning.NONE, Optional.empty());
		assertValue((14 + 9) / 2.0, numbers, "mean_CBF", "core");
		assertValue((14 + 9) / 2.0, numbers, "median_CBF", "core");
		assertValue((22 * 4 + 10) / 23.0, numbers, "mean_CBV", "core");
		assertValue(4, numbers, "median_CBV", "core");
		assertTrue(row(numbers, "mean_CBV", "core").conditions().startsWith("23 voxels with a number"));
		assertValue(20, numbers, "mean_CBF", "penumbra");
		assertValue(7, numbers, "median_Tmax", "penumbra");
		assertValue((72 * 2 + 12 * 5) / 84.0, numbers, "mean_Tmax", "normal");
		assertValue(4.8f, numbers, "mean_MTT", "normal");
		assertEquals("ml/100 g/min", row(numbers, "mean_CBF", "core").unit());
	}

	@Test
	void smallPartsAreDroppedFromVolumesAtThresholdsToo() {
		final SmallCase example = stroke().voxel(PerfusionMap.TMAX, 1, 1, 0, 12).voxel(PerfusionMap.CBF, 1, 1, 0, 1);
		assertValue(37, measure(example, "rcbf"), "Tmax>6", "all");
		final LesionNumbers cleaned = measure(segmentation(example, "rcbf"), PLAIN, new Cleaning(2, 2, 0), Optional.empty());
		assertValue(36, cleaned, "Tmax>6", "all");
		assertValue(12, cleaned, "rCBF<20", "all");
		assertTrue(row(cleaned, "rCBF<20", "all").conditions().contains("parts below 2 ml dropped (core: 2 ml)"));
	}

	@Test
	void theThresholdsOfTheRuleGiveItsVolumes() {
		final SmallCase example = stroke().voxel(PerfusionMap.TMAX, 1, 1, 0, 30).voxel(PerfusionMap.CBF, 9, 2, 1, 60).voxel(PerfusionMap.TMAX, 8, 3, 0, 1);
		try (Parallel parallel = new Parallel(2)) {
			final RuleThresholds thresholds = PLAIN.withSmoothing(12, true);
			final Cleaning cleaning = new Cleaning(3, 1, 1);
			final Segmentation found = new CoreSegmentation(new SegmentationSettings(LesionRules.standard(thresholds).rule("rcbf"), SegmentationSettings.Exclusions.DEFAULTS, cleaning)).run(example.maps(), parallel, WorkMonitor.SILENT);
			final LesionNumbers numbers = new LesionMeasurement(thresholds, cleaning, Optional.empty()).measure(found, parallel, WorkMonitor.SILENT);
			assertTrue(numbers.value("core", "all") > 10 && numbers.value("lesion", "all") > numbers.value("core", "all"));
			assertValue(numbers.value("lesion", "all"), numbers, "Tmax>6", "all");
			assertValue(numbers.value("core", "all"), numbers, "rCBF<38", "all");
		}
	}

	@Test
	void mapsWithBadAreMeasuredByBad() {
		final SmallCase example = stroke().without(PerfusionMap.TMAX).fill(PerfusionMap.BAD, 1).set(PerfusionMap.BAD, 8, 9, 0, 2, 5).set(PerfusionMap.BAD, 9, 10, 0, 2, 7);
		final LesionNumbers numbers = measure(example, "bad");
		assertValue(24, numbers, "BAD>4", "all");
		assertValue(12, numbers, "BAD>6", "all");
		assertValue(12, numbers, "rCBF<20", "all");
		assertValue(24, numbers, "rCBF<38", "all");
		assertTrue(row(numbers, "rCBF<20", "all").conditions().contains("BAD > 4 s"));
		assertValue(Double.NaN, numbers, "hypoperfusion_intensity_ratio", "all");
		assertValue(6, numbers, "mean_BAD", "core");
		assertFalse(numbers.rows().stream().anyMatch(row -> row.key().startsWith("Tmax")));
	}

	@Test
	void whatCannotBeMeasuredSaysWhy() {
		final LesionNumbers noFlow = measure(stroke().without(PerfusionMap.CBF), "cbv");
		assertValue(36, noFlow, "Tmax>6", "all");
		assertValue(Double.NaN, noFlow, "rCBF<30", "all");
		assertTrue(row(noFlow, "rCBF<30", "left").conditions().contains("no map of CBF"));
		final LesionNumbers noDelay = measure(stroke().without(PerfusionMap.TMAX), "salvageable_cbf");
		assertValue(Double.NaN, noDelay, "Tmax>6", "all");
		assertValue(Double.NaN, noDelay, "hypoperfusion_intensity_ratio", "all");
		assertTrue(row(noDelay, "rCBF<30", "all").conditions().contains("no map of Tmax or BAD"));
		final LesionNumbers allLate = measure(stroke().fill(PerfusionMap.TMAX, 9), "cbv");
		assertValue(120, allLate, "Tmax>8", "all");
		assertValue(Double.NaN, allLate, "rCBF<30", "all");
		assertTrue(allLate.warnings().stream().anyMatch(warning -> warning.contains("no normal tissue")), allLate.warnings().toString());
	}

	@Test
	void territoriesAreMeasuredAsTheHalvesAre() {
		final Volume labels = new Volume(SmallCase.GRID);
		for (int z = 0; z < 2; z++)
			for (int i = 0; i < 60; i++)
				labels.plane(z)[i] = i % 10 == 9 ? 2 : i % 10 >= 2 ? 1 : 0;
		final LesionNumbers numbers = measure(segmentation(stroke(), "rcbf"), PLAIN, Cleaning.NONE, Optional.of(new Territories("atlas", labels, Map.of(1, "ACA", 2, "MCA"))));
		assertValue(12, numbers, "core", "MCA");
		assertValue(24, numbers, "core", "ACA");
		assertValue(0, numbers, "core", Territories.OUTSIDE);
		assertValue(24, numbers, "tissue", Territories.OUTSIDE);
		assertValue(1, numbers, "hypoperfusion_intensity_ratio", "MCA");
		assertValue(0, numbers, "hypoperfusion_intensity_ratio", "ACA");
		assertTrue(row(numbers, "core", "MCA").conditions().endsWith("Territories: atlas."));
	}

	@Test
	void everyRowSaysItsConditionsOnce() {
		final LesionNumbers numbers = measure(stroke(), "rcbf");
		assertTrue(numbers.rows().stream().allMatch(row -> row.conditions().length() > 5 && !row.unit().isEmpty() && !row.title().isEmpty()));
		assertEquals(numbers.rows().size(), new HashSet<>(numbers.rows().stream().map(row -> row.key() + " " + row.region()).toList()).size());
		assertEquals("Brain without csf, vessels.", row(numbers, "tissue", "all").conditions());
		assertTrue(row(numbers, "core", "all").conditions().startsWith("Rule rcbf. Core: CBF < 38 % of the mean of normal tissue (Tmax < 6 s) inside"));
	}

	@Test
	void whatTmaxIsIsSaidOfVolumesAtThresholds() {
		final Segmentation found = segmentation(stroke(), "rcbf");
		for (final String key : List.of("Tmax>6", "rCBF<30", "hypoperfusion_intensity_ratio")) {
			assertTrue(conditions(found, "2.0=3.0 6.0=7.0", key).contains("Tmax corrected"), key);
			assertTrue(conditions(found, CoreSegmentation.NOT_CORRECTED, key).contains("Tmax as measured"), key);
		}
	}

	private static String conditions(final Segmentation found, final String correctedBy, final String key) {
		final Segmentation said = new Segmentation(found.example(), found.rule(), found.conditions(), found.core(), found.lesion(), found.side(), found.excluded(), Map.of(CoreSegmentation.TMAX_CORRECTED_BY, correctedBy), List.of());
		return row(measure(said, PLAIN, Cleaning.NONE, Optional.empty()), key, "all").conditions();
	}

	@Test
	void oneSliceIsSaidOfEveryVolume() {
		final SpatialGrid grid = new SpatialGrid(4, 1, 1, 10, 10, 10, Orientation.NONE);
		final Volume tmax = new Volume(grid, new float[][] { { 1, 1, 1, 9 } });
		final Mask none = Mask.of(grid, List.of());
		final LesionMaps maps = new LesionMaps("one", "oSVD", SignalType.CT, Mask.all(grid), Map.of(PerfusionMap.TMAX, tmax), Optional.empty(), none, none);
		final Mask lesion = Mask.all(grid).where(x -> x == 3);
		final Segmentation segmentation = new Segmentation(new LesionCase(maps, Mask.all(grid), new MirrorPlane(grid, 1, 0, 0, 15, true)), "own", "By hand.", Optional.empty(), lesion, AffectedSide.RIGHT, Map.of(), Map.of(), List.of());
		final LesionNumbers numbers = measure(segmentation, PLAIN, Cleaning.NONE, Optional.empty());
		assertValue(1, numbers, "Tmax>6", "right");
		assertTrue(row(numbers, "lesion", "all").conditions().endsWith("In this one slice."));
	}
}
