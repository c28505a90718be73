package org.perfusionj.network;

import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.DoubleBinaryOperator;
import java.util.function.DoubleUnaryOperator;
import java.util.function.IntUnaryOperator;
import java.util.stream.IntStream;

import org.apache.commons.math3.special.Erf;
import org.perfusionj.network.graph.Graph;
import org.perfusionj.network.graph.GraphNetwork;
import org.perfusionj.network.graph.Node;
import org.perfusionj.network.graph.Operation;
import org.perfusionj.network.graph.Tensor;
import org.perfusionj.network.graph.TrainableGraphNetwork;

/** A graph as its operations are written down, value by value in double precision: what engines are compared with. */
public final class ReferenceGraph implements TrainableGraphNetwork {

	private final Graph graph;
	private final Map<String, Tensor> fixed;
	private double[] weights;
	private Value[] results;

	/** An array. */
	public record Value(int[] shape, double[] values) {

		Value(final int... shape) {
			this(shape, new double[count(shape)]);
		}

		Value(final Tensor tensor) {
			this(tensor.shape(), ReferenceNetwork.doubles(tensor.values()));
		}

		Tensor tensor() {
			return new Tensor(shape, ReferenceNetwork.floats(values));
		}

		int rank() {
			return shape.length;
		}

		/** @return where the value is that is repeated at a place of a larger array */
		IntUnaryOperator repeatedIn(final int[] larger) {
			return index -> {
				int at = 0;
				int step = 1;
				int rest = index;
				for (int i = 1; i <= larger.length; i++) {
					final int place = rest % larger[larger.length - i];
					rest /= larger[larger.length - i];
					if (i > rank()) continue;
					final int extent = shape[rank() - i];
					at += extent == 1 ? 0 : step * place;
					step *= extent;
				}
				return at;
			};
		}
	}

	public ReferenceGraph(final Graph graph, final float[] weights) {
		this(graph, ReferenceNetwork.doubles(weights), Map.of());
	}

	private ReferenceGraph(final Graph graph, final double[] weights, final Map<String, Tensor> fixed) {
		if (weights.length != graph.parameters()) throw new IllegalArgumentException("The network needs " + graph.parameters() + " weights, but was given " + weights.length + ".");
		this.graph = graph;
		this.weights = weights;
		this.fixed = fixed;
	}

	/** @return the same network with a step added to one weight */
	ReferenceGraph withWeight(final int weight, final double step) {
		final double[] other = weights.clone();
		other[weight] += step;
		return new ReferenceGraph(graph, other, fixed);
	}

	/** @return the outputs */
	Map<String, Value> outputs(final Map<String, Tensor> inputs) {
		return outputs(computed(inputs));
	}

	private Map<String, Value> outputs(final Value[] all) {
		final Map<String, Value> outputs = new LinkedHashMap<>();
		graph.outputs().forEach((name, node) -> outputs.put(name, all[node.number()]));
		return outputs;
	}

	private Value[] computed(final Map<String, Tensor> inputs) {
		final Value[] all = new Value[graph.nodes().size()];
		int at = 0;
		for (final Node node : graph.nodes()) {
			if (node.operation() instanceof Operation.Weight weight) {
				all[node.number()] = new Value(weight.shape(), Arrays.copyOfRange(weights, at, at + Graph.count(weight)));
				at += Graph.count(weight);
			}
			else if (node.operation() instanceof Operation.Input input) all[node.number()] = new Value(fixed.containsKey(input.name()) ? fixed.get(input.name()) : inputs.get(input.name()));
			else if (node.operation() instanceof Operation.Constant constant) all[node.number()] = new Value(constant.value());
			else all[node.number()] = forward(node.operation(), node.arguments().stream().map(argument -> all[argument.number()]).toList());
		}
		return all;
	}

	/** @return derivatives by each weight, for the last {@link #forward} */
	double[] derivatives(final Map<String, Tensor> outputGradients) {
		final double[][] gradients = new double[results.length][];
		for (int n = 0; n < results.length; n++)
			gradients[n] = new double[results[n].values().length];
		outputGradients.forEach((name, tensor) -> {
			final double[] gradient = gradients[graph.outputs().get(name).number()];
			for (int i = 0; i < gradient.length; i++)
				gradient[i] += tensor.values()[i];
		});
		final double[] flat = new double[weights.length];
		int at = flat.length;
		for (int n = results.length - 1; n >= 0; n--) {
			final Node node = graph.nodes().get(n);
			if (node.operation() instanceof Operation.Weight weight) {
				at -= Graph.count(weight);
				System.arraycopy(gradients[n], 0, flat, at, gradients[n].length);
			}
			else if (!node.arguments().isEmpty()) backward(node.operation(), node.arguments().stream().map(argument -> results[argument.number()]).toList(), results[n], gradients[n], node.arguments().stream()
				.map(argument -> gradients[argument.number()]).toList());
		}
		return flat;
	}

	private static Value forward(final Operation operation, final List<Value> arguments) {
		final Value a = arguments.get(0);
		if (operation instanceof Operation.MatrixProduct) {
			final Value b = arguments.get(1);
			final Value c = new Value(productShape(a.shape(), b.shape()));
			products(a, b, c, (i, j, k) -> c.values()[k] += a.values()[i] * b.values()[j]);
			return c;
		}
		if (operation instanceof Operation.Combined combined) {
			final Value b = arguments.get(1);
			final Value c = new Value(matched(a.shape(), b.shape()));
			final DoubleBinaryOperator arithmetic = arithmetic(combined.arithmetic());
			for (int i = 0; i < c.values().length; i++)
				c.values()[i] = arithmetic.applyAsDouble(a.values()[a.repeatedIn(c.shape()).applyAsInt(i)], b.values()[b.repeatedIn(c.shape()).applyAsInt(i)]);
			return c;
		}
		if (operation instanceof Operation.Mapped mapped) return each(a, function(mapped.function()));
		if (operation instanceof Operation.Affine affine) return each(a, x -> affine.factor() * x + affine.offset());
		if (operation instanceof Operation.Softmax) return rows(a, (row, result) -> {
			final double largest = Arrays.stream(row).max().orElseThrow();
			final double sum = Arrays.stream(row).map(x -> Math.exp(x - largest)).sum();
			for (int i = 0; i < row.length; i++)
				result[i] = Math.exp(row[i] - largest) / sum;
		});
		if (operation instanceof Operation.Normalised normalised) return rows(a, (row, result) -> {
			final double mean = Arrays.stream(row).average().orElseThrow();
			final double deviation = Math.sqrt(Arrays.stream(row).map(x -> (x - mean) * (x - mean)).average().orElseThrow() + normalised.epsilon());
			for (int i = 0; i < row.length; i++)
				result[i] = (row[i] - mean) / deviation;
		});
		if (operation instanceof Operation.Reduced reduced) {
			final int[] shape = a.shape().clone();
			final int extent = shape[place(reduced.axis(), a)];
			shape[place(reduced.axis(), a)] = 1;
			final Value c = new Value(shape);
			if (reduced.reduction() == Operation.Reduction.LARGEST) Arrays.fill(c.values(), Double.NEGATIVE_INFINITY);
			for (int i = 0; i < a.values().length; i++) {
				final int at = c.repeatedIn(a.shape()).applyAsInt(i);
				c.values()[at] = switch (reduced.reduction()) {
					case SUM -> c.values()[at] + a.values()[i];
					case MEAN -> c.values()[at] + a.values()[i] / extent;
					case LARGEST -> Math.max(c.values()[at], a.values()[i]);
				};
			}
			return c;
		}
		if (operation instanceof Operation.Concatenated concatenated) {
			final int axis = place(concatenated.axis(), a);
			final int[] shape = a.shape().clone();
			shape[axis] = arguments.stream().mapToInt(argument -> argument.shape()[axis]).sum();
			final Value c = new Value(shape);
			int from = 0;
			for (final Value argument : arguments) {
				for (int i = 0; i < argument.values().length; i++)
					c.values()[shifted(argument.shape(), i, axis, from, shape)] = argument.values()[i];
				from += argument.shape()[axis];
			}
			return c;
		}
		if (operation instanceof Operation.Slice slice) {
			final int axis = place(slice.axis(), a);
			final int[] shape = a.shape().clone();
			shape[axis] = slice.to() - slice.from();
			final Value c = new Value(shape);
			for (int i = 0; i < c.values().length; i++)
				c.values()[i] = a.values()[shifted(shape, i, axis, slice.from(), a.shape())];
			return c;
		}
		if (operation instanceof Operation.Reshaped reshaped) {
			final int[] shape = reshaped.shape().clone();
			for (int i = 0; i < shape.length; i++)
				if (shape[i] == 0) shape[i] = a.shape()[i];
			for (int i = 0; i < shape.length; i++)
				if (shape[i] == -1) shape[i] = a.values().length / -count(shape);
			return new Value(shape, a.values().clone());
		}
		if (operation instanceof Operation.Transposed transposed) {
			final int[] shape = IntStream.of(transposed.order()).map(axis -> a.shape()[place(axis, a)]).toArray();
			final Value c = new Value(shape);
			for (int i = 0; i < a.values().length; i++)
				c.values()[transposed(a, i, transposed.order(), shape)] = a.values()[i];
			return c;
		}
		if (operation instanceof Operation.SortedDescending) return rows(a, (row, result) -> {
			final Integer[] order = order(row);
			for (int i = 0; i < row.length; i++)
				result[i] = row[order[i]];
		});
		final Value weight = arguments.get(1);
		final int stride = ((Operation.Convolution) operation).stride();
		final Value c = new Value(a.shape()[0], (a.shape()[1] + stride - 1) / stride, weight.shape()[2]);
		taps(stride, a, weight, c, (i, j, k) -> c.values()[k] += a.values()[i] * weight.values()[j]);
		return c;
	}

	private static void backward(final Operation operation, final List<Value> arguments, final Value result, final double[] gradient, final List<double[]> derivatives) {
		final Value a = arguments.get(0);
		final double[] byA = derivatives.get(0);
		if (operation instanceof Operation.MatrixProduct) {
			final Value b = arguments.get(1);
			products(a, b, result, (i, j, k) -> {
				byA[i] += gradient[k] * b.values()[j];
				derivatives.get(1)[j] += gradient[k] * a.values()[i];
			});
		}
		else if (operation instanceof Operation.Combined combined) {
			final Value b = arguments.get(1);
			for (int k = 0; k < gradient.length; k++) {
				final int i = a.repeatedIn(result.shape()).applyAsInt(k);
				final int j = b.repeatedIn(result.shape()).applyAsInt(k);
				byA[i] += gradient[k] * switch (combined.arithmetic()) {
					case SUM, DIFFERENCE -> 1;
					case PRODUCT -> b.values()[j];
					case QUOTIENT -> 1 / b.values()[j];
				};
				derivatives.get(1)[j] += gradient[k] * switch (combined.arithmetic()) {
					case SUM -> 1;
					case DIFFERENCE -> -1;
					case PRODUCT -> a.values()[i];
					case QUOTIENT -> -a.values()[i] / (b.values()[j] * b.values()[j]);
				};
			}
		}
		else if (operation instanceof Operation.Mapped mapped) for (int i = 0; i < byA.length; i++)
			byA[i] += gradient[i] * derivative(mapped.function(), a.values()[i]);
		else if (operation instanceof Operation.Affine affine) for (int i = 0; i < byA.length; i++)
			byA[i] += gradient[i] * affine.factor();
		else if (operation instanceof Operation.Softmax) jacobian(a, gradient, byA, row -> {
			final double[] y = Arrays.copyOfRange(result.values(), row, row + last(a));
			return (i, j) -> y[i] * ((i == j ? 1 : 0) - y[j]);
		});
		else if (operation instanceof Operation.Normalised normalised) jacobian(a, gradient, byA, row -> {
			final int n = last(a);
			final double[] x = Arrays.copyOfRange(a.values(), row, row + n);
			final double mean = Arrays.stream(x).average().orElseThrow();
			final double variance = Arrays.stream(x).map(one -> (one - mean) * (one - mean)).average().orElseThrow() + normalised.epsilon();
			return (i, j) -> ((i == j ? 1 : 0) - 1.0 / n - (x[i] - mean) * (x[j] - mean) / (n * variance)) / Math.sqrt(variance);
		});
		else if (operation instanceof Operation.Reduced reduced) {
			final int extent = a.shape()[place(reduced.axis(), a)];
			final IntUnaryOperator at = result.repeatedIn(a.shape());
			final int[] equal = new int[result.values().length];
			for (int i = 0; i < byA.length; i++)
				if (a.values()[i] == result.values()[at.applyAsInt(i)]) equal[at.applyAsInt(i)]++;
			for (int i = 0; i < byA.length; i++) {
				final int k = at.applyAsInt(i);
				byA[i] += gradient[k] * switch (reduced.reduction()) {
					case SUM -> 1.0;
					case MEAN -> 1.0 / extent;
					case LARGEST -> a.values()[i] == result.values()[k] ? 1.0 / equal[k] : 0;
				};
			}
		}
		else if (operation instanceof Operation.Concatenated concatenated) {
			final int axis = place(concatenated.axis(), a);
			int from = 0;
			for (int n = 0; n < arguments.size(); n++) {
				final int[] shape = arguments.get(n).shape();
				for (int i = 0; i < arguments.get(n).values().length; i++)
					derivatives.get(n)[i] += gradient[shifted(shape, i, axis, from, result.shape())];
				from += shape[axis];
			}
		}
		else if (operation instanceof Operation.Slice slice) for (int i = 0; i < gradient.length; i++)
			byA[shifted(result.shape(), i, place(slice.axis(), a), slice.from(), a.shape())] += gradient[i];
		else if (operation instanceof Operation.Reshaped) for (int i = 0; i < byA.length; i++)
			byA[i] += gradient[i];
		else if (operation instanceof Operation.Transposed transposed) for (int i = 0; i < byA.length; i++)
			byA[i] += gradient[transposed(a, i, transposed.order(), result.shape())];
		else if (operation instanceof Operation.SortedDescending) jacobian(a, gradient, byA, row -> {
			final Integer[] order = order(Arrays.copyOfRange(a.values(), row, row + last(a)));
			return (i, j) -> order[i] == j ? 1 : 0;
		});
		else {
			final Value weight = arguments.get(1);
			taps(((Operation.Convolution) operation).stride(), a, weight, result, (i, j, k) -> {
				byA[i] += gradient[k] * weight.values()[j];
				derivatives.get(1)[j] += gradient[k] * a.values()[i];
			});
		}
	}

	/** What is done for every product of two values that belongs to a result. */
	private interface Triple {

		void at(int a, int b, int result);
	}

	private interface RowFunction {

		void apply(double[] row, double[] result);
	}

	/** Derivative of value i of a row's result by value j of the row. */
	private interface Jacobian {

		double at(int i, int j);
	}

	private interface RowJacobian {

		Jacobian of(int row);
	}

	private static void products(final Value a, final Value b, final Value c, final Triple triple) {
		final int rows = a.shape()[a.rank() - 2];
		final int inner = last(a);
		final int columns = last(b);
		final Value frontA = new Value(Arrays.copyOf(a.shape(), a.rank() - 2));
		final Value frontB = new Value(Arrays.copyOf(b.shape(), b.rank() - 2));
		final int[] front = Arrays.copyOf(c.shape(), c.rank() - 2);
		for (int batch = 0; batch < count(front); batch++) {
			final int ofA = frontA.repeatedIn(front).applyAsInt(batch);
			final int ofB = frontB.repeatedIn(front).applyAsInt(batch);
			for (int i = 0; i < rows; i++)
				for (int j = 0; j < columns; j++)
					for (int k = 0; k < inner; k++)
						triple.at((ofA * rows + i) * inner + k, (ofB * inner + k) * columns + j, (batch * rows + i) * columns + j);
		}
	}

	private static void taps(final int stride, final Value a, final Value weight, final Value c, final Triple triple) {
		final int n = a.shape()[1];
		final int width = weight.shape()[0];
		final int channels = weight.shape()[1];
		final int outputs = weight.shape()[2];
		for (int batch = 0; batch < a.shape()[0]; batch++)
			for (int m = 0; m < c.shape()[1]; m++)
				for (int k = 0; k < width; k++) {
					final int sample = m * stride + k - width / 2;
					if (sample < 0 || sample >= n) continue;
					for (int i = 0; i < channels; i++)
						for (int o = 0; o < outputs; o++)
							triple.at((batch * n + sample) * channels + i, (k * channels + i) * outputs + o, (batch * c.shape()[1] + m) * outputs + o);
				}
	}

	private static void jacobian(final Value a, final double[] gradient, final double[] byA, final RowJacobian jacobian) {
		final int n = last(a);
		for (int row = 0; row < gradient.length; row += n) {
			final Jacobian ofRow = jacobian.of(row);
			for (int i = 0; i < n; i++)
				for (int j = 0; j < n; j++)
					byA[row + j] += gradient[row + i] * ofRow.at(i, j);
		}
	}

	private static Value rows(final Value a, final RowFunction function) {
		final Value c = new Value(a.shape());
		final int n = last(a);
		for (int row = 0; row < a.values().length; row += n) {
			final double[] result = new double[n];
			function.apply(Arrays.copyOfRange(a.values(), row, row + n), result);
			System.arraycopy(result, 0, c.values(), row, n);
		}
		return c;
	}

	private static Value each(final Value a, final DoubleUnaryOperator function) {
		return new Value(a.shape(), Arrays.stream(a.values()).map(function).toArray());
	}

	/** @return places of a row, that of the largest value first; equal ones as they come */
	private static Integer[] order(final double[] row) {
		return IntStream.range(0, row.length).boxed().sorted(Comparator.comparingDouble((Integer i) -> row[i]).reversed()).toArray(Integer[]::new);
	}

	private static DoubleBinaryOperator arithmetic(final Operation.Arithmetic arithmetic) {
		return switch (arithmetic) {
			case SUM -> (a, b) -> a + b;
			case DIFFERENCE -> (a, b) -> a - b;
			case PRODUCT -> (a, b) -> a * b;
			case QUOTIENT -> (a, b) -> a / b;
		};
	}

	private static DoubleUnaryOperator function(final Operation.Function function) {
		return switch (function) {
			case EXP -> Math::exp;
			case LOG -> Math::log;
			case SQRT -> Math::sqrt;
			case RELU -> x -> Math.max(0, x);
			case GELU -> x -> x * (1 + Erf.erf(x / Math.sqrt(2))) / 2;
			case SOFTPLUS -> x -> Math.max(0, x) + Math.log1p(Math.exp(-Math.abs(x)));
			case SIGMOID -> x -> 1 / (1 + Math.exp(-x));
			case TANH -> Math::tanh;
		};
	}

	private static double derivative(final Operation.Function function, final double x) {
		return switch (function) {
			case EXP -> Math.exp(x);
			case LOG -> 1 / x;
			case SQRT -> 1 / (2 * Math.sqrt(x));
			case RELU -> x > 0 ? 1 : 0;
			case GELU -> (1 + Erf.erf(x / Math.sqrt(2))) / 2 + x * Math.exp(-x * x / 2) / Math.sqrt(2 * Math.PI);
			case SOFTPLUS -> 1 / (1 + Math.exp(-x));
			case SIGMOID -> Math.exp(-x) / ((1 + Math.exp(-x)) * (1 + Math.exp(-x)));
			case TANH -> 1 / (Math.cosh(x) * Math.cosh(x));
		};
	}

	private static int[] productShape(final int[] a, final int[] b) {
		final int[] front = matched(Arrays.copyOf(a, a.length - 2), Arrays.copyOf(b, b.length - 2));
		final int[] shape = Arrays.copyOf(front, front.length + 2);
		shape[front.length] = a[a.length - 2];
		shape[front.length + 1] = b[b.length - 1];
		return shape;
	}

	private static int[] matched(final int[] a, final int[] b) {
		if (a.length < b.length) return matched(b, a);
		final int[] shape = a.clone();
		for (int i = 1; i <= b.length; i++)
			shape[shape.length - i] = Math.max(a[a.length - i], b[b.length - i]);
		return shape;
	}

	/** @return where a value lies in a longer array, from a place of an axis on */
	private static int shifted(final int[] shape, final int index, final int axis, final int from, final int[] longer) {
		int inner = 1;
		for (int i = axis + 1; i < shape.length; i++)
			inner *= shape[i];
		final int outer = index / (inner * shape[axis]);
		return outer * inner * longer[axis] + from * inner + index % (inner * shape[axis]);
	}

	private static int transposed(final Value a, final int index, final int[] order, final int[] shape) {
		final int[] places = new int[a.rank()];
		int rest = index;
		for (int i = a.rank() - 1; i >= 0; i--) {
			places[i] = rest % a.shape()[i];
			rest /= a.shape()[i];
		}
		int at = 0;
		for (int i = 0; i < order.length; i++)
			at = at * shape[i] + places[place(order[i], a)];
		return at;
	}

	private static int place(final int axis, final Value a) {
		return axis < 0 ? axis + a.rank() : axis;
	}

	private static int last(final Value a) {
		return a.shape()[a.rank() - 1];
	}

	private static int count(final int[] shape) {
		int count = 1;
		for (final int extent : shape)
			count *= extent;
		return count;
	}

	@Override
	public Graph graph() {
		return graph;
	}

	@Override
	public Map<String, Tensor> run(final Map<String, Tensor> inputs) {
		return tensors(computed(inputs));
	}

	@Override
	public Map<String, Tensor> forward(final Map<String, Tensor> inputs) {
		results = computed(inputs);
		return tensors(results);
	}

	private Map<String, Tensor> tensors(final Value[] all) {
		final Map<String, Tensor> outputs = new LinkedHashMap<>();
		outputs(all).forEach((name, value) -> outputs.put(name, value.tensor()));
		return outputs;
	}

	@Override
	public float[] gradient(final Map<String, Tensor> outputGradients) {
		return ReferenceNetwork.floats(derivatives(outputGradients));
	}

	@Override
	public void setWeights(final float[] values) {
		weights = ReferenceNetwork.doubles(values);
	}

	@Override
	public GraphNetwork with(final Map<String, Tensor> inputs) {
		final Map<String, Tensor> all = new LinkedHashMap<>(fixed);
		all.putAll(inputs);
		return new ReferenceGraph(graph, weights, all);
	}

	@Override
	public void close() {
		// holds nothing
	}
}
