package org.perfusionj.network.nd4j;

import java.util.List;

import org.nd4j.linalg.api.ndarray.INDArray;

/** A part of an axis. */
final class SliceOperation implements Nd4jOperation {

	private final AxisRange range;
	private final ArrayPool pool;

	SliceOperation(final int axis, final int from, final int to, final ArrayPool pool) {
		range = new AxisRange(axis, from, to);
		this.pool = pool;
	}

	@Override
	public void forward(final List<INDArray> arguments, final INDArray result) {
		result.assign(range.of(arguments.get(0)));
	}

	@Override
	public INDArray[] backward(final OperationRun run, final INDArray gradient) {
		final INDArray derivative = pool.zeros(run.argument().shape());
		range.of(derivative).assign(gradient);
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
