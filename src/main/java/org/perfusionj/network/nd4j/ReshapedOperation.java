package org.perfusionj.network.nd4j;

import java.util.List;

import org.nd4j.linalg.api.ndarray.INDArray;

/** The same memory in another shape. */
final class ReshapedOperation implements Nd4jOperation {

	@Override
	public void forward(final List<INDArray> arguments, final INDArray result) {
		// it lies there already
	}

	@Override
	public INDArray[] backward(final OperationRun run, final INDArray gradient) {
		return new INDArray[] { gradient.reshape('c', run.argument().shape()) };
	}

	@Override
	public boolean needsArguments() {
		return false;
	}

	@Override
	public boolean needsResult() {
		return false;
	}

	@Override
	public boolean sharesArgument() {
		return true;
	}
}
