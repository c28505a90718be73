package org.perfusionj.evaluation;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import org.apache.commons.math3.stat.StatUtils;

import org.perfusionj.series.Mask;
import org.perfusionj.series.Volume;
import org.perfusionj.series.Voxel;

/**
 * Places a square of 5 x 5 voxels in one kind of tissue, as a reader would: where the most of its voxels are of that tissue, and among such places where an image of the scan is
 * most even in it and around it, so that there is no other tissue or fluid in it. The image does not depend on any method.
 */
final class RoiPlacement {

	/** Voxels around the square that should look like it, too. */
	private static final int MARGIN = 2;

	private final Volume image;

	/** @param image of the scan in which tissues differ */
	RoiPlacement(final Volume image) {
		this.image = image;
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
		Voxel best = corners.get(0);
		double least = Double.POSITIVE_INFINITY;
		for (final Voxel corner : corners) {
			final double uneven = variance(corner);
			if (uneven < least) {
				least = uneven;
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

	/** Of all voxels of the square and around it, whatever they are. */
	private double variance(final Voxel corner) {
		final int size = TissueRoi.SIDE + 2 * MARGIN;
		final double[] values = new double[size * size];
		int n = 0;
		for (int y = Math.max(0, corner.y() - MARGIN); y < Math.min(image.grid().height(), corner.y() + TissueRoi.SIDE + MARGIN); y++)
			for (int x = Math.max(0, corner.x() - MARGIN); x < Math.min(image.grid().width(), corner.x() + TissueRoi.SIDE + MARGIN); x++)
				values[n++] = image.get(x, y, corner.z());
		return StatUtils.variance(values, 0, n);
	}
}
