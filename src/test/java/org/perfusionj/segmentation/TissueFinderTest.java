package org.perfusionj.segmentation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CancellationException;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

import org.perfusionj.maps.PerfusionMap;
import org.perfusionj.segmentation.SegmentationSettings.Exclusions;
import org.perfusionj.series.Mask;
import org.perfusionj.series.Orientation;
import org.perfusionj.series.SignalType;
import org.perfusionj.series.SpatialGrid;
import org.perfusionj.series.Volume;
import org.perfusionj.work.MonitorLog;
import org.perfusionj.work.Parallel;
import org.perfusionj.work.PerfusionException;
import org.perfusionj.work.WorkMonitor;

/** A round brain of 32 HU and CBV 3 with a scar, a ventricle, a vessel and an acute core in it. Voxels of 1 x 1 x 5 mm. */
class TissueFinderTest {

	private static final SpatialGrid GRID = new SpatialGrid(100, 100, 3, 1, 1, 5, Orientation.NONE);
	private static final Mask BRAIN = Shapes.mask(GRID, (x, y, z) -> Math.hypot(x - 50, y - 50) < 45);
	private static final Mask SCAR = disc(30, 35, 10);
	private static final Mask VENTRICLE = disc(50, 50, 6);
	private static final Mask VESSEL = disc(70, 35, 4);
	private static final Mask CORE = disc(70, 65, 10);
	private static final Mask NONE = Shapes.none(GRID);
	private static final Exclusions ALL = new Exclusions(true, true, true, 18, 0);
	private static final Parallel PARALLEL = new Parallel(2);

	@AfterAll
	static void close() {
		PARALLEL.close();
	}

	private static Mask disc(final int x0, final int y0, final double radius) {
		return Shapes.mask(GRID, (x, y, z) -> Math.hypot(x - x0, y - y0) < radius);
	}

	private static Volume image(final double noise) {
		final Random random = new Random(8);
		return Shapes.volume(GRID, (x, y, z) -> (!BRAIN.contains(x, y, z) ? 40 : VENTRICLE.contains(x, y, z) ? 8 : SCAR.contains(x, y, z) ? 13 : CORE.contains(x, y, z) ? 28 : 32) + noise * random.nextGaussian());
	}

	private static Volume bloodVolume() {
		return Shapes.volume(GRID, (x, y, z) -> !BRAIN.contains(x, y, z) ? 0 : VENTRICLE.contains(x, y, z) ? 0.1 : SCAR.contains(x, y, z) ? 1.2 : VESSEL.contains(x, y, z) ? 20 : CORE.contains(x, y, z) ? 0.9 : 3);
	}

	private static LesionMaps maps(final SignalType signal, final Optional<Volume> image, final Map<PerfusionMap, Volume> maps, final Mask vessels, final Mask csf) {
		return new LesionMaps("case", "", signal, BRAIN, maps, image, vessels, csf);
	}

	private static TissueFinder.Found find(final Exclusions exclusions, final LesionMaps maps) {
		return new TissueFinder(exclusions).find(maps, PARALLEL, WorkMonitor.SILENT);
	}

	private static double share(final Mask part, final Mask whole) {
		return part.and(whole).count() / (double) whole.count();
	}

	@Test
	void mapsWithoutMasksAreLookedThroughThemselves() {
		final TissueFinder.Found found = find(ALL, maps(SignalType.CT, Optional.of(image(3)), Map.of(PerfusionMap.CBV, bloodVolume()), NONE, NONE));
		assertEquals(List.of(), found.warnings());
		assertTrue(share(found.excluded().get("vessels"), VESSEL) == 1);
		assertTrue(share(found.excluded().get("csf").or(found.excluded().get("old infarct")), VENTRICLE) > 0.9, "fluid");
		assertTrue(share(found.excluded().get("old infarct"), SCAR) > 0.95);
		assertEquals(1, share(found.tissue(), CORE));
		assertEquals(0, found.excluded().get("skull").count());
		final Mask healthy = BRAIN.minus(disc(30, 35, 13)).minus(disc(50, 50, 9)).minus(VESSEL);
		assertTrue(share(found.tissue(), healthy) > 0.999, "healthy tissue stays");
	}

	@Test
	void whatIsLeftOutIsToldOnceAndMakesTheBrainWithTheTissue() {
		final TissueFinder.Found found = find(Exclusions.DEFAULTS, maps(SignalType.CT, Optional.of(image(3)), Map.of(PerfusionMap.CBV, bloodVolume()), NONE, NONE));
		int all = found.tissue().count();
		for (final Mask mask : found.excluded().values())
			all += mask.count();
		assertEquals(BRAIN.count(), all);
		assertEquals(0, found.tissue().minus(BRAIN).count());
	}

	@Test
	void givenMasksAreTakenAtTheirWord() {
		final Mask vessels = disc(40, 70, 3);
		final Mask csf = disc(20, 50, 3);
		final TissueFinder.Found found = find(ALL, maps(SignalType.CT, Optional.empty(), Map.of(PerfusionMap.CBV, bloodVolume()), vessels, csf));
		assertEquals(vessels.count(), found.excluded().get("vessels").count());
		assertEquals(csf.count(), found.excluded().get("csf").count());
		assertEquals(1, share(found.tissue(), VESSEL));
	}

	@Test
	void aScarIsADarkVolumeAndNotADarkSpeck() {
		// 0.28 ml and 0.31 ml, since voxels hold 0.005 ml; smoothing makes discs of 10 HU smaller
		final OldInfarctFinder finder = new OldInfarctFinder(18);
		for (final double radius : new double[] { 2.5, 7 }) {
			final Mask speck = disc(30, 35, radius);
			final Volume image = Shapes.volume(GRID, (x, y, z) -> speck.contains(x, y, z) ? 10 : 32);
			final Mask scar = finder.find(image, Optional.empty(), BRAIN, BRAIN, PARALLEL, WorkMonitor.SILENT);
			assertEquals(radius > 5, scar.count() > 0, "radius " + radius);
			if (radius > 5) assertTrue(share(scar, speck) > 0.95);
		}
	}

	@Test
	void aDarkVolumeThatIsFullOfBloodIsNoScar() {
		final Volume blood = Shapes.volume(GRID, (x, y, z) -> 3);
		assertEquals(0, new OldInfarctFinder(18).find(image(0), Optional.of(blood), BRAIN, BRAIN, PARALLEL, WorkMonitor.SILENT).count());
		assertTrue(new OldInfarctFinder(18).find(image(0), Optional.of(bloodVolume()), BRAIN, BRAIN, PARALLEL, WorkMonitor.SILENT).and(SCAR).count() > 0);
	}

	@Test
	void theRimIsAsWideAsSaidAndVentriclesHaveNone() {
		final Mask brain = BRAIN.minus(VENTRICLE);
		final LesionMaps maps = new LesionMaps("case", "", SignalType.CT, brain, Map.of(), Optional.empty(), NONE, NONE);
		final Mask rim = find(new Exclusions(false, false, false, 18, 3), maps).excluded().get("rim");
		assertEquals(0, rim.and(disc(50, 50, 41)).count());
		assertEquals(rim.count(), rim.and(BRAIN.minus(disc(50, 50, 41))).count());
		assertTrue(share(rim, BRAIN.minus(disc(50, 50, 43))) == 1);
	}

	@Test
	void boneAndAirInAMaskAreNoTissue() {
		final Volume image = image(0);
		image.plane(1)[50 * 100 + 20] = 700;
		image.plane(2)[50 * 100 + 20] = -900;
		assertEquals(2, find(ALL, maps(SignalType.CT, Optional.of(image), Map.of(PerfusionMap.CBV, bloodVolume()), NONE, NONE)).excluded().get("skull").count());
	}

	@Test
	void whatCannotBeFoundIsSaidWithWhatShowsIt() {
		final TissueFinder.Found found = find(ALL, maps(SignalType.CT, Optional.empty(), Map.of(), NONE, NONE));
		assertEquals(1, found.warnings().size());
		final String warning = found.warnings().get(0);
		assertTrue(warning.contains("cerebrospinal fluid") && warning.contains("CBV map") && warning.contains("CT image"), warning);
		assertEquals(BRAIN.count(), found.tissue().count());
		assertEquals(List.of(), find(new Exclusions(false, false, false, 18, 0), maps(SignalType.CT, Optional.empty(), Map.of(), NONE, NONE)).warnings());
	}

	@Test
	void densitiesOfMrAreNotReadAsHu() {
		final TissueFinder.Found found = find(ALL, maps(SignalType.MR, Optional.of(image(0)), Map.of(PerfusionMap.CBV, bloodVolume()), NONE, NONE));
		assertFalse(found.excluded().containsKey("old infarct"));
		assertEquals(1, share(found.tissue(), SCAR));
	}

	@Test
	void voxelsWithoutANumberAreNoReasonToFail() {
		final Volume image = image(3);
		final Volume blood = bloodVolume();
		for (int i = 0; i < 3000; i++) {
			image.plane(0)[i] = Float.NaN;
			blood.plane(1)[i + 3000] = Float.NaN;
		}
		final TissueFinder.Found found = find(ALL, maps(SignalType.CT, Optional.of(image), Map.of(PerfusionMap.CBV, blood), NONE, NONE));
		assertTrue(share(found.excluded().get("csf"), VENTRICLE) > 0.9);
		assertTrue(share(found.tissue(), CORE) == 1);
	}

	@Test
	void limitsThatMakeNoSenseAreRefusedByName() {
		assertTrue(assertThrows(PerfusionException.class, () -> new Exclusions(true, true, true, Double.NaN, 0)).getMessage().startsWith("old_infarct_hu "));
		assertTrue(assertThrows(PerfusionException.class, () -> new Exclusions(true, true, true, 18, -1)).getMessage().startsWith("rim_mm "));
	}

	@Test
	void aCancelIsHeard() {
		assertThrows(CancellationException.class, () -> new TissueFinder(ALL).find(maps(SignalType.CT, Optional.of(image(0)), Map.of(PerfusionMap.CBV, bloodVolume()), NONE, NONE), PARALLEL, MonitorLog.cancelled()));
	}
}
