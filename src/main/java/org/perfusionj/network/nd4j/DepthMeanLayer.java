package org.perfusionj.network.nd4j;

import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.indexing.INDArrayIndex;
import org.nd4j.linalg.indexing.NDArrayIndex;

/** Mean over z. */
final class DepthMeanLayer extends WeightlessLayer {

	@Override
	public INDArray forward(final INDArray input) {
		return input.mean(true, 1);
	}

	@Override
	public INDArray backward(final INDArray input, final INDArray output, final INDArray outputGradient, final float[] gradient, final int at) {
		final INDArray inputGradient = Nd4jLayer.empty(input.shape());
		outputGradient.divi(input.size(1));
		for (int z = 0; z < input.size(1); z++)
			inputGradient.put(new INDArrayIndex[] { NDArrayIndex.all(), NDArrayIndex.interval(z, z + 1), NDArrayIndex.all(), NDArrayIndex.all(), NDArrayIndex.all() }, outputGradient);
		return inputGradient;
	}
}
