package org.perfusionj.network.aifnet.training;

/**
 * Loss of the segmentation network: cross entropy of vessel and background, in which both weigh the same however few cells the
 * vessel has (paper, 3.2.3). Of the two values of a cell the first is for background.
 */
final class SegmentationLoss implements CurveLoss {

	/** Cells whose mean is the curve while the network is trained; how many are best is found out afterwards, see {@link ModelTest}. */
	static final int RANKED_IN_TRAINING = 10;

	private final int ranked;

	/** @param ranked number of cells, those surest to be vessel, whose mean is the curve */
	SegmentationLoss(final int ranked) {
		this.ranked = ranked;
	}

	@Override
	public double of(final float[] output, final TrainingSample sample, final float[] gradient) {
		final int vessel = sample.annotated().cardinality();
		final int background = sample.usable().cardinality() - vessel;
		double loss = 0;
		for (int c = 0; c < sample.shape().cells(); c++) {
			gradient[2 * c] = gradient[2 * c + 1] = 0;
			if (!sample.usable().get(c)) continue;
			final boolean in = sample.annotated().get(c);
			final double weight = 0.5 / (in ? vessel : background);
			final double odds = output[2 * c + 1] - (double) output[2 * c];
			loss += weight * softplus(in ? -odds : odds);
			final double slope = weight * (logistic(odds) - (in ? 1 : 0));
			gradient[2 * c + 1] = (float) slope;
			gradient[2 * c] = (float) -slope;
		}
		return loss;
	}

	private static double logistic(final double x) {
		return 1 / (1 + Math.exp(-x));
	}

	private static double softplus(final double x) {
		return Math.max(x, 0) + Math.log1p(Math.exp(-Math.abs(x)));
	}

	@Override
	public double[] curve(final float[] output, final TrainingSample sample) {
		final int channels = sample.shape().channels();
		final double[] curve = new double[sample.frames()];
		final int[] best = sample.usable().stream().boxed().sorted((a, b) -> Float.compare(output[2 * b + 1] - output[2 * b], output[2 * a + 1] - output[2 * a])).limit(ranked).mapToInt(Integer::intValue).toArray();
		for (final int c : best)
			for (int t = 0; t < curve.length; t++)
				curve[t] += sample.input()[c * channels + t] / (double) best.length;
		return curve;
	}
}
