package org.perfusionj.network.nd4j;

import java.util.List;

import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.DynamicCustomOp;
import org.nd4j.linalg.factory.Nd4j;

/** Softmax along the last axis. */
final class SoftmaxOperation implements Nd4jOperation {

	private final ArrayPool pool;
	private final LastAxis lastAxis;

	SoftmaxOperation(final ArrayPool pool) {
		this.pool = pool;
		lastAxis = new LastAxis(pool);
	}

	@Override
	public void forward(final List<INDArray> arguments, final INDArray result) {
		Nd4j.exec(DynamicCustomOp.builder("softmax").addInputs(matrices(arguments.get(0))).addOutputs(matrices(result)).addIntegerArguments(-1).build());
	}

	/** y (g - sum of g y along the axis). */
	@Override
	public INDArray[] backward(final OperationRun run, final INDArray gradient) {
		final INDArray y = run.result();
		final INDArray products = pool.take(y.shape());
		Broadcast.exec("multiply", gradient, y, products);
		final INDArray sums = lastAxis.sum(products);
		Broadcast.exec("subtract", gradient, sums, gradient);
		pool.give(products);
		pool.give(sums);
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
