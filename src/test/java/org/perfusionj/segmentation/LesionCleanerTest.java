package org.perfusionj.segmentation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Optional;

import org.junit.jupiter.api.Test;

import org.perfusionj.segmentation.SegmentationSettings.Cleaning;
import org.perfusionj.series.Mask;
import org.perfusionj.series.Orientation;
import org.perfusionj.series.SpatialGrid;
import org.perfusionj.work.PerfusionException;

/** Voxels of 0.9 x 0.9 x 10 mm hold 0.0081 ml: 123.46 of them make 1 ml. */
class LesionCleanerTest {

	private static final SpatialGrid THICK = new SpatialGrid(40, 30, 3, 0.9, 0.9, 10, Orientation.NONE);
	/** Voxels of 0.1 ml, which no binary fraction is. */
	private static final SpatialGrid TENTHS = new SpatialGrid(20, 20, 3, 5, 5, 4, Orientation.NONE);

	@Test
	void aPartOfExactlyTheLimitIsKeptAndOneVoxelLessIsDropped() {
		// 3 ml are 30 voxels, 2.9 ml are 29
		final Mask kept = Shapes.mask(TENTHS, (x, y, z) -> z == 1 && x < 6 && y < 5);
		final Mask dropped = Shapes.mask(TENTHS, (x, y, z) -> z == 1 && x >= 10 && x < 16 && y < 5 && !(x == 10 && y == 0));
		assertEquals(29, dropped.count());
		final Mask cleaned = lesion(new Cleaning(3, 0, 0), kept.or(dropped));
		assertEquals(30, cleaned.count());
		assertEquals(0, cleaned.minus(kept).count());
	}

	@Test
	void limitsAreVolumesWhateverTheVoxels() {
		// 124 voxels are 1.0044 ml, 123 are 0.9963 ml
		final Mask above = Shapes.mask(THICK, (x, y, z) -> z == 0 && x < 31 && y < 4);
		final Mask below = Shapes.mask(THICK, (x, y, z) -> z == 0 && x < 31 && y >= 10 && y < 14 && !(x == 0 && y == 10));
		assertEquals(124, lesion(new Cleaning(1, 0, 0), above.or(below)).count());
	}

	@Test
	void voxelsThatShareButAnEdgeAreTwoParts() {
		final Mask edges = Shapes.mask(TENTHS, (x, y, z) -> x == 3 && y == 3 && z == 0 || x == 4 && y == 4 && z == 0 || x == 5 && y == 4 && z == 1);
		assertEquals(0, lesion(new Cleaning(0.2, 0, 0), edges).count());
		final Mask column = Shapes.mask(TENTHS, (x, y, z) -> x == 3 && y == 3);
		assertEquals(3, lesion(new Cleaning(0.3, 0, 0), column).count());
	}

	@Test
	void aHoleOfExactlyTheLimitIsFilledAndOneVoxelMoreStays() {
		final Mask block = Shapes.mask(TENTHS, (x, y, z) -> x >= 1 && x < 19 && y >= 1 && y < 19);
		final Mask ten = Shapes.mask(TENTHS, (x, y, z) -> x >= 3 && x < 8 && y >= 3 && y < 5 && z == 1);
		final Mask eleven = Shapes.mask(TENTHS, (x, y, z) -> x >= 11 && x < 16 && y >= 10 && y < 12 && z == 1 || x == 11 && y == 10 && z == 2);
		assertEquals(11, eleven.count());
		final Mask cleaned = lesion(new Cleaning(0, 0, 1), block.minus(ten).minus(eleven));
		assertEquals(block.count() - 11, cleaned.count());
		assertEquals(10, cleaned.and(ten).count());
	}

	@Test
	void holesThatTouchAtACornerAreOne() {
		final Mask block = Shapes.mask(TENTHS, (x, y, z) -> x >= 1 && x < 19 && y >= 1 && y < 19);
		final Mask holes = Shapes.mask(TENTHS, (x, y, z) -> x == 5 && y == 5 && z == 0 || x == 6 && y == 6 && z == 1);
		assertEquals(block.count() - 2, lesion(new Cleaning(0, 0, 0.1), block.minus(holes)).count());
		assertEquals(block.count(), lesion(new Cleaning(0, 0, 0.2), block.minus(holes)).count());
	}

	@Test
	void whatReachesTheEdgeOfTheImageIsNoHole() {
		final Mask block = Shapes.mask(TENTHS, (x, y, z) -> true);
		final Mask edge = Shapes.mask(TENTHS, (x, y, z) -> x == 19 && y == 7 && z == 1 || x == 8 && y == 0 && z == 1 || x == 0 && y == 7 && z == 0 || x == 8 && y == 19 && z == 2);
		final Mask inside = Shapes.mask(TENTHS, (x, y, z) -> x == 9 && y == 9 && z == 0);
		assertEquals(block.count() - 4, lesion(new Cleaning(0, 0, 5), block.minus(edge).minus(inside)).count());
	}

	@Test
	void fluidInAHoleStaysFluid() {
		final Mask block = Shapes.mask(TENTHS, (x, y, z) -> x >= 1 && x < 19 && y >= 1 && y < 19);
		final Mask hole = Shapes.mask(TENTHS, (x, y, z) -> x >= 5 && x < 9 && y == 5 && z == 1);
		final Mask fluid = Shapes.mask(TENTHS, (x, y, z) -> x >= 5 && x < 7 && y == 5 && z == 1);
		final Mask cleaned = new LesionCleaner(new Cleaning(0, 0, 1)).lesion(block.minus(hole), Mask.all(TENTHS).minus(fluid));
		assertEquals(block.count() - 2, cleaned.count());
		assertEquals(0, cleaned.and(fluid).count());
	}

	@Test
	void theCoreStaysInsideTheLesionAndHasALimitOfItsOwn() {
		final Mask lesion = Shapes.mask(TENTHS, (x, y, z) -> x < 10 && z == 1);
		// 12 voxels inside and 8 outside of the lesion; 5 voxels on their own
		final Mask across = Shapes.mask(TENTHS, (x, y, z) -> x >= 7 && x < 12 && y < 4 && z == 1);
		final Mask small = Shapes.mask(TENTHS, (x, y, z) -> x < 5 && y == 10 && z == 1);
		final Optional<Mask> core = Optional.of(across.or(small));
		final Mask cleaned = new LesionCleaner(new Cleaning(10, 1.2, 0)).core(core, lesion).orElseThrow();
		assertEquals(12, cleaned.count());
		assertEquals(0, cleaned.minus(lesion).count());
		assertEquals(0, new LesionCleaner(new Cleaning(10, 1.3, 0)).core(core, lesion).orElseThrow().count());
		assertTrue(new LesionCleaner(Cleaning.DEFAULTS).core(Optional.empty(), lesion).isEmpty());
	}

	@Test
	void aHoleInTheCoreBecomesCoreOnlyWhereItIsLesion() {
		final Mask lesion = Shapes.mask(TENTHS, (x, y, z) -> x >= 1 && x < 15 && y >= 1 && y < 15 && !(x == 4 && y == 4));
		final Mask core = Shapes.mask(TENTHS, (x, y, z) -> x >= 2 && x < 10 && y >= 2 && y < 10 && !(x == 4 && y == 4) && !(x == 7 && y == 7));
		final Mask cleaned = new LesionCleaner(new Cleaning(0, 0, 1)).core(Optional.of(core), lesion).orElseThrow();
		assertTrue(cleaned.contains(7, 7, 1));
		assertFalse(cleaned.contains(4, 4, 1));
	}

	@Test
	void withoutLimitsNothingChanges() {
		final java.util.Random random = new java.util.Random(3);
		final Mask noise = Shapes.mask(TENTHS, (x, y, z) -> random.nextBoolean());
		final Mask cleaned = lesion(Cleaning.NONE, noise);
		assertEquals(0, cleaned.minus(noise).count() + noise.minus(cleaned).count());
	}

	@Test
	void limitsBelowZeroOrWithoutAValueAreRefusedByName() {
		assertTrue(assertThrows(PerfusionException.class, () -> new Cleaning(-1, 0, 0)).getMessage().startsWith("smallest_ml "));
		assertTrue(assertThrows(PerfusionException.class, () -> new Cleaning(0, Double.NaN, 0)).getMessage().startsWith("smallest_core_ml "));
		assertTrue(assertThrows(PerfusionException.class, () -> new Cleaning(0, 0, Double.POSITIVE_INFINITY)).getMessage().startsWith("holes_ml "));
	}

	private static Mask lesion(final Cleaning cleaning, final Mask lesion) {
		return new LesionCleaner(cleaning).lesion(lesion, Mask.all(lesion.grid()));
	}
}
