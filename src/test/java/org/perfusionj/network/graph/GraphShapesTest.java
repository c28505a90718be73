package org.perfusionj.network.graph;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.perfusionj.network.ReferenceGraph;
import org.perfusionj.network.SampleGraphs;
import org.perfusionj.network.graph.Operation.Reduction;

/** Shapes against those of computed arrays, and what is said when they do not fit. */
class GraphShapesTest {

	@ParameterizedTest(name = "{0}")
	@MethodSource("org.perfusionj.network.SampleGraphs#all")
	void shapesAreThoseOfResults(final SampleGraphs.Sample sample) {
		final Map<String, int[]> inputs = new LinkedHashMap<>();
		sample.inputs().forEach((name, tensor) -> inputs.put(name, tensor.shape()));
		final GraphShapes shapes = new GraphShapes(sample.graph(), inputs);
		try (ReferenceGraph reference = new ReferenceGraph(sample.graph(), sample.weights(1))) {
			final Map<String, Tensor> outputs = reference.run(sample.inputs());
			sample.graph().outputs().forEach((name, node) -> assertArrayEquals(outputs.get(name).shape(), shapes.of(node), name));
		}
		assertTrue(shapes.sameAs(new GraphShapes(sample.graph(), inputs)));
	}

	@Test
	void otherInputsAreOtherShapes() {
		final Graph graph = graph(2, builder -> builder.softmax(builder.input("b", 2)));
		assertFalse(shapes(graph, new int[] { 2, 3 }, new int[] { 2, 3 }).sameAs(shapes(graph, new int[] { 2, 3 }, new int[] { 2, 4 })));
	}

	@Test
	void whatDoesNotFitIsSaid() {
		refused("MatrixProduct) cannot take a [2, 3] and b [4, 5]: the last extent of the first must be the last but one of the second.", (builder, a, b) -> builder.product(a, b), new int[] { 2, 3 }, 4, 5);
		refused("MatrixProduct) cannot take a [3] and b [3, 5]: both must have two axes or more.", (builder, a, b) -> builder.product(a, b), new int[] { 3 }, 3, 5);
		refused("MatrixProduct) cannot take a [2, 3, 4] and b [3, 4, 5]: extents must be equal or 1.", (builder, a, b) -> builder.product(a, b), new int[] { 2, 3, 4 }, 3, 4, 5);
		refused("Combined) cannot take a [2, 3] and b [2]: extents must be equal or 1.", (builder, a, b) -> builder.sum(a, b), new int[] { 2, 3 }, 2);
		refused("Reduced) cannot take a [2, 3]: there is no axis 2.", (builder, a, b) -> builder.reduced(Reduction.SUM, a, 2), new int[] { 2, 3 }, 1);
		refused("Reduced) cannot take a [2, 3]: there is no axis -3.", (builder, a, b) -> builder.reduced(Reduction.SUM, a, -3), new int[] { 2, 3 }, 1);
		refused("Softmax) cannot take a []: a single number has no axis.", (builder, a, b) -> builder.softmax(a), new int[0], 1);
		refused("Concatenated) cannot take a [2, 3] and b [3, 4]: only extents of axis 1 may differ.", (builder, a, b) -> builder.concatenated(-1, a, b), new int[] { 2, 3 }, 3, 4);
		refused("Concatenated) cannot take a [2, 3] and b [3]: only extents of axis 0 may differ.", (builder, a, b) -> builder.concatenated(0, a, b), new int[] { 2, 3 }, 3);
		refused("Slice) cannot take a [2, 3]: axis 1 has no 2 to 3.", (builder, a, b) -> builder.slice(a, 1, 2, 4), new int[] { 2, 3 }, 1);
		refused("Slice) cannot take a [2, 3]: axis 1 has no 2 to 1.", (builder, a, b) -> builder.slice(a, 1, 2, 2), new int[] { 2, 3 }, 1);
		refused("Reshaped) cannot take a [2, 3]: the number of values is not that of [5, -1].", (builder, a, b) -> builder.reshaped(a, 5, -1), new int[] { 2, 3 }, 1);
		refused("Reshaped) cannot take a [2, 3]: the number of values is not that of [5].", (builder, a, b) -> builder.reshaped(a, 5), new int[] { 2, 3 }, 1);
		refused("Reshaped) cannot take a [2, 3]: there is no axis 2 to keep.", (builder, a, b) -> builder.reshaped(a, 2, 3, 0), new int[] { 2, 3 }, 1);
		refused("Reshaped) cannot take a [2, 3]: only one extent can be what is left.", (builder, a, b) -> builder.reshaped(a, -1, -1), new int[] { 2, 3 }, 1);
		refused("Transposed) cannot take a [2, 3]: the order [1, 0, 2] has another number of axes.", (builder, a, b) -> builder.transposed(a, 1, 0, 2), new int[] { 2, 3 }, 1);
		refused("Transposed) cannot take a [2, 3]: the order [1, 1] has an axis twice.", (builder, a, b) -> builder.transposed(a, 1, 1), new int[] { 2, 3 }, 1);
		refused("Convolution) cannot take a [2, 3] and b [3, 3, 1]: both must have three axes.", (builder, a, b) -> builder.convolution(a, b, 1), new int[] { 2, 3 }, 3, 3, 1);
		refused("Convolution) cannot take a [2, 8, 3] and b [4, 3, 1]: the width of the weight must be odd.", (builder, a, b) -> builder.convolution(a, b, 1), new int[] { 2, 8, 3 }, 4, 3, 1);
		refused("Convolution) cannot take a [2, 8, 3] and b [3, 2, 1]: the last extent of the first must be the middle one of the weight.", (builder, a, b) -> builder.convolution(a, b, 1), new int[] { 2, 8, 3 }, 3, 2, 1);
		refused("Convolution) cannot take a [2, 8, 3] and b [3, 3, 1]: the stride must be 1 or more.", (builder, a, b) -> builder.convolution(a, b, 0), new int[] { 2, 8, 3 }, 3, 3, 1);
	}

	/** Makes an operation of two inputs. */
	private interface Recipe {

		Node of(GraphBuilder builder, Node a, Node b);
	}

	private static void refused(final String message, final Recipe recipe, final int[] a, final int... b) {
		final GraphBuilder builder = new GraphBuilder();
		builder.output("result", recipe.of(builder, builder.input("a", a.length), builder.input("b", b.length)));
		final Graph graph = builder.build();
		assertEquals("Operation #2 of the network (" + message, assertThrows(IllegalArgumentException.class, () -> shapes(graph, a, b)).getMessage());
	}

	private static Graph graph(final int rank, final Function<GraphBuilder, Node> recipe) {
		final GraphBuilder builder = new GraphBuilder();
		builder.input("a", rank);
		builder.output("result", recipe.apply(builder));
		return builder.build();
	}

	private static GraphShapes shapes(final Graph graph, final int[] a, final int[] b) {
		return new GraphShapes(graph, Map.of("a", a, "b", b));
	}
}
