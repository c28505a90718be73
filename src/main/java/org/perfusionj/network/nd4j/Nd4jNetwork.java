package org.perfusionj.network.nd4j;

import java.util.ArrayList;
import java.util.List;

import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.perfusionj.network.Architecture;
import org.perfusionj.network.FieldShape;
import org.perfusionj.network.TrainableNetwork;
import org.perfusionj.work.WorkMonitor;

/**
 * A network layer by layer, each one call of an ND4J operation on arrays that are freed as soon as nothing needs them. Not a DL4J
 * MultiLayerNetwork: as fast, but that one leaves large arrays to the garbage collector when its errors come from outside, and has no mean over z.
 */
final class Nd4jNetwork implements TrainableNetwork {

	private final Architecture architecture;
	private final double longestCall;
	private final List<Nd4jLayer> layers;
	/** Input and then the output of every layer of the last {@link #forward}; empty if there is none. */
	private final List<INDArray> fields = new ArrayList<>();

	/** @param longestCall multiply-adds of one native call of {@link #run} */
	Nd4jNetwork(final Architecture architecture, final float[] weights, final double longestCall) {
		checkCount(architecture, weights);
		this.architecture = architecture;
		this.longestCall = longestCall;
		layers = NativeWork.done(() -> architecture.layers().stream().map(Nd4jLayer::of).toList());
		setWeights(weights);
	}

	@Override
	public Architecture architecture() {
		return architecture;
	}

	@Override
	public float[] run(final FieldShape shape, final float[] input, final WorkMonitor monitor) {
		check(shape, input);
		return NativeWork.done(() -> layerByLayer(shape, input, monitor));
	}

	private float[] layerByLayer(final FieldShape shape, final float[] input, final WorkMonitor monitor) {
		INDArray field = array(shape, input);
		try {
			int done = 0;
			for (int n = 0; n < layers.size(); n++) {
				monitor.progress((double) done / architecture.parameters(), "Running the network");
				final INDArray next = layers.get(n).forward(field, longestCall, monitor);
				field.close();
				field = next;
				done += architecture.layers().get(n).parameters();
			}
			return field.data().asFloat();
		}
		finally {
			field.close();
		}
	}

	@Override
	public float[] forward(final FieldShape shape, final float[] input) {
		check(shape, input);
		return NativeWork.done(() -> keepingFields(shape, input));
	}

	private float[] keepingFields(final FieldShape shape, final float[] input) {
		forget();
		INDArray field = array(shape, input);
		fields.add(field);
		for (final Nd4jLayer layer : layers) {
			field = layer.forward(field);
			fields.add(field);
		}
		return field.data().asFloat();
	}

	@Override
	public float[] gradient(final float[] outputGradient) {
		if (fields.isEmpty()) throw new IllegalStateException("There is no gradient before a forward pass.");
		return NativeWork.done(() -> backward(outputGradient));
	}

	private float[] backward(final float[] outputGradient) {
		final float[] gradient = new float[architecture.parameters()];
		INDArray derivative = Nd4j.createFromArray(outputGradient).reshape(fields.get(layers.size()).shape());
		int at = gradient.length;
		for (int n = layers.size() - 1; n >= 0; n--) {
			at -= architecture.layers().get(n).parameters();
			final INDArray next = layers.get(n).backward(fields.get(n), fields.get(n + 1), derivative, gradient, at);
			derivative.close();
			derivative = next;
			fields.remove(n + 1).close();
		}
		derivative.close();
		forget();
		return gradient;
	}

	@Override
	public void setWeights(final float[] weights) {
		checkCount(architecture, weights);
		NativeWork.done(() -> {
			int at = 0;
			for (int n = 0; n < layers.size(); n++) {
				layers.get(n).setWeights(weights, at);
				at += architecture.layers().get(n).parameters();
			}
			return null;
		});
	}

	@Override
	public void close() {
		forget();
		layers.forEach(Nd4jLayer::close);
	}

	private void forget() {
		fields.forEach(INDArray::close);
		fields.clear();
	}

	private void check(final FieldShape shape, final float[] input) {
		if (shape.channels() != architecture.channels()) throw new IllegalArgumentException("The network takes " + architecture.channels() + " channels, not " + shape.channels() + ".");
		if (shape.values() != input.length) throw new IllegalArgumentException("A field of " + shape.values() + " values was given " + input.length + ".");
	}

	private static INDArray array(final FieldShape shape, final float[] input) {
		return Nd4j.createFromArray(input).reshape(1, shape.depth(), shape.height(), shape.width(), shape.channels());
	}

	private static void checkCount(final Architecture architecture, final float[] weights) {
		if (weights.length != architecture.parameters()) throw new IllegalArgumentException("The network needs " + architecture.parameters() + " weights, but was given " + weights.length + ".");
	}
}
