package org.perfusionj.vascular;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;

import org.junit.jupiter.api.Test;
import org.perfusionj.curve.TimeGrid;
import org.perfusionj.preprocessing.ConcentrationSeries;
import org.perfusionj.series.Mask;
import org.perfusionj.series.Orientation;
import org.perfusionj.series.SignalType;
import org.perfusionj.series.SpatialGrid;
import org.perfusionj.series.Volume;

class SearchRegionTest {

	private static final int SIZE = 21;
	private final SpatialGrid grid = new SpatialGrid(SIZE, SIZE, 1, 2, 2, 5, Orientation.NONE);
	private final boolean[] mask = new boolean[SIZE * SIZE];
	private final float[] hu = new float[SIZE * SIZE];

	private ConcentrationSeries input(final SignalType signal) {
		return TestSeries.of(new float[1][10][SIZE * SIZE], grid, new TimeGrid(0, 1, 10), signal, null, new Volume(grid, new float[][] { hu }), new Mask(grid, new boolean[][] { mask }));
	}

	private void square(final int from, final int to) {
		for (int y = from; y <= to; y++)
			for (int x = from; x <= to; x++)
				mask[y * SIZE + x] = true;
	}

	@Test
	void leavesTheRimOfTheMaskButNotThatOfItsHoles() {
		square(5, 15);
		mask[10 * SIZE + 10] = false;

		final Mask region = SearchRegion.arterial(input(SignalType.CT));

		// one voxel (2 mm) is within 3 mm of the outside, two are not
		assertFalse(region.contains(5, 10, 0));
		assertTrue(region.contains(6, 10, 0));
		assertTrue(region.contains(9, 10, 0));
		assertFalse(region.contains(10, 10, 0));
		assertEquals(9 * 9 - 1, region.count());
	}

	@Test
	void theBorderOfTheImageIsNoRim() {
		Arrays.fill(mask, true);

		assertEquals(SIZE * SIZE, SearchRegion.arterial(input(SignalType.CT)).count());
	}

	@Test
	void keepsTheRimOfAMaskThatIsNothingElse() {
		square(10, 10);

		assertEquals(1, SearchRegion.arterial(input(SignalType.CT)).count());
	}

	@Test
	void leavesBoneAndAirOfCtOnly() {
		Arrays.fill(mask, true);
		hu[10 * SIZE + 10] = 300;
		hu[10 * SIZE + 12] = -200;

		assertEquals(SIZE * SIZE - 2, SearchRegion.arterial(input(SignalType.CT)).count());
		assertEquals(SIZE * SIZE - 2, SearchRegion.venous(input(SignalType.CT)).count());
		assertEquals(SIZE * SIZE, SearchRegion.arterial(input(SignalType.CONCENTRATION)).count());
		assertEquals(SIZE * SIZE, SearchRegion.venous(input(SignalType.MR)).count());
	}

	@Test
	void veinsAreSoughtAroundTheMaskButNotBehindBone() {
		square(8, 12);
		for (int y = 0; y < SIZE; y++)
			hu[y * SIZE + 14] = 900;

		final Mask region = SearchRegion.venous(input(SignalType.CT));

		// 6 mm are three voxels
		assertTrue(region.contains(5, 10, 0));
		assertFalse(region.contains(4, 10, 0));
		assertTrue(region.contains(13, 10, 0));
		assertFalse(region.contains(14, 10, 0));
		assertFalse(region.contains(15, 10, 0), "behind the bone");
		assertTrue(region.contains(8, 8, 0));
	}
}
