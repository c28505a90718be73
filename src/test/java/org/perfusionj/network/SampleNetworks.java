package org.perfusionj.network;

import java.util.List;
import java.util.Random;
import java.util.stream.Stream;

/** Small networks of every kind with random weights, and fields for them. */
public final class SampleNetworks {

	private SampleNetworks() {
	}

	/**
	 * @param name for messages
	 * @param architecture layers
	 * @param shape a field that it can take
	 */
	public record Sample(String name, Architecture architecture, FieldShape shape) {

		/** @return random weights, the same for the same seed; biases too */
		public float[] weights(final long seed) {
			final Random random = new Random(seed);
			final float[] weights = new float[architecture.parameters()];
			int at = 0;
			for (final Layer layer : architecture.layers()) {
				final double scale = layer instanceof Layer.Convolution convolution ? Math.sqrt(2.0 / (convolution.inputs() * convolution.depth() * convolution.height() * convolution.width()))
					: layer instanceof Layer.Dense dense ? Math.sqrt(2.0 / dense.inputs()) : 0;
				for (int i = 0; i < layer.parameters(); i++)
					weights[at++] = (float) (scale * random.nextGaussian());
			}
			return weights;
		}

		/** @return random values of a field */
		public float[] input(final long seed) {
			return values(seed, shape.values());
		}

		@Override
		public String toString() {
			return name;
		}
	}

	/** @return normally distributed values */
	public static float[] values(final long seed, final int count) {
		final Random random = new Random(seed);
		final float[] values = new float[count];
		for (int i = 0; i < count; i++)
			values[i] = (float) random.nextGaussian();
		return values;
	}

	/** @return purely convolutional ones and others */
	public static Stream<Sample> all() {
		return Stream.concat(convolutional(), Stream.of(
			sample("pooling that drops a border", new FieldShape(2, 9, 11, 3), new Layer.Convolution(3, 3, 3, 3, 5, true), new Layer.AveragePooling(2), new Layer.Convolution(1, 3, 3, 5, 4, false)),
			sample("pooling of three", new FieldShape(1, 10, 7, 2), new Layer.AveragePooling(3), new Layer.Convolution(1, 1, 1, 2, 6, true)),
			sample("mean over the slices", new FieldShape(5, 4, 6, 3), new Layer.Convolution(3, 3, 3, 3, 4, true), new Layer.DepthMean(), new Layer.Convolution(1, 3, 3, 4, 2, true)),
			sample("dense layers alone", new FieldShape(2, 2, 3, 2), new Layer.Dense(24, 7, true), new Layer.Dense(7, 3, false)),
			regression(new FieldShape(3, 18, 17, 4)), regression(new FieldShape(1, 16, 16, 4))));
	}

	/** @return networks without pooling and dense layers, on fields of odd and even sizes */
	public static Stream<Sample> convolutional() {
		return Stream.of(
			paper(2, 1, 4, new FieldShape(5, 13, 10, 4)),
			paper(3, 1, 5, new FieldShape(1, 9, 12, 5)),
			paper(2, 2, 7, new FieldShape(3, 1, 8, 7)),
			sample("kernels of several sizes", new FieldShape(4, 11, 9, 3), new Layer.Convolution(3, 1, 5, 3, 8, true), new Layer.Convolution(1, 7, 1, 8, 6, false), new Layer.Convolution(1, 1, 1, 6, 2, true)));
	}

	private static Sample paper(final int layers, final int outputs, final int channels, final FieldShape shape) {
		final Layer[] all = new Layer[layers + 1];
		int inputs = channels;
		for (int k = 1; k <= layers; k++) {
			all[k - 1] = new Layer.Convolution(k == 1 ? 1 : 3, 3, 3, inputs, 4 << k, true);
			inputs = 4 << k;
		}
		all[layers] = new Layer.Convolution(3, 3, 3, inputs, outputs, false);
		return sample(layers + " layers and " + outputs + " outputs", shape, all);
	}

	private static Sample regression(final FieldShape shape) {
		return sample("regression", shape, new Layer.Convolution(3, 3, 3, 4, 6, true), new Layer.AveragePooling(2), new Layer.Convolution(3, 3, 3, 6, 8, true), new Layer.AveragePooling(2), new Layer.DepthMean(),
			new Layer.Convolution(1, 3, 3, 8, 8, true), new Layer.Dense(8 * 16, 10, true), new Layer.Dense(10, 5, false));
	}

	private static Sample sample(final String name, final FieldShape shape, final Layer... layers) {
		return new Sample(name + ", " + shape.depth() + " x " + shape.height() + " x " + shape.width(), new Architecture(shape.channels(), List.of(layers)), shape);
	}
}
