package org.perfusionj.segmentation;

import java.util.Optional;

import org.perfusionj.preprocessing.PlaneSmoothing;
import org.perfusionj.preprocessing.VoxelSets;
import org.perfusionj.preprocessing.VoxelSets.Neighbours;
import org.perfusionj.preprocessing.VoxelSets.Parts;
import org.perfusionj.series.Mask;
import org.perfusionj.series.Sample;
import org.perfusionj.series.SpatialGrid;
import org.perfusionj.series.Volume;
import org.perfusionj.work.Parallel;
import org.perfusionj.work.WorkMonitor;

/**
 * Scars of earlier strokes in a CT image before contrast. They are nearly as dark as fluid (5 to 20 HU), while the core of an acute stroke is darker than normal tissue by less than 5 HU in the first hours (that of
 * phantoms; no source). A later one may be as dark as a scar. Density tells them apart where flow does not. A scar is a connected volume of dark voxels with little blood, and what lies around it and is still darker than tissue: its blurred edge. Density and blood volume are
 * smoothed first, since noise makes dark voxels everywhere. Widths and limits chosen on training phantoms.
 */
final class OldInfarctFinder {

	private static final double SMOOTHING_FWHM_MM = 4;
	private static final double SMALLEST_ML = 0.3;
	/** The edge of a scar is lighter than its inside by up to this, HU, and this wide, mm. */
	private static final double EDGE_HU = 6;
	private static final double EDGE_MM = 6;
	/** Blood volume of a scar over the median of the brain, at most. */
	private static final double MOST_BLOOD = 0.8;

	private final double highestHu;

	/** @param highestHu of the inside of a scar */
	OldInfarctFinder(final double highestHu) {
		this.highestHu = highestHu;
	}

	/**
	 * @param image HU before contrast
	 * @param bloodVolume CBV, if there is one; without it density alone decides
	 * @param brain in which density is smoothed
	 * @param tissue where scars may lie
	 * @param parallel threads to use
	 * @param monitor asked for cancellation
	 * @return scars, part of the tissue
	 */
	Mask find(final Volume image, final Optional<Volume> bloodVolume, final Mask brain, final Mask tissue, final Parallel parallel, final WorkMonitor monitor) {
		final SpatialGrid grid = brain.grid();
		final double mostBlood = bloodVolume.map(volume -> MOST_BLOOD * Sample.of(volume, brain).percentile(50)).orElse(Double.POSITIVE_INFINITY);
		final boolean[][] dark = new boolean[grid.slices()][grid.planeSize()];
		final boolean[][] edge = new boolean[grid.slices()][grid.planeSize()];
		parallel.forEach(grid.slices(), monitor, z -> {
			final float[] density = smoothed(image, brain, z);
			final Optional<float[]> blood = bloodVolume.map(volume -> smoothed(volume, brain, z));
			for (int i = 0; i < density.length; i++) {
				edge[z][i] = tissue.plane(z)[i] && density[i] < highestHu + EDGE_HU && (blood.isEmpty() || blood.get()[i] < mostBlood);
				dark[z][i] = edge[z][i] && density[i] < highestHu;
			}
		});
		final VoxelSets sets = new VoxelSets(grid);
		final Parts parts = sets.parts(dark, Neighbours.FACES);
		final boolean[][] scars = parts.keep(part -> parts.size(part) * grid.voxelVolumeMl() >= SMALLEST_ML);
		final int steps = (int) Math.round(EDGE_MM / Math.min(grid.spacingX(), grid.spacingY()));
		parallel.forEach(grid.slices(), monitor, z -> sets.grow(scars[z], edge[z], steps));
		return new Mask(grid, scars);
	}

	private static float[] smoothed(final Volume volume, final Mask brain, final int z) {
		final float[] plane = volume.plane(z).clone();
		final boolean[] valid = brain.plane(z).clone();
		for (int i = 0; i < plane.length; i++)
			valid[i] &= Float.isFinite(plane[i]);
		new PlaneSmoothing(volume.grid(), SMOOTHING_FWHM_MM).smooth(plane, valid);
		return plane;
	}
}
