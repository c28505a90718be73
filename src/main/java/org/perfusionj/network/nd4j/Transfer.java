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
		final INDArray array = empty(extents(tensor.shape()));
		toDevice(tensor.values(), 0, array);
		return array;
	}

	/** Copies values from a place on. */
	static void toDevice(final float[] all, final int at, final INDArray array) {
		final int count = (int) array.length();
		// ten times as fast; on a GPU nothing would tell the device of it
		if (Nd4j.getEnvironment().isCPU()) array.data().asNioFloat().put(all, at, count);
		else try (INDArray values = Nd4j.createFromArray(Arrays.copyOfRange(all, at, at + count))) {
			array.assign(values.reshape(array.shape()));
		}
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

	/** @return the same memory in another shape; the array itself if it has this shape: even a view takes time */
	static INDArray shaped(final INDArray array, final long... shape) {
		return Arrays.equals(array.shape(), shape) ? array : array.reshape('c', shape);
	}

	/** @return number of values */
	static long count(final long[] shape) {
		long count = 1;
		for (final long extent : shape)
			count *= extent;
		return count;
	}

	/** @return as ND4J wants them */
	static long[] extents(final int[] shape) {
		return Arrays.stream(shape).asLongStream().toArray();
	}
}
