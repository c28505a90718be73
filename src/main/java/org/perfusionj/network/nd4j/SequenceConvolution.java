package org.perfusionj.network.nd4j;

import java.util.List;

import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.indexing.NDArrayIndex;

/** Cross-correlation along the middle axis: the neighbours of each place side by side, and one product of matrices. */
final class SequenceConvolution implements Nd4jOperation {

	private final int stride;
	private final ArrayPool pool;

	SequenceConvolution(final int stride, final ArrayPool pool) {
		this.stride = stride;
		this.pool = pool;
	}

	@Override
	public void forward(final List<INDArray> arguments, final INDArray result) {
		final INDArray weight = arguments.get(1);
		final INDArray neighbours = neighbours(arguments.get(0), weight.size(0));
		MatrixProductOperation.multiply(MatrixProductOperation.rows(neighbours), false, matrix(weight), false, MatrixProductOperation.rows(result));
		pool.give(neighbours);
	}

	@Override
	public INDArray[] backward(final OperationRun run, final INDArray gradient) {
		final INDArray input = run.argument();
		final INDArray weight = run.arguments().get(1);
		final INDArray[] derivatives = { run.wanted()[0] ? byInput(input, weight, gradient) : null, run.wanted()[1] ? byWeight(input, weight, gradient) : null };
		pool.give(gradient);
		return derivatives;
	}

	private INDArray byInput(final INDArray input, final INDArray weight, final INDArray gradient) {
		final INDArray byNeighbours = pool.take(gradient.size(0), gradient.size(1), weight.size(0) * weight.size(1));
		MatrixProductOperation.multiply(MatrixProductOperation.rows(gradient), false, matrix(weight), true, MatrixProductOperation.rows(byNeighbours));
		final INDArray derivative = pool.zeros(input.shape());
		for (int k = 0; k < weight.size(0); k++) {
			final Tap tap = new Tap(k, weight.size(0), input);
			if (tap.count() > 0) tap.input(derivative).addi(tap.neighbours(byNeighbours));
		}
		pool.give(byNeighbours);
		return derivative;
	}

	private INDArray byWeight(final INDArray input, final INDArray weight, final INDArray gradient) {
		final INDArray neighbours = neighbours(input, weight.size(0));
		final INDArray derivative = pool.take(weight.shape());
		MatrixProductOperation.multiply(MatrixProductOperation.rows(neighbours), true, MatrixProductOperation.rows(gradient), false, matrix(derivative));
		pool.give(neighbours);
		return derivative;
	}

	/** @return for each result, what the whole width of the weight is multiplied with */
	private INDArray neighbours(final INDArray input, final long width) {
		final INDArray neighbours = pool.zeros(input.size(0), (input.size(1) + stride - 1) / stride, width * input.size(2));
		for (int k = 0; k < width; k++) {
			final Tap tap = new Tap(k, width, input);
			if (tap.count() > 0) tap.neighbours(neighbours).assign(tap.input(input));
		}
		return neighbours;
	}

	private static INDArray matrix(final INDArray weight) {
		return weight.reshape('c', weight.size(0) * weight.size(1), weight.size(2));
	}

	@Override
	public boolean needsArguments() {
		return true;
	}

	@Override
	public boolean needsResult() {
		return false;
	}

	/** One place of the weight's width: which results reach a sample of the input with it. */
	private final class Tap {

		private final int k;
		private final long channels;
		private final long shift;
		private final long first;
		private final long end;

		Tap(final int k, final long width, final INDArray input) {
			this.k = k;
			channels = input.size(2);
			shift = k - width / 2;
			first = shift < 0 ? (-shift + stride - 1) / stride : 0;
			// result m reaches sample m * stride + shift
			final long last = input.size(1) - 1 - shift;
			end = last < 0 ? 0 : Math.min((input.size(1) + stride - 1) / stride, last / stride + 1);
		}

		long count() {
			return Math.max(0, end - first);
		}

		INDArray neighbours(final INDArray all) {
			return all.get(NDArrayIndex.all(), NDArrayIndex.interval(first, end), NDArrayIndex.interval(k * channels, (k + 1) * channels));
		}

		INDArray input(final INDArray all) {
			final long from = first * stride + shift;
			// ND4J refuses a stride that is longer than the array, even if there is only one run
			return all.get(NDArrayIndex.all(), count() == 1 ? NDArrayIndex.interval(from, from + 1) : NDArrayIndex.interval(from, stride, from + (count() - 1) * stride + 1), NDArrayIndex.all());
		}
	}
}
