package org.perfusionj.network.nd4j;

import java.util.Arrays;

import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * The weights of one layer, and its biases behind them.
 *
 * @param values the weights
 * @param biases one an output
 */
record Weights(INDArray values, INDArray biases) implements AutoCloseable {

	/** @return new arrays with anything in them */
	static Weights empty(final int outputs, final long... shape) {
		return new Weights(Nd4jLayer.empty(shape), Nd4jLayer.empty(outputs));
	}

	/** @return new arrays of the same size with anything in them */
	Weights emptyCopy() {
		return new Weights(Nd4jLayer.empty(values.shape()), Nd4jLayer.empty(biases.shape()));
	}

	/** Takes them from a network's weights, from a place on. */
	void set(final float[] all, final int at) {
		assign(values, all, at);
		assign(biases, all, at + (int) values.length());
	}

	private static void assign(final INDArray array, final float[] all, final int at) {
		try (INDArray part = Nd4j.createFromArray(Arrays.copyOfRange(all, at, at + (int) array.length()))) {
			array.assign(part.reshape(array.shape()));
		}
	}

	/** Writes them among a network's weights, from a place on. */
	void get(final float[] all, final int at) {
		System.arraycopy(values.data().asFloat(), 0, all, at, (int) values.length());
		System.arraycopy(biases.data().asFloat(), 0, all, at + (int) values.length(), (int) biases.length());
	}

	@Override
	public void close() {
		values.close();
		biases.close();
	}
}
