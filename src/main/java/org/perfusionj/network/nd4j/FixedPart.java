package org.perfusionj.network.nd4j;

import java.util.Map;

import org.nd4j.linalg.api.ndarray.INDArray;
import org.perfusionj.network.graph.GraphShapes;
import org.perfusionj.network.graph.Node;

/** What a network computes from weights, constants and fixed inputs alone: once for all runs, and again only if weights were changed. Thread-safe. */
final class FixedPart implements AutoCloseable {

	private final GraphPlan plan;
	private final INDArray[] given;
	private final boolean[] fixed;
	private INDArray[] lasting;
	private GraphRun run;
	private int version;

	/** @param given weights, constants and fixed inputs, by the number of the node; null elsewhere */
	FixedPart(final GraphPlan plan, final INDArray[] given) {
		this.plan = plan;
		this.given = given;
		fixed = new boolean[given.length];
		for (final Node node : plan.graph().nodes())
			fixed[node.number()] = given[node.number()] != null || !node.arguments().isEmpty() && node.arguments().stream().allMatch(argument -> fixed[argument.number()]);
	}

	/**
	 * @param shapes of any run: those of what is computed here are always the same
	 * @param ofWeights changes with the weights
	 * @return the given arrays and what is made of them, by the number of the node
	 */
	synchronized INDArray[] lasting(final GraphShapes shapes, final int ofWeights) {
		if (run != null && version == ofWeights) return lasting;
		close();
		run = new GraphRun(plan, shapes, false);
		run.forward(given, Map.of(), node -> fixed[node.number()]);
		lasting = run.results();
		version = ofWeights;
		return lasting;
	}

	@Override
	public synchronized void close() {
		if (run != null) run.close();
		run = null;
	}
}
