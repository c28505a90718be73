package org.perfusionj.network.nd4j;

import java.util.Arrays;

import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.perfusionj.network.graph.Tensor;

/** Arrays of Java to the device and back. On the device all arrays of graphs are dense and in C order. */
final class Transfer {

	private Transfer() {}

	/** @return a new array */
	static INDArray toDevice(final Tensor tensor) {
		return Nd4j.createFromArray(tensor.values()).reshape('c', extents(tensor.shape()));
	}

	/** @return a new array with these values of a longer one */
	static INDArray toDevice(final float[] all, final int at, final long... shape) {
		long count = 1;
		for (final long extent : shape)
			count *= extent;
		return Nd4j.createFromArray(Arrays.copyOfRange(all, at, at + (int) count)).reshape('c', shape);
	}

	/** @return a copy */
	static Tensor toJava(final INDArray array) {
		return new Tensor(Arrays.stream(array.shape()).mapToInt(extent -> (int) extent).toArray(), values(array));
	}

	/** @return a copy of the values, in C order */
	static float[] values(final INDArray array) {
		final float[] values = new float[(int) array.length()];
		array.data().asNioFloat().get(values);
		return values;
	}

	/** Copies the values, in C order, into a longer array. */
	static void values(final INDArray array, final float[] all, final int at) {
		array.data().asNioFloat().get(all, at, (int) array.length());
	}

	/** @return a new array with anything in it */
	static INDArray empty(final long... shape) {
		return Nd4j.createUninitialized(DataType.FLOAT, shape);
	}

	/** @return as ND4J wants them */
	static long[] extents(final int[] shape) {
		return Arrays.stream(shape).asLongStream().toArray();
	}
}
