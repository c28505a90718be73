package org.perfusionj.network;

/** One layer of a network. Its weights are a part of the network's flat weight array, in the order said here, biases behind them. */
public sealed interface Layer {

	/** @return number of weights and biases */
	int parameters();

	/**
	 * 3D convolution with stride 1 and zeros around the field, so that its size stays.
	 * Weights [output][input][z][y][x], then one bias an output.
	 *
	 * @param depth extent of the kernel along z, odd
	 * @param height along y, odd
	 * @param width along x, odd
	 * @param inputs channels that go in
	 * @param outputs channels that come out
	 * @param rectified true: negative results become 0 (ReLU)
	 */
	record Convolution(int depth, int height, int width, int inputs, int outputs, boolean rectified) implements Layer {

		@Override
		public int parameters() {
			return outputs * inputs * depth * height * width + outputs;
		}
	}

	/**
	 * Mean over squares of a plane, without overlap; what is left over at the upper borders is dropped.
	 *
	 * @param size side of a square
	 */
	record AveragePooling(int size) implements Layer {

		@Override
		public int parameters() {
			return 0;
		}
	}

	/** Mean over z: the depth becomes 1. */
	record DepthMean() implements Layer {

		@Override
		public int parameters() {
			return 0;
		}
	}

	/**
	 * Every value of the field, [z][y][x][channel], is joined to every output. The result is a field of one cell.
	 * Weights [output][input], then one bias an output.
	 *
	 * @param inputs values that go in
	 * @param outputs values that come out
	 * @param rectified true: negative results become 0 (ReLU)
	 */
	record Dense(int inputs, int outputs, boolean rectified) implements Layer {

		@Override
		public int parameters() {
			return outputs * inputs + outputs;
		}
	}
}
