package org.perfusionj.network.nd4j;

import java.util.List;

import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.DynamicCustomOp;
import org.nd4j.linalg.factory.Nd4j;
import org.perfusionj.network.graph.GraphShapes;

/** Arrays one behind the other along an axis. */
final class ConcatenatedOperation implements Nd4jOperation {

	private final int axis;

	ConcatenatedOperation(final int axis) {
		this.axis = axis;
	}

	@Override
	public void forward(final List<INDArray> arguments, final INDArray result) {
		Nd4j.exec(DynamicCustomOp.builder("concat").addInputs(arguments.toArray(INDArray[]::new)).addOutputs(result).addIntegerArguments(GraphShapes.axis(axis, result.rank())).build());
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
