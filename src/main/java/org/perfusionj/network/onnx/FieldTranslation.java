package org.perfusionj.network.onnx;

import java.util.Arrays;

import org.perfusionj.network.Architecture;
import org.perfusionj.network.Layer;
import org.perfusionj.network.onnx.OnnxWriter.Attributes;

/** Writes the layers of an {@link Architecture} as operators of ONNX. Between the layers fields lie as [1][channel][z][y][x], as its operators want them. */
final class FieldTranslation {

	private final OnnxWriter onnx = new OnnxWriter();
	private final float[] weights;
	private int nextWeight;

	private FieldTranslation(final float[] weights) {
		this.weights = weights;
	}

	/**
	 * @param architecture what is computed
	 * @param weights as many as it has
	 * @param input name in the model of the input [z][y][x][channel]
	 * @param output name of the last layer, [z][y][x][channel]
	 * @return content of an ONNX file
	 */
	static byte[] of(final Architecture architecture, final float[] weights, final String input, final String output) {
		final FieldTranslation translation = new FieldTranslation(weights);
		final OnnxWriter onnx = translation.onnx;
		onnx.input(input, 0, 0, 0, architecture.channels());
		String field = transposed(onnx, onnx.node("Unsqueeze", input, onnx.integers(0)), 0, 4, 1, 2, 3);
		for (int n = 0; n < architecture.layers().size(); n++)
			field = translation.layer("layer" + n, architecture.layers().get(n), field);
		onnx.output(output, onnx.node("Squeeze", transposed(onnx, field, 0, 2, 3, 4, 1), onnx.integers(0)), 0, 0, 0, 0);
		return onnx.bytes();
	}

	private String layer(final String name, final Layer layer, final String field) {
		if (layer instanceof Layer.Convolution convolution) return convolution(name, convolution, field);
		if (layer instanceof Layer.AveragePooling pooling) {
			final int[] square = { 1, pooling.size(), pooling.size() };
			return onnx.node("AveragePool", new Attributes().with("kernel_shape", square).with("strides", square), field);
		}
		if (layer instanceof Layer.DepthMean) return onnx.node("ReduceMean", field, onnx.integers(2));
		return dense(name, (Layer.Dense) layer, field);
	}

	private String convolution(final String name, final Layer.Convolution layer, final String field) {
		final int[] half = { layer.depth() / 2, layer.height() / 2, layer.width() / 2 };
		final Attributes attributes = new Attributes().with("pads", new int[] { half[0], half[1], half[2], half[0], half[1], half[2] });
		final String kernel = next(name + ".weight", layer.outputs(), layer.inputs(), layer.depth(), layer.height(), layer.width());
		return rectified(layer.rectified(), onnx.node("Conv", attributes, field, kernel, next(name + ".bias", layer.outputs())));
	}

	/** Values in the order of the fields of this software, the channel fastest. */
	private String dense(final String name, final Layer.Dense layer, final String field) {
		final String row = onnx.node("Reshape", transposed(onnx, field, 0, 2, 3, 4, 1), onnx.integers(1, -1));
		final String sums = onnx.node("Gemm", new Attributes().with("transB", 1), row, next(name + ".weight", layer.outputs(), layer.inputs()), next(name + ".bias", layer.outputs()));
		return onnx.node("Reshape", rectified(layer.rectified(), sums), onnx.integers(1, layer.outputs(), 1, 1, 1));
	}

	private String rectified(final boolean rectified, final String sums) {
		return rectified ? onnx.node("Relu", sums) : sums;
	}

	private String next(final String name, final int... extents) {
		onnx.array(name, extents, weights, nextWeight);
		nextWeight += Arrays.stream(extents).reduce(1, (a, b) -> a * b);
		return name;
	}

	private static String transposed(final OnnxWriter onnx, final String field, final int... order) {
		return onnx.node("Transpose", new Attributes().with("perm", order), field);
	}
}
