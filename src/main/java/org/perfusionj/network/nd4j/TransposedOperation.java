package org.perfusionj.network.nd4j;

import java.util.List;
import java.util.stream.IntStream;

import org.nd4j.linalg.api.ndarray.INDArray;
import org.perfusionj.network.graph.GraphShapes;

/** Axes in another order. */
final class TransposedOperation implements Nd4jOperation {

	private final int[] order;
	private final int[] back;
	private final ArrayPool pool;

	TransposedOperation(final int[] order, final ArrayPool pool) {
		this.pool = pool;
		this.order = IntStream.of(order).map(axis -> GraphShapes.axis(axis, order.length)).toArray();
		back = new int[order.length];
		for (int i = 0; i < order.length; i++)
			back[this.order[i]] = i;
	}

	@Override
	public void forward(final List<INDArray> arguments, final INDArray result) {
		result.assign(arguments.get(0).permute(order));
	}

	@Override
	public INDArray[] backward(final OperationRun run, final INDArray gradient) {
		final INDArray derivative = pool.copy(gradient.permute(back));
		pool.give(gradient);
		return new INDArray[] { derivative };
	}

	@Override
	public boolean needsArguments() {
		return false;
	}

	@Override
	public boolean needsResult() {
		return false;
	}
}
