package org.perfusionj.series;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;

import org.junit.jupiter.api.Test;
import org.perfusionj.work.PerfusionException;
import org.perfusionj.work.WarningCollector;
import org.perfusionj.work.WorkMonitor;

class GridComparisonTest {

	/** 2 x 3 x 5 mm, x to the patient's left. */
	private static final double[] AFFINE = { -2, 0, 0, 40, 0, 3, 0, -30, 0, 0, 5, 7 };
	private static final SpatialGrid GRID = new SpatialGrid(20, 30, 4, 2, 3, 5, Orientation.scanner(AFFINE));

	@Test
	void headersThatRoundAreTheSamePlace() {
		final double[] rounded = AFFINE.clone();
		rounded[3] += 0.4;
		rounded[0] -= 0.01;
		assertEquals(List.of(), warnings(GRID, new SpatialGrid(20, 30, 4, 2.01, 3, 5, Orientation.scanner(rounded)), true, true));
	}

	@Test
	void anotherSizeIsRefused() {
		final String message = refused(new SpatialGrid(10, 30, 4, 2, 3, 5, Orientation.scanner(AFFINE)));
		assertTrue(message.contains("Tmax has 10 x 30 x 4 voxels, CBF 20 x 30 x 4") && message.contains("resample"), message);
	}

	@Test
	void voxelsOfAnotherSizeAreRefused() {
		final String message = refused(new SpatialGrid(20, 30, 4, 2, 3, 8, Orientation.scanner(AFFINE)));
		assertTrue(message.contains("Tmax are 2 x 3 x 8 mm, those of CBF 2 x 3 x 5 mm") && message.contains("Correct the header"), message);
	}

	@Test
	void aMirroredOrShiftedVolumeIsRefused() {
		// x to the patient's right: the last column lies 2 x 2 x 19 mm away
		assertTrue(refused(at(2, 0, 0, 40, 0, 3, 0, -30, 0, 0, 5, 7)).contains("76.0 mm apart"));
		assertTrue(refused(at(-2, 0, 0, 40, 0, 3, 0, -30, 0, 0, 5, 12)).contains("5.0 mm apart"));
	}

	@Test
	void whatIsNotSaidIsTakenFromTheOtherWithAWarning() {
		final List<String> place = warnings(GRID, new SpatialGrid(20, 30, 4, 2, 3, 5, Orientation.NONE), true, true);
		assertTrue(place.size() == 1 && place.get(0).contains("Tmax does not say where its voxels lie"), place.toString());
		final List<String> scale = warnings(GRID, new SpatialGrid(20, 30, 4, 1, 1, 1, Orientation.NONE), true, false);
		assertTrue(scale.size() == 1 && scale.get(0).contains("Tmax does not say how large its voxels are"), scale.toString());
		assertEquals(List.of(), warnings(new SpatialGrid(20, 30, 4, 1, 1, 1, Orientation.NONE), GRID, false, true));
	}

	private static SpatialGrid at(final double... affine) {
		return new SpatialGrid(20, 30, 4, 2, 3, 5, Orientation.scanner(affine));
	}

	private static String refused(final SpatialGrid other) {
		return assertThrows(PerfusionException.class, () -> warnings(GRID, other, true, true)).getMessage();
	}

	private static List<String> warnings(final SpatialGrid reference, final SpatialGrid other, final boolean referenceHasScale, final boolean otherHasScale) {
		final WarningCollector log = new WarningCollector(WorkMonitor.SILENT);
		GridComparison.require(new SourceVolume("CBF", new Volume(reference), referenceHasScale, Optional.empty()), new SourceVolume("Tmax", new Volume(other), otherHasScale, Optional.empty()), log);
		return log.warnings();
	}
}
