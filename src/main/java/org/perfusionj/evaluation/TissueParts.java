package org.perfusionj.evaluation;

import java.util.Optional;

import org.perfusionj.preprocessing.ConcentrationSeries;
import org.perfusionj.preprocessing.TissueMasks;
import org.perfusionj.series.Mask;
import org.perfusionj.work.Parallel;
import org.perfusionj.work.PerfusionException;
import org.perfusionj.work.WorkMonitor;

/**
 * The voxels of a scan that are compared.
 *
 * @param normal normally perfused tissue, at least a voxel
 * @param ischaemic ischaemic tissue, at least a voxel
 * @param outside voxels of the lesion in which nothing is measured: outside the brain, in vessels, fluid, or without a number in a frame
 */
record TissueParts(Mask normal, Mask ischaemic, int outside) {

	/**
	 * @param scan what is known
	 * @param input the scan, preprocessed
	 * @throws PerfusionException if there is no lesion, or no tissue in it or around it
	 */
	static TissueParts of(final TissueScan scan, final ConcentrationSeries input, final Parallel parallel, final WorkMonitor monitor) {
		final int lesion = scan.lesion().count();
		if (lesion == 0) throw new PerfusionException("The lesion mask is empty. Outline the ischaemic tissue, or leave the case out.");
		final Optional<TissueMasks> found = scan.vessels().isPresent() && scan.csf().isPresent() ? Optional.empty() : Optional.of(TissueMasks.find(input, parallel, monitor));
		final Mask vessels = scan.vessels().orElseGet(() -> found.orElseThrow().vessels());
		final Mask csf = scan.csf().orElseGet(() -> found.orElseThrow().csf());
		final Mask brain = scan.brain().map(input.mask()::and).orElse(input.mask());
		final Mask tissue = brain.minus(vessels).minus(csf);
		final Mask ischaemic = tissue.and(scan.lesion());
		if (ischaemic.count() == 0) throw new PerfusionException("None of the " + lesion + " voxels of the lesion mask is brain tissue without large vessels and fluid. Check that the mask belongs to the series and lies as it does.");
		final Mask normal = tissue.minus(scan.lesion());
		final Mask chosen = scan.normal().map(normal::and).orElse(normal);
		if (chosen.count() == 0) throw new PerfusionException("There is no normal tissue: " + (scan.normal().isPresent() ? "no voxel of the mask of normal tissue is brain tissue outside the lesion." : "the lesion mask covers all brain tissue.")
			+ " Check the masks.");
		return new TissueParts(chosen, ischaemic, lesion - ischaemic.count());
	}

	Mask of(final TissueRegion region) {
		return region == TissueRegion.NORMAL ? normal : ischaemic;
	}

	/** @return both */
	Mask all() {
		return normal.or(ischaemic);
	}
}
