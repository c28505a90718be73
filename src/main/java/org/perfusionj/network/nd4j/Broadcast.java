package org.perfusionj.network.nd4j;

import java.util.Arrays;
import java.util.stream.IntStream;

import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.DynamicCustomOp;
import org.nd4j.linalg.factory.Nd4j;

/** Arrays whose axes of extent 1, and missing axes in front, are repeated. */
final class Broadcast {

	private final ArrayPool pool;

	Broadcast(final ArrayPool pool) {
		this.pool = pool;
	}

	/** Computes an operation on two arrays of shapes that match. */
	static void exec(final String operation, final INDArray a, final INDArray b, final INDArray result) {
		Nd4j.exec(DynamicCustomOp.builder(operation).addInputs(a, b).addOutputs(result).build());
	}

	/** @return a new array of this shape with the values repeated */
	INDArray repeated(final INDArray array, final long... shape) {
		final INDArray result = pool.zeros(shape);
		exec("add", result, array, result);
		return result;
	}

	/**
	 * @param gradient derivative by an array that was repeated
	 * @param shape of the array before
	 * @return derivative by it, a new array: sums over what was repeated
	 */
	INDArray back(final INDArray gradient, final long[] shape) {
		final long[] from = gradient.shape();
		if (Arrays.equals(from, shape)) return pool.copy(gradient);
		final int missing = from.length - shape.length;
		final int[] axes = IntStream.range(0, from.length).filter(i -> i < missing || shape[i - missing] == 1 && from[i] > 1).toArray();
		// missing axes may all be of extent 1
		if (gradient.length() == Transfer.count(shape)) return pool.copy(gradient).reshape('c', shape);
		if (inFront(axes, from)) return rowSum(gradient, Transfer.count(shape)).reshape('c', shape);
		final INDArray sums = pool.take(kept(from, axes));
		gradient.sum(sums, true, axes);
		return sums.reshape('c', shape);
	}

	private static long[] kept(final long[] from, final int[] axes) {
		final long[] shape = from.clone();
		for (final int axis : axes)
			shape[axis] = 1;
		return shape;
	}

	private static boolean inFront(final int[] axes, final long[] from) {
		final int last = axes[axes.length - 1];
		for (int i = 0; i <= last; i++) {
			final int axis = i;
			if (from[i] > 1 && Arrays.stream(axes).noneMatch(one -> one == axis)) return false;
		}
		return true;
	}

	/** A product with ones, by BLAS: several times faster than a sum over the slow axis. */
	private INDArray rowSum(final INDArray gradient, final long columns) {
		final INDArray sums = pool.take(1, columns);
		final INDArray ones = pool.take(1, gradient.length() / columns).assign(1);
		ones.mmuli(Transfer.shaped(gradient, gradient.length() / columns, columns), sums);
		pool.give(ones);
		return sums;
	}
}
