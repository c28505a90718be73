package org.perfusionj.network.nd4j;

import java.util.List;

import org.nd4j.linalg.api.ndarray.INDArray;

/** Arrays one behind the other along an axis. */
final class ConcatenatedOperation implements Nd4jOperation {

	private final int axis;

	ConcatenatedOperation(final int axis) {
		this.axis = axis;
	}

	@Override
	public INDArray forward(final List<INDArray> arguments, final long[] shape) {
		final INDArray result = Transfer.empty(shape);
		long from = 0;
		for (final INDArray argument : arguments) {
			final long to = from + argument.size(axis);
			new AxisRange(axis, from, to).of(result).assign(argument);
			from = to;
		}
		return result;
	}

	@Override
	public INDArray[] backward(final Step step, final INDArray gradient) {
		final INDArray[] derivatives = new INDArray[step.arguments().size()];
		try (gradient) {
			long from = 0;
			for (int i = 0; i < derivatives.length; i++) {
				final long to = from + step.arguments().get(i).size(axis);
				if (step.wanted()[i]) derivatives[i] = new AxisRange(axis, from, to).of(gradient).dup('c');
				from = to;
			}
		}
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
