package org.perfusionj.network.nd4j;

import java.util.List;

import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.DynamicCustomOp;
import org.nd4j.linalg.factory.Nd4j;

/** Softmax along the last axis. */
final class SoftmaxOperation implements Nd4jOperation {

	@Override
	public void forward(final List<INDArray> arguments, final INDArray result) {
		Nd4j.exec(DynamicCustomOp.builder("softmax").addInputs(matrices(arguments.get(0))).addOutputs(matrices(result)).addIntegerArguments(-1).build());
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

	/** ND4J takes ten times as long for matrices as for batches of them. */
	private static INDArray matrices(final INDArray array) {
		return array.rank() > 2 ? array : array.reshape('c', 1, array.length() / array.size(-1), array.size(-1));
	}

	@Override
	public boolean needsArguments() {
		return false;
	}

	@Override
	public boolean needsResult() {
		return true;
	}

	@Override
	public boolean overwrites() {
		return true;
	}
}
