package org.perfusionj.network.nd4j;

import java.util.List;

import org.nd4j.linalg.api.ndarray.INDArray;

/** factor * value + offset. */
final class AffineOperation implements Nd4jOperation {

	private final float factor;
	private final float offset;

	AffineOperation(final float factor, final float offset) {
		this.factor = factor;
		this.offset = offset;
	}

	@Override
	public void forward(final List<INDArray> arguments, final INDArray result) {
		arguments.get(0).muli(factor, result);
		if (offset != 0) result.addi(offset);
	}

	@Override
	public INDArray[] backward(final OperationRun run, final INDArray gradient) {
		return new INDArray[] { gradient.muli(factor) };
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
	public boolean overwrites() {
		return true;
	}
}
