package org.perfusionj.network.aifnet.training;

import org.perfusionj.network.aifnet.ProbabilityField;

/** Loss of AIFNet: 1 - r between the target and the expectation of the cells' curves under the softmax of the output (paper, 2.1 and Fig. 2). */
final class ExpectationLoss implements CurveLoss {

	@Override
	public double of(final float[] output, final TrainingSample sample, final float[] gradient) {
		final float[] probability = ProbabilityField.softmax(output, sample.usable());
		final Pearson pearson = Pearson.of(expectation(probability, sample), sample.target());
		final int channels = sample.shape().channels();
		double mean = 0;
		for (int c = 0; c < output.length; c++) {
			gradient[c] = 0;
			if (probability[c] == 0) continue;
			double slope = 0;
			for (int t = 0; t < sample.frames(); t++)
				slope -= pearson.derivative()[t] * sample.input()[c * channels + t];
			gradient[c] = (float) slope;
			mean += probability[c] * slope;
		}
		for (int c = 0; c < output.length; c++)
			gradient[c] = (float) (probability[c] * (gradient[c] - mean));
		return 1 - pearson.r();
	}

	@Override
	public double[] curve(final float[] output, final TrainingSample sample) {
		return expectation(ProbabilityField.softmax(output, sample.usable()), sample);
	}

	private static double[] expectation(final float[] probability, final TrainingSample sample) {
		final int channels = sample.shape().channels();
		final double[] curve = new double[sample.frames()];
		for (int c = 0; c < probability.length; c++) {
			if (probability[c] == 0) continue;
			for (int t = 0; t < curve.length; t++)
				curve[t] += probability[c] * (double) sample.input()[c * channels + t];
		}
		return curve;
	}
}
