package org.perfusionj.network.nd4j;

import org.nd4j.linalg.api.ndarray.INDArray;

/** Sums and means along the last axis, which stays with extent 1. */
final class LastAxis {

	private final ArrayPool pool;

	LastAxis(final ArrayPool pool) {
		this.pool = pool;
	}

	/** @return a new array */
	INDArray sum(final INDArray array) {
		final long[] shape = array.shape().clone();
		shape[shape.length - 1] = 1;
		final INDArray sums = pool.take(shape);
		array.sum(sums, true, -1);
		return sums;
	}

	/** @return a new array */
	INDArray mean(final INDArray array) {
		return sum(array).divi(array.size(-1));
	}

	/** @return mean of the products of two arrays of the same shape, a new array */
	INDArray meanProduct(final INDArray a, final INDArray b) {
		final INDArray products = pool.take(a.shape());
		Broadcast.exec("multiply", a, b, products);
		final INDArray means = mean(products);
		pool.give(products);
		return means;
	}
}
