package org.perfusionj.network;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TilePlanTest {

	@ParameterizedTest
	@CsvSource({ "1,1,1,10", "5,13,10,105", "5,13,10,200", "1,40,3,50", "17,2,9,120", "4,30,30,400" })
	void innerPartsFillTheFieldAndRimsAreComplete(final int depth, final int height, final int width, final long cells) {
		final FieldBox rim = new FieldBox(0, 0, 0, 1, 2, 3);

		final TilePlan plan = TilePlan.of(new FieldShape(depth, height, width, 1), rim, cells);

		final int[][][] count = new int[depth][height][width];
		long computed = 0;
		for (final TilePlan.Tile tile : plan.tiles()) {
			final FieldBox inner = tile.inner();
			final FieldBox outer = tile.outer();
			for (int z = inner.z(); z < inner.z() + inner.depth(); z++)
				for (int y = inner.y(); y < inner.y() + inner.height(); y++)
					for (int x = inner.x(); x < inner.x() + inner.width(); x++)
						count[z][y][x]++;
			checkRim(inner.z(), inner.depth(), outer.z(), outer.depth(), rim.depth(), depth);
			checkRim(inner.y(), inner.height(), outer.y(), outer.height(), rim.height(), height);
			checkRim(inner.x(), inner.width(), outer.x(), outer.width(), rim.width(), width);
			assertTrue(outer.shape(1).cells() <= cells, tile::toString);
			computed += outer.shape(1).cells();
		}
		for (final int[][] plane : count)
			for (final int[] row : plane)
				for (final int once : row)
					assertEquals(1, once);
		assertEquals(computed, plan.computed());
	}

	private static void checkRim(final int inner, final int innerLength, final int outer, final int outerLength, final int rim, final int extent) {
		assertEquals(Math.max(0, inner - rim), outer);
		assertEquals(Math.min(extent, inner + innerLength + rim), outer + outerLength);
	}

	@Test
	void aFieldThatFitsIsOneTile() {
		assertEquals(1, TilePlan.of(new FieldShape(8, 96, 80, 25), new FieldBox(0, 0, 0, 5, 6, 6), 8 * 96 * 80).tiles().size());
	}

	@Test
	void noDivisionComputesLess() {
		final FieldShape field = new FieldShape(6, 20, 31, 1);
		final FieldBox rim = new FieldBox(0, 0, 0, 2, 3, 3);
		final long cells = 1000;
		long least = Long.MAX_VALUE;
		for (int z = 1; z <= 6; z++)
			for (int y = 1; y <= 20; y++)
				for (int x = 1; x <= 31; x++) {
					long longest = 1;
					long computed = 1;
					for (final int[] axis : new int[][] { { 6, 2, z }, { 20, 3, y }, { 31, 3, x } }) {
						long most = 0;
						long sum = 0;
						for (int n = 0; n < axis[2]; n++) {
							final int length = Math.min(axis[0], axis[0] * (n + 1) / axis[2] + axis[1]) - Math.max(0, axis[0] * n / axis[2] - axis[1]);
							most = Math.max(most, length);
							sum += length;
						}
						longest *= most;
						computed *= sum;
					}
					if (longest <= cells) least = Math.min(least, computed);
				}
		assertEquals(least, TilePlan.of(field, rim, cells).computed());
	}

	@Test
	void whereNothingIsSmallEnoughTilesAreAsSmallAsTheRimAllows() {
		assertEquals(1, TilePlan.of(new FieldShape(1, 4, 5, 1), new FieldBox(0, 0, 0, 3, 3, 3), 2).tiles().size(), "every cell depends on all");
		final List<TilePlan.Tile> tiles = TilePlan.of(new FieldShape(1, 40, 50, 1), new FieldBox(0, 0, 0, 3, 3, 3), 2).tiles();
		assertEquals(7 * 7, tiles.stream().mapToInt(tile -> tile.outer().shape(1).cells()).max().orElseThrow());
	}
}
