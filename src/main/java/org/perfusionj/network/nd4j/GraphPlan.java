package org.perfusionj.network.nd4j;

import java.util.List;

import org.perfusionj.network.graph.Graph;
import org.perfusionj.network.graph.Node;
import org.perfusionj.network.graph.Operation;

/** What can be said of the runs of a graph before any: what is computed at all, and how long its memory is needed. */
final class GraphPlan {

	private final Graph graph;
	private final ArrayPool pool;
	private final Nd4jOperation[] operations;
	/** Node whose memory a result lies in. */
	private final int[] owners;
	private final boolean[] used;
	private final boolean[] trained;
	private final boolean[] kept;
	private final int[] lastUses;

	GraphPlan(final Graph graph, final ArrayPool pool) {
		this.graph = graph;
		this.pool = pool;
		final List<Node> nodes = graph.nodes();
		operations = new Nd4jOperation[nodes.size()];
		owners = new int[nodes.size()];
		used = new boolean[nodes.size()];
		trained = new boolean[nodes.size()];
		kept = new boolean[nodes.size()];
		lastUses = new int[nodes.size()];
		for (final Node node : nodes)
			look(node);
		for (final Node output : graph.outputs().values()) {
			used[output.number()] = true;
			lastUses[owners[output.number()]] = Integer.MAX_VALUE;
		}
		for (int n = nodes.size() - 1; n >= 0; n--)
			if (used[n]) use(nodes.get(n));
	}

	private void look(final Node node) {
		final int n = node.number();
		owners[n] = n;
		trained[n] = node.operation() instanceof Operation.Weight;
		if (node.arguments().isEmpty()) return;
		operations[n] = Nd4jOperation.of(node.operation(), pool);
		if (operations[n].sharesArgument()) owners[n] = owners[node.arguments().get(0).number()];
		for (final Node argument : node.arguments())
			trained[n] |= trained[argument.number()];
	}

	private void use(final Node node) {
		final Nd4jOperation operation = operations[node.number()];
		final boolean differentiated = trained[node.number()] && operation != null;
		if (differentiated && operation.needsResult()) kept[owners[node.number()]] = true;
		for (final Node argument : node.arguments()) {
			used[argument.number()] = true;
			final int owner = owners[argument.number()];
			lastUses[owner] = Math.max(lastUses[owner], node.number());
			if (differentiated && operation.needsArguments()) kept[owner] = true;
		}
	}

	Graph graph() {
		return graph;
	}

	/** @return where all arrays of runs come from and go to */
	ArrayPool pool() {
		return pool;
	}

	/** @return what computes a node; null if it has no arguments */
	Nd4jOperation operation(final Node node) {
		return operations[node.number()];
	}

	/** @return whether an output depends on a node */
	boolean used(final Node node) {
		return used[node.number()];
	}

	/** @return whether a node depends on a weight */
	boolean trained(final Node node) {
		return trained[node.number()];
	}

	/** @return the node whose memory its result lies in */
	Node owner(final Node node) {
		return graph.nodes().get(owners[node.number()]);
	}

	/** @return whether the memory of an owner is not needed once a node has been computed */
	boolean endsAt(final Node owner, final Node node) {
		return lastUses[owner.number()] <= node.number();
	}

	/** @return whether the memory of an owner is needed for the gradient */
	boolean kept(final Node owner) {
		return kept[owner.number()];
	}
}
