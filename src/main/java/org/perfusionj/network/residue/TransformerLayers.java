package org.perfusionj.network.residue;

import org.perfusionj.network.graph.GraphBuilder;
import org.perfusionj.network.graph.Node;
import org.perfusionj.network.graph.Operation.Function;
import org.perfusionj.network.graph.Operation.Reduction;
import org.perfusionj.network.graph.Operation.Start;

/** The layers of a Transformer (Vaswani et al. 2017): each sublayer is added to its input, and the sum is normalised. Tokens are [batch, token, width]. */
final class TransformerLayers {

	private static final double EPSILON = 1e-5;

	private final GraphBuilder graph;
	private final TransformerDesign design;
	private final Node positions;
	private final Node times;

	TransformerLayers(final GraphBuilder graph, final TransformerDesign design, final Node positions, final Node times) {
		this.graph = graph;
		this.design = design;
		this.positions = positions;
		this.times = times;
	}

	/** Values by a convolution, fixed positions and learned times (Zhou et al. 2021): [batch, frame, channel] to tokens. */
	Node embedded(final String name, final Node curves, final int channels) {
		final Node values = graph.convolution(curves, graph.weight(name + ".values.weight", Start.GLOROT, design.kernel(), channels, design.width()), design.stride());
		final Node biased = graph.sum(values, graph.weight(name + ".values.bias", Start.ZERO, design.width()));
		final Node placed = graph.sum(positions, graph.dense(name + ".time", times, TransformerDesign.TIME_FEATURES, design.width()));
		return graph.sum(biased, placed);
	}

	Node encoded(final String name, final Node tokens) {
		Node now = tokens;
		for (int layer = 1; layer <= design.layers(); layer++) {
			now = added(name + "." + layer + ".norm1", now, attention(name + "." + layer + ".self", now, now));
			now = added(name + "." + layer + ".norm2", now, feedForward(name + "." + layer, now));
		}
		return normalised(name + ".norm", now);
	}

	/** Tokens that are the same for the whole batch may come with a batch of 1: it grows where they first meet the memory. */
	Node decoded(final String name, final Node tokens, final Node memory) {
		Node now = tokens;
		for (int layer = 1; layer <= design.layers(); layer++) {
			now = added(name + "." + layer + ".norm1", now, attention(name + "." + layer + ".self", now, now));
			now = added(name + "." + layer + ".norm2", now, attention(name + "." + layer + ".cross", now, memory));
			now = added(name + "." + layer + ".norm3", now, feedForward(name + "." + layer, now));
		}
		return normalised(name + ".norm", now);
	}

	/** Two linear layers with a rectifier between them. */
	Node head(final String name, final Node values, final int results) {
		return graph.dense(name + ".2", graph.map(Function.RELU, graph.dense(name + ".1", values, design.width(), TransformerDesign.HEAD)), TransformerDesign.HEAD, results);
	}

	/** Mean over the tokens: [batch, width]. */
	Node pooled(final Node tokens) {
		return graph.reshaped(graph.reduced(Reduction.MEAN, tokens, 1), 0, -1);
	}

	private Node attention(final String name, final Node asking, final Node asked) {
		final int size = design.width() / design.heads();
		final Node query = heads(graph.affine(linear(name + ".query", asking), 1 / Math.sqrt(size), 0), 0, 2, 1, 3);
		final Node key = heads(linear(name + ".key", asked), 0, 2, 3, 1);
		final Node value = heads(linear(name + ".value", asked), 0, 2, 1, 3);
		final Node found = graph.product(graph.softmax(graph.product(query, key)), value);
		return linear(name + ".out", graph.reshaped(graph.transposed(found, 0, 2, 1, 3), 0, 0, -1));
	}

	private Node heads(final Node tokens, final int... order) {
		return graph.transposed(graph.reshaped(tokens, 0, 0, design.heads(), design.width() / design.heads()), order);
	}

	private Node linear(final String name, final Node tokens) {
		return graph.dense(name, tokens, design.width(), design.width());
	}

	private Node feedForward(final String name, final Node tokens) {
		return graph.dense(name + ".inner2", graph.map(Function.RELU, graph.dense(name + ".inner1", tokens, design.width(), design.feedForward())), design.feedForward(), design.width());
	}

	private Node added(final String name, final Node tokens, final Node change) {
		return normalised(name, graph.sum(tokens, change));
	}

	private Node normalised(final String name, final Node tokens) {
		final Node scaled = graph.times(graph.normalised(tokens, EPSILON), graph.weight(name + ".scale", Start.ONE, design.width()));
		return graph.sum(scaled, graph.weight(name + ".bias", Start.ZERO, design.width()));
	}
}
