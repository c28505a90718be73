package org.perfusionj.segmentation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

import org.perfusionj.series.Mask;
import org.perfusionj.series.Orientation;
import org.perfusionj.series.SpatialGrid;

/** Ten columns; the plane lies between the fifth and the sixth. */
class AffectedSideTest {

	private static final SpatialGrid GRID = new SpatialGrid(10, 10, 2, 2, 2, 5, Orientation.NONE);
	/** The patient's right at larger columns, and at smaller ones. */
	private static final MirrorPlane PLANE = new MirrorPlane(GRID, 1, 0, 0, 9, false);
	private static final MirrorPlane RADIOLOGICAL = new MirrorPlane(GRID, -1, 0, 0, -9, true);

	/** Some voxels in column 2 and some in column 7. */
	private static Mask voxels(final int few, final int many) {
		return Shapes.mask(GRID, (x, y, z) -> z == 0 && (x == 2 && y < few || x == 7 && y < many));
	}

	@Test
	void theSideWithMoreIsAffected() {
		assertEquals(AffectedSide.RIGHT, AffectedSide.of(voxels(1, 5), PLANE));
		assertEquals(AffectedSide.LEFT, AffectedSide.of(voxels(5, 1), PLANE));
		assertEquals(AffectedSide.LEFT, AffectedSide.of(voxels(1, 5), RADIOLOGICAL));
		assertEquals(AffectedSide.RIGHT, AffectedSide.of(voxels(5, 1), RADIOLOGICAL));
	}

	@Test
	void twoPartsOfNearlyTheSameVolumeAreBoth() {
		// 25 / 89 and 36 / 100 of the squares
		assertEquals(AffectedSide.RIGHT, AffectedSide.of(voxels(5, 8), PLANE));
		assertEquals(AffectedSide.BOTH, AffectedSide.of(voxels(6, 8), PLANE));
		assertEquals(AffectedSide.BOTH, AffectedSide.of(voxels(8, 6), RADIOLOGICAL));
		assertEquals(AffectedSide.BOTH, AffectedSide.of(voxels(3, 3), PLANE));
	}

	@Test
	void manySpecksWeighLessThanOnePart() {
		// 25 voxels that do not touch on the left, 10 in one part on the right
		final Mask specks = Shapes.mask(GRID, (x, y, z) -> z == 0 && x < 5 && (x + y) % 2 == 0);
		assertEquals(25, specks.count());
		assertEquals(AffectedSide.RIGHT, AffectedSide.of(specks.or(voxels(0, 10)), PLANE));
	}

	@Test
	void aThirdOfTheVolumeOnTheOtherSideIsMuch() {
		assertTrue(SideVolumes.of(voxels(4, 8), PLANE).muchOnBoth());
		assertFalse(SideVolumes.of(voxels(4, 9), PLANE).muchOnBoth());
	}

	@Test
	void withoutAnOrientationTheSideIsThatOfTheImage() {
		assertEquals("right", AffectedSide.RIGHT.words(RADIOLOGICAL));
		assertEquals("image right", AffectedSide.RIGHT.words(PLANE));
		assertEquals("image left", AffectedSide.LEFT.words(PLANE));
		assertEquals("both", AffectedSide.BOTH.words(PLANE));
		assertEquals("none", AffectedSide.NONE.words(PLANE));
	}

	@Test
	void nothingIsOnNoSide() {
		assertEquals(AffectedSide.NONE, AffectedSide.of(Shapes.none(GRID), PLANE));
	}

	@Test
	void aTurnedPlaneCutsAcrossColumns() {
		// along a diagonal of the slice: 45 voxels of each of the two slices lie on either side
		final double half = Math.sqrt(0.5);
		final SideVolumes volumes = SideVolumes.of(Shapes.mask(GRID, (x, y, z) -> x + y != 9), new MirrorPlane(GRID, half, half, 0, 18 * half, false));
		assertEquals(90 * 0.02, volumes.leftMl(), 1e-9);
		assertEquals(90 * 0.02, volumes.rightMl(), 1e-9);
	}
}
