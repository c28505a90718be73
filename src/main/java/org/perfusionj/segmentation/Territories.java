package org.perfusionj.segmentation;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

import org.apache.commons.math3.linear.DecompositionSolver;
import org.apache.commons.math3.linear.LUDecomposition;
import org.apache.commons.math3.linear.MatrixUtils;
import org.apache.commons.math3.linear.RealMatrix;

import org.perfusionj.series.Mask;
import org.perfusionj.series.Orientation;
import org.perfusionj.series.SpatialGrid;
import org.perfusionj.series.Volume;
import org.perfusionj.work.PerfusionException;

/**
 * Arterial territories, or any other division of the brain: a volume of labels and what they are called.
 *
 * @param name of the atlas, for conditions and messages
 * @param labels whole numbers; 0 is none of the territories
 * @param names of labels; a label without one is called by its number
 */
public record Territories(String name, Volume labels, Map<Integer, String> names) {

	/** What lies in none of the territories. */
	public static final String OUTSIDE = "outside territories";

	/** NIfTI codes of standard spaces: Talairach and MNI152; smaller ones are those of a scanner and of another scan. */
	private static final int FIRST_STANDARD_SPACE = 3;
	private static final int LARGEST_LABEL = 100_000;
	/** Part of the tissue that lies in territories, at least, in a scan that they fit. */
	private static final double MUCH_OF_TISSUE = 0.5;

	/** @throws PerfusionException if the volume does not hold labels, with the cure */
	public Territories {
		names = Map.copyOf(names);
		boolean any = false;
		for (int z = 0; z < labels.grid().slices(); z++)
			for (final float label : labels.plane(z)) {
				if (!(label >= 0 && label <= LARGEST_LABEL) || label != Math.rint(label)) throw new PerfusionException("The territories " + name + " hold " + label + ", but labels are whole numbers from 0 to " + LARGEST_LABEL
					+ ". If they were resampled, do it by nearest neighbour.");
				any |= label > 0;
			}
		if (!any) throw new PerfusionException("The territories " + name + " are 0 everywhere. Use a volume in which each territory has a number of its own.");
	}

	/**
	 * Territories on the grid of a case.
	 *
	 * @param names in the order of their labels, then {@link #OUTSIDE}; none if there are no territories
	 * @param indices number of the name of each voxel, [slice][voxel]
	 * @param conditions how they were placed, in words
	 * @param warnings what the user must know to judge them
	 */
	record Placed(List<String> names, int[][] indices, String conditions, List<String> warnings) {

		/** No territories. */
		static final Placed NONE = new Placed(List.of(), new int[0][], "", List.of());

		/** @return the number of the name of a voxel */
		int index(final int z, final int voxel) {
			return indices[z][voxel];
		}
	}

	/**
	 * Puts the labels on the grid of a case: as they are if they lie on it, else each voxel takes the label at its place in the patient.
	 *
	 * @param tissue of the case
	 * @throws PerfusionException if they cannot be placed or no tissue lies in them, with the cure
	 */
	Placed on(final Mask tissue) {
		final SpatialGrid grid = tissue.grid();
		final Places places = places(grid);
		final float[][] values = places.values();
		final TreeMap<Integer, String> found = new TreeMap<>();
		int inside = 0;
		for (int z = 0; z < values.length; z++)
			for (int i = 0; i < values[z].length; i++)
				if (tissue.plane(z)[i] && values[z][i] > 0) {
					inside++;
					found.computeIfAbsent((int) values[z][i], label -> names.getOrDefault(label, "territory " + label));
				}
		if (inside == 0) throw new PerfusionException("No tissue lies in the territories " + name + ": they are of another space than the maps. Register them to this scan, resample them onto the grid of the maps, or leave them out.");
		final List<String> warnings = new ArrayList<>();
		if (inside < MUCH_OF_TISSUE * tissue.count()) warnings.add(String.format(Locale.ROOT, "Only %.0f %% of the tissue lies in the territories %s. Check that they fit this scan.", 100.0 * inside / tissue.count(), name));
		final Orientation place = labels.grid().orientation();
		if (places.isMoved() && space(place) >= FIRST_STANDARD_SPACE && space(grid.orientation()) < FIRST_STANDARD_SPACE) warnings.add("The territories " + name
			+ " lie in a standard space and the maps in that of the scanner. They were put where the headers say, without registration: volumes by territory are no better than the head fits the standard one. Register the territories to this scan.");
		final Map<String, Integer> order = new LinkedHashMap<>();
		found.values().forEach(territory -> order.putIfAbsent(territory, order.size()));
		order.put(OUTSIDE, order.size());
		final int[][] indices = new int[values.length][grid.planeSize()];
		for (int z = 0; z < values.length; z++)
			for (int i = 0; i < values[z].length; i++)
				indices[z][i] = order.get(Optional.ofNullable(found.get((int) values[z][i])).orElse(OUTSIDE));
		return new Placed(List.copyOf(order.keySet()), indices, "Territories: " + name + (places.isMoved() ? ", nearest label at the place that the headers say" : ""), warnings);
	}

	private static int space(final Orientation orientation) {
		return orientation.sformCode() > 0 ? orientation.sformCode() : orientation.qformCode();
	}

	/**
	 * Labels on another grid.
	 *
	 * @param values [slice][voxel]
	 * @param isMoved whether any voxel has another index than in the atlas
	 */
	private record Places(float[][] values, boolean isMoved) {
	}

	private Places places(final SpatialGrid grid) {
		final boolean isPlaced = grid.orientation().isKnown() && labels.grid().orientation().isKnown();
		if (isPlaced) return sampled(grid);
		if (!labels.grid().sameSize(grid)) throw new PerfusionException("The territories " + name + " (" + labels.grid().sizeText() + " voxels) are not on the grid of the maps (" + grid.sizeText() + "), and " + (grid.orientation().isKnown()
			? "the territories" : "the maps") + " do not say where they lie in the patient, so that they cannot be put there. Resample them onto the grid of the maps (nearest neighbour), or use NIfTI files with an orientation.");
		final float[][] values = new float[grid.slices()][];
		for (int z = 0; z < values.length; z++)
			values[z] = labels.plane(z);
		return new Places(values, false);
	}

	private Places sampled(final SpatialGrid grid) {
		final SpatialGrid source = labels.grid();
		final DecompositionSolver toSource = new LUDecomposition(matrix(source.orientation())).getSolver();
		if (!toSource.isNonSingular()) throw new PerfusionException("The orientation in the header of the territories " + name + " is not a valid one. Correct the header, or resample them onto the grid of the maps (nearest neighbour).");
		final double[][] m = toSource.getInverse().multiply(matrix(grid.orientation())).getData();
		final float[][] values = new float[grid.slices()][grid.planeSize()];
		boolean isMoved = !source.sameSize(grid);
		for (int z = 0; z < values.length; z++)
			for (int i = 0; i < values[z].length; i++) {
				final int x = i % grid.width();
				final int y = i / grid.width();
				final long u = Math.round(m[0][0] * x + m[0][1] * y + m[0][2] * z + m[0][3]);
				final long v = Math.round(m[1][0] * x + m[1][1] * y + m[1][2] * z + m[1][3]);
				final long w = Math.round(m[2][0] * x + m[2][1] * y + m[2][2] * z + m[2][3]);
				isMoved |= u != x || v != y || w != z;
				if (u >= 0 && v >= 0 && w >= 0 && u < source.width() && v < source.height() && w < source.slices()) values[z][i] = labels.get((int) u, (int) v, (int) w);
			}
		return new Places(values, isMoved);
	}

	private static RealMatrix matrix(final Orientation orientation) {
		final double[] affine = orientation.affine();
		final RealMatrix matrix = MatrixUtils.createRealIdentityMatrix(4);
		for (int n = 0; n < affine.length; n++)
			matrix.setEntry(n / 4, n % 4, affine[n]);
		return matrix;
	}
}
