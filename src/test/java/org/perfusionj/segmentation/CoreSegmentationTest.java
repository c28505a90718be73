package org.perfusionj.segmentation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CancellationException;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

import org.perfusionj.maps.PerfusionMap;
import org.perfusionj.maps.TmaxResponse;
import org.perfusionj.segmentation.SegmentationSettings.Cleaning;
import org.perfusionj.segmentation.SegmentationSettings.Exclusions;
import org.perfusionj.series.Mask;
import org.perfusionj.series.Orientation;
import org.perfusionj.series.SignalType;
import org.perfusionj.series.SpatialGrid;
import org.perfusionj.work.MonitorLog;
import org.perfusionj.work.Parallel;
import org.perfusionj.work.PerfusionException;
import org.perfusionj.work.WorkMonitor;

/** An oval head of voxels of 0.1 ml, with rules that say what they are told to. */
class CoreSegmentationTest {

	private static final SpatialGrid GRID = new SpatialGrid(40, 50, 4, 5, 4, 5, Orientation.NONE);
	private static final Mask BRAIN = Shapes.mask(GRID, (x, y, z) -> Math.pow((x - 19.5) / 15, 2) + Math.pow((y - 24.5) / 21, 2) < 1);
	private static final Mask NONE = Shapes.none(GRID);
	private static final Parallel PARALLEL = new Parallel(2);

	@AfterAll
	static void close() {
		PARALLEL.close();
	}

	private record Told(Optional<Mask> core, Mask lesion) implements LesionRule {

		@Override
		public String name() {
			return "told";
		}

		@Override
		public String conditions() {
			return "Core: as told.";
		}

		@Override
		public Map<String, String> parameters() {
			return Map.of("told_s", "6");
		}

		@Override
		public Found find(final LesionCase example, final Parallel parallel, final WorkMonitor monitor) {
			return new Found(core, lesion, List.of("This is only a test."));
		}
	}

	private static LesionMaps maps(final Mask vessels, final Mask csf) {
		return new LesionMaps("case", "oSVD", SignalType.CT, BRAIN, Map.of(PerfusionMap.TMAX, Shapes.volume(GRID, (x, y, z) -> 2)), Optional.empty(), vessels, csf);
	}

	private static Segmentation run(final LesionMaps maps, final Optional<Mask> core, final Mask lesion, final WorkMonitor monitor) {
		return new CoreSegmentation(new SegmentationSettings(new Told(core, lesion), Exclusions.DEFAULTS, Cleaning.DEFAULTS)).run(maps, PARALLEL, monitor);
	}

	private static Mask box(final int fromX, final int toX, final int fromY, final int toY) {
		return Shapes.mask(GRID, (x, y, z) -> x >= fromX && x < toX && y >= fromY && y < toY);
	}

	@Test
	void aRuleIsAskedAndItsAnswerCleaned() {
		final Mask lesion = box(8, 16, 15, 30);
		final Mask core = box(10, 14, 20, 25);
		// 0.4 ml of lesion and of core on the other side
		final Mask speck = box(27, 28, 20, 21);
		final MonitorLog log = new MonitorLog();
		final Segmentation found = run(maps(NONE, NONE), Optional.of(core.or(speck)), lesion.or(speck), log);
		assertMask(lesion, found.lesion());
		assertMask(core, found.core().orElseThrow());
		assertMask(lesion.minus(core), found.penumbra());
		assertEquals(AffectedSide.LEFT, found.side());
		assertEquals("told", found.rule());
		assertEquals("Core: as told. Tmax is as measured.", found.conditions());
		assertTrue(found.warnings().contains("This is only a test."));
		assertTrue(log.says("Warning: This is only a test."));
		assertEquals(1, log.fraction());
		assertEquals("told", found.parameters().get("rule"));
		assertEquals("6", found.parameters().get("told_s"));
		assertEquals("3", found.parameters().get("smallest_ml"));
		assertEquals(48.0, found.ml(lesion), 1e-9);
	}

	private static void assertMask(final Mask wanted, final Mask found) {
		assertEquals(0, wanted.minus(found).count(), "missing");
		assertEquals(0, found.minus(wanted).count(), "too many");
	}

	@Test
	void vesselsAndFluidAreNoLesionAndAreToldApart() {
		final Mask csf = box(12, 20, 20, 30);
		final Mask vessels = box(8, 13, 20, 21);
		final Segmentation found = run(maps(vessels, csf), Optional.empty(), box(8, 20, 15, 30), WorkMonitor.SILENT);
		assertEquals(0, found.lesion().and(csf.or(vessels)).count());
		assertEquals(csf.and(BRAIN).count(), found.excluded().get("csf").count());
		assertEquals(vessels.minus(csf).and(BRAIN).count(), found.excluded().get("vessels").count());
		assertEquals(BRAIN.minus(csf).minus(vessels).count(), found.example().tissue().count());
		assertTrue(found.core().isEmpty());
	}

	@Test
	void whatIsNotToBeLeftOutStaysIn() {
		final Mask csf = box(12, 20, 20, 30);
		final Segmentation found = new CoreSegmentation(new SegmentationSettings(new Told(Optional.empty(), BRAIN), new Exclusions(false, false, false, 18, 0), Cleaning.NONE)).run(maps(csf, csf), PARALLEL, WorkMonitor.SILENT);
		assertEquals(BRAIN.count(), found.lesion().count());
		assertTrue(found.excluded().isEmpty());
	}

	@Test
	void aCoreOutsideTheLesionOfARuleIsLesionToo() {
		final Segmentation found = run(maps(NONE, NONE), Optional.of(box(24, 30, 20, 30)), box(20, 24, 20, 30), WorkMonitor.SILENT);
		assertEquals(10 * 10 * 4, found.lesion().count());
		assertEquals(AffectedSide.RIGHT, found.side());
	}

	private static Segmentation corrected(final LesionMaps maps, final boolean isCorrected) {
		return new CoreSegmentation(new SegmentationSettings(new Told(Optional.empty(), NONE), Exclusions.DEFAULTS, Cleaning.DEFAULTS, isCorrected)).run(maps, PARALLEL, WorkMonitor.SILENT);
	}

	private static boolean warns(final Segmentation found, final String what) {
		return found.warnings().stream().anyMatch(warning -> warning.contains(what));
	}

	private static final TmaxResponse RESPONSE = new TmaxResponse(new double[] { 2, 10 }, new double[] { 3.5, 11.5 });

	@Test
	void aTmaxThatIsCorrectedIsSaidToBe() {
		final Segmentation found = corrected(maps(NONE, NONE).withTmaxResponse(RESPONSE), true);
		assertEquals("Core: as told. Tmax is corrected for the delay that the deconvolution adds (6 s were measured as 7.5 s).", found.conditions());
		assertEquals(RESPONSE.text(), found.parameters().get("tmax_corrected_by"));
		assertFalse(warns(found, "Tmax"), found.warnings().toString());
	}

	/** The same maps give other volumes where nobody says how they measure Tmax. */
	@Test
	void aTmaxOfWhichNothingIsKnownIsSaidToBeAsMeasured() {
		final Segmentation found = corrected(maps(NONE, NONE), true);
		assertEquals("Core: as told. Tmax is as measured.", found.conditions());
		assertEquals("none", found.parameters().get("tmax_corrected_by"));
		assertTrue(warns(found, "it is not known how these maps measure Tmax"), found.warnings().toString());
	}

	@Test
	void aTmaxThatTheUserWantsAsItIsIsSaidToBeAsMeasuredWithoutAWarning() {
		final Segmentation found = corrected(maps(NONE, NONE).withTmaxResponse(RESPONSE), false);
		assertEquals("Core: as told. Tmax is as measured.", found.conditions());
		assertEquals("none", found.parameters().get("tmax_corrected_by"));
		assertFalse(warns(found, "Tmax"), found.warnings().toString());
	}

	@Test
	void mapsWithoutTmaxSayNothingOfIt() {
		final LesionMaps late = maps(NONE, NONE).withMaps(Map.of(PerfusionMap.BAD, Shapes.volume(GRID, (x, y, z) -> 2)));
		final Segmentation found = corrected(late, true);
		assertEquals("Core: as told.", found.conditions());
		assertFalse(found.parameters().containsKey("tmax_corrected_by"));
		assertFalse(warns(found, "Tmax"), found.warnings().toString());
	}

	@Test
	void aScanThatCannotTellDelaysApartIsWarnedOfCorrectedOrNot() {
		final LesionMaps flat = maps(NONE, NONE).withTmaxResponse(new TmaxResponse(new double[] { 2, 4, 10 }, new double[] { 2, 3, 4 }));
		for (final boolean isCorrected : new boolean[] { true, false })
			assertTrue(warns(corrected(flat, isCorrected), "hardly tells Tmax of 4 s from Tmax of 10 s (measured as 3.0 and 4.0 s)"));
	}

	/** A core of some hours is as dark as a scar, and would be lost without a word. */
	@Test
	void aScarThatTouchesTheLesionIsWarnedOf() {
		final Mask dark = box(8, 14, 20, 28);
		final LesionMaps late = new LesionMaps("case", "oSVD", SignalType.CT, BRAIN, maps(NONE, NONE).maps(), Optional.of(Shapes.volume(GRID, (x, y, z) -> dark.contains(x, y, z) ? 12 : 32)), NONE, NONE);
		final Segmentation touching = run(late, Optional.empty(), box(8, 20, 15, 32), WorkMonitor.SILENT);
		assertTrue(touching.excluded().get("old infarct").count() > 100);
		assertTrue(warns(touching, "left out as old infarct touch the lesion"), touching.warnings().toString());
		assertFalse(warns(run(late, Optional.empty(), box(22, 30, 20, 30), WorkMonitor.SILENT), "left out as old infarct"));
		assertFalse(warns(run(maps(NONE, NONE), Optional.empty(), box(8, 20, 15, 32), WorkMonitor.SILENT), "left out as old infarct"));
	}

	@Test
	void aLesionOnBothSidesIsSaidToBe() {
		final Segmentation found = run(maps(NONE, NONE), Optional.empty(), box(8, 14, 20, 30).or(box(26, 31, 20, 30)), WorkMonitor.SILENT);
		assertEquals(AffectedSide.BOTH, found.side());
		assertTrue(found.warnings().stream().anyMatch(warning -> warning.contains("both sides")), found.warnings().toString());
	}

	@Test
	void noLesionIsAnAnswer() {
		final Segmentation found = run(maps(NONE, NONE), Optional.of(NONE), NONE, WorkMonitor.SILENT);
		assertEquals(AffectedSide.NONE, found.side());
		assertEquals(0, found.lesion().count() + found.core().orElseThrow().count());
		assertFalse(found.warnings().stream().anyMatch(warning -> warning.contains("both sides")));
	}

	@Test
	void mapsWithoutTissueAreRefusedWithTheCure() {
		final PerfusionException refused = assertThrows(PerfusionException.class, () -> run(maps(NONE, BRAIN), Optional.empty(), BRAIN, WorkMonitor.SILENT));
		assertTrue(refused.getMessage().contains("exclude less"), refused.getMessage());
	}

	@Test
	void aCancelIsHeard() {
		assertThrows(CancellationException.class, () -> run(maps(NONE, NONE), Optional.empty(), BRAIN, MonitorLog.cancelled()));
	}
}
