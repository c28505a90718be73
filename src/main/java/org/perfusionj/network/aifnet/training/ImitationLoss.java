package org.perfusionj.network.aifnet.training;

import org.perfusionj.network.aifnet.ProbabilityField;

/**
 * Cross entropy between the probabilities and a distribution over the cells that look like the target: the square of their height times a high
 * power of their correlation with it. It leads a new network to vessels within a few scans; {@link ExpectationLoss} goes on from there.
 */
final class ImitationLoss implements CurveLoss {

	/** High enough that tissue, which correlates with an artery by 0.5 to 0.8, does not count. */
	private static final double POWER = 32;

	private final ExpectationLoss expectation = new ExpectationLoss();

	@Override
	public double of(final float[] output, final TrainingSample sample, final float[] gradient) {
		final double[] wanted = likeness(sample);
		final float[] probability = ProbabilityField.softmax(output, sample.usable());
		double loss = 0;
		for (int c = 0; c < output.length; c++) {
			gradient[c] = (float) (probability[c] - wanted[c]);
			if (wanted[c] > 0) loss -= wanted[c] * Math.log(Math.max(1e-30, probability[c]));
		}
		return loss;
	}

	private static double[] likeness(final TrainingSample sample) {
		final double[] likeness = new double[sample.shape().cells()];
		final double[] curve = new double[sample.frames()];
		double sum = 0;
		for (int c = sample.usable().nextSetBit(0); c >= 0; c = sample.usable().nextSetBit(c + 1)) {
			double mean = 0;
			for (int t = 0; t < curve.length; t++) {
				curve[t] = sample.input()[c * sample.shape().channels() + t];
				mean += curve[t] / curve.length;
			}
			double variance = 0;
			for (final double value : curve)
				variance += (value - mean) * (value - mean) / curve.length;
			likeness[c] = variance * Math.pow(Math.max(0, Pearson.of(curve, sample.target()).r()), POWER);
			sum += likeness[c];
		}
		for (int c = 0; c < likeness.length; c++)
			likeness[c] = sum > 0 ? likeness[c] / sum : 0;
		return likeness;
	}

	@Override
	public double[] curve(final float[] output, final TrainingSample sample) {
		return expectation.curve(output, sample);
	}
}
