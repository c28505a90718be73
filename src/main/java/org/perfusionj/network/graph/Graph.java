package org.perfusionj.network.graph;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.perfusionj.network.graph.Operation.Input;
import org.perfusionj.network.graph.Operation.Start;
import org.perfusionj.network.graph.Operation.Weight;
import org.perfusionj.simulation.RandomStream;

/**
 * A network without the values of its weights: operations in the order of computation. Made by a {@link GraphBuilder}; immutable. The flat weights of a
 * graph are those of its {@link Weight}s one behind the other, in order, each in C order.
 *
 * @param nodes all operations; arguments come before what is made of them
 * @param outputs what a run gives, by name, in order
 */
public record Graph(List<Node> nodes, Map<String, Node> outputs) {

	/** Copies both. */
	public Graph {
		nodes = List.copyOf(nodes);
		outputs = Collections.unmodifiableMap(new LinkedHashMap<>(outputs));
	}

	/** @return what a run must be given, in order */
	public List<Input> inputs() {
		return nodes.stream().map(Node::operation).filter(Input.class::isInstance).map(Input.class::cast).toList();
	}

	/** @return what training changes, in order */
	public List<Weight> weights() {
		return nodes.stream().map(Node::operation).filter(Weight.class::isInstance).map(Weight.class::cast).toList();
	}

	/** @return number of weights */
	public int parameters() {
		return weights().stream().mapToInt(Graph::count).sum();
	}

	/** @return number of values of a weight */
	public static int count(final Weight weight) {
		int count = 1;
		for (final int extent : weight.shape())
			count *= extent;
		return count;
	}

	/** @return flat weights to start training from; each weight has a stream of its own by its name */
	public float[] startingWeights(final RandomStream random) {
		final float[] flat = new float[parameters()];
		int at = 0;
		for (final Weight weight : weights()) {
			fill(weight, random.named(weight.name()), flat, at);
			at += count(weight);
		}
		return flat;
	}

	private static void fill(final Weight weight, final RandomStream random, final float[] flat, final int at) {
		final int[] shape = weight.shape();
		final Start start = weight.start();
		final int width = shape.length == 3 ? shape[0] : 1;
		final double limit = start == Start.GLOROT ? Math.sqrt(6.0 / (width * (shape[shape.length - 2] + shape[shape.length - 1]))) : 0;
		for (int i = at; i < at + count(weight); i++)
			flat[i] = (float) switch (start) {
				case ZERO -> 0;
				case ONE -> 1;
				case GLOROT -> random.uniform(-limit, limit);
				case SMALL -> random.gaussian(0, 0.02);
			};
	}
}
