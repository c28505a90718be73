package org.perfusionj.network.nd4j;

import java.util.List;

import org.nd4j.linalg.api.ndarray.INDArray;

/** A function of each value. */
final class MappedOperation implements Nd4jOperation {

	private final MappedFunction function;
	private final ArrayPool pool;

	MappedOperation(final MappedFunction function, final ArrayPool pool) {
		this.function = function;
		this.pool = pool;
	}

	@Override
	public void forward(final List<INDArray> arguments, final INDArray result) {
		function.forward().apply(arguments.get(0), result, pool);
	}

	@Override
	public INDArray[] backward(final OperationRun run, final INDArray gradient) {
		function.back().apply(function.ofArgument() ? run.argument() : run.result(), gradient, pool);
		return new INDArray[] { gradient };
	}

	@Override
	public boolean needsArguments() {
		return function.ofArgument();
	}

	@Override
	public boolean needsResult() {
		return !function.ofArgument();
	}

	@Override
	public boolean overwrites() {
		return !function.ofArgument();
	}
}
