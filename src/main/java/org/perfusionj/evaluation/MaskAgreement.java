package org.perfusionj.evaluation;

import org.perfusionj.series.Mask;
import org.perfusionj.series.SpatialGrid;
import org.perfusionj.work.PerfusionException;

/**
 * How a mask that was found agrees with a reference. If both are empty, overlap, distances and sensitivity are NaN: there is nothing to find and nothing was found. If one is empty,
 * Dice is 0 and the distances are NaN.
 *
 * @param referenceMl volume of the reference, ml
 * @param foundMl volume that was found, ml
 * @param dice twice the common volume over the sum of both, 0 to 1; NaN if both are empty
 * @param hausdorff95Mm 95 % Hausdorff distance of the surfaces, mm: the larger one of the two directed 95th percentiles, see {@link SurfaceDistance}; NaN if either is empty
 * @param surfaceDistanceMm average symmetric surface distance, mm, see {@link SurfaceDistance}; NaN if either is empty
 * @param sensitivity part of the reference that was found, 0 to 1; NaN if the reference is empty
 * @param specificity part of the brain outside the reference that was not called lesion, 0 to 1; NaN if the reference is the whole brain
 */
public record MaskAgreement(double referenceMl, double foundMl, double dice, double hausdorff95Mm, double surfaceDistanceMm, double sensitivity, double specificity) {

	/**
	 * @param reference what is true
	 * @param found what is compared with it
	 * @param brain where something could be found: what lies outside counts for the specificity only if it is in neither mask
	 * @return their agreement; volumes by the voxels of the reference
	 * @throws PerfusionException if the sizes differ
	 */
	public static MaskAgreement of(final Mask reference, final Mask found, final Mask brain) {
		final SpatialGrid grid = reference.grid();
		if (!grid.sameSize(found.grid()) || !grid.sameSize(brain.grid())) throw new PerfusionException("Masks of " + grid.sizeText() + ", " + found.grid().sizeText() + " and " + brain.grid().sizeText()
			+ " voxels (reference, found, brain) cannot be compared. Use masks of one grid.");
		long both = 0;
		long references = 0;
		long founds = 0;
		long negatives = 0;
		long rejected = 0;
		for (int z = 0; z < grid.slices(); z++)
			for (int i = 0; i < grid.planeSize(); i++) {
				final boolean isReference = reference.plane(z)[i];
				final boolean isFound = found.plane(z)[i];
				if (isReference) references++;
				if (isFound) founds++;
				if (isReference && isFound) both++;
				if (isReference || !brain.plane(z)[i]) continue;
				negatives++;
				if (!isFound) rejected++;
			}
		final SurfaceDistance distance = SurfaceDistance.of(reference, found);
		return new MaskAgreement(references * grid.voxelVolumeMl(), founds * grid.voxelVolumeMl(), ratio(2 * both, references + founds), distance.hausdorff95Mm(), distance.averageMm(), ratio(both, references), ratio(rejected, negatives));
	}

	/** @return nothing but the volume of the reference is known: where no mask could be found */
	public static MaskAgreement missing(final Mask reference) {
		return new MaskAgreement(reference.count() * reference.grid().voxelVolumeMl(), Double.NaN, Double.NaN, Double.NaN, Double.NaN, Double.NaN, Double.NaN);
	}

	private static double ratio(final long part, final long whole) {
		return whole == 0 ? Double.NaN : (double) part / whole;
	}

	/** @return false if no mask could be found */
	public boolean isFound() {
		return Double.isFinite(foundMl);
	}

	/** @return found minus reference, ml */
	public double volumeErrorMl() {
		return foundMl - referenceMl;
	}

	/** @return absolute difference of the volumes, ml */
	public double absoluteVolumeErrorMl() {
		return Math.abs(volumeErrorMl());
	}
}
