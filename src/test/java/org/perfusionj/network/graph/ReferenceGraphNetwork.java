package org.perfusionj.network.graph;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.DoubleBinaryOperator;
import java.util.function.DoubleUnaryOperator;

import org.perfusionj.network.graph.Operation.Affine;
import org.perfusionj.network.graph.Operation.Combined;
import org.perfusionj.network.graph.Operation.Concatenated;
import org.perfusionj.network.graph.Operation.Constant;
import org.perfusionj.network.graph.Operation.Input;
import org.perfusionj.network.graph.Operation.Mapped;
import org.perfusionj.network.graph.Operation.MatrixProduct;
import org.perfusionj.network.graph.Operation.Reduced;
import org.perfusionj.network.graph.Operation.Slice;
import org.perfusionj.network.graph.Operation.Softmax;
import org.perfusionj.network.graph.Operation.SortedDescending;
import org.perfusionj.network.graph.Operation.Weight;

/** Runs small graphs in plain Java with doubles, one operation after the other; gradients by central differences. Only the operations that the tests of training need. */
public final class ReferenceGraphNetwork implements TrainableGraphNetwork {

	private static final double STEP = 1e-5;

	private final Graph graph;
	private final double[] weights;
	private Map<String, Tensor> remembered = Map.of();

	/** @throws IllegalArgumentException if the number of weights is wrong */
	public ReferenceGraphNetwork(final Graph graph, final float[] weights) {
		if (weights.length != graph.parameters()) throw new IllegalArgumentException(weights.length + " weights");
		this.graph = graph;
		this.weights = new double[weights.length];
		setWeights(weights);
	}

	private record Value(int[] shape, double[] values) {

		static Value zeros(final int... shape) {
			return new Value(shape, new double[Arrays.stream(shape).reduce(1, (a, b) -> a * b)]);
		}

		int extent(final int axis) {
			return shape[axis < 0 ? shape.length + axis : axis];
		}
	}

	@Override
	public Graph graph() {
		return graph;
	}

	@Override
	public Map<String, Tensor> run(final Map<String, Tensor> inputs) {
		if (!inputs.keySet().equals(new HashSet<>(graph.inputs().stream().map(Input::name).toList()))) throw new IllegalArgumentException("inputs " + inputs.keySet());
		final Map<String, Tensor> outputs = new LinkedHashMap<>();
		compute(inputs).forEach((name, value) -> outputs.put(name, new Tensor(value.shape, floats(value.values))));
		return outputs;
	}

	private static float[] floats(final double[] values) {
		final float[] floats = new float[values.length];
		for (int i = 0; i < floats.length; i++)
			floats[i] = (float) values[i];
		return floats;
	}

	private Map<String, Value> compute(final Map<String, Tensor> inputs) {
		final Map<Node, Value> values = new HashMap<>();
		int at = 0;
		for (final Node node : graph.nodes()) {
			if (node.operation() instanceof Weight weight) {
				values.put(node, new Value(weight.shape(), Arrays.copyOfRange(weights, at, at + Graph.count(weight))));
				at += Graph.count(weight);
			}
			else values.put(node, value(node, inputs, node.arguments().stream().map(values::get).toList()));
		}
		final Map<String, Value> outputs = new LinkedHashMap<>();
		graph.outputs().forEach((name, node) -> outputs.put(name, values.get(node)));
		return outputs;
	}

	private static Value value(final Node node, final Map<String, Tensor> inputs, final List<Value> arguments) {
		final Operation operation = node.operation();
		if (operation instanceof Input input) return of(inputs.get(input.name()));
		if (operation instanceof Constant constant) return of(constant.value());
		final Value a = arguments.get(0);
		if (operation instanceof MatrixProduct) return product(a, arguments.get(1));
		if (operation instanceof Combined combined) return combined(a, arguments.get(1), function(combined));
		if (operation instanceof Mapped mapped) return mapped(a, function(mapped));
		if (operation instanceof Affine affine) return mapped(a, x -> affine.factor() * x + affine.offset());
		if (operation instanceof Softmax) return rows(a, ReferenceGraphNetwork::softmax);
		if (operation instanceof SortedDescending) return rows(a, row -> {
			Arrays.sort(row);
			for (int i = 0; i < row.length / 2; i++) {
				final double kept = row[i];
				row[i] = row[row.length - 1 - i];
				row[row.length - 1 - i] = kept;
			}
		});
		if (operation instanceof Slice slice) return joined(List.of(a), slice.axis(), slice.from(), slice.to());
		if (operation instanceof Concatenated concatenated) return joined(arguments, concatenated.axis(), 0, Integer.MAX_VALUE);
		if (operation instanceof Reduced reduced) return reduced(a, reduced);
		throw new IllegalArgumentException(node + " is not needed by any test yet");
	}

	private static Value of(final Tensor tensor) {
		final double[] values = new double[tensor.values().length];
		for (int i = 0; i < values.length; i++)
			values[i] = tensor.values()[i];
		return new Value(tensor.shape(), values);
	}

	private static DoubleBinaryOperator function(final Combined combined) {
		return switch (combined.arithmetic()) {
			case SUM -> (x, y) -> x + y;
			case DIFFERENCE -> (x, y) -> x - y;
			case PRODUCT -> (x, y) -> x * y;
			case QUOTIENT -> (x, y) -> x / y;
		};
	}

	private static DoubleUnaryOperator function(final Mapped mapped) {
		return switch (mapped.function()) {
			case EXP -> Math::exp;
			case LOG -> Math::log;
			case SQRT -> Math::sqrt;
			case RELU -> x -> Math.max(0, x);
			case SOFTPLUS -> x -> Math.max(0, x) + Math.log1p(Math.exp(-Math.abs(x)));
			case SIGMOID -> x -> 1 / (1 + Math.exp(-x));
			case TANH -> Math::tanh;
			case GELU -> throw new IllegalArgumentException("GELU is not needed by any test yet");
		};
	}

	/** Matrices only. */
	private static Value product(final Value a, final Value b) {
		final int rows = a.extent(0);
		final int inner = a.extent(1);
		final int columns = b.extent(1);
		if (a.shape.length != 2 || b.shape.length != 2 || b.extent(0) != inner) throw new IllegalArgumentException(Arrays.toString(a.shape) + " by " + Arrays.toString(b.shape));
		final Value product = Value.zeros(rows, columns);
		for (int i = 0; i < rows; i++)
			for (int k = 0; k < inner; k++)
				for (int j = 0; j < columns; j++)
					product.values[i * columns + j] += a.values[i * inner + k] * b.values[k * columns + j];
		return product;
	}

	private static Value combined(final Value a, final Value b, final DoubleBinaryOperator function) {
		final int rank = Math.max(a.shape.length, b.shape.length);
		final int[] shape = new int[rank];
		for (int axis = 1; axis <= rank; axis++)
			shape[rank - axis] = Math.max(axis <= a.shape.length ? a.extent(-axis) : 1, axis <= b.shape.length ? b.extent(-axis) : 1);
		final Value result = Value.zeros(shape);
		for (int i = 0; i < result.values.length; i++)
			result.values[i] = function.applyAsDouble(a.values[place(i, shape, a.shape)], b.values[place(i, shape, b.shape)]);
		return result;
	}

	private static int place(final int index, final int[] shape, final int[] own) {
		int place = 0;
		int stride = 1;
		int rest = index;
		for (int axis = 1; axis <= shape.length; axis++) {
			final int at = rest % shape[shape.length - axis];
			rest /= shape[shape.length - axis];
			if (axis > own.length) continue;
			if (own[own.length - axis] > 1) place += at * stride;
			stride *= own[own.length - axis];
		}
		return place;
	}

	private static Value mapped(final Value a, final DoubleUnaryOperator function) {
		return new Value(a.shape, Arrays.stream(a.values).map(function).toArray());
	}

	private interface Row {

		void change(double[] row);
	}

	private static Value rows(final Value a, final Row change) {
		final Value result = new Value(a.shape, a.values.clone());
		final int n = a.extent(-1);
		for (int at = 0; at < a.values.length; at += n) {
			final double[] row = Arrays.copyOfRange(a.values, at, at + n);
			change.change(row);
			System.arraycopy(row, 0, result.values, at, n);
		}
		return result;
	}

	private static void softmax(final double[] row) {
		final double largest = Arrays.stream(row).max().orElseThrow();
		double sum = 0;
		for (int i = 0; i < row.length; i++)
			sum += row[i] = Math.exp(row[i] - largest);
		for (int i = 0; i < row.length; i++)
			row[i] /= sum;
	}

	/** Along the last axis. */
	private static Value joined(final List<Value> parts, final int axis, final int from, final int to) {
		final int[] shape = parts.get(0).shape.clone();
		if (axis != -1 && axis != shape.length - 1) throw new IllegalArgumentException("axis " + axis);
		final int rows = parts.get(0).values.length / parts.get(0).extent(-1);
		final List<Double> values = new ArrayList<>();
		for (int row = 0; row < rows; row++)
			for (final Value part : parts)
				for (int i = from; i < Math.min(to, part.extent(-1)); i++)
					values.add(part.values[row * part.extent(-1) + i]);
		shape[shape.length - 1] = values.size() / rows;
		return new Value(shape, values.stream().mapToDouble(x -> x).toArray());
	}

	private static Value reduced(final Value a, final Reduced reduced) {
		if (reduced.axis() != -1 && reduced.axis() != a.shape.length - 1) throw new IllegalArgumentException("axis " + reduced.axis());
		final int n = a.extent(-1);
		final int[] shape = a.shape.clone();
		shape[shape.length - 1] = 1;
		final Value result = Value.zeros(shape);
		for (int row = 0; row < result.values.length; row++) {
			final double[] values = Arrays.copyOfRange(a.values, row * n, (row + 1) * n);
			result.values[row] = switch (reduced.reduction()) {
				case SUM -> Arrays.stream(values).sum();
				case MEAN -> Arrays.stream(values).sum() / n;
				case LARGEST -> Arrays.stream(values).max().orElseThrow();
			};
		}
		return result;
	}

	@Override
	public GraphNetwork with(final Map<String, Tensor> inputs) {
		throw new IllegalArgumentException("not needed by any test yet");
	}

	@Override
	public Map<String, Tensor> forward(final Map<String, Tensor> inputs) {
		remembered = inputs;
		return run(inputs);
	}

	@Override
	public float[] gradient(final Map<String, Tensor> outputGradients) {
		final float[] gradient = new float[weights.length];
		for (int i = 0; i < weights.length; i++) {
			final double kept = weights[i];
			weights[i] = kept + STEP;
			final double above = sum(outputGradients);
			weights[i] = kept - STEP;
			gradient[i] = (float) ((above - sum(outputGradients)) / (2 * STEP));
			weights[i] = kept;
		}
		return gradient;
	}

	private double sum(final Map<String, Tensor> outputGradients) {
		final Map<String, Value> outputs = compute(remembered);
		double sum = 0;
		for (final Map.Entry<String, Tensor> one : outputGradients.entrySet())
			for (int i = 0; i < one.getValue().values().length; i++)
				sum += one.getValue().values()[i] * outputs.get(one.getKey()).values[i];
		return sum;
	}

	@Override
	public void setWeights(final float[] newWeights) {
		for (int i = 0; i < newWeights.length; i++)
			weights[i] = newWeights[i];
	}

	@Override
	public void close() {
		// holds nothing
	}
}
