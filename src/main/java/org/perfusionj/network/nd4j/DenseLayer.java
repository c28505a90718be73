package org.perfusionj.network.nd4j;

import org.nd4j.linalg.api.ndarray.INDArray;
import org.perfusionj.network.Layer;

/** Every value of the field joined to every output: one product of a matrix and a column. */
final class DenseLayer implements Nd4jLayer {

	private final Layer.Dense layer;
	private final Rectifier rectifier;
	private final Weights weights;

	DenseLayer(final Layer.Dense layer) {
		this.layer = layer;
		rectifier = new Rectifier(layer.rectified());
		weights = Weights.empty(layer.outputs(), layer.outputs(), layer.inputs());
	}

	@Override
	public INDArray forward(final INDArray input) {
		final INDArray output = Nd4jLayer.empty(1, 1, 1, 1, layer.outputs());
		final INDArray column = output.reshape(layer.outputs(), 1);
		weights.values().mmuli(input.reshape(layer.inputs(), 1), column);
		column.addi(weights.biases().reshape(layer.outputs(), 1));
		rectifier.apply(output);
		return output;
	}

	@Override
	public INDArray backward(final INDArray input, final INDArray output, final INDArray outputGradient, final float[] gradient, final int at) {
		rectifier.back(output, outputGradient);
		final INDArray inputGradient = Nd4jLayer.empty(input.shape());
		final INDArray row = outputGradient.reshape(1, layer.outputs());
		row.mmuli(weights.values(), inputGradient.reshape(1, layer.inputs()));
		try (Weights derivatives = weights.emptyCopy()) {
			row.transpose().mmuli(input.reshape(1, layer.inputs()), derivatives.values());
			derivatives.biases().assign(outputGradient.reshape(layer.outputs()));
			derivatives.get(gradient, at);
		}
		return inputGradient;
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
