package org.perfusionj.network.graph;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

import org.perfusionj.network.graph.Operation.Constant;
import org.perfusionj.network.graph.Operation.Input;
import org.perfusionj.network.graph.Operation.Reshaped;
import org.perfusionj.network.graph.Operation.Weight;

/**
 * A graph cut in two, where its weights begin: what depends on no weight is the same in every epoch of a training and need be computed only once.
 *
 * @param fixed what depends on no weight; its outputs are the inputs of the trained part, by the same names. An input of the whole graph that the
 *          trained part looks at itself is an output of the fixed part under its own name.
 * @param trained what depends on weights, with the outputs of the whole graph and all its weights in their order: flat weights fit both
 */
public record GraphSplit(Graph fixed, Graph trained) {

	/** @return the two parts of a graph; what no output needs is in neither */
	public static GraphSplit of(final Graph graph) {
		return new Cut(graph).split();
	}

	/** One graph while it is cut. Nodes are known by their numbers. */
	private static final class Cut {

		private final Graph graph;
		private final boolean[] weighted;
		private final boolean[] given;
		private final int[] ranks;
		/** What the trained part gets from the fixed one, with its names, which do not depend on what else there is. */
		private final Map<Integer, String> border = new TreeMap<>();

		Cut(final Graph graph) {
			this.graph = graph;
			weighted = new boolean[graph.nodes().size()];
			given = new boolean[graph.nodes().size()];
			ranks = new int[graph.nodes().size()];
			for (final Node node : graph.nodes()) {
				weighted[node.number()] = node.operation() instanceof Weight || node.arguments().stream().anyMatch(argument -> weighted[argument.number()]);
				given[node.number()] = node.operation() instanceof Input || node.arguments().stream().anyMatch(argument -> given[argument.number()]);
				ranks[node.number()] = rank(node, ranks);
			}
		}

		GraphSplit split() {
			final Collection<Node> outputs = graph.outputs().values();
			outputs.forEach(this::hand);
			for (final int number : needed(outputs, Set.of()))
				if (weighted[number]) graph.nodes().get(number).arguments().forEach(this::hand);
			int computed = 0;
			for (final Map.Entry<Integer, String> one : border.entrySet())
				one.setValue(graph.nodes().get(one.getKey()).operation() instanceof Input input ? input.name() : "fixed." + ++computed);
			return new GraphSplit(fixedPart(), trainedPart());
		}

		/** What is made of constants alone is computed again: it would only lengthen what is stored. */
		private void hand(final Node node) {
			if (!weighted[node.number()] && given[node.number()]) border.put(node.number(), "");
		}

		private Set<Integer> needed(final Collection<Node> wanted, final Set<Integer> ends) {
			final Set<Integer> needed = new TreeSet<>();
			wanted.forEach(node -> needed.add(node.number()));
			for (int number = graph.nodes().size() - 1; number >= 0; number--)
				if (needed.contains(number) && !ends.contains(number)) graph.nodes().get(number).arguments().forEach(argument -> needed.add(argument.number()));
			return needed;
		}

		private Graph fixedPart() {
			final Map<Integer, Node> copies = new HashMap<>();
			final List<Node> nodes = new ArrayList<>();
			for (final int number : needed(border.keySet().stream().map(graph.nodes()::get).toList(), Set.of()))
				copy(graph.nodes().get(number), nodes, copies);
			final Map<String, Node> outputs = new LinkedHashMap<>();
			border.forEach((number, name) -> outputs.put(name, copies.get(number)));
			return new Graph(nodes, outputs);
		}

		private Graph trainedPart() {
			final Map<Integer, Node> copies = new HashMap<>();
			final List<Node> nodes = new ArrayList<>();
			final Set<Integer> needed = needed(graph.outputs().values(), border.keySet());
			for (final Node node : graph.nodes()) {
				final String name = border.get(node.number());
				if (name != null) add(new Node(nodes.size(), new Input(name, ranks[node.number()]), List.of()), node, nodes, copies);
				else if (needed.contains(node.number()) || node.operation() instanceof Weight) copy(node, nodes, copies);
			}
			final Map<String, Node> outputs = new LinkedHashMap<>();
			graph.outputs().forEach((name, node) -> outputs.put(name, copies.get(node.number())));
			return new Graph(nodes, outputs);
		}

		private static void copy(final Node node, final List<Node> nodes, final Map<Integer, Node> copies) {
			add(new Node(nodes.size(), node.operation(), node.arguments().stream().map(argument -> copies.get(argument.number())).toList()), node, nodes, copies);
		}

		private static void add(final Node copy, final Node node, final List<Node> nodes, final Map<Integer, Node> copies) {
			nodes.add(copy);
			copies.put(node.number(), copy);
		}

		private static int rank(final Node node, final int[] ranks) {
			if (node.operation() instanceof Input input) return input.rank();
			if (node.operation() instanceof Constant constant) return constant.value().shape().length;
			if (node.operation() instanceof Weight weight) return weight.shape().length;
			if (node.operation() instanceof Reshaped reshaped) return reshaped.shape().length;
			return node.arguments().stream().mapToInt(argument -> ranks[argument.number()]).max().orElseThrow();
		}
	}
}
