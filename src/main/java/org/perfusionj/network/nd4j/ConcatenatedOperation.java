package org.perfusionj.network.nd4j;

import java.util.List;

import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.DynamicCustomOp;
import org.nd4j.linalg.factory.Nd4j;
import org.perfusionj.network.graph.GraphShapes;

/** Arrays one behind the other along an axis. */
final class ConcatenatedOperation implements Nd4jOperation {

	private final int axis;
	private final ArrayPool pool;

	ConcatenatedOperation(final int axis, final ArrayPool pool) {
		this.axis = axis;
		this.pool = pool;
	}

	@Override
	public void forward(final List<INDArray> arguments, final INDArray result) {
		Nd4j.exec(DynamicCustomOp.builder("concat").addInputs(arguments.toArray(INDArray[]::new)).addOutputs(result).addIntegerArguments(GraphShapes.axis(axis, result.rank())).build());
	}

	@Override
	public INDArray[] backward(final OperationRun run, final INDArray gradient) {
		final INDArray[] derivatives = new INDArray[run.arguments().size()];
		long from = 0;
		for (int i = 0; i < derivatives.length; i++) {
			final long to = from + run.arguments().get(i).size(axis);
			if (run.wanted()[i]) derivatives[i] = pool.copy(new AxisRange(axis, from, to).of(gradient));
			from = to;
		}
		pool.give(gradient);
		return derivatives;
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
