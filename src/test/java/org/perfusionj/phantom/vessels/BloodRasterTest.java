package org.perfusionj.phantom.vessels;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.perfusionj.phantom.anatomy.HeadGrid;
import org.perfusionj.work.Parallel;
import org.perfusionj.work.WorkMonitor;

class BloodRasterTest {

	/** 36 x 36 x 40 mm around the origin. */
	private static final HeadGrid GRID = grid(40, 20, 0.9, 2);

	private static HeadGrid grid(final int size, final int planes, final double pixel, final double plane) {
		final double side = -(size - 1) / 2.0 * pixel;
		return new HeadGrid(size, size, planes, pixel, plane, new double[] { pixel, 0, 0, side, 0, pixel, 0, side, 0, 0, plane, -(planes - 1) / 2.0 * plane });
	}

	private static BloodVoxels[] raster(final HeadGrid grid, final Tube... tubes) {
		try (Parallel parallel = new Parallel(2)) {
			return new BloodRaster(List.of(tubes), grid).planes(parallel, WorkMonitor.SILENT);
		}
	}

	private static Tube tube(final int pool, final double radius, final double... ends) {
		return new Tube(pool, ends[0], ends[1], ends[2], radius, ends[3], ends[4], ends[5], radius);
	}

	private static double volume(final HeadGrid grid, final BloodVoxels[] planes) {
		double sum = 0;
		for (final BloodVoxels plane : planes)
			for (final float fraction : plane.fractions())
				sum += fraction;
		return sum * grid.pixelMm() * grid.pixelMm() * grid.planeMm();
	}

	@ParameterizedTest
	@ValueSource(doubles = { 0.4, 0.9, 1.8, 4.3 })
	void cylinderAcrossTheLatticeHasItsVolume(final double radius) {
		final double across = volume(GRID, raster(GRID, tube(0, radius, -30, 0.3, -0.2, 30, 0.3, -0.2)));
		final double upright = volume(GRID, raster(GRID, tube(0, radius, 0.2, 0.1, -40, 0.2, 0.1, 40)));
		// leaves through the sides x = -18 and x = 18 at an angle
		final double oblique = volume(GRID, raster(GRID, tube(0, radius, -30, -10, -15, 30, 10, 15)));

		final double section = Math.PI * radius * radius;
		assertEquals(section * 36, across, 0.02 * section * 36);
		assertEquals(section * 40, upright, 0.02 * section * 40);
		final double slanted = section * 36 * Math.sqrt(1 + 1 / 9.0 + 1 / 4.0);
		assertEquals(slanted, oblique, 0.02 * slanted);
	}

	@Test
	void coneAndRoundEndsHaveTheirVolume() {
		final Tube cone = new Tube(0, -8, 0, 0, 3, 8, 0, 0, 2);

		final double volume = volume(GRID, raster(GRID, cone));

		final double expected = Math.PI * 16 / 3 * (9 + 6 + 4) + 2.0 / 3 * Math.PI * (27 + 8);
		assertEquals(expected, volume, 0.02 * expected);
	}

	@Test
	void volumeIsTheSameInATurnedHead() {
		final double c = Math.cos(0.4);
		final double s = Math.sin(0.4);
		final HeadGrid turned = new HeadGrid(40, 40, 20, 0.9, 2, new double[] { 0.9 * c, -0.9 * s, 0, -18 * (c - s), 0.9 * s, 0.9 * c, 0, -18 * (s + c), 0, 0, 2, -19 });
		final Tube tube = tube(0, 1.5, -6, -2, -5, 7, 3, 6);

		assertEquals(volume(GRID, raster(GRID, tube)), volume(turned, raster(turned, tube)), 0.015 * Math.PI * 2.25 * 18);
	}

	@Test
	void nothingIsCountedTwice() {
		final Tube whole = tube(0, 2, -9, 0, 0, 9, 0, 0);
		final Tube left = tube(1, 2, -9, 0, 0, 0, 0, 0);
		final Tube right = tube(2, 2, 0, 0, 0, 9, 0, 0);
		final Tube inside = tube(3, 1, -9, 0, 0, 9, 0, 0);
		final Tube crossing = tube(4, 2, 0, -9, 0, 0, 9, 0);

		final double one = volume(GRID, raster(GRID, whole));

		assertEquals(one, volume(GRID, raster(GRID, left, right)), 1e-3 * one);
		assertEquals(one, volume(GRID, raster(GRID, whole, whole, inside)), 1e-3 * one);
		// two crossing cylinders share 16/3 r^3
		assertEquals(2 * one - 16.0 / 3 * 8, volume(GRID, raster(GRID, whole, crossing)), 0.02 * one);
		for (final BloodVoxels plane : raster(GRID, left, right, inside, crossing, whole)) {
			final double[] sums = new double[GRID.planeSize()];
			for (int i = 0; i < plane.points().length; i++) {
				sums[plane.points()[i]] += plane.fractions()[i];
				assertTrue(plane.fractions()[i] > 0);
				assertTrue(i == 0 || plane.points()[i] >= plane.points()[i - 1], "points ascend");
			}
			for (final double sum : sums)
				assertTrue(sum <= 1 + 1e-6);
		}
	}

	@Test
	void neighboursOfABranchShareTheVoxelByDistance() {
		// the joint lies in the middle of a point
		final HeadGrid odd = grid(41, 21, 0.9, 2);

		final BloodVoxels[] planes = raster(odd, tube(7, 3, -9, 0, 0, 0, 0, 0), tube(8, 3, 0, 0, 0, 9, 0, 0));

		final BloodVoxels middle = planes[10];
		double seven = 0;
		double eight = 0;
		for (int i = 0; i < middle.points().length; i++)
			if (middle.points()[i] == 20 * 41 + 20) {
				if (middle.pools()[i] == 7) seven += middle.fractions()[i];
				else eight += middle.fractions()[i];
			}
		assertEquals(0.5, seven, 0.15);
		assertEquals(1, seven + eight, 1e-6);
	}

	@Test
	void threadsDoNotMatter() {
		final List<Tube> tubes = List.of(tube(0, 1.3, -9, -3, -7, 8, 6, 9), tube(1, 0.4, -9, 3, 7, 8, -6, -9), tube(2, 2.2, 0, 0, -15, 1, 2, 15));
		final BloodVoxels[] one;
		final BloodVoxels[] four;
		try (Parallel parallel = new Parallel(1)) {
			one = new BloodRaster(tubes, GRID).planes(parallel, WorkMonitor.SILENT);
		}
		try (Parallel parallel = new Parallel(4)) {
			four = new BloodRaster(tubes, GRID).planes(parallel, WorkMonitor.SILENT);
		}

		for (int z = 0; z < one.length; z++) {
			assertArrayEquals(one[z].points(), four[z].points());
			assertArrayEquals(one[z].pools(), four[z].pools());
			assertArrayEquals(one[z].fractions(), four[z].fractions());
		}
	}

	/** Peak voxel over truth with an in-plane point spread of 1.5 mm FWHM: closed forms and quadrature give the expected values. */
	@ParameterizedTest
	@CsvSource({ "1.0, 5, .08", "2.0, 5, .29", "3.0, 5, .52", "3.6, 5, .65", "3.6, 10, .33", "5.0, 8, .59", "2.0, 3, .48", "1.5, 1, .71" })
	void vesselInTheSliceHasThePartialVolumeOfTheSlice(final double lumen, final double sliceMm, final double expected) {
		final HeadGrid fine = grid(49, 24, 0.25, 0.5);

		final BloodVoxels[] planes = raster(fine, tube(0, lumen / 2, -20, 0, 0, 20, 0, 0));

		assertEquals(expected, blurredPeak(fine, planes, sliceMm), 0.03);
	}

	@ParameterizedTest
	@CsvSource({ "1.0, .25", "1.5, .50", "2.0, .70", "3.0, .94", "5.0, 1" })
	void vesselAcrossTheSliceHasThePartialVolumeOfThePixel(final double lumen, final double expected) {
		final HeadGrid fine = grid(49, 24, 0.25, 0.5);

		final BloodVoxels[] planes = raster(fine, tube(0, lumen / 2, 0, 0, -30, 0, 0, 30));

		assertEquals(expected, blurredPeak(fine, planes, 5), 0.03);
	}

	/** Mean of the planes of a slice in the middle, blurred in the plane, at its centre; planes beyond the lattice are empty. */
	private static double blurredPeak(final HeadGrid grid, final BloodVoxels[] planes, final double sliceMm) {
		final double sigma = 1.5 / (2 * Math.sqrt(2 * Math.log(2)));
		final double half = sliceMm / 2;
		double sum = 0;
		for (int z = 0; z < planes.length; z++) {
			final double from = (z - (planes.length - 1) / 2.0 - 0.5) * grid.planeMm();
			final double share = Math.max(0, Math.min(from + grid.planeMm(), half) - Math.max(from, -half)) / sliceMm;
			if (share == 0) continue;
			for (int i = 0; i < planes[z].points().length; i++) {
				final double x = (planes[z].points()[i] % grid.width() - (grid.width() - 1) / 2.0) * grid.pixelMm();
				final double y = (planes[z].points()[i] / grid.width() - (grid.height() - 1) / 2.0) * grid.pixelMm();
				sum += share * planes[z].fractions()[i] * Math.exp(-(x * x + y * y) / (2 * sigma * sigma)) / (2 * Math.PI * sigma * sigma) * grid.pixelMm() * grid.pixelMm();
			}
		}
		return sum;
	}
}
