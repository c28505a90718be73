package org.perfusionj.network.nd4j;

import java.util.List;

import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.impl.transforms.floating.Sqrt;
import org.nd4j.linalg.factory.Nd4j;

/** (x - mean) / sqrt(variance + epsilon) along the last axis. */
final class NormalisedOperation implements Nd4jOperation {

	private final float epsilon;

	NormalisedOperation(final float epsilon) {
		this.epsilon = epsilon;
	}

	@Override
	public void forward(final List<INDArray> arguments, final INDArray result) {
		deviation(arguments.get(0), result).close();
	}

	/** (g - mean g - y mean(g y)) / deviation. */
	@Override
	public INDArray[] backward(final Step step, final INDArray gradient) {
		final INDArray y = Transfer.empty(gradient.shape());
		try (y; INDArray deviation = deviation(step.argument(), y); INDArray mean = gradient.mean(true, -1); INDArray product = gradient.mul(y); INDArray productMean = product.mean(true, -1)) {
			Broadcast.exec("subtract", gradient, mean, gradient);
			Broadcast.exec("multiply", y, productMean, y);
			gradient.subi(y);
			Broadcast.exec("divide", gradient, deviation, gradient);
		}
		return new INDArray[] { gradient };
	}

	/** @return standard deviation of each row, a new array; the normalised values are written to the result */
	private INDArray deviation(final INDArray x, final INDArray result) {
		try (INDArray mean = x.mean(true, -1)) {
			Broadcast.exec("subtract", x, mean, result);
		}
		try (INDArray square = result.mul(result)) {
			final INDArray deviation = square.mean(true, -1).addi(epsilon);
			Nd4j.getExecutioner().exec(new Sqrt(deviation, deviation));
			Broadcast.exec("divide", result, deviation, result);
			return deviation;
		}
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
