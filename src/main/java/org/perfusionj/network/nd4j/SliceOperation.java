package org.perfusionj.network.nd4j;

import java.util.List;

import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** A part of an axis. */
final class SliceOperation implements Nd4jOperation {

	private final AxisRange range;

	SliceOperation(final int axis, final int from, final int to) {
		range = new AxisRange(axis, from, to);
	}

	@Override
	public void forward(final List<INDArray> arguments, final INDArray result) {
		result.assign(range.of(arguments.get(0)));
	}

	@Override
	public INDArray[] backward(final Step step, final INDArray gradient) {
		final INDArray derivative = Nd4j.zeros(DataType.FLOAT, step.argument().shape());
		try (gradient) {
			range.of(derivative).assign(gradient);
		}
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
