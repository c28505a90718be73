package org.perfusionj.network.nd4j;

import java.util.List;

import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.impl.reduce.same.Max;
import org.nd4j.linalg.api.ops.impl.transforms.same.Sign;
import org.nd4j.linalg.factory.Nd4j;
import org.perfusionj.network.graph.Operation.Reduction;

/** Sum, mean or largest along an axis. */
final class ReducedOperation implements Nd4jOperation {

	private final Reduction reduction;
	private final int axis;
	private final ArrayPool pool;
	private final Broadcast broadcast;

	ReducedOperation(final Reduction reduction, final int axis, final ArrayPool pool) {
		this.reduction = reduction;
		this.axis = axis;
		this.pool = pool;
		broadcast = new Broadcast(pool);
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
	public INDArray[] backward(final OperationRun run, final INDArray gradient) {
		final INDArray argument = run.argument();
		if (reduction == Reduction.MEAN) gradient.divi(argument.size(axis));
		final INDArray derivative = reduction == Reduction.LARGEST ? byLargest(argument, run.result(), gradient) : broadcast.repeated(gradient, argument.shape());
		pool.give(gradient);
		return new INDArray[] { derivative };
	}

	/** Several that are equally large share it. */
	private INDArray byLargest(final INDArray argument, final INDArray largest, final INDArray gradient) {
		final INDArray derivative = pool.take(argument.shape());
		// 0 where it is the largest, below elsewhere
		Broadcast.exec("subtract", argument, largest, derivative);
		Nd4j.getExecutioner().exec(new Sign(derivative, derivative));
		derivative.addi(1);
		final INDArray counts = pool.take(gradient.shape());
		derivative.sum(counts, true, axis);
		Broadcast.exec("multiply", derivative, gradient.divi(counts), derivative);
		pool.give(counts);
		return derivative;
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
