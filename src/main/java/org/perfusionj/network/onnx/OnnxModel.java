package org.perfusionj.network.onnx;

import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

import org.perfusionj.network.graph.Graph;
import org.perfusionj.network.graph.Operation;

/**
 * A network with its weights as the content of an ONNX file, which many programs can run. ONNX Runtime is not needed. All values are floats.
 *
 * @param bytes the file
 * @param outputs names in the file, by the network's own names, in order: the same but where an input or weight has that name
 */
public record OnnxModel(byte[] bytes, Map<String, String> outputs) {

	/**
	 * @param graph what is computed; its inputs and weights keep their names, extents of inputs are open
	 * @param weights as many as {@link Graph#parameters()}
	 * @return the model
	 * @throws IllegalArgumentException if the number of weights is wrong, or the weight of a convolution is itself computed
	 */
	public static OnnxModel of(final Graph graph, final float[] weights) {
		if (weights.length != graph.parameters()) throw new IllegalArgumentException("The network needs " + graph.parameters() + " weights, but was given " + weights.length + ".");
		final Set<String> taken = new HashSet<>();
		graph.inputs().stream().map(Operation.Input::name).forEach(taken::add);
		graph.weights().stream().map(Operation.Weight::name).forEach(taken::add);
		final Map<String, String> names = new LinkedHashMap<>();
		for (final String name : graph.outputs().keySet()) {
			String free = name;
			while (!taken.add(free))
				free += "_output";
			names.put(name, free);
		}
		return new OnnxModel(GraphTranslation.of(graph, weights, names), names);
	}
}
