package org.perfusionj.network.nd4j;

import java.util.List;

import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.impl.reduce.same.Max;
import org.nd4j.linalg.factory.Nd4j;
import org.perfusionj.network.graph.Operation.Reduction;

/** Sum, mean or largest along an axis. */
final class ReducedOperation implements Nd4jOperation {

	private final Reduction reduction;
	private final int axis;

	ReducedOperation(final Reduction reduction, final int axis) {
		this.reduction = reduction;
		this.axis = axis;
	}

	@Override
	public void forward(final List<INDArray> arguments, final INDArray result) {
		final INDArray argument = arguments.get(0);
		switch (reduction) {
			case SUM -> argument.sum(result, true, axis);
			case MEAN -> argument.mean(result, true, axis);
			case LARGEST -> Nd4j.getExecutioner().exec(new Max(argument, result, true, axis));
		}
	}

	@Override
	public INDArray[] backward(final Step step, final INDArray gradient) {
		final INDArray argument = step.argument();
		try (gradient) {
			if (reduction == Reduction.LARGEST) return new INDArray[] { byLargest(argument, step.result(), gradient) };
			if (reduction == Reduction.MEAN) gradient.divi(argument.size(axis));
			return new INDArray[] { Broadcast.repeated(gradient, argument.shape()) };
		}
	}

	/** Several that are equally large share it. */
	private INDArray byLargest(final INDArray argument, final INDArray largest, final INDArray gradient) {
		try (INDArray repeated = Broadcast.repeated(largest, argument.shape()); INDArray equal = argument.eq(repeated)) {
			final INDArray derivative = equal.castTo(DataType.FLOAT);
			try (INDArray count = derivative.sum(true, axis)) {
				Broadcast.exec("multiply", derivative, gradient.divi(count), derivative);
			}
			return derivative;
		}
	}

	@Override
	public boolean needsArguments() {
		return reduction == Reduction.LARGEST;
	}

	@Override
	public boolean needsResult() {
		return reduction == Reduction.LARGEST;
	}
}
