package org.perfusionj.network.graph;

import java.util.Map;

/** A graph whose weights can be trained. Not thread-safe. */
public interface TrainableGraphNetwork extends GraphNetwork {

	/** Like {@link #run}, and remembers what {@link #gradient} needs. */
	Map<String, Tensor> forward(Map<String, Tensor> inputs);

	/**
	 * Of the last {@link #forward}, once.
	 *
	 * @param outputGradients derivative of a loss by each output value; outputs that are missing count as 0
	 * @return derivative of the loss by each weight, in the order of the flat weights
	 */
	float[] gradient(Map<String, Tensor> outputGradients);

	/** @param weights flat, copied */
	void setWeights(float[] weights);
}
