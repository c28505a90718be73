package org.perfusionj.segmentation;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

import org.perfusionj.series.Mask;
import org.perfusionj.series.SpatialGrid;

/** The parts of a head in which volumes are measured: all of it, its halves, and arterial territories where they are given. */
final class LesionRegions {

	private static final String ALL = "all";
	private static final int LEFT = 1;
	private static final int RIGHT = 2;
	private static final int FIRST_TERRITORY = 3;

	private final SpatialGrid grid;
	private final List<String> names;
	private final List<String> conditions = new ArrayList<>();
	private final boolean[][] right;
	private final Territories.Placed placed;

	/**
	 * @param example the case
	 * @param placed territories on its grid; may have no names
	 */
	LesionRegions(final LesionCase example, final Territories.Placed placed) {
		this.grid = example.tissue().grid();
		this.placed = placed;
		names = new ArrayList<>(List.of(ALL, side(example.plane(), "left"), side(example.plane(), "right")));
		names.addAll(placed.names());
		final String slice = grid.slices() == 1 ? " In this one slice." : "";
		final String half = slice + " Halves by the mirror plane of the head" + (example.plane().isOriented() ? "." : "; where the patient's left is, is not known.");
		conditions.addAll(List.of(slice, half, half));
		placed.names().forEach(territory -> conditions.add(slice + " " + placed.conditions() + "."));
		final Mask rightHalf = example.plane().right(Mask.all(grid));
		right = new boolean[grid.slices()][];
		for (int z = 0; z < right.length; z++)
			right[z] = rightHalf.plane(z);
	}

	/** @return what a half of the head is called: of the patient, or of the image where that is not known */
	private static String side(final MirrorPlane plane, final String side) {
		return plane.isOriented() ? side : "image " + side;
	}

	/** @return names of all regions, in order */
	List<String> names() {
		return names;
	}

	/** @return what is to be said of a region, after the conditions of what was measured in it; may be empty */
	String conditions(final int region) {
		return conditions.get(region);
	}

	/** @return volume of a mask in each region, ml, in the order of the names */
	double[] ml(final Mask mask) {
		final double[] ml = new double[names.size()];
		for (int z = 0; z < grid.slices(); z++)
			for (int i = 0; i < grid.planeSize(); i++) {
				if (!mask.plane(z)[i]) continue;
				ml[0]++;
				ml[right[z][i] ? RIGHT : LEFT]++;
				if (!placed.names().isEmpty()) ml[FIRST_TERRITORY + placed.index(z, i)]++;
			}
		return Arrays.stream(ml).map(count -> count * grid.voxelVolumeMl()).toArray();
	}
}
