package org.perfusionj.evaluation;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

import org.perfusionj.series.Mask;
import org.perfusionj.series.Volume;
import org.perfusionj.series.Voxel;

/**
 * Places a square of 5 x 5 voxels in one kind of tissue, as a reader would: where the most of its voxels are of that tissue, and among such places where the blood volume
 * is nearest to the median of the tissue. Blood volume is the same for all methods, so that the choice favours none.
 */
final class RoiPlacement {

	private final Volume cbv;

	/** @param cbv blood volume of the scan, any unit */
	RoiPlacement(final Volume cbv) {
		this.cbv = cbv;
	}

	/**
	 * @param region of the tissue
	 * @param isGrey true for grey matter
	 * @param tissue its voxels
	 * @return the square; empty if no square has {@link TissueRoi#LEAST} of them
	 */
	Optional<TissueRoi> place(final TissueRegion region, final boolean isGrey, final Mask tissue) {
		int most = TissueRoi.LEAST;
		List<Voxel> corners = new ArrayList<>();
		for (int z = 0; z < tissue.grid().slices(); z++)
			for (int y = 0; y + TissueRoi.SIDE <= tissue.grid().height(); y++)
				for (int x = 0; x + TissueRoi.SIDE <= tissue.grid().width(); x++) {
					// the middle of a good square is of the tissue
					if (!tissue.contains(x + TissueRoi.SIDE / 2, y + TissueRoi.SIDE / 2, z)) continue;
					final Voxel corner = new Voxel(x, y, z);
					final int count = count(tissue, corner);
					if (count < most) continue;
					if (count > most) corners = new ArrayList<>();
					most = count;
					corners.add(corner);
				}
		if (corners.isEmpty()) return Optional.empty();
		final double typical = median(tissue);
		Voxel best = corners.get(0);
		double least = Double.POSITIVE_INFINITY;
		for (final Voxel corner : corners) {
			final double apart = Math.abs(mean(voxels(tissue, corner)) - typical);
			if (apart < least) {
				least = apart;
				best = corner;
			}
		}
		return Optional.of(new TissueRoi(region, isGrey, best, voxels(tissue, best)));
	}

	private static int count(final Mask tissue, final Voxel corner) {
		int count = 0;
		for (int y = corner.y(); y < corner.y() + TissueRoi.SIDE; y++)
			for (int x = corner.x(); x < corner.x() + TissueRoi.SIDE; x++)
				if (tissue.contains(x, y, corner.z())) count++;
		return count;
	}

	private static List<Voxel> voxels(final Mask tissue, final Voxel corner) {
		final List<Voxel> voxels = new ArrayList<>();
		for (int y = corner.y(); y < corner.y() + TissueRoi.SIDE; y++)
			for (int x = corner.x(); x < corner.x() + TissueRoi.SIDE; x++)
				if (tissue.contains(x, y, corner.z())) voxels.add(new Voxel(x, y, corner.z()));
		return voxels;
	}

	private double mean(final List<Voxel> voxels) {
		return voxels.stream().mapToDouble(voxel -> cbv.get(voxel.x(), voxel.y(), voxel.z())).average().orElseThrow();
	}

	private double median(final Mask tissue) {
		final float[] values = new float[tissue.count()];
		int n = 0;
		for (int z = 0; z < tissue.grid().slices(); z++)
			for (int i = 0; i < tissue.grid().planeSize(); i++)
				if (tissue.plane(z)[i]) values[n++] = cbv.plane(z)[i];
		Arrays.sort(values);
		return values[values.length / 2];
	}
}
