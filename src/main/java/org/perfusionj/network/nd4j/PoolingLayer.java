package org.perfusionj.network.nd4j;

import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.DynamicCustomOp;
import org.nd4j.linalg.factory.Nd4j;

/** Mean over squares of a plane; the planes are a batch of images. */
final class PoolingLayer extends WeightlessLayer {

	private static final int NO_PADDING = 0;
	private static final int CHANNELS_LAST = 1;

	private final int size;

	PoolingLayer(final int size) {
		this.size = size;
	}

	@Override
	public INDArray forward(final INDArray input) {
		final INDArray output = Nd4jLayer.empty(1, input.size(1), input.size(2) / size, input.size(3) / size, input.size(4));
		Nd4j.exec(operation("avgpool2d").addInputs(planes(input)).addOutputs(planes(output)).build());
		return output;
	}

	@Override
	public INDArray backward(final INDArray input, final INDArray output, final INDArray outputGradient, final float[] gradient, final int at) {
		final INDArray inputGradient = Nd4j.zeros(input.shape());
		Nd4j.exec(operation("avgpool2d_bp").addInputs(planes(input), planes(outputGradient)).addOutputs(planes(inputGradient)).build());
		return inputGradient;
	}

	private static INDArray planes(final INDArray field) {
		return field.reshape(field.size(1), field.size(2), field.size(3), field.size(4));
	}

	/** Kernel, strides, paddings and dilations, then what to divide by at borders (which are never crossed) and the layout. */
	private DynamicCustomOp.DynamicCustomOpsBuilder operation(final String name) {
		return DynamicCustomOp.builder(name).addIntegerArguments(size, size, size, size, 0, 0, 1, 1, NO_PADDING, 0, CHANNELS_LAST);
	}
}
