package org.perfusionj.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.Rectangle;
import java.awt.geom.Path2D;
import java.awt.geom.PathIterator;
import java.awt.image.BufferedImage;
import java.util.Arrays;

import org.junit.jupiter.api.Test;

import org.perfusionj.series.Mask;
import org.perfusionj.series.Orientation;
import org.perfusionj.series.SpatialGrid;

class PlaneTileTest {

	private static final MapDisplay DISPLAY = new MapDisplay(ColorMap.GREY, 0, 256);

	@Test
	void aspectFollowsTheSpacing() {
		final SpatialGrid grid = new SpatialGrid(20, 10, 1, 1, 4, 1, Orientation.NONE);
		assertEquals(2, new PlaneTile(Mask.all(grid)).aspect(), 1e-12);
	}

	@Test
	void cropsToTheMaskOfAllSlicesWithAMargin() {
		// SETUP: 10 x 10 voxels at (50, 40) of a 100 x 100 image: margin 6 % of 10 mm rounds to one voxel
		final SpatialGrid grid = new SpatialGrid(100, 100, 2, 1, 1, 1, Orientation.NONE);
		final boolean[][] in = new boolean[2][grid.planeSize()];
		for (int i = 0; i < 100; i++)
			in[i < 50 ? 0 : 1][(40 + i / 10) * 100 + 50 + i % 10] = true;
		final float[] plane = new float[grid.planeSize()];
		Arrays.fill(plane, 10);
		for (int i = 0; i < plane.length; i++)
			if (in[0][i] || in[1][i]) plane[i] = 200;

		// EXECUTE: one pixel for each voxel of the crop
		final BufferedImage picture = new PlaneTile(new Mask(grid, in)).picture(plane, null, DISPLAY, 12, 12);

		// VERIFY
		assertEquals(10, picture.getRGB(0, 0) & 0xff, 40);
		assertEquals(10, picture.getRGB(11, 11) & 0xff, 40);
		assertEquals(200, picture.getRGB(2, 2) & 0xff);
		assertEquals(200, picture.getRGB(9, 9) & 0xff);
	}

	@Test
	void valuesOutsideTheMaskDoNotLeakIn() {
		// SETUP: the left half is in the mask and 100, the right half is 0 as maps are outside the mask
		final SpatialGrid grid = new SpatialGrid(8, 8, 1, 1, 1, 1, Orientation.NONE);
		final Mask all = Mask.all(grid);
		final Mask half = all.where(x -> x < 4);
		final float[] plane = new float[64];
		for (int i = 0; i < 64; i++)
			plane[i] = i % 8 < 4 ? 100 : 0;

		// EXECUTE
		final BufferedImage picture = new PlaneTile(all).picture(plane, half.plane(0), DISPLAY, 80, 80);

		// VERIFY: the edge is sharp and where it belongs
		for (int x = 0; x < 80; x++)
			assertEquals(x < 40 ? 0x646464 : 0, picture.getRGB(x, 33) & 0xffffff, "column " + x);
	}

	@Test
	void showsThePatientsRightOnTheLeft() {
		// SETUP: stored with x to the right and y to anterior; one bright voxel right anterior
		final SpatialGrid grid = new SpatialGrid(4, 4, 1, 1, 1, 1, Orientation.scanner(new double[] { 1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1, 0 }));
		final float[] plane = new float[16];
		plane[15] = 255;

		// EXECUTE
		final BufferedImage picture = new PlaneTile(Mask.all(grid)).picture(plane, null, DISPLAY, 4, 4);

		// VERIFY
		assertTrue((picture.getRGB(0, 0) & 0xff) > 150);
		assertEquals(0, picture.getRGB(3, 3) & 0xff);
	}

	@Test
	void nanIsBlackAndItsNeighboursAreNot() {
		final SpatialGrid grid = new SpatialGrid(3, 3, 1, 1, 1, 1, Orientation.NONE);
		final float[] plane = new float[9];
		Arrays.fill(plane, 128);
		plane[4] = Float.NaN;
		final BufferedImage picture = new PlaneTile(Mask.all(grid)).picture(plane, Mask.all(grid).plane(0), DISPLAY, 30, 30);
		assertEquals(0, picture.getRGB(15, 15) & 0xffffff);
		assertEquals(0x808080, picture.getRGB(5, 15) & 0xffffff);
	}

	@Test
	void reducingAveragesInsteadOfSkipping() {
		// SETUP: a checkerboard of 0 and 254, eight times larger than the picture
		final SpatialGrid grid = new SpatialGrid(64, 64, 1, 1, 1, 1, Orientation.NONE);
		final float[] plane = new float[grid.planeSize()];
		for (int i = 0; i < plane.length; i++)
			plane[i] = (i % 64 + i / 64) % 2 == 0 ? 0 : 254;

		// EXECUTE
		final BufferedImage picture = new PlaneTile(Mask.all(grid)).picture(plane, null, DISPLAY, 8, 8);

		// VERIFY
		assertEquals(127, picture.getRGB(4, 4) & 0xff, 2);
		assertNotEquals(0, picture.getRGB(0, 0) & 0xff);
	}

	@Test
	void areaAndEdgesOfAMaskLieWhereThePictureShowsItsVoxels() {
		// SETUP: stored with x to the left and y to posterior, mirrored, and transposed; voxels twice as high as wide
		final boolean[] flags = new boolean[20 * 20];
		for (final int i : new int[] { 5 * 20 + 4, 5 * 20 + 5, 6 * 20 + 4, 12 * 20 + 15, 0, 399 })
			flags[i] = true;
		final float[] plane = new float[flags.length];
		for (int i = 0; i < plane.length; i++)
			plane[i] = flags[i] ? 255 : 0;
		for (final double[] affine : new double[][] { { -1, 0, 0, 0, 0, -2, 0, 0, 0, 0, 5, 0 }, { 1, 0, 0, 0, 0, 2, 0, 0, 0, 0, 5, 0 }, { 0, -2, 0, 0, -1, 0, 0, 0, 0, 0, 5, 0 } }) {
			final SpatialGrid grid = new SpatialGrid(20, 20, 1, 1, 2, 5, Orientation.scanner(affine));
			final PlaneTile tile = new PlaneTile(Mask.all(grid));
			final int width = affine[0] == 0 ? 160 : 80;
			final int height = affine[0] == 0 ? 80 : 160;
			final Rectangle place = new Rectangle(7, 3, width, height);

			// EXECUTE
			final Path2D area = tile.area(flags, place);
			final Path2D edges = tile.edges(flags, place);

			// VERIFY: at the middle of every voxel the area is where the picture is bright, and edges enclose it
			final BufferedImage picture = tile.picture(plane, null, DISPLAY, width, height);
			int inside = 0;
			for (int y = 4; y < height; y += 8)
				for (int x = 4; x < width; x += 8)
					if (area.contains(place.x + x, place.y + y)) inside++;
			for (int y = 2; y < height; y += 4)
				for (int x = 2; x < width; x += 4)
					assertEquals((picture.getRGB(x, y) & 0xff) > 127, area.contains(place.x + x, place.y + y), x + ", " + y);
			assertTrue(inside > 0);
			assertEquals(area.getBounds2D(), edges.getBounds2D());
			assertEquals(2 * (2 + 2) + 3 * 4, count(edges));
		}
		assertEquals(0, count(new PlaneTile(Mask.all(new SpatialGrid(20, 20, 1, 1, 2, 5, Orientation.NONE))).edges(new boolean[400], new Rectangle(0, 0, 80, 160))));
	}

	/** @return pieces of a path, one for each side of a voxel */
	private static int count(final Path2D path) {
		int count = 0;
		for (final PathIterator piece = path.getPathIterator(null); !piece.isDone(); piece.next())
			if (piece.currentSegment(new double[6]) == PathIterator.SEG_LINETO) count++;
		return count;
	}
}
