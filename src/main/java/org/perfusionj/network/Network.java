package org.perfusionj.network;

/** A network with its weights on a device. Not thread-safe. */
public interface Network extends AutoCloseable {

	/** @return what it is made of */
	Architecture architecture();

	/**
	 * @param shape size of the input
	 * @param input values, [z][y][x][channel]
	 * @return values of the last layer, [z][y][x][channel]
	 */
	float[] run(FieldShape shape, float[] input);

	/** Frees what it holds on the device. */
	@Override
	void close();
}
