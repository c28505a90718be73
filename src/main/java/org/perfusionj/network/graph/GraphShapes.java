package org.perfusionj.network.graph;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** The shapes of all results of one run of a graph, from those of its inputs. Immutable. */
public final class GraphShapes {

	private final int[][] shapes;

	/**
	 * @param graph what is to be run
	 * @param inputs shape of each input, by name
	 * @throws IllegalArgumentException if one is missing, unknown or of another rank, or shapes do not fit an operation; the message says which
	 */
	public GraphShapes(final Graph graph, final Map<String, int[]> inputs) {
		check(graph, inputs);
		for (final Operation.Input input : graph.inputs())
			if (!inputs.containsKey(input.name())) throw new IllegalArgumentException("The network was not given its input " + input.name() + ".");
		shapes = new int[graph.nodes().size()][];
		for (final Node node : graph.nodes())
			shapes[node.number()] = shape(node, inputs);
	}

	/**
	 * @param graph what is to be run
	 * @param inputs shape of some inputs, by name
	 * @throws IllegalArgumentException if one is unknown or of another rank
	 */
	public static void check(final Graph graph, final Map<String, int[]> inputs) {
		final Map<String, Integer> ranks = new LinkedHashMap<>();
		graph.inputs().forEach(input -> ranks.put(input.name(), input.rank()));
		inputs.forEach((name, shape) -> {
			if (!ranks.containsKey(name)) throw new IllegalArgumentException("The network has no input " + name + "; its inputs are " + String.join(", ", ranks.keySet()) + ".");
			if (shape.length != ranks.get(name)) throw new IllegalArgumentException("The input " + name + " of the network has " + ranks.get(name) + " axes, but was given an array of shape " + Arrays.toString(shape) + ".");
		});
	}

	/** @return extents of the result of a node; shared, do not change them */
	public int[] of(final Node node) {
		return shapes[node.number()];
	}

	/** @return whether all shapes are the same */
	public boolean sameAs(final GraphShapes other) {
		return Arrays.deepEquals(shapes, other.shapes);
	}

	/** @return place of an axis, counted from the front */
	public static int axis(final int axis, final int rank) {
		return axis < 0 ? axis + rank : axis;
	}

	private int[] shape(final Node node, final Map<String, int[]> inputs) {
		final Operation operation = node.operation();
		if (operation instanceof Operation.Input input) return inputs.get(input.name());
		if (operation instanceof Operation.Weight weight) return weight.shape();
		if (operation instanceof Operation.Constant constant) return constant.value().shape();
		final List<int[]> arguments = node.arguments().stream().map(this::of).toList();
		final int[] first = arguments.get(0);
		if (operation instanceof Operation.MatrixProduct) return product(node, first, arguments.get(1));
		if (operation instanceof Operation.Combined) return matched(node, first, arguments.get(1));
		if (operation instanceof Operation.Reduced reduced) return with(first, axis(node, reduced.axis(), first.length), 1);
		if (operation instanceof Operation.Concatenated concatenated) return concatenated(node, axis(node, concatenated.axis(), first.length), arguments);
		if (operation instanceof Operation.Slice slice) return slice(node, slice, first);
		if (operation instanceof Operation.Reshaped reshaped) return reshaped(node, reshaped.shape(), first);
		if (operation instanceof Operation.Transposed transposed) return transposed(node, transposed.order(), first);
		if (operation instanceof Operation.Convolution convolution) return convolved(node, convolution.stride(), first, arguments.get(1));
		require(first.length > 0 || !ofRows(operation), node, "a single number has no axis");
		return first;
	}

	private static boolean ofRows(final Operation operation) {
		return operation instanceof Operation.Softmax || operation instanceof Operation.Normalised || operation instanceof Operation.SortedDescending;
	}

	private int[] product(final Node node, final int[] a, final int[] b) {
		require(a.length > 1 && b.length > 1, node, "both must have two axes or more");
		require(a[a.length - 1] == b[b.length - 2], node, "the last extent of the first must be the last but one of the second");
		final int[] front = matched(node, Arrays.copyOf(a, a.length - 2), Arrays.copyOf(b, b.length - 2));
		final int[] shape = Arrays.copyOf(front, front.length + 2);
		shape[front.length] = a[a.length - 2];
		shape[front.length + 1] = b[b.length - 1];
		return shape;
	}

	private int[] matched(final Node node, final int[] a, final int[] b) {
		final int[] shape = new int[Math.max(a.length, b.length)];
		for (int i = 1; i <= shape.length; i++) {
			final int ofA = i <= a.length ? a[a.length - i] : 1;
			final int ofB = i <= b.length ? b[b.length - i] : 1;
			require(ofA == ofB || ofA == 1 || ofB == 1, node, "extents must be equal or 1");
			shape[shape.length - i] = Math.max(ofA, ofB);
		}
		return shape;
	}

	private int[] concatenated(final Node node, final int axis, final List<int[]> arguments) {
		final int[] first = arguments.get(0);
		int extent = 0;
		for (final int[] argument : arguments) {
			require(argument.length == first.length && Arrays.equals(with(argument, axis, 1), with(first, axis, 1)), node, "only extents of axis " + axis + " may differ");
			extent += argument[axis];
		}
		return with(first, axis, extent);
	}

	private int[] slice(final Node node, final Operation.Slice slice, final int[] shape) {
		final int axis = axis(node, slice.axis(), shape.length);
		require(slice.from() >= 0 && slice.from() < slice.to() && slice.to() <= shape[axis], node, "axis " + axis + " has no " + slice.from() + " to " + (slice.to() - 1));
		return with(shape, axis, slice.to() - slice.from());
	}

	private int[] reshaped(final Node node, final int[] wanted, final int[] shape) {
		final int[] result = wanted.clone();
		long known = 1;
		int open = -1;
		for (int i = 0; i < result.length; i++) {
			require(result[i] != 0 || i < shape.length, node, "there is no axis " + i + " to keep");
			require(result[i] >= 0 || open < 0, node, "only one extent can be what is left");
			if (result[i] == 0) result[i] = shape[i];
			if (result[i] < 0) open = i;
			else known *= result[i];
		}
		long count = 1;
		for (final int extent : shape)
			count *= extent;
		if (open >= 0) result[open] = (int) (count / known);
		require(open < 0 ? count == known : count % known == 0, node, "the number of values is not that of " + Arrays.toString(wanted));
		return result;
	}

	private int[] transposed(final Node node, final int[] order, final int[] shape) {
		final int[] result = new int[shape.length];
		final boolean[] taken = new boolean[shape.length];
		require(order.length == shape.length, node, "the order " + Arrays.toString(order) + " has another number of axes");
		for (int i = 0; i < order.length; i++) {
			final int axis = axis(node, order[i], shape.length);
			require(!taken[axis], node, "the order " + Arrays.toString(order) + " has an axis twice");
			taken[axis] = true;
			result[i] = shape[axis];
		}
		return result;
	}

	private int[] convolved(final Node node, final int stride, final int[] a, final int[] weight) {
		require(a.length == 3 && weight.length == 3, node, "both must have three axes");
		require(weight[0] % 2 == 1, node, "the width of the weight must be odd");
		require(a[2] == weight[1], node, "the last extent of the first must be the middle one of the weight");
		require(stride > 0, node, "the stride must be 1 or more");
		return new int[] { a[0], (a[1] + stride - 1) / stride, weight[2] };
	}

	private int axis(final Node node, final int axis, final int rank) {
		require(axis >= -rank && axis < rank, node, "there is no axis " + axis);
		return axis(axis, rank);
	}

	private static int[] with(final int[] shape, final int axis, final int extent) {
		final int[] other = shape.clone();
		other[axis] = extent;
		return other;
	}

	private void require(final boolean fits, final Node node, final String rule) {
		if (!fits) throw new IllegalArgumentException("Operation #" + node.number() + " of the network (" + node.operation().getClass().getSimpleName() + ") cannot take " + node.arguments().stream().map(this::described).collect(Collectors.joining(
			" and ")) + ": " + rule + ".");
	}

	private String described(final Node argument) {
		final String shape = Arrays.toString(of(argument));
		if (argument.operation() instanceof Operation.Weight weight) return weight.name() + " " + shape;
		if (argument.operation() instanceof Operation.Input input) return input.name() + " " + shape;
		return "#" + argument.number() + " " + shape;
	}
}
