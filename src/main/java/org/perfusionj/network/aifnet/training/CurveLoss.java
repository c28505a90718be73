package org.perfusionj.network.aifnet.training;

/** What training makes small. */
interface CurveLoss {

	/**
	 * @param output of the network for the sample
	 * @param sample input and target
	 * @param gradient filled with the derivative of the loss by each value of the output
	 * @return the loss
	 */
	double of(float[] output, TrainingSample sample, float[] gradient);

	/**
	 * @param output of the network for the sample
	 * @param sample input
	 * @return the curve that the network finds, one value a frame, in any scale
	 */
	double[] curve(float[] output, TrainingSample sample);
}
