package org.perfusionj.network.nd4j;

import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.DynamicCustomOp;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;
import org.perfusionj.network.Layer;
import org.perfusionj.work.WorkMonitor;

/** 3D convolution. Channels last: several times faster than channels first, and the order of the fields themselves. */
final class ConvolutionLayer implements Nd4jLayer {

	private static final int SAME_SIZE = 1;
	private static final int CHANNELS_LAST = 1;
	/** Weights lie as [output][input][z][y][x]. */
	private static final int OUTPUT_FIRST = 1;

	private final Layer.Convolution layer;
	private final Rectifier rectifier;
	private final Weights weights;

	ConvolutionLayer(final Layer.Convolution layer) {
		this.layer = layer;
		rectifier = new Rectifier(layer.rectified());
		weights = Weights.empty(layer.outputs(), layer.outputs(), layer.inputs(), layer.depth(), layer.height(), layer.width());
	}

	@Override
	public INDArray forward(final INDArray input) {
		final INDArray output = Nd4jLayer.empty(1, input.size(1), input.size(2), input.size(3), layer.outputs());
		Nd4j.exec(operation("conv3dnew").addInputs(input, weights.values(), weights.biases()).addOutputs(output).build());
		rectifier.apply(output);
		return output;
	}

	/** In bands of rows, each computed with the rows beside it that it depends on. */
	@Override
	public INDArray forward(final INDArray input, final double longest, final WorkMonitor monitor) {
		final long rows = input.size(2);
		final double row = (double) input.size(1) * input.size(3) * (layer.parameters() - layer.outputs());
		final long band = Math.max(1, (long) (longest / row) - 2 * (layer.height() / 2));
		monitor.check();
		if (rows * row <= longest) return forward(input);
		final INDArray output = Nd4jLayer.empty(1, input.size(1), rows, input.size(3), layer.outputs());
		try {
			for (long y = 0; y < rows; y += band) {
				monitor.check();
				final long end = Math.min(rows, y + band);
				final long from = Math.max(0, y - layer.height() / 2);
				try (INDArray part = rows(input, from, Math.min(rows, end + layer.height() / 2)).dup('c'); INDArray result = forward(part)) {
					rows(output, y, end).assign(rows(result, y - from, end - from));
				}
			}
			return output;
		}
		catch (final RuntimeException stopped) {
			output.close();
			throw stopped;
		}
	}

	private static INDArray rows(final INDArray field, final long from, final long to) {
		return field.get(NDArrayIndex.all(), NDArrayIndex.all(), NDArrayIndex.interval(from, to), NDArrayIndex.all(), NDArrayIndex.all());
	}

	@Override
	public INDArray backward(final INDArray input, final INDArray output, final INDArray outputGradient, final float[] gradient, final int at) {
		rectifier.back(output, outputGradient);
		final INDArray inputGradient = Nd4jLayer.empty(input.shape());
		try (Weights derivatives = weights.emptyCopy()) {
			Nd4j.exec(operation("conv3dnew_bp").addInputs(input, weights.values(), weights.biases(), outputGradient).addOutputs(inputGradient, derivatives.values(), derivatives.biases()).build());
			derivatives.get(gradient, at);
		}
		return inputGradient;
	}

	/** Kernel, strides, paddings and dilations, then the layouts. */
	private DynamicCustomOp.DynamicCustomOpsBuilder operation(final String name) {
		return DynamicCustomOp.builder(name).addIntegerArguments(layer.depth(), layer.height(), layer.width(), 1, 1, 1, 0, 0, 0, 1, 1, 1, SAME_SIZE, CHANNELS_LAST, OUTPUT_FIRST);
	}

	@Override
	public void setWeights(final float[] all, final int at) {
		weights.set(all, at);
	}

	@Override
	public void close() {
		weights.close();
	}
}
