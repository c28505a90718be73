package org.perfusionj.network.graph;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.perfusionj.network.graph.Operation.Arithmetic;
import org.perfusionj.network.graph.Operation.Function;
import org.perfusionj.network.graph.Operation.Reduction;
import org.perfusionj.network.graph.Operation.Start;

/** Puts a {@link Graph} together, operation by operation. Not thread-safe. */
public final class GraphBuilder {

	private final List<Node> nodes = new ArrayList<>();
	private final Map<String, Node> outputs = new LinkedHashMap<>();
	private final Set<String> names = new HashSet<>();

	/** @return an array given to every run */
	public Node input(final String name, final int rank) {
		return named(name, new Operation.Input(name, rank));
	}

	/** @return an array that training changes */
	public Node weight(final String name, final Start start, final int... shape) {
		return named(name, new Operation.Weight(name, shape.clone(), start));
	}

	/** @return an array that never changes */
	public Node constant(final Tensor value) {
		return add(new Operation.Constant(value));
	}

	/** @return product of matrices */
	public Node product(final Node a, final Node b) {
		return add(new Operation.MatrixProduct(), a, b);
	}

	/** @return a + b */
	public Node sum(final Node a, final Node b) {
		return add(new Operation.Combined(Arithmetic.SUM), a, b);
	}

	/** @return a - b */
	public Node difference(final Node a, final Node b) {
		return add(new Operation.Combined(Arithmetic.DIFFERENCE), a, b);
	}

	/** @return a * b, value by value */
	public Node times(final Node a, final Node b) {
		return add(new Operation.Combined(Arithmetic.PRODUCT), a, b);
	}

	/** @return a / b, value by value */
	public Node quotient(final Node a, final Node b) {
		return add(new Operation.Combined(Arithmetic.QUOTIENT), a, b);
	}

	/** @return f(a), value by value */
	public Node map(final Function function, final Node a) {
		return add(new Operation.Mapped(function), a);
	}

	/** @return factor * a + offset */
	public Node affine(final Node a, final double factor, final double offset) {
		return add(new Operation.Affine((float) factor, (float) offset), a);
	}

	/** @return softmax along the last axis */
	public Node softmax(final Node a) {
		return add(new Operation.Softmax(), a);
	}

	/** @return mean 0 and variance 1 along the last axis */
	public Node normalised(final Node a, final double epsilon) {
		return add(new Operation.Normalised((float) epsilon), a);
	}

	/** @return sum, mean or largest along an axis, which stays with extent 1 */
	public Node reduced(final Reduction reduction, final Node a, final int axis) {
		return add(new Operation.Reduced(reduction, axis), a);
	}

	/** @return all one behind the other along an axis */
	public Node concatenated(final int axis, final Node... parts) {
		return add(new Operation.Concatenated(axis), parts);
	}

	/** @return values from..to-1 of an axis */
	public Node slice(final Node a, final int axis, final int from, final int to) {
		return add(new Operation.Slice(axis, from, to), a);
	}

	/** @return the same values in another shape: 0 keeps an extent, -1 is what is left */
	public Node reshaped(final Node a, final int... shape) {
		return add(new Operation.Reshaped(shape.clone()), a);
	}

	/** @return axes in another order */
	public Node transposed(final Node a, final int... order) {
		return add(new Operation.Transposed(order.clone()), a);
	}

	/** @return the last axis sorted, the largest first */
	public Node sortedDescending(final Node a) {
		return add(new Operation.SortedDescending(), a);
	}

	/** @return cross-correlation along the middle axis of a [batch, n, channels] with a weight [width, channels, outputs] */
	public Node convolution(final Node a, final Node weight, final int stride) {
		return add(new Operation.Convolution(stride), a, weight);
	}

	/** @return a * weight + bias, with new weights name.weight and name.bias */
	public Node dense(final String name, final Node a, final int inputs, final int results) {
		return sum(product(a, weight(name + ".weight", Start.GLOROT, inputs, results)), weight(name + ".bias", Start.ZERO, results));
	}

	/** Makes a node an output. */
	public void output(final String name, final Node node) {
		if (outputs.putIfAbsent(name, node) != null) throw new IllegalArgumentException("There are two outputs " + name + ".");
	}

	/** @return the graph */
	public Graph build() {
		return new Graph(nodes, outputs);
	}

	private Node named(final String name, final Operation operation) {
		if (!names.add(name)) throw new IllegalArgumentException("There are two arrays " + name + ".");
		return add(operation);
	}

	private Node add(final Operation operation, final Node... arguments) {
		for (final Node argument : arguments)
			if (argument.number() >= nodes.size() || nodes.get(argument.number()) != argument) throw new IllegalArgumentException(argument + " is not of this graph.");
		final Node node = new Node(nodes.size(), operation, List.of(arguments));
		nodes.add(node);
		return node;
	}
}
