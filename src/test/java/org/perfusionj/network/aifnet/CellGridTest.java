package org.perfusionj.network.aifnet;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.perfusionj.series.Orientation;
import org.perfusionj.series.SpatialGrid;

/** Cells of whole voxels. */
class CellGridTest {

	@ParameterizedTest(name = "pixels of {0} mm and slices of {2} mm")
	@CsvSource({ "0.45, 4, 5, 1", "0.9, 2, 10, 1", "1.2, 2, 8, 1", "1.21, 1, 4, 1", "2.4, 1, 2.5, 2", "3, 1, 1.25, 4", "1.8, 1, 0.5, 10" })
	void cellsComeNearTheSizeThatTheNetworkKnows(final double pixelMm, final int perPixel, final double sliceMm, final int perSlice) {
		final CellGrid cells = CellGrid.of(new SpatialGrid(256, 200, 40, pixelMm, pixelMm, sliceMm, Orientation.NONE), new InputSpec(24, 1.5, 6, 1.8, 5));
		assertEquals(perPixel, cells.perX());
		assertEquals(perPixel, cells.perY());
		assertEquals(perSlice, cells.perZ());
	}

	@Test
	void pixelsNeedNotBeSquare() {
		final CellGrid cells = CellGrid.of(new SpatialGrid(10, 10, 1, 0.6, 1.8, 5, Orientation.NONE), InputSpec.DEFAULT);
		assertEquals(3, cells.perX());
		assertEquals(1, cells.perY());
	}

	@Test
	void everyVoxelHasACellAndTheLastCellsMayBeSmaller() {
		final SpatialGrid voxels = new SpatialGrid(7, 5, 3, 1, 1, 1, Orientation.NONE);
		final CellGrid cells = new CellGrid(voxels, 3, 2, 2);
		assertEquals(3, cells.width());
		assertEquals(3, cells.height());
		assertEquals(2, cells.depth());
		assertEquals(9, cells.planeSize());
		assertEquals(18, cells.count());
		final int[] voxelsOf = new int[cells.count()];
		for (int z = 0; z < 3; z++)
			for (int y = 0; y < 5; y++)
				for (int x = 0; x < 7; x++) {
					voxelsOf[cells.cell(x, y, z)]++;
					assertEquals(cells.cell(x, y, z), z / 2 * 9 + cells.inPlane(x, y));
				}
		assertEquals(12, voxelsOf[0]);
		assertEquals(4, voxelsOf[2]);
		assertEquals(6, voxelsOf[6]);
		assertEquals(1, voxelsOf[17]);
	}
}
