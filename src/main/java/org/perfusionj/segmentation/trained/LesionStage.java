package org.perfusionj.segmentation.trained;

import java.util.List;
import java.util.Optional;

import org.perfusionj.work.Parallel;
import org.perfusionj.work.WorkMonitor;

/**
 * Trees that say how likely a voxel is core and how likely it is core or penumbra, and the features that they know.
 *
 * @param features in the order in which the trees number them
 * @param core trees for core against all other tissue
 * @param lesion trees for core and penumbra against all other tissue
 */
public record LesionStage(List<VoxelFeature> features, BoostedTrees core, BoostedTrees lesion) {

	/** @throws IllegalArgumentException if the trees know another number of features */
	public LesionStage {
		features = List.copyOf(features);
		if (core.features() != features.size() || lesion.features() != features.size()) throw new IllegalArgumentException(features.size() + " features for trees that know " + core.features() + " and " + lesion.features());
	}

	/**
	 * @param example features of a case
	 * @param before what the stage before says, if there is one
	 * @param parallel threads to use
	 * @param monitor asked for cancellation
	 * @return what this stage says
	 * @throws java.util.concurrent.CancellationException if the monitor is cancelled
	 */
	public LesionChances judge(final CaseFeatures example, final Optional<LesionChances> before, final Parallel parallel, final WorkMonitor monitor) {
		final float[][] values = example.values(features, before, parallel, monitor);
		return new LesionChances(core.probabilities(values, parallel, monitor), lesion.probabilities(values, parallel, monitor));
	}
}
