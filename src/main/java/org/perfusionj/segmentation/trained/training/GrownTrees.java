package org.perfusionj.segmentation.trained.training;

import org.perfusionj.segmentation.trained.BoostedTrees;

/**
 * What a training grew.
 *
 * @param trees as many as had the smallest loss on the validation examples
 * @param firstLoss mean logarithmic loss on the validation examples before any tree
 * @param losses the same after each tree that was grown, in order; more than there are trees if the last ones did not help
 */
public record GrownTrees(BoostedTrees trees, double firstLoss, double[] losses) {

	/** @return loss with the trees that were kept */
	public double loss() {
		return trees.trees().isEmpty() ? firstLoss : losses[trees.trees().size() - 1];
	}
}
