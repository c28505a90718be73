package org.perfusionj.network;

import java.util.ArrayList;
import java.util.List;

import org.perfusionj.work.WorkMonitor;

/** A network as its layers are written down, cell by cell in double precision: what engines are compared with. */
public final class ReferenceNetwork implements TrainableNetwork {

	private final Architecture architecture;
	private double[] weights;
	private final List<Field> fields = new ArrayList<>();

	/** A field and its values. */
	private record Field(FieldShape shape, double[] values) {

		Field(final FieldShape shape) {
			this(shape, new double[shape.values()]);
		}

		int at(final int z, final int y, final int x, final int channel) {
			return ((z * shape.height() + y) * shape.width() + x) * shape.channels() + channel;
		}
	}

	/** What is done for every pair of an output and a weighted input of a convolution. */
	private interface Tap {

		void at(int output, int input, int weight);
	}

	public ReferenceNetwork(final Architecture architecture, final float[] weights) {
		this.architecture = architecture;
		setWeights(weights);
	}

	/** @return the same network with a step added to one weight */
	ReferenceNetwork withWeight(final int weight, final double step) {
		final ReferenceNetwork other = new ReferenceNetwork(architecture, new float[weights.length]);
		other.weights = weights.clone();
		other.weights[weight] += step;
		return other;
	}

	/** @return values of the last layer */
	public double[] output(final FieldShape shape, final double[] input) {
		fields.clear();
		Field field = new Field(shape, input);
		fields.add(field);
		int at = 0;
		for (final Layer layer : architecture.layers()) {
			field = forward(layer, field, at);
			fields.add(field);
			at += layer.parameters();
		}
		return field.values();
	}

	/** @return derivatives by each weight */
	public double[] derivatives(final double[] outputGradient) {
		final double[] gradient = new double[weights.length];
		double[] derivative = outputGradient.clone();
		int at = weights.length;
		for (int n = architecture.layers().size() - 1; n >= 0; n--) {
			final Layer layer = architecture.layers().get(n);
			at -= layer.parameters();
			derivative = backward(layer, fields.get(n), fields.get(n + 1), derivative, gradient, at);
		}
		return gradient;
	}

	private Field forward(final Layer layer, final Field in, final int at) {
		final FieldShape shape = in.shape();
		if (layer instanceof Layer.Convolution convolution) {
			final Field out = new Field(new FieldShape(shape.depth(), shape.height(), shape.width(), convolution.outputs()));
			for (int i = 0; i < out.values().length; i++)
				out.values()[i] = weights[at + layer.parameters() - convolution.outputs() + i % convolution.outputs()];
			taps(convolution, in, out, (output, input, weight) -> out.values()[output] += in.values()[input] * weights[at + weight]);
			return rectified(out, convolution.rectified());
		}
		if (layer instanceof Layer.AveragePooling pooling) {
			final int size = pooling.size();
			final Field out = new Field(new FieldShape(shape.depth(), shape.height() / size, shape.width() / size, shape.channels()));
			pooled(size, in, out, (output, input, weight) -> out.values()[output] += in.values()[input] / (size * size));
			return out;
		}
		if (layer instanceof Layer.DepthMean) {
			final Field out = new Field(new FieldShape(1, shape.height(), shape.width(), shape.channels()));
			for (int i = 0; i < in.values().length; i++)
				out.values()[i % out.values().length] += in.values()[i] / shape.depth();
			return out;
		}
		final Layer.Dense dense = (Layer.Dense) layer;
		final Field out = new Field(new FieldShape(1, 1, 1, dense.outputs()));
		for (int o = 0; o < dense.outputs(); o++) {
			out.values()[o] = weights[at + dense.outputs() * dense.inputs() + o];
			for (int i = 0; i < dense.inputs(); i++)
				out.values()[o] += weights[at + o * dense.inputs() + i] * in.values()[i];
		}
		return rectified(out, dense.rectified());
	}

	private double[] backward(final Layer layer, final Field in, final Field out, final double[] outputGradient, final double[] gradient, final int at) {
		final double[] inputGradient = new double[in.values().length];
		if (layer instanceof Layer.Convolution convolution) {
			backThroughRectifier(out, convolution.rectified(), outputGradient);
			for (int i = 0; i < outputGradient.length; i++)
				gradient[at + layer.parameters() - convolution.outputs() + i % convolution.outputs()] += outputGradient[i];
			taps(convolution, in, out, (output, input, weight) -> {
				gradient[at + weight] += outputGradient[output] * in.values()[input];
				inputGradient[input] += outputGradient[output] * weights[at + weight];
			});
		}
		else if (layer instanceof Layer.AveragePooling pooling) {
			final int size = pooling.size();
			pooled(size, in, out, (output, input, weight) -> inputGradient[input] += outputGradient[output] / (size * size));
		}
		else if (layer instanceof Layer.DepthMean) {
			for (int i = 0; i < inputGradient.length; i++)
				inputGradient[i] = outputGradient[i % outputGradient.length] / in.shape().depth();
		}
		else {
			final Layer.Dense dense = (Layer.Dense) layer;
			backThroughRectifier(out, dense.rectified(), outputGradient);
			for (int o = 0; o < dense.outputs(); o++) {
				gradient[at + dense.outputs() * dense.inputs() + o] += outputGradient[o];
				for (int i = 0; i < dense.inputs(); i++) {
					gradient[at + o * dense.inputs() + i] += outputGradient[o] * in.values()[i];
					inputGradient[i] += outputGradient[o] * weights[at + o * dense.inputs() + i];
				}
			}
		}
		return inputGradient;
	}

	private static void taps(final Layer.Convolution layer, final Field in, final Field out, final Tap tap) {
		final FieldShape shape = in.shape();
		for (int z = 0; z < shape.depth(); z++)
			for (int y = 0; y < shape.height(); y++)
				for (int x = 0; x < shape.width(); x++)
					for (int k = 0; k < layer.depth(); k++)
						for (int j = 0; j < layer.height(); j++)
							for (int i = 0; i < layer.width(); i++) {
								final int fromZ = z + k - layer.depth() / 2;
								final int fromY = y + j - layer.height() / 2;
								final int fromX = x + i - layer.width() / 2;
								if (fromZ < 0 || fromZ >= shape.depth() || fromY < 0 || fromY >= shape.height() || fromX < 0 || fromX >= shape.width()) continue;
								for (int o = 0; o < layer.outputs(); o++)
									for (int c = 0; c < layer.inputs(); c++)
										tap.at(out.at(z, y, x, o), in.at(fromZ, fromY, fromX, c), (((o * layer.inputs() + c) * layer.depth() + k) * layer.height() + j) * layer.width() + i);
							}
	}

	private static void pooled(final int size, final Field in, final Field out, final Tap tap) {
		for (int z = 0; z < out.shape().depth(); z++)
			for (int y = 0; y < out.shape().height() * size; y++)
				for (int x = 0; x < out.shape().width() * size; x++)
					for (int c = 0; c < out.shape().channels(); c++)
						tap.at(out.at(z, y / size, x / size, c), in.at(z, y, x, c), 0);
	}

	private static Field rectified(final Field field, final boolean on) {
		if (on) for (int i = 0; i < field.values().length; i++)
			field.values()[i] = Math.max(0, field.values()[i]);
		return field;
	}

	private static void backThroughRectifier(final Field out, final boolean on, final double[] outputGradient) {
		if (on) for (int i = 0; i < outputGradient.length; i++)
			if (out.values()[i] <= 0) outputGradient[i] = 0;
	}

	@Override
	public Architecture architecture() {
		return architecture;
	}

	@Override
	public float[] run(final FieldShape shape, final float[] input, final WorkMonitor monitor) {
		return forward(shape, input);
	}

	@Override
	public float[] forward(final FieldShape shape, final float[] input) {
		return floats(output(shape, doubles(input)));
	}

	@Override
	public float[] gradient(final float[] outputGradient) {
		return floats(derivatives(doubles(outputGradient)));
	}

	@Override
	public void setWeights(final float[] values) {
		weights = doubles(values);
	}

	@Override
	public void close() {
		// holds nothing
	}

	static double[] doubles(final float[] values) {
		final double[] copy = new double[values.length];
		for (int i = 0; i < copy.length; i++)
			copy[i] = values[i];
		return copy;
	}

	static float[] floats(final double[] values) {
		final float[] copy = new float[values.length];
		for (int i = 0; i < copy.length; i++)
			copy[i] = (float) values[i];
		return copy;
	}
}
