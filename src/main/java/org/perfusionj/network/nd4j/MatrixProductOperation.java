package org.perfusionj.network.nd4j;

import java.util.Arrays;
import java.util.List;

import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.DynamicCustomOp;
import org.nd4j.linalg.factory.Nd4j;

/** Products of matrices. A second argument that is one matrix makes it one product of all rows; else it is a batch of products. */
final class MatrixProductOperation implements Nd4jOperation {

	private final ArrayPool pool;
	private final Broadcast broadcast;

	MatrixProductOperation(final ArrayPool pool) {
		this.pool = pool;
		broadcast = new Broadcast(pool);
	}

	@Override
	public void forward(final List<INDArray> arguments, final INDArray result) {
		final INDArray a = arguments.get(0);
		final INDArray b = arguments.get(1);
		if (b.rank() == 2) multiply(rows(a), false, b, false, rows(result));
		else try (Batch ofA = new Batch(a, result.shape()); Batch ofB = new Batch(b, result.shape())) {
			multiply(ofA.matrices, false, ofB.matrices, false, matrices(result));
		}
	}

	@Override
	public INDArray[] backward(final OperationRun run, final INDArray gradient) {
		final INDArray a = run.arguments().get(0);
		final INDArray b = run.arguments().get(1);
		final INDArray[] derivatives = new INDArray[2];
		if (b.rank() == 2) {
			if (run.wanted()[0]) multiply(rows(gradient), false, b, true, rows(derivatives[0] = pool.take(a.shape())));
			if (run.wanted()[1]) multiply(rows(a), true, rows(gradient), false, derivatives[1] = pool.take(b.shape()));
		}
		else {
			if (run.wanted()[0]) derivatives[0] = byArgument(gradient, false, b, true, a);
			if (run.wanted()[1]) derivatives[1] = byArgument(a, true, gradient, false, b);
		}
		pool.give(gradient);
		return derivatives;
	}

	@Override
	public boolean needsArguments() {
		return true;
	}

	@Override
	public boolean needsResult() {
		return false;
	}

	/** Products of all pairs, summed where the argument was repeated. */
	private INDArray byArgument(final INDArray a, final boolean transposeA, final INDArray b, final boolean transposeB, final INDArray argument) {
		final long[] shape = (transposeA ? b : a).shape().clone();
		shape[shape.length - 2] = argument.size(-2);
		shape[shape.length - 1] = argument.size(-1);
		final INDArray all = pool.take(shape);
		try (Batch ofA = new Batch(a, shape); Batch ofB = new Batch(b, shape)) {
			multiply(ofA.matrices, transposeA, ofB.matrices, transposeB, matrices(all));
		}
		if (Arrays.equals(shape, argument.shape())) return all;
		final INDArray sums = broadcast.back(all, argument.shape());
		pool.give(all);
		return sums;
	}

	/** The operation, not mmuli: oneDNN's products are twice as fast as those of OpenBLAS. */
	static void multiply(final INDArray a, final boolean transposeA, final INDArray b, final boolean transposeB, final INDArray result) {
		Nd4j.exec(DynamicCustomOp.builder("matmul").addInputs(a, b).addOutputs(result).addIntegerArguments(transposeA ? 1 : 0, transposeB ? 1 : 0, 0).build());
	}

	static INDArray rows(final INDArray array) {
		return Transfer.shaped(array, array.length() / array.size(-1), array.size(-1));
	}

	private static INDArray matrices(final INDArray array) {
		return Transfer.shaped(array, array.length() / array.size(-2) / array.size(-1), array.size(-2), array.size(-1));
	}

	/** Matrices one behind the other, as many as a result has: repeated if an argument has fewer. */
	private final class Batch implements AutoCloseable {

		private final INDArray matrices;
		private final boolean repeated;

		Batch(final INDArray argument, final long[] result) {
			final long[] shape = result.clone();
			shape[shape.length - 2] = argument.size(-2);
			shape[shape.length - 1] = argument.size(-1);
			repeated = !Arrays.equals(shape, argument.shape());
			matrices = matrices(repeated ? broadcast.repeated(argument, shape) : argument);
		}

		@Override
		public void close() {
			if (repeated) pool.give(matrices);
		}
	}
}
