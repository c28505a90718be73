package org.perfusionj.segmentation.trained.training;

/**
 * What trees learn to answer: examples, what is true of each and how much it counts. Arrays are shared; do not change them.
 *
 * @param examples the voxels
 * @param answers what is true of each
 * @param weights how much each counts, at least 0
 */
public record Question(BinnedExamples examples, boolean[] answers, float[] weights) {

	/** @throws IllegalArgumentException if the numbers of voxels differ, or there is none */
	public Question {
		if (answers.length != examples.size() || weights.length != examples.size() || answers.length == 0) throw new IllegalArgumentException(examples.size() + " examples with " + answers.length + " answers and " + weights.length + " weights");
	}

	/**
	 * @param scores logarithms of the odds that trees give
	 * @return mean logarithmic loss by weight
	 */
	double loss(final float[] scores) {
		double sum = 0;
		double all = 0;
		for (int i = 0; i < scores.length; i++) {
			final double margin = answers[i] ? scores[i] : -scores[i];
			sum += weights[i] * (margin > 0 ? Math.log1p(Math.exp(-margin)) : Math.log1p(Math.exp(margin)) - margin);
			all += weights[i];
		}
		return sum / all;
	}
}
