package org.perfusionj.network.nd4j;

import java.util.Arrays;
import java.util.List;

import org.nd4j.linalg.api.ndarray.INDArray;
import org.perfusionj.network.graph.Operation.Arithmetic;

/** Arithmetic of two arrays, value by value. */
final class CombinedOperation implements Nd4jOperation {

	private final Arithmetic arithmetic;
	private final ArrayPool pool;
	private final Broadcast broadcast;

	CombinedOperation(final Arithmetic arithmetic, final ArrayPool pool) {
		this.arithmetic = arithmetic;
		this.pool = pool;
		broadcast = new Broadcast(pool);
	}

	@Override
	public void forward(final List<INDArray> arguments, final INDArray result) {
		Broadcast.exec(switch (arithmetic) {
			case SUM -> "add";
			case DIFFERENCE -> "subtract";
			case PRODUCT -> "multiply";
			case QUOTIENT -> "divide";
		}, arguments.get(0), arguments.get(1), result);
	}

	@Override
	public INDArray[] backward(final OperationRun run, final INDArray gradient) {
		final INDArray[] derivatives = new INDArray[2];
		if (run.wanted()[1]) derivatives[1] = bySecond(run, gradient);
		if (run.wanted()[0]) derivatives[0] = byFirst(run, gradient);
		else pool.give(gradient);
		return derivatives;
	}

	/** Takes the gradient over. */
	private INDArray byFirst(final OperationRun run, final INDArray gradient) {
		final INDArray b = run.arguments().get(1);
		if (arithmetic == Arithmetic.PRODUCT) Broadcast.exec("multiply", gradient, b, gradient);
		if (arithmetic == Arithmetic.QUOTIENT) Broadcast.exec("divide", gradient, b, gradient);
		return summed(gradient, run.argument());
	}

	/** Leaves the gradient as it is. */
	private INDArray bySecond(final OperationRun run, final INDArray gradient) {
		final INDArray a = run.argument();
		final INDArray b = run.arguments().get(1);
		if (arithmetic == Arithmetic.SUM) return broadcast.back(gradient, b.shape());
		if (arithmetic == Arithmetic.DIFFERENCE) return broadcast.back(gradient, b.shape()).negi();
		final INDArray all = pool.take(gradient.shape());
		if (arithmetic == Arithmetic.PRODUCT) Broadcast.exec("multiply", gradient, a, all);
		else {
			Broadcast.exec("multiply", gradient, run.result(), all);
			Broadcast.exec("divide", all.negi(), b, all);
		}
		return summed(all, b);
	}

	/** Takes the gradient over. */
	private INDArray summed(final INDArray gradient, final INDArray argument) {
		if (Arrays.equals(gradient.shape(), argument.shape())) return gradient;
		final INDArray sums = broadcast.back(gradient, argument.shape());
		pool.give(gradient);
		return sums;
	}

	@Override
	public boolean needsArguments() {
		return arithmetic == Arithmetic.PRODUCT || arithmetic == Arithmetic.QUOTIENT;
	}

	@Override
	public boolean needsResult() {
		return arithmetic == Arithmetic.QUOTIENT;
	}

	@Override
	public boolean overwrites() {
		return true;
	}
}
