package org.perfusionj.evaluation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

import org.junit.jupiter.api.Test;
import org.perfusionj.series.Mask;
import org.perfusionj.series.Orientation;
import org.perfusionj.series.SpatialGrid;
import org.perfusionj.work.PerfusionException;

class MaskAgreementTest {

	private static final SpatialGrid GRID = new SpatialGrid(60, 50, 16, 0.8, 1.1, 5, Orientation.NONE);

	/** Says whether a voxel is in a mask. */
	private interface Shape {

		boolean holds(int x, int y, int z);
	}

	private static Mask mask(final SpatialGrid grid, final Shape shape) {
		final boolean[][] planes = new boolean[grid.slices()][grid.planeSize()];
		for (int z = 0; z < planes.length; z++)
			for (int i = 0; i < planes[z].length; i++)
				planes[z][i] = shape.holds(i % grid.width(), i / grid.width(), z);
		return new Mask(grid, planes);
	}

	private static Mask box(final SpatialGrid grid, final int x, final int y, final int z, final int width, final int height, final int slices) {
		return mask(grid, (u, v, w) -> u >= x && u < x + width && v >= y && v < y + height && w >= z && w < z + slices);
	}

	@Test
	void overlapAndVolumesOfShiftedBoxes() {
		final Mask reference = box(GRID, 10, 10, 4, 20, 10, 6);
		final Mask found = box(GRID, 15, 10, 4, 20, 10, 9);
		final Mask brain = box(GRID, 5, 5, 2, 50, 40, 12);

		final MaskAgreement a = MaskAgreement.of(reference, found, brain);

		final double voxel = 0.8 * 1.1 * 5 / 1000;
		assertEquals(1200 * voxel, a.referenceMl(), 1e-9);
		assertEquals(1800 * voxel, a.foundMl(), 1e-9);
		assertEquals(600 * voxel, a.volumeErrorMl(), 1e-9);
		assertEquals(600 * voxel, a.absoluteVolumeErrorMl(), 1e-9);
		assertEquals(-600 * voxel, MaskAgreement.of(found, reference, brain).volumeErrorMl(), 1e-9);
		assertEquals(2.0 * 15 * 10 * 6 / (1200 + 1800), a.dice(), 1e-12);
		assertEquals(900.0 / 1200, a.sensitivity(), 1e-12);
		assertEquals((24000.0 - 1200 - 900) / (24000 - 1200), a.specificity(), 1e-12);
	}

	@Test
	void distancesOfSingleVoxelsAreInMillimetresOfEachAxis() {
		final Mask one = box(GRID, 20, 20, 5, 1, 1, 1);
		for (final int[] shift : new int[][] { { 7, 0, 0 }, { 0, 3, 0 }, { 0, 0, 4 }, { 3, 4, 2 } }) {
			final double expected = Math.sqrt(Math.pow(0.8 * shift[0], 2) + Math.pow(1.1 * shift[1], 2) + Math.pow(5.0 * shift[2], 2));
			final MaskAgreement a = MaskAgreement.of(one, box(GRID, 20 + shift[0], 20 + shift[1], 5 + shift[2], 1, 1, 1), Mask.all(GRID));
			assertEquals(expected, a.hausdorff95Mm(), 1e-9);
			assertEquals(expected, a.surfaceDistanceMm(), 1e-9);
			assertEquals(0, a.dice(), 0);
		}
	}

	@Test
	void concentricSpheresAreTheDifferenceOfTheirRadiiApart() {
		final SpatialGrid fine = new SpatialGrid(90, 90, 45, 0.5, 0.5, 1, Orientation.NONE);
		final Mask small = sphere(fine, 12);
		final Mask large = sphere(fine, 17);

		final MaskAgreement a = MaskAgreement.of(small, large, Mask.all(fine));

		// a voxel's surface lies up to half a diagonal off the sphere's
		assertEquals(5, a.surfaceDistanceMm(), 0.3);
		assertEquals(5, a.hausdorff95Mm(), 0.6);
		assertTrue(a.hausdorff95Mm() > a.surfaceDistanceMm());
		final double ratio = Math.pow(12 / 17.0, 3);
		assertEquals(2 * ratio / (1 + ratio), a.dice(), 0.01);
		assertEquals(4 / 3.0 * Math.PI * 17 * 17 * 17 / 1000, a.foundMl(), 0.2);
	}

	private static Mask sphere(final SpatialGrid grid, final double radiusMm) {
		return mask(grid, (x, y, z) -> Math.pow((x - 45) * grid.spacingX(), 2) + Math.pow((y - 45) * grid.spacingY(), 2) + Math.pow((z - 22) * grid.spacingZ(), 2) <= radiusMm * radiusMm);
	}

	@Test
	void distancesAreThoseOfASearchThroughAllPairsOfSurfaceVoxels() {
		final Random random = new Random(5);
		for (int n = 0; n < 40; n++) {
			final SpatialGrid grid = new SpatialGrid(4 + random.nextInt(9), 4 + random.nextInt(9), 1 + random.nextInt(5), 0.4 + random.nextDouble(), 0.4 + random.nextDouble(), 1 + 6 * random.nextDouble(), Orientation.NONE);
			final Mask a = mask(grid, (x, y, z) -> random.nextInt(3) == 0);
			final Mask b = mask(grid, (x, y, z) -> random.nextInt(2) == 0);
			final List<Double> fromA = distances(a, b);
			final List<Double> fromB = distances(b, a);

			final MaskAgreement agreement = MaskAgreement.of(a, b, Mask.all(grid));

			assertEquals(Math.max(percentile95(fromA), percentile95(fromB)), agreement.hausdorff95Mm(), 1e-9);
			final List<Double> all = new ArrayList<>(fromA);
			all.addAll(fromB);
			assertEquals(all.stream().mapToDouble(Double::doubleValue).average().getAsDouble(), agreement.surfaceDistanceMm(), 1e-9);
			final MaskAgreement swapped = MaskAgreement.of(b, a, Mask.all(grid));
			assertEquals(swapped.hausdorff95Mm(), agreement.hausdorff95Mm(), 1e-9, "symmetric");
			assertEquals(swapped.surfaceDistanceMm(), agreement.surfaceDistanceMm(), 1e-9, "symmetric");
		}
	}

	private static List<Double> distances(final Mask from, final Mask to) {
		final SpatialGrid grid = from.grid();
		final List<Double> distances = new ArrayList<>();
		for (final int[] p : surface(from)) {
			double nearest = Double.POSITIVE_INFINITY;
			for (final int[] q : surface(to))
				nearest = Math.min(nearest, Math.sqrt(Math.pow((p[0] - q[0]) * grid.spacingX(), 2) + Math.pow((p[1] - q[1]) * grid.spacingY(), 2) + Math.pow((p[2] - q[2]) * grid.spacingZ(), 2)));
			distances.add(nearest);
		}
		return distances;
	}

	private static List<int[]> surface(final Mask mask) {
		final List<int[]> surface = new ArrayList<>();
		final SpatialGrid grid = mask.grid();
		for (int z = 0; z < grid.slices(); z++)
			for (int y = 0; y < grid.height(); y++)
				for (int x = 0; x < grid.width(); x++) {
					if (!mask.contains(x, y, z)) continue;
					boolean edge = false;
					for (final int[] step : new int[][] { { 1, 0, 0 }, { -1, 0, 0 }, { 0, 1, 0 }, { 0, -1, 0 }, { 0, 0, 1 }, { 0, 0, -1 } }) {
						final int u = x + step[0];
						final int v = y + step[1];
						final int w = z + step[2];
						final boolean isInside = u >= 0 && v >= 0 && w >= 0 && u < grid.width() && v < grid.height() && w < grid.slices();
						edge |= isInside && !mask.contains(u, v, w);
					}
					if (edge) surface.add(new int[] { x, y, z });
				}
		return surface;
	}

	/** Linear interpolation between ranks, as spreadsheets do it. */
	private static double percentile95(final List<Double> values) {
		final List<Double> sorted = new ArrayList<>(values);
		Collections.sort(sorted);
		final double rank = 0.95 * (sorted.size() - 1);
		final int below = (int) rank;
		return below + 1 < sorted.size() ? sorted.get(below) + (rank - below) * (sorted.get(below + 1) - sorted.get(below)) : sorted.get(below);
	}

	@Test
	void theEndOfTheScanIsNoSurface() {
		final SpatialGrid two = new SpatialGrid(40, 40, 2, 1, 1, 8, Orientation.NONE);

		// every voxel of a scan of two slices has a neighbour beyond the scan: the inner ones would hide how far the contours are apart
		final MaskAgreement a = MaskAgreement.of(box(two, 5, 5, 0, 20, 20, 2), box(two, 2, 2, 0, 26, 26, 2), Mask.all(two));

		assertTrue(a.surfaceDistanceMm() >= 3 && a.surfaceDistanceMm() < 3.4, "distance " + a.surfaceDistanceMm());
	}

	@Test
	void emptyMasks() {
		final Mask empty = box(GRID, 0, 0, 0, 0, 0, 0);
		final Mask some = box(GRID, 10, 10, 4, 20, 10, 6);
		final Mask brain = box(GRID, 5, 5, 2, 50, 40, 12);

		final MaskAgreement both = MaskAgreement.of(empty, empty, brain);
		assertTrue(Double.isNaN(both.dice()) && Double.isNaN(both.hausdorff95Mm()) && Double.isNaN(both.surfaceDistanceMm()) && Double.isNaN(both.sensitivity()), both.toString());
		assertEquals(1, both.specificity(), 0);
		assertEquals(0, both.volumeErrorMl(), 0);
		final MaskAgreement missed = MaskAgreement.of(some, empty, brain);
		assertEquals(0, missed.dice(), 0);
		assertEquals(0, missed.sensitivity(), 0);
		assertTrue(Double.isNaN(missed.hausdorff95Mm()) && Double.isNaN(missed.surfaceDistanceMm()));
		final MaskAgreement invented = MaskAgreement.of(empty, some, brain);
		assertEquals(0, invented.dice(), 0);
		assertTrue(Double.isNaN(invented.sensitivity()) && Double.isNaN(invented.hausdorff95Mm()));
		assertEquals((24000.0 - 1200) / 24000, invented.specificity(), 1e-12);
		final MaskAgreement equal = MaskAgreement.of(some, some, some);
		assertEquals(1, equal.dice(), 0);
		assertEquals(0, equal.hausdorff95Mm(), 0);
		assertTrue(Double.isNaN(equal.specificity()), "there is no brain outside");
		assertFalse(MaskAgreement.missing(some).isFound());
		assertEquals(equal.referenceMl(), MaskAgreement.missing(some).referenceMl(), 1e-12);
	}

	@Test
	void masksOfOtherSizesAreRefused() {
		final SpatialGrid other = new SpatialGrid(60, 50, 15, 0.8, 1.1, 5, Orientation.NONE);
		final PerfusionException refused = assertThrows(PerfusionException.class, () -> MaskAgreement.of(Mask.all(GRID), Mask.all(other), Mask.all(GRID)));
		assertTrue(refused.getMessage().contains("60 x 50 x 15"), refused.getMessage());
	}
}
