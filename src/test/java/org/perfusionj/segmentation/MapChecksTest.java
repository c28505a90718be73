package org.perfusionj.segmentation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.junit.jupiter.api.Test;

import org.perfusionj.maps.PerfusionMap;
import org.perfusionj.series.Mask;
import org.perfusionj.series.Orientation;
import org.perfusionj.series.SignalType;
import org.perfusionj.series.SpatialGrid;
import org.perfusionj.series.Volume;
import org.perfusionj.work.PerfusionException;
import org.perfusionj.work.WorkMonitor;

class MapChecksTest {

	/** What is said of every small case: its orientation is not known. */
	private static final int ALWAYS = 1;

	private static List<String> warnings(final SmallCase example) {
		return new MapChecks().check(example.maps(), WorkMonitor.SILENT);
	}

	private static String warning(final SmallCase example) {
		final List<String> warnings = warnings(example);
		assertEquals(ALWAYS + 1, warnings.size(), warnings.toString());
		return warnings.get(ALWAYS);
	}

	private static String error(final SmallCase example) {
		return assertThrows(PerfusionException.class, () -> warnings(example)).getMessage();
	}

	/** Maps of 2 x 2 x slices voxels with a Tmax that is not whole. */
	private static LesionMaps block(final SpatialGrid grid, final Mask brain, final String method, final float tmax) {
		final Volume volume = new Volume(grid);
		for (int z = 0; z < grid.slices(); z++)
			Arrays.fill(volume.plane(z), tmax);
		final Mask none = Mask.of(grid, List.of());
		return new LesionMaps("block", method, SignalType.CT, brain, Map.of(PerfusionMap.TMAX, volume), Optional.empty(), none, none);
	}

	@Test
	void usualMapsAreUsable() {
		final List<String> warnings = warnings(new SmallCase());
		assertEquals(ALWAYS, warnings.size(), warnings.toString());
		assertTrue(warnings.get(0).startsWith("The orientation of the maps is not known"), warnings.toString());
	}

	@Test
	void flowInOtherUnitsIsRefusedWithTheCure() {
		final String relative = error(new SmallCase().fill(PerfusionMap.CBF, 1));
		assertTrue(relative.contains("ml/g/min (multiply by 100)") && relative.contains("ml/100 g/s (multiply by 60)") && relative.contains("rCBF"), relative);
		final String si = error(new SmallCase().fill(PerfusionMap.CBF, 0.01f));
		assertTrue(si.contains("1/s (multiply by 6000)") && !si.contains("ml/g/min (") && !si.contains("rCBF"), si);
		assertTrue(error(new SmallCase().fill(PerfusionMap.CBF, 5000)).contains("hundredths of ml/100 g/min (multiply by 0.01)"));
		assertTrue(error(new SmallCase().fill(PerfusionMap.CBF, 1e9f)).contains("check AIF and calibration"));
	}

	@Test
	void volumeAndTimesInOtherUnitsAreRefused() {
		assertTrue(error(new SmallCase().fill(PerfusionMap.CBV, 0.04f)).contains("ml/g or ml/ml (multiply by 100)"));
		assertTrue(error(new SmallCase().fill(PerfusionMap.MTT, 4800)).contains("ms (multiply by 0.001)"));
		assertTrue(error(new SmallCase().fill(PerfusionMap.MTT, 0.08f)).contains("minutes (multiply by 60)"));
		assertTrue(error(new SmallCase().fill(PerfusionMap.TMAX, 2000)).contains("ms (multiply by 0.001)"));
		assertTrue(error(new SmallCase().fill(PerfusionMap.BAD, 2000)).contains("BAD does not look like s"));
	}

	@Test
	void unusualValuesAreToldOf() {
		assertTrue(warning(new SmallCase().fill(PerfusionMap.CBF, 7)).contains("10 to 300 are usual"));
		assertTrue(warning(new SmallCase().fill(PerfusionMap.CBV, 25)).contains("CBV"));
		assertTrue(warning(new SmallCase().fill(PerfusionMap.TMAX, 0.05f)).contains("minutes (multiply by 60)"));
	}

	@Test
	void fewHighVoxelsSayNothingOfTheUnit() {
		assertEquals(ALWAYS, warnings(new SmallCase().voxel(PerfusionMap.CBF, 3, 3, 1, 1e6f)).size());
	}

	@Test
	void flowOfMrMayHaveAnyUnit() {
		final String warning = warning(new SmallCase().fill(PerfusionMap.CBF, 1).signal(SignalType.MR));
		assertTrue(warning.contains("relative to normal tissue hold in any unit"), warning);
		assertTrue(error(new SmallCase().fill(PerfusionMap.TMAX, 2000).signal(SignalType.MR)).contains("ms"));
	}

	@Test
	void mapsWithoutTissueAreRefusedByName() {
		assertTrue(error(new SmallCase().fill(PerfusionMap.CBV, 0)).startsWith("The map CBV is 0 everywhere"));
		assertTrue(error(new SmallCase().fill(PerfusionMap.TMAX, Float.NaN)).startsWith("The map Tmax holds no number"));
		assertTrue(error(new SmallCase().without(PerfusionMap.CBF).without(PerfusionMap.CBV).without(PerfusionMap.MTT).without(PerfusionMap.TMAX)).startsWith("There is no map of small"));
		final SpatialGrid grid = SmallCase.GRID;
		assertTrue(assertThrows(PerfusionException.class, () -> new MapChecks().check(block(grid, Mask.of(grid, List.of()), "", 2.5f), WorkMonitor.SILENT)).getMessage().contains("the brain mask is empty"));
	}

	@Test
	void mapsThatNoThresholdIsPutToAreNotChecked() {
		assertEquals(ALWAYS, warnings(new SmallCase().fill(PerfusionMap.RCBF, Float.NaN).fill(PerfusionMap.BAD_SD, 0)).size());
	}

	@Test
	void missingAndZeroVoxelsAreToldOf() {
		assertTrue(warning(new SmallCase().set(PerfusionMap.MTT, 0, 2, 0, 2, Float.NaN)).startsWith("The map MTT has no number in 20 % of the brain"));
		assertTrue(warning(new SmallCase().set(PerfusionMap.CBF, 0, 3, 0, 2, 0)).startsWith("The map CBF is 0 in 30 % of the brain"));
		assertEquals(ALWAYS, warnings(new SmallCase().set(PerfusionMap.MTT, 0, 1, 0, 2, Float.NaN).set(PerfusionMap.CBF, 0, 2, 0, 2, 0)).size());
	}

	@Test
	void oneSliceAndHugeVoxelsAreToldOf() {
		final Orientation orientation = Orientation.scanner(new double[] { 1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1, 0 });
		final SpatialGrid slice = new SpatialGrid(2, 2, 1, 1, 1, 5, orientation);
		assertEquals(List.of("There is one slice: all volumes are those in this slice, not those of the lesion. Use all slices of the scan."), new MapChecks().check(block(slice, Mask.all(slice), "", 2.5f), WorkMonitor.SILENT));
		final SpatialGrid huge = new SpatialGrid(2, 2, 2, 100, 100, 100, orientation);
		final List<String> warnings = new MapChecks().check(block(huge, Mask.all(huge), "", 2.5f), WorkMonitor.SILENT);
		assertEquals(1, warnings.size(), warnings.toString());
		assertTrue(warnings.get(0).contains("8000 ml, more than any brain"), warnings.toString());
	}

	@Test
	void delaysOfOtherSoftwareMayCountFrames() {
		final Orientation orientation = Orientation.scanner(new double[] { 1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1, 0 });
		final SpatialGrid grid = new SpatialGrid(2, 2, 2, 1, 1, 5, orientation);
		assertTrue(new MapChecks().check(block(grid, Mask.all(grid), "", 3), WorkMonitor.SILENT).get(0).contains("if it counts frames"));
		assertEquals(List.of(), new MapChecks().check(block(grid, Mask.all(grid), "oSVD", 3), WorkMonitor.SILENT));
		assertEquals(List.of(), new MapChecks().check(block(grid, Mask.all(grid), "", 3.5f), WorkMonitor.SILENT));
	}
}
