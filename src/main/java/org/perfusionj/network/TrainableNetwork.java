package org.perfusionj.network;

/** A network whose weights can be changed, and that tells how. Training passes are not divided as {@link #run} is: a crop, not a scan. Not thread-safe. */
public interface TrainableNetwork extends Network {

	/**
	 * Like {@link #run(FieldShape, float[])}, and remembers what {@link #gradient} needs.
	 *
	 * @param shape size of the input
	 * @param input values, [z][y][x][channel]
	 * @return values of the last layer, [z][y][x][channel]
	 */
	float[] forward(FieldShape shape, float[] input);

	/**
	 * @param outputGradient derivative of a loss by each value that the last {@link #forward} returned
	 * @return derivative of the loss by each weight, in the order of the weights (see {@link Layer})
	 */
	float[] gradient(float[] outputGradient);

	/** @param weights new weights, copied */
	void setWeights(float[] weights);
}
