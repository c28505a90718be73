package org.perfusionj.network;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import org.perfusionj.network.graph.Graph;
import org.perfusionj.network.graph.GraphBuilder;
import org.perfusionj.network.graph.Node;
import org.perfusionj.network.graph.Operation.Arithmetic;
import org.perfusionj.network.graph.Operation.Function;
import org.perfusionj.network.graph.Operation.Reduction;
import org.perfusionj.network.graph.Operation.Start;
import org.perfusionj.network.graph.Tensor;

/** Small graphs of every operation, and of several together, with inputs for them. */
public final class SampleGraphs {

	private SampleGraphs() {
	}

	/**
	 * @param name for messages
	 * @param graph operations
	 * @param inputs arrays that it can take
	 */
	public record Sample(String name, Graph graph, Map<String, Tensor> inputs) {

		/** @return random weights, the same for the same seed */
		public float[] weights(final long seed) {
			return SampleNetworks.values(seed, graph.parameters());
		}

		@Override
		public String toString() {
			return name;
		}
	}

	/** Puts a sample together. */
	private static final class Making {

		private final GraphBuilder builder = new GraphBuilder();
		private final Map<String, Tensor> inputs = new LinkedHashMap<>();

		/** @return an input */
		Node input(final int... shape) {
			final String name = "input " + inputs.size();
			inputs.put(name, values(17 + inputs.size(), shape));
			return builder.input(name, shape.length);
		}

		/** @return a sum of an input and a weight: its values are those of neither */
		Node array(final int... shape) {
			return builder.sum(input(shape), weight(shape));
		}

		Node weight(final int... shape) {
			return builder.weight("weight " + inputs.size() + Arrays.toString(shape) + builder.build().nodes().size(), Start.SMALL, shape);
		}

		Sample named(final String name) {
			return new Sample(name, builder.build(), inputs);
		}
	}

	/** Makes the outputs of a sample. */
	@FunctionalInterface
	private interface Recipe {

		Node of(Making making, GraphBuilder builder);
	}

	private static Sample sample(final String name, final Recipe recipe) {
		final Making making = new Making();
		making.builder.output("result", recipe.of(making, making.builder));
		return making.named(name);
	}

	private static Tensor values(final long seed, final int... shape) {
		return new Tensor(shape, SampleNetworks.values(seed, Tensor.zeros(shape).values().length));
	}

	/** @return all */
	public static Stream<Sample> all() {
		final List<Sample> samples = new ArrayList<>();
		products(samples);
		valueByValue(samples);
		axes(samples);
		shapes(samples);
		convolutions(samples);
		samples.add(dense());
		samples.add(transformer());
		samples.add(several());
		return samples.stream();
	}

	private static void products(final List<Sample> samples) {
		for (final int[][] shapes : new int[][][] { { { 3, 4 }, { 4, 5 } }, { { 1, 7 }, { 7, 1 } }, { { 5, 1 }, { 1, 3 } }, { { 2, 3, 4 }, { 4, 5 } }, { { 2, 3, 5, 4 }, { 4, 3 } }, { { 3, 5, 4 }, { 3, 4, 2 } },
			{ { 2, 3, 5, 4 }, { 2, 3, 4, 6 } }, { { 2, 3, 5, 4 }, { 1, 3, 4, 6 } }, { { 2, 1, 5, 4 }, { 1, 3, 4, 6 } }, { { 2, 3, 5, 4 }, { 3, 4, 6 } }, { { 5, 4 }, { 3, 4, 2 } }, { { 1, 2, 4 }, { 3, 4, 5 } },
			{ { 1, 1, 3, 4 }, { 1, 1, 4, 5 } }, { { 2, 2, 1, 3 }, { 2, 2, 3, 1 } } })
			samples.add(sample("product of " + text(shapes), (making, builder) -> builder.product(making.array(shapes[0]), making.array(shapes[1]))));
		samples.add(sample("product of an input and a weight", (making, builder) -> builder.product(making.input(6, 3), making.weight(3, 4))));
		samples.add(sample("product of a weight and an input", (making, builder) -> builder.product(making.weight(2, 6), making.input(6, 3))));
		samples.add(sample("product of a matrix and its transpose", (making, builder) -> {
			final Node a = making.array(2, 3, 4);
			return builder.product(a, builder.transposed(a, 0, 2, 1));
		}));
	}

	private static void valueByValue(final List<Sample> samples) {
		final int[][][] pairs = { { { 3, 4 }, { 3, 4 } }, { { 3, 4 }, { 4 } }, { { 4 }, { 3, 4 } }, { { 3, 1 }, { 1, 4 } }, { { 3, 4 }, { 3, 1 } }, { { 2, 3, 4 }, { 1, 3, 4 } }, { { 2, 3, 4 }, { 3, 4 } },
			{ { 2, 3, 4 }, { 2, 1, 4 } }, { { 2, 3, 4, 5 }, { 3, 1, 1 } }, { { 2, 3, 4, 5 }, { 2, 3, 1, 5 } }, { { 1, 1, 5 }, { 5 } }, { { 3, 4 }, { 1 } }, { { 3, 4 }, {} }, { {}, { 5 } }, { { 1, 4 }, { 4 } } };
		for (final Arithmetic arithmetic : Arithmetic.values())
			for (final int[][] shapes : pairs)
				samples.add(sample(arithmetic + " of " + text(shapes), (making, builder) -> {
					final Node a = making.array(shapes[0]);
					final Node b = making.array(shapes[1]);
					return switch (arithmetic) {
						case SUM -> builder.sum(a, b);
						case DIFFERENCE -> builder.difference(a, b);
						case PRODUCT -> builder.times(a, b);
						case QUOTIENT -> builder.quotient(a, builder.affine(builder.map(Function.SIGMOID, b), -1, -0.5));
					};
				}));
		samples.add(sample("sum, product and quotient of an array with itself", (making, builder) -> {
			final Node a = making.array(3, 5);
			return builder.sum(builder.sum(a, a), builder.quotient(builder.times(a, a), builder.affine(builder.times(a, a), 1, 1)));
		}));
		for (final Function function : Function.values())
			for (final int[] shape : new int[][] { { 7 }, { 3, 5 }, { 2, 3, 4, 5 } })
				samples.add(sample(function + " of " + text(shape), (making, builder) -> {
					final Node a = making.array(shape);
					return builder.map(function, function == Function.LOG || function == Function.SQRT ? builder.affine(builder.map(Function.SIGMOID, a), 3, 0.1) : a);
				}));
		for (final Function function : List.of(Function.RELU, Function.GELU, Function.SOFTPLUS, Function.SIGMOID, Function.TANH))
			samples.add(sample(function + " of large values", (making, builder) -> builder.map(function, builder.concatenated(0, making.array(1, 6), builder.affine(making.array(4, 6), 200, 1)))));
		samples.add(sample("factor and offset", (making, builder) -> builder.affine(making.array(3, 5), -2.5, 0.7)));
		samples.add(sample("factor alone", (making, builder) -> builder.affine(making.array(3), 3, 0)));
	}

	private static void axes(final List<Sample> samples) {
		for (final int[] shape : new int[][] { { 6 }, { 3, 5 }, { 4, 1 }, { 2, 3, 7 }, { 2, 3, 4, 8 } }) {
			samples.add(sample("softmax of " + text(shape), (making, builder) -> builder.softmax(making.array(shape))));
			samples.add(sample("normalised " + text(shape), (making, builder) -> builder.normalised(making.array(shape), 0.1)));
			samples.add(sample("sorted " + text(shape), (making, builder) -> builder.sortedDescending(making.array(shape))));
			for (final Reduction reduction : Reduction.values())
				for (int axis = -shape.length; axis < shape.length; axis++) {
					final int one = axis;
					samples.add(sample(reduction + " of " + text(shape) + " along " + axis, (making, builder) -> builder.reduced(reduction, making.array(shape), one)));
				}
		}
		samples.add(sample("softmax of large values", (making, builder) -> builder.softmax(builder.concatenated(0, making.array(2, 5), builder.affine(making.array(3, 5), 300, 1000)))));
	}

	private static void shapes(final List<Sample> samples) {
		for (final int axis : new int[] { 0, 1, 2, -1, -2 })
			samples.add(sample("concatenated along " + axis, (making, builder) -> {
				final int place = axis < 0 ? axis + 3 : axis;
				return builder.concatenated(axis, making.array(longer(place, 1)), making.input(longer(place, 2)), making.array(longer(place, 4)));
			}));
		samples.add(sample("concatenated vectors", (making, builder) -> builder.concatenated(0, making.array(3), making.array(1))));
		samples.add(sample("concatenated with itself", (making, builder) -> {
			final Node a = making.array(3, 2);
			return builder.concatenated(1, a, a);
		}));
		for (final int axis : new int[] { 0, 1, 2, -1 })
			samples.add(sample("slices along " + axis, (making, builder) -> {
				final Node a = making.array(3, 4, 5);
				return builder.times(builder.slice(a, axis, 0, 2), builder.slice(a, axis, 1, 3));
			}));
		samples.add(sample("slice of a vector", (making, builder) -> builder.slice(making.array(5), 0, 4, 5)));
		samples.add(sample("slice of one", (making, builder) -> builder.slice(making.array(2, 5), 1, 2, 3)));
		for (final int[] shape : new int[][] { { 24 }, { 0, -1 }, { -1, 4 }, { 2, 3, 2, 2 }, { 0, 0, 0, 1 }, { 2, 3, 4 } })
			samples.add(sample("reshaped to " + text(shape), (making, builder) -> builder.map(Function.TANH, builder.reshaped(making.array(2, 3, 4), shape))));
		samples.add(sample("reshaped and used twice", (making, builder) -> {
			final Node a = builder.map(Function.EXP, making.array(2, 3));
			final Node b = builder.reshaped(a, 3, 2);
			return builder.product(builder.times(b, b), a);
		}));
		samples.add(sample("an input reshaped", (making, builder) -> builder.product(builder.reshaped(making.input(2, 6), 4, 3), making.weight(3, 2))));
		for (final int[] order : new int[][] { { 1, 0, 2 }, { 2, 0, 1 }, { 0, 2, 1 }, { -1, -2, -3 }, { 0, 1, 2 } })
			samples.add(sample("transposed " + text(order), (making, builder) -> builder.map(Function.EXP, builder.transposed(making.array(2, 3, 4), order))));
		samples.add(sample("heads", (making, builder) -> builder.map(Function.EXP, builder.transposed(builder.reshaped(making.array(2, 5, 6), 0, 0, 3, 2), 0, 2, 1, 3))));
	}

	private static int[] longer(final int axis, final int extent) {
		final int[] shape = { 2, 3, 5 };
		shape[axis] = extent;
		return shape;
	}

	private static void convolutions(final List<Sample> samples) {
		for (final int[] one : new int[][] { { 2, 7, 3, 3, 4, 1 }, { 2, 8, 1, 5, 4, 2 }, { 1, 7, 2, 3, 1, 2 }, { 3, 6, 2, 1, 3, 1 }, { 2, 10, 2, 7, 2, 3 }, { 1, 2, 2, 7, 2, 1 }, { 2, 1, 1, 3, 2, 4 }, { 2, 9, 2, 3, 2, 4 }, { 2, 5, 2, 3, 2, 4 }, { 1, 11, 1, 5, 3, 3 } })
			samples.add(sample("convolution " + text(one), (making, builder) -> builder.convolution(making.array(one[0], one[1], one[2]), making.array(one[3], one[2], one[4]), one[5])));
	}

	/** @return dense layers and what bounds their outputs */
	public static Sample dense() {
		final Making making = new Making();
		final GraphBuilder builder = making.builder;
		final Node curves = making.input(6, 9);
		final Node aif = making.input(1, 9);
		final Node both = builder.concatenated(-1, builder.dense("curves", curves, 9, 7), builder.times(builder.dense("aif", aif, 9, 4), builder.constant(Tensor.of(new float[] { 1, 1, 1, 1, 1, 1 }, 6, 1))));
		final Node hidden = builder.map(Function.GELU, builder.dense("hidden", builder.map(Function.RELU, both), 11, 13));
		builder.output("residue", builder.sortedDescending(builder.map(Function.SOFTPLUS, builder.dense("residue", hidden, 13, 9))));
		builder.output("delay", builder.map(Function.SOFTPLUS, builder.affine(builder.slice(builder.dense("delay", hidden, 13, 2), 1, 0, 1), 0.1, 0)));
		final Node attention = builder.softmax(builder.affine(builder.product(hidden, builder.weight("memory", Start.SMALL, 13, 5)), 0.3, 0));
		builder.output("remembered", builder.product(attention, builder.weight("values", Start.SMALL, 5, 9)));
		return making.named("dense layers");
	}

	/** @return one block of a transformer and its decoder */
	public static Sample transformer() {
		final Making making = new Making();
		final GraphBuilder builder = making.builder;
		final Node tissue = making.input(3, 7, 1);
		final Node aif = making.input(1, 7, 1);
		final Node x = builder.sum(builder.convolution(tissue, builder.weight("embedding", Start.GLOROT, 3, 1, 8), 1), builder.weight("places", Start.SMALL, 1, 7, 8));
		final Node memory = builder.convolution(aif, builder.weight("aif embedding", Start.GLOROT, 3, 1, 8), 1);
		final Node encoded = block(builder, "encoder", x, x);
		final Node decoded = block(builder, "decoder", encoded, memory);
		builder.output("curve", builder.map(Function.SOFTPLUS, builder.reshaped(builder.dense("curve", decoded, 8, 1), 0, -1)));
		builder.output("delay", builder.dense("delay", builder.reshaped(decoded, 0, -1), 56, 1));
		return making.named("transformer");
	}

	private static Node block(final GraphBuilder builder, final String name, final Node x, final Node memory) {
		final Node queries = heads(builder, builder.dense(name + " queries", x, 8, 8));
		final Node keys = heads(builder, builder.dense(name + " keys", memory, 8, 8));
		final Node values = heads(builder, builder.dense(name + " values", memory, 8, 8));
		final Node weights = builder.softmax(builder.affine(builder.product(queries, builder.transposed(keys, 0, 1, 3, 2)), 0.7, 0));
		final Node together = builder.reshaped(builder.transposed(builder.product(weights, values), 0, 2, 1, 3), 0, 0, 8);
		final Node first = scaled(builder, name + " first", builder.sum(x, builder.dense(name + " together", together, 8, 8)));
		final Node wide = builder.map(Function.GELU, builder.dense(name + " wide", first, 8, 16));
		return scaled(builder, name + " second", builder.sum(first, builder.dense(name + " narrow", wide, 16, 8)));
	}

	private static Node heads(final GraphBuilder builder, final Node a) {
		return builder.transposed(builder.reshaped(a, 0, 0, 4, 2), 0, 2, 1, 3);
	}

	private static Node scaled(final GraphBuilder builder, final String name, final Node a) {
		return builder.sum(builder.times(builder.normalised(a, 1e-5), builder.weight(name + ".scale", Start.ONE, 8)), builder.weight(name + ".offset", Start.ZERO, 8));
	}

	/** Outputs that are inputs, weights and arguments of others, and what nothing needs. */
	private static Sample several() {
		final Making making = new Making();
		final GraphBuilder builder = making.builder;
		final Node input = making.input(3, 4);
		final Node weight = making.weight(3, 4);
		final Node inner = builder.times(input, weight);
		builder.output("input", input);
		builder.output("weight", weight);
		builder.output("inner", inner);
		builder.output("inner again", inner);
		builder.output("reshaped", builder.reshaped(inner, 4, 3));
		builder.output("outer", builder.map(Function.EXP, inner));
		builder.map(Function.LOG, builder.sum(inner, making.weight(4)));
		return making.named("several outputs");
	}

	private static String text(final int[][] shapes) {
		return Arrays.deepToString(shapes);
	}

	private static String text(final int[] shape) {
		return Arrays.toString(shape);
	}
}
