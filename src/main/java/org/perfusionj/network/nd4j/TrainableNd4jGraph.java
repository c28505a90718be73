package org.perfusionj.network.nd4j;

import java.util.Arrays;
import java.util.Map;

import org.perfusionj.network.graph.Graph;
import org.perfusionj.network.graph.GraphNetwork;
import org.perfusionj.network.graph.Tensor;
import org.perfusionj.network.graph.TrainableGraphNetwork;

/** A graph that remembers its last run. */
final class TrainableNd4jGraph implements TrainableGraphNetwork {

	private final Nd4jGraph network;
	/** Null if there is none. */
	private GraphRun last;
	private Map<String, Tensor> lastOutputs;

	TrainableNd4jGraph(final Graph graph, final float[] weights) {
		network = new Nd4jGraph(graph, weights);
	}

	@Override
	public Graph graph() {
		return network.graph();
	}

	@Override
	public Map<String, Tensor> run(final Map<String, Tensor> inputs) {
		return network.run(inputs);
	}

	@Override
	public GraphNetwork with(final Map<String, Tensor> inputs) {
		return network.with(inputs);
	}

	@Override
	public Map<String, Tensor> forward(final Map<String, Tensor> inputs) {
		forget();
		last = network.forward(inputs);
		lastOutputs = NativeWork.done(last::outputs);
		return lastOutputs;
	}

	@Override
	public float[] gradient(final Map<String, Tensor> outputGradients) {
		if (last == null) throw new IllegalStateException("There is no gradient before a forward pass, and only one after it.");
		outputGradients.forEach(this::check);
		try {
			return NativeWork.done(() -> last.gradient(outputGradients));
		}
		finally {
			forget();
		}
	}

	private void check(final String name, final Tensor gradient) {
		final Tensor output = lastOutputs.get(name);
		if (output == null) throw new IllegalArgumentException("The network has no output " + name + ".");
		if (!Arrays.equals(gradient.shape(), output.shape())) throw new IllegalArgumentException("The gradient of " + name + " has the shape " + Arrays.toString(gradient.shape()) + ", not " + Arrays.toString(output.shape()) + ".");
	}

	@Override
	public void setWeights(final float[] weights) {
		network.setWeights(weights);
	}

	private void forget() {
		if (last != null) last.close();
		last = null;
		lastOutputs = null;
	}

	@Override
	public void close() {
		forget();
		network.close();
	}
}
