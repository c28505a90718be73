package org.perfusionj.report;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;

import org.perfusionj.series.Mask;
import org.perfusionj.series.Orientation;
import org.perfusionj.series.SpatialGrid;

class SliceChoiceTest {

	/** @param counts voxels on each slice */
	private static Mask mask(final int... counts) {
		final boolean[][] planes = new boolean[counts.length][10];
		for (int z = 0; z < counts.length; z++)
			for (int i = 0; i < counts[z]; i++)
				planes[z][i] = true;
		return new Mask(new SpatialGrid(10, 1, counts.length, 1, 1, 1, Orientation.NONE), planes);
	}

	@Test
	void slicesAreSpreadOverThoseOfTheMask() {
		assertArrayEquals(new int[] { 1, 2, 3 }, SliceChoice.spread(mask(0, 1, 0, 1, 0), 8));
		assertArrayEquals(new int[] { 1, 3, 5 }, SliceChoice.spread(mask(1, 1, 1, 1, 1, 1), 3));
		assertArrayEquals(new int[] { 0, 1 }, SliceChoice.spread(mask(0, 0), 8));
	}

	@Test
	void aSmallLesionIsShownWithSlicesAroundItInsideTheBrain() {
		final Mask brain = mask(0, 5, 5, 5, 5, 5, 5, 5, 0);
		assertArrayEquals(new int[] { 2, 3, 4, 5, 6 }, SliceChoice.around(brain, mask(0, 0, 0, 0, 2, 0, 0, 0, 0), 5));
		assertArrayEquals(new int[] { 1, 2, 3, 4 }, SliceChoice.around(brain, mask(0, 2, 0, 0, 0, 0, 0, 0, 0), 4));
		assertArrayEquals(new int[] { 1, 2, 3, 4, 5, 6, 7 }, SliceChoice.around(brain, mask(0, 0, 0, 0, 2, 0, 0, 0, 0), 20));
		assertArrayEquals(new int[] { 0 }, SliceChoice.around(mask(5), mask(2), 6));
	}

	@Test
	void theSliceWithMostOfTheLesionIsAlwaysShown() {
		for (int peak = 0; peak < 30; peak++) {
			final int[] counts = IntStream.range(0, 30).map(z -> 3).toArray();
			counts[peak] = 9;
			final int[] chosen = SliceChoice.around(mask(counts), mask(counts), 6);
			final int wanted = peak;
			assertTrue(IntStream.of(chosen).anyMatch(z -> z == wanted), "slice " + peak);
			assertEquals(6, chosen.length);
			assertTrue(IntStream.range(1, 6).allMatch(i -> chosen[i] > chosen[i - 1]));
		}
	}

	@Test
	void withoutALesionTheBrainIsShown() {
		assertArrayEquals(SliceChoice.spread(mask(0, 4, 4, 4, 4, 4, 4, 0), 3), SliceChoice.around(mask(0, 4, 4, 4, 4, 4, 4, 0), mask(0, 0, 0, 0, 0, 0, 0, 0), 3));
	}
}
