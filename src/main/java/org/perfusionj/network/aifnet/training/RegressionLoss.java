package org.perfusionj.network.aifnet.training;

/** Loss of the regression network: 1 - r between the target and the output, which is the curve itself (paper, 3.2.3). */
final class RegressionLoss implements CurveLoss {

	@Override
	public double of(final float[] output, final TrainingSample sample, final float[] gradient) {
		final Pearson pearson = Pearson.of(curve(output, sample), sample.target());
		for (int t = 0; t < gradient.length; t++)
			gradient[t] = (float) -pearson.derivative()[t];
		return 1 - pearson.r();
	}

	@Override
	public double[] curve(final float[] output, final TrainingSample sample) {
		final double[] curve = new double[output.length];
		for (int t = 0; t < curve.length; t++)
			curve[t] = output[t];
		return curve;
	}
}
