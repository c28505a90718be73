package org.perfusionj.network.onnx;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;

import org.perfusionj.network.graph.Graph;
import org.perfusionj.network.graph.Node;
import org.perfusionj.network.graph.Operation;
import org.perfusionj.network.graph.Operation.Input;
import org.perfusionj.network.graph.Tensor;

/** What a graph computes from its fixed inputs alone, computed once and kept: all that the rest of the graph takes of it. */
final class FixedPart implements AutoCloseable {

	private final Map<Node, OnnxTensor> results = new HashMap<>();
	private final List<AutoCloseable> held = new ArrayList<>();

	/**
	 * @param sessions opens the model that computes it
	 * @param fixed values of some inputs
	 * @throws OrtException if it cannot be computed
	 */
	FixedPart(final Graph graph, final float[] weights, final Sessions sessions, final DirectBuffers buffers, final Map<String, Tensor> fixed) throws OrtException {
		try {
			compute(graph, weights, sessions, buffers, fixed);
		}
		catch (final OrtException | RuntimeException failed) {
			close();
			throw failed;
		}
	}

	private void compute(final Graph graph, final float[] weights, final Sessions sessions, final DirectBuffers buffers, final Map<String, Tensor> fixed) throws OrtException {
		final Map<String, OnnxTensor> inputs = new HashMap<>();
		for (final Map.Entry<String, Tensor> one : fixed.entrySet()) {
			final OnnxInput input = OnnxInput.of(one.getValue(), sessions.environment(), buffers);
			held.add(input);
			inputs.put(one.getKey(), input.tensor());
		}
		final Map<String, Node> wanted = new HashMap<>();
		for (final Node node : border(graph, fixed)) {
			if (node.operation() instanceof Input input) results.put(node, inputs.get(input.name()));
			else wanted.put(GraphTranslation.name(node), node);
		}
		if (wanted.isEmpty()) return;
		try (OrtSession session = sessions.open(GraphTranslation.of(graph, weights, wanted, Map.of()))) {
			inputs.keySet().retainAll(session.getInputNames());
			final OrtSession.Result result = session.run(inputs);
			held.add(result);
			wanted.forEach((name, node) -> results.put(node, (OnnxTensor) result.get(name).orElseThrow()));
		}
	}

	/** @return results that depend on fixed inputs and on no other, and are outputs or arguments of what depends on others */
	private static List<Node> border(final Graph graph, final Map<String, Tensor> fixed) {
		final int count = graph.nodes().size();
		final boolean[] open = new boolean[count];
		final boolean[] computed = new boolean[count];
		final boolean[] taken = new boolean[count];
		for (final Node node : graph.nodes()) {
			final Operation operation = node.operation();
			final boolean isFixed = operation instanceof Input input && fixed.containsKey(input.name());
			open[node.number()] = operation instanceof Input && !isFixed || node.arguments().stream().anyMatch(argument -> open[argument.number()]);
			computed[node.number()] = !open[node.number()] && (isFixed || node.arguments().stream().anyMatch(argument -> computed[argument.number()]));
			if (open[node.number()]) node.arguments().forEach(argument -> taken[argument.number()] = true);
		}
		graph.outputs().values().forEach(node -> taken[node.number()] = true);
		return graph.nodes().stream().filter(node -> computed[node.number()] && taken[node.number()]).toList();
	}

	/** @return extents of the results */
	Map<Node, int[]> extents() {
		final Map<Node, int[]> extents = new HashMap<>();
		results.forEach((node, tensor) -> extents.put(node, OnnxGraphNetwork.extents(tensor)));
		return extents;
	}

	/** @return the results, by their names in the model of the rest */
	Map<String, OnnxTensor> inputs() {
		final Map<String, OnnxTensor> inputs = new HashMap<>();
		results.forEach((node, tensor) -> inputs.put(GraphTranslation.name(node), tensor));
		return inputs;
	}

	@Override
	public void close() {
		for (final AutoCloseable one : held)
			OnnxWork.closed(one);
	}
}
