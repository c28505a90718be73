package org.perfusionj.network.onnx;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

import org.perfusionj.io.FinishedFile;
import org.perfusionj.network.Architecture;
import org.perfusionj.network.graph.Graph;
import org.perfusionj.network.graph.Node;
import org.perfusionj.network.graph.Operation;

/**
 * A network with its weights as the content of an ONNX file, which many programs can run. ONNX Runtime is not needed. All values are floats.
 *
 * @param bytes the file
 * @param outputs names in the file, by the network's own names, in order: the same but where an input or weight has that name
 */
public record OnnxModel(byte[] bytes, Map<String, String> outputs) {

	/** Name of the input of networks of layers. */
	static final String FIELD = "field";
	/** Name of their output. */
	static final String RESULT = "result";

	/**
	 * @param graph what is computed; its inputs and weights keep their names, extents of inputs are open
	 * @param weights as many as {@link Graph#parameters()}
	 * @return the model
	 * @throws IllegalArgumentException if the number of weights is wrong
	 */
	public static OnnxModel of(final Graph graph, final float[] weights) {
		return of(graph, weights, Map.of());
	}

	/** @param given results that the model is given, with their extents, instead of computing them */
	static OnnxModel of(final Graph graph, final float[] weights, final Map<Node, int[]> given) {
		checkCount(graph.parameters(), weights);
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
		return new OnnxModel(GraphTranslation.of(graph, weights, renamed(graph, names), given), names);
	}

	/**
	 * @param architecture what is computed; the input "field" and the output "result" lie as [z][y][x][channel], and the first three extents are open
	 * @param weights as many as {@link Architecture#parameters()}
	 * @return the model
	 * @throws IllegalArgumentException if the number of weights is wrong
	 */
	public static OnnxModel of(final Architecture architecture, final float[] weights) {
		checkCount(architecture.parameters(), weights);
		return new OnnxModel(FieldTranslation.of(architecture, weights, FIELD, RESULT), Map.of(RESULT, RESULT));
	}

	private static Map<String, Node> renamed(final Graph graph, final Map<String, String> names) {
		final Map<String, Node> outputs = new LinkedHashMap<>();
		graph.outputs().forEach((name, node) -> outputs.put(names.get(name), node));
		return outputs;
	}

	private static void checkCount(final int parameters, final float[] weights) {
		if (weights.length != parameters) throw new IllegalArgumentException("The network needs " + parameters + " weights, but was given " + weights.length + ".");
	}

	/**
	 * Writes the file.
	 *
	 * @param path its name, in an existing folder; a file that has it is replaced
	 * @throws IOException naming the file, if writing fails
	 */
	public void write(final Path path) throws IOException {
		FinishedFile.write(path, out -> out.write(bytes));
	}
}
