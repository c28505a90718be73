package org.perfusionj.segmentation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;

import org.perfusionj.series.Mask;
import org.perfusionj.series.Orientation;
import org.perfusionj.series.SpatialGrid;
import org.perfusionj.series.Volume;
import org.perfusionj.work.PerfusionException;

class TerritoriesTest {

	/** 6 x 4 x 2 voxels of 2 mm; x in mm grows with columns from 0. */
	private static final SpatialGrid MAPS = new SpatialGrid(6, 4, 2, 2, 2, 2, Orientation.scanner(new double[] { 2, 0, 0, 0, 0, 2, 0, 0, 0, 0, 2, 0 }));

	private static Volume labels(final SpatialGrid grid, final int... byColumn) {
		final Volume volume = new Volume(grid);
		for (int z = 0; z < grid.slices(); z++)
			for (int i = 0; i < grid.planeSize(); i++)
				volume.plane(z)[i] = byColumn[i % grid.width()];
		return volume;
	}

	private static SpatialGrid grid(final int width, final int height, final int slices, final double spacing, final Orientation orientation) {
		return new SpatialGrid(width, height, slices, spacing, spacing, spacing, orientation);
	}

	private static List<String> byColumn(final Territories.Placed placed) {
		return IntStream.range(0, MAPS.width()).mapToObj(x -> placed.names().get(placed.index(1, MAPS.width() + x))).toList();
	}

	private static String error(final Territories territories, final SpatialGrid grid) {
		return assertThrows(PerfusionException.class, () -> territories.on(Mask.all(grid))).getMessage();
	}

	@Test
	void labelsOnTheGridOfTheMapsStay() {
		final Map<Integer, String> names = Map.of(1, "ACA", 3, "MCA");
		for (final Orientation orientation : List.of(Orientation.NONE, MAPS.orientation())) {
			final Territories.Placed placed = new Territories("atlas", labels(grid(6, 4, 2, 2, orientation), 3, 3, 0, 1, 5, 1), names).on(Mask.all(MAPS));
			assertEquals(List.of("ACA", "MCA", "territory 5", Territories.OUTSIDE), placed.names());
			assertEquals(List.of("MCA", "MCA", Territories.OUTSIDE, "ACA", "territory 5", "ACA"), byColumn(placed));
			assertEquals("Territories: atlas", placed.conditions());
			assertEquals(List.of(), placed.warnings());
		}
	}

	@Test
	void labelsOfAnotherGridAreTakenWhereTheyLieInThePatient() {
		// 3 columns of 4 mm, the first at x = 9 mm and the last at 1 mm: mirrored
		final Orientation mirrored = Orientation.scanner(new double[] { -4, 0, 0, 9, 0, 4, 0, 0, 0, 0, 4, 0 });
		final Territories.Placed placed = new Territories("atlas", labels(grid(3, 3, 2, 4, mirrored), 1, 2, 3), Map.of(1, "right", 2, "middle", 3, "far")).on(Mask.all(MAPS));
		// columns of the maps are at 0, 2, 4, 6, 8 and 10 mm
		assertEquals(List.of("far", "far", "middle", "middle", "right", "right"), byColumn(placed));
		assertTrue(placed.conditions().contains("nearest label"), placed.conditions());
		assertEquals(List.of(), placed.warnings());
	}

	@Test
	void sameSizeInAnotherPlaceIsNotTheSameGrid() {
		final Orientation shifted = Orientation.scanner(new double[] { 2, 0, 0, 4, 0, 2, 0, 0, 0, 0, 2, 0 });
		final Territories.Placed placed = new Territories("atlas", labels(grid(6, 4, 2, 2, shifted), 1, 1, 2, 2, 2, 2), Map.of(1, "one", 2, "two")).on(Mask.all(MAPS));
		assertEquals(List.of(Territories.OUTSIDE, Territories.OUTSIDE, "one", "one", "two", "two"), byColumn(placed));
	}

	@Test
	void territoriesWithoutTissueAreNotListed() {
		final Territories.Placed placed = new Territories("atlas", labels(MAPS, 1, 1, 1, 2, 2, 2), Map.of(1, "one", 2, "two")).on(Mask.all(MAPS).where(x -> x < 2));
		assertEquals(List.of("one", Territories.OUTSIDE), placed.names());
		assertEquals(Territories.OUTSIDE, byColumn(placed).get(5));
	}

	@Test
	void labelsOfOneNameAreOneTerritory() {
		final Territories.Placed placed = new Territories("atlas", labels(MAPS, 1, 1, 1, 2, 2, 2), Map.of(1, "MCA", 2, "MCA")).on(Mask.all(MAPS));
		assertEquals(List.of("MCA", Territories.OUTSIDE), placed.names());
	}

	@Test
	void whatWasNotRegisteredIsToldOf() {
		final double[] standard = { 2, 0, 0, 1, 0, 2, 0, 0, 0, 0, 2, 0 };
		final Territories territories = new Territories("MNI atlas", labels(grid(7, 4, 2, 2, new Orientation(4, standard, 0, null)), 1, 1, 1, 1, 1, 1, 1), Map.of());
		final List<String> warnings = territories.on(Mask.all(MAPS)).warnings();
		assertEquals(1, warnings.size());
		assertTrue(warnings.get(0).contains("without registration"), warnings.toString());
		final List<String> few = new Territories("atlas", labels(MAPS, 1, 1, 0, 0, 0, 0), Map.of()).on(Mask.all(MAPS)).warnings();
		assertTrue(few.get(0).startsWith("Only 33 % of the tissue"), few.toString());
	}

	@Test
	void whatCannotBePlacedIsRefusedWithTheCure() {
		final Territories small = new Territories("atlas", labels(grid(3, 4, 2, 2, Orientation.NONE), 1, 2, 3), Map.of());
		assertTrue(error(small, MAPS).contains("the territories do not say where they lie"));
		final Territories oriented = new Territories("atlas", labels(MAPS, 1, 2, 3, 4, 5, 6), Map.of());
		assertTrue(error(oriented, grid(5, 4, 2, 2, Orientation.NONE)).contains("the maps do not say where they lie"));
		final Orientation far = Orientation.scanner(new double[] { 2, 0, 0, 500, 0, 2, 0, 0, 0, 0, 2, 0 });
		assertTrue(error(new Territories("atlas", labels(grid(6, 4, 2, 2, far), 1, 1, 1, 1, 1, 1), Map.of()), MAPS).contains("another space"));
		final Orientation flat = Orientation.scanner(new double[] { 2, 0, 0, 0, 0, 0, 0, 0, 0, 0, 2, 0 });
		assertTrue(error(new Territories("atlas", labels(grid(6, 4, 2, 2, flat), 1, 1, 1, 1, 1, 1), Map.of()), MAPS).contains("not a valid one"));
	}

	@Test
	void whatIsNoLabelIsRefused() {
		final Volume fractions = labels(MAPS, 1, 1, 1, 1, 1, 1);
		fractions.plane(1)[3] = 1.5f;
		assertTrue(assertThrows(PerfusionException.class, () -> new Territories("atlas", fractions, Map.of())).getMessage().contains("nearest neighbour"));
		fractions.plane(1)[3] = Float.NaN;
		assertThrows(PerfusionException.class, () -> new Territories("atlas", fractions, Map.of()));
		fractions.plane(1)[3] = -1;
		assertThrows(PerfusionException.class, () -> new Territories("atlas", fractions, Map.of()));
		assertTrue(assertThrows(PerfusionException.class, () -> new Territories("atlas", new Volume(MAPS), Map.of())).getMessage().contains("0 everywhere"));
	}
}
