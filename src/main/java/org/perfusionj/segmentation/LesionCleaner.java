package org.perfusionj.segmentation;

import java.util.Optional;

import org.perfusionj.preprocessing.VoxelSets;
import org.perfusionj.preprocessing.VoxelSets.Neighbours;
import org.perfusionj.preprocessing.VoxelSets.Parts;
import org.perfusionj.segmentation.SegmentationSettings.Cleaning;
import org.perfusionj.series.Mask;
import org.perfusionj.series.SpatialGrid;

/**
 * Drops the small parts of a lesion and fills its holes, in this order, in three dimensions; then does the same with the core inside the lesion. Volumes in ml, so that
 * it does the same in thick and in thin slices.
 */
final class LesionCleaner {

	/** A part this many voxels short of a limit has its volume, but for rounding. */
	private static final double ROUNDING = 1e-6;

	private final Cleaning cleaning;

	LesionCleaner(final Cleaning cleaning) {
		this.cleaning = cleaning;
	}

	/**
	 * @param lesion core and penumbra
	 * @param tissue what may become lesion
	 */
	Mask lesion(final Mask lesion, final Mask tissue) {
		return filled(largeParts(lesion.and(tissue), cleaning.smallestMl()), tissue);
	}

	/**
	 * @param core as the rule found it; what lies outside the lesion is no core
	 * @param lesion after cleaning
	 */
	Optional<Mask> core(final Optional<Mask> core, final Mask lesion) {
		return core.map(mask -> filled(largeParts(mask.and(lesion), cleaning.smallestCoreMl()), lesion));
	}

	private static Mask largeParts(final Mask mask, final double smallestMl) {
		final double limit = smallestMl / mask.grid().voxelVolumeMl() - ROUNDING;
		final Parts parts = new VoxelSets(mask.grid()).parts(mask, Neighbours.FACES);
		return new Mask(mask.grid(), parts.keep(part -> parts.size(part) >= limit));
	}

	/**
	 * A hole is a connected part of what is outside the mask that does not reach the edge of a slice; voxels outside that touch at a corner belong together, since those of the mask do not.
	 * First and last slice do not open a hole: a slab ends where the scan ends, not where the lesion does.
	 */
	private Mask filled(final Mask mask, final Mask allowed) {
		final SpatialGrid grid = mask.grid();
		final double limit = cleaning.holesMl() / grid.voxelVolumeMl() + ROUNDING;
		if (limit < 1) return mask;
		final Parts parts = new VoxelSets(grid).parts(Mask.all(grid).minus(mask), Neighbours.CORNERS);
		final boolean[] open = new boolean[parts.count() + 1];
		for (int z = 0; z < grid.slices(); z++) {
			for (int x = 0; x < grid.width(); x++)
				open[parts.at(z, x)] = open[parts.at(z, grid.planeSize() - 1 - x)] = true;
			for (int y = 0; y < grid.height(); y++)
				open[parts.at(z, y * grid.width())] = open[parts.at(z, (y + 1) * grid.width() - 1)] = true;
		}
		return mask.or(new Mask(grid, parts.keep(part -> !open[part] && parts.size(part) <= limit)).and(allowed));
	}
}
