package org.perfusionj.network.residue.training;

import java.util.LinkedHashMap;
import java.util.Map;

import org.perfusionj.network.NetworkEngine;
import org.perfusionj.network.graph.Graph;
import org.perfusionj.network.graph.GraphNetwork;
import org.perfusionj.network.graph.Operation.Input;
import org.perfusionj.network.graph.Tensor;

/** Computes the part of a graph that has no weights. */
final class WeightlessPart implements AutoCloseable {

	private final Graph graph;
	private final GraphNetwork network;

	/**
	 * @param graph fixed part, see {@link org.perfusionj.network.graph.GraphSplit}
	 * @param engine what computes
	 */
	WeightlessPart(final Graph graph, final NetworkEngine engine) {
		this.graph = graph;
		// inputs are only passed on: there is nothing to compute
		this.network = graph.nodes().size() == graph.inputs().size() ? null : engine.open(graph, new float[0]);
	}

	/**
	 * @param inputs of the whole graph; others than this part needs do no harm
	 * @return inputs of the trained part
	 */
	Map<String, Tensor> run(final Map<String, Tensor> inputs) {
		final Map<String, Tensor> needed = new LinkedHashMap<>();
		for (final Input input : graph.inputs())
			needed.put(input.name(), inputs.get(input.name()));
		final Map<String, Tensor> computed = network == null ? needed : network.run(needed);
		final Map<String, Tensor> results = new LinkedHashMap<>();
		for (final String name : graph.outputs().keySet())
			results.put(name, computed.get(name));
		return results;
	}

	@Override
	public void close() {
		if (network != null) network.close();
	}
}
