package org.perfusionj.network.nd4j;

import java.util.List;

import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.impl.transforms.floating.Sqrt;
import org.nd4j.linalg.factory.Nd4j;

/** (x - mean) / sqrt(variance + epsilon) along the last axis. */
final class NormalisedOperation implements Nd4jOperation {

	private final float epsilon;
	private final ArrayPool pool;
	private final LastAxis lastAxis;

	NormalisedOperation(final float epsilon, final ArrayPool pool) {
		this.epsilon = epsilon;
		this.pool = pool;
		lastAxis = new LastAxis(pool);
	}

	@Override
	public void forward(final List<INDArray> arguments, final INDArray result) {
		pool.give(deviation(arguments.get(0), result));
	}

	/** (g - mean g - y mean(g y)) / deviation. */
	@Override
	public INDArray[] backward(final OperationRun run, final INDArray gradient) {
		final INDArray y = pool.take(gradient.shape());
		final INDArray deviation = deviation(run.argument(), y);
		final INDArray means = lastAxis.mean(gradient);
		final INDArray productMeans = lastAxis.meanProduct(gradient, y);
		Broadcast.exec("subtract", gradient, means, gradient);
		Broadcast.exec("multiply", y, productMeans, y);
		gradient.subi(y);
		Broadcast.exec("divide", gradient, deviation, gradient);
		for (final INDArray done : new INDArray[] { y, deviation, means, productMeans })
			pool.give(done);
		return new INDArray[] { gradient };
	}

	/** @return standard deviation of each row, a new array; the normalised values are written to the result */
	private INDArray deviation(final INDArray x, final INDArray result) {
		final INDArray means = lastAxis.mean(x);
		Broadcast.exec("subtract", x, means, result);
		pool.give(means);
		final INDArray deviation = lastAxis.meanProduct(result, result).addi(epsilon);
		Nd4j.getExecutioner().exec(new Sqrt(deviation, deviation));
		Broadcast.exec("divide", result, deviation, result);
		return deviation;
	}

	@Override
	public boolean needsArguments() {
		return true;
	}

	@Override
	public boolean needsResult() {
		return false;
	}

	@Override
	public boolean overwrites() {
		return true;
	}
}
