package org.perfusionj.segmentation.trained.training;

/**
 * Sums of slope and curvature of the loss by feature and bin, of the examples of one leaf.
 *
 * @param sums of each feature that may be asked for: slope of bin 0, curvature of bin 0, slope of bin 1, ...
 */
record GradientHistograms(double[][] sums) {

	/** Takes the sums of one part of the leaf away, which leaves those of the other part. */
	void subtract(final GradientHistograms part) {
		for (int c = 0; c < sums.length; c++)
			for (int i = 0; i < sums[c].length; i++)
				sums[c][i] -= part.sums[c][i];
	}
}
