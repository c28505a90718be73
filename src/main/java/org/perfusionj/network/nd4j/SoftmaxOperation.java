package org.perfusionj.network.nd4j;

import java.util.List;

import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.DynamicCustomOp;
import org.nd4j.linalg.factory.Nd4j;

/** Softmax along the last axis. */
final class SoftmaxOperation implements Nd4jOperation {

	@Override
	public INDArray forward(final List<INDArray> arguments, final long[] shape) {
		final INDArray result = Transfer.empty(shape);
		Nd4j.exec(DynamicCustomOp.builder("softmax").addInputs(arguments.get(0)).addOutputs(result).addIntegerArguments(-1).build());
		return result;
	}

	/** y (g - sum of g y along the axis). */
	@Override
	public INDArray[] backward(final Step step, final INDArray gradient) {
		final INDArray y = step.result();
		try (INDArray product = gradient.mul(y); INDArray sum = product.sum(true, -1)) {
			Broadcast.exec("subtract", gradient, sum, gradient);
		}
		return new INDArray[] { gradient.muli(y) };
	}

	@Override
	public boolean needsArguments() {
		return false;
	}

	@Override
	public boolean needsResult() {
		return true;
	}
}
