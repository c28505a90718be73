package org.perfusionj.network.onnx;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;

import org.perfusionj.network.graph.Graph;
import org.perfusionj.network.graph.GraphShapes;
import org.perfusionj.network.graph.Node;
import org.perfusionj.network.graph.Operation;
import org.perfusionj.network.graph.Operation.Arithmetic;
import org.perfusionj.network.graph.Operation.Convolution;
import org.perfusionj.network.graph.Operation.Function;
import org.perfusionj.network.onnx.OnnxWriter.Attributes;

/** Writes the operations of a {@link Graph} as operators of ONNX. Extents stay open, so the model runs on any number of curves and frames. */
final class GraphTranslation {

	/** What is known of the result of a node. */
	private record Value(String name, int rank) {
	}

	private final OnnxWriter onnx = new OnnxWriter();
	/** By the number of the node; null where it is not needed. */
	private final List<Value> values = new ArrayList<>();
	private final float[] weights;
	private int nextWeight;

	private GraphTranslation(final float[] weights) {
		this.weights = weights;
	}

	/**
	 * @param graph what is computed
	 * @param weights as many as it has
	 * @param outputs results that are wanted, by their names in the model
	 * @param given results that need not be computed, with their extents: inputs of the model by {@link #name}
	 * @return content of an ONNX file; of the inputs of the graph it has those that are needed
	 */
	static byte[] of(final Graph graph, final float[] weights, final Map<String, Node> outputs, final Map<Node, int[]> given) {
		final GraphTranslation translation = new GraphTranslation(weights);
		final Set<Node> needed = needed(graph, outputs.values(), given.keySet());
		for (final Node node : graph.nodes()) {
			translation.values.add(!needed.contains(node) ? null : given.containsKey(node) ? translation.given(node, given.get(node)) : translation.value(node));
			if (node.operation() instanceof Operation.Weight weight) translation.nextWeight += Graph.count(weight);
		}
		outputs.forEach((name, node) -> {
			final Value value = translation.values.get(node.number());
			translation.onnx.output(name, value.name, new int[value.rank]);
		});
		return translation.onnx.bytes();
	}

	/** @return name in the model of a result that is given */
	static String name(final Node node) {
		return node.operation() instanceof Operation.Input input ? input.name() : "#node " + node.number();
	}

	private static Set<Node> needed(final Graph graph, final Collection<Node> outputs, final Set<Node> given) {
		final Set<Node> needed = new HashSet<>(outputs);
		for (int n = graph.nodes().size() - 1; n >= 0; n--) {
			final Node node = graph.nodes().get(n);
			if (needed.contains(node) && !given.contains(node)) needed.addAll(node.arguments());
		}
		return needed;
	}

	private Value given(final Node node, final int[] extents) {
		onnx.input(name(node), extents);
		return new Value(name(node), extents.length);
	}

	private Value value(final Node node) {
		final Operation operation = node.operation();
		if (operation instanceof Operation.Input input) return given(node, new int[input.rank()]);
		if (operation instanceof Operation.Weight weight) {
			onnx.array(weight.name(), weight.shape(), weights, nextWeight);
			return new Value(weight.name(), weight.shape().length);
		}
		if (operation instanceof Operation.Constant constant) {
			final String name = onnx.fresh();
			onnx.array(name, constant.value().shape(), constant.value().values(), 0);
			return new Value(name, constant.value().shape().length);
		}
		final int rank = node.arguments().stream().mapToInt(argument -> values.get(argument.number()).rank).max().orElseThrow();
		return new Value(result(node), operation instanceof Operation.Reshaped reshaped ? reshaped.shape().length : rank);
	}

	private String result(final Node node) {
		final Operation operation = node.operation();
		final String[] all = node.arguments().stream().map(argument -> values.get(argument.number()).name).toArray(String[]::new);
		final String a = all[0];
		if (operation instanceof Operation.MatrixProduct) return onnx.node("MatMul", all);
		if (operation instanceof Operation.Combined combined) return onnx.node(operator(combined.arithmetic()), all);
		if (operation instanceof Operation.Mapped mapped) return onnx.node(operator(mapped.function()), a);
		if (operation instanceof Operation.Affine affine) return affine(a, affine);
		if (operation instanceof Operation.Softmax) return onnx.node("Softmax", new Attributes().with("axis", -1), a);
		if (operation instanceof Operation.Normalised normalised) return normalised(a, normalised.epsilon());
		if (operation instanceof Operation.Reduced reduced) return onnx.node(operator(reduced.reduction()), a, onnx.integers(reduced.axis()));
		if (operation instanceof Operation.Concatenated concatenated) return onnx.node("Concat", new Attributes().with("axis", concatenated.axis()), all);
		if (operation instanceof Operation.Slice slice) return onnx.node("Slice", a, onnx.integers(slice.from()), onnx.integers(slice.to()), onnx.integers(slice.axis()));
		if (operation instanceof Operation.Reshaped reshaped) return onnx.node("Reshape", a, onnx.integers(reshaped.shape()));
		if (operation instanceof Operation.Transposed transposed) return transposed(a, Arrays.stream(transposed.order()).map(axis -> GraphShapes.axis(axis, transposed.order().length)).toArray());
		if (operation instanceof Operation.SortedDescending) return onnx.firstOfTwo("TopK", a, onnx.node("Shape", new Attributes().with("start", -1), a));
		if (operation instanceof Convolution convolution) return convolution(node, convolution.stride());
		throw new IllegalArgumentException("ONNX knows no " + operation + ".");
	}

	private String affine(final String a, final Operation.Affine affine) {
		final String product = affine.factor() == 1 ? a : onnx.node("Mul", a, onnx.number(affine.factor()));
		return affine.offset() == 0 ? product : onnx.node("Add", product, onnx.number(affine.offset()));
	}

	/** These operators in this order: ONNX Runtime then makes one of them and of the scale and bias that usually follow. LayerNormalization would need to know the extent. */
	private String normalised(final String a, final float epsilon) {
		final String last = onnx.integers(-1);
		final String difference = onnx.node("Sub", a, onnx.node("ReduceMean", a, last));
		final String variance = onnx.node("ReduceMean", onnx.node("Pow", difference, onnx.number(2)), last);
		return onnx.node("Div", difference, onnx.node("Sqrt", onnx.node("Add", variance, onnx.number(epsilon))));
	}

	private String transposed(final String a, final int... order) {
		return onnx.node("Transpose", new Attributes().with("perm", order), a);
	}

	/** ONNX has channels before positions, in fields and in weights. */
	private String convolution(final Node node, final int stride) {
		final Node weight = node.arguments().get(1);
		final String kernel = values.get(weight.number()).name;
		final String field = transposed(values.get(node.arguments().get(0).number()).name, 0, 2, 1);
		final Attributes attributes = new Attributes().with("strides", new int[] { stride });
		final OptionalInt width = width(weight);
		width.ifPresent(known -> attributes.with("pads", new int[] { known / 2, known / 2 }));
		return transposed(onnx.node("Conv", attributes, width.isPresent() ? field : padded(field, kernel), transposed(kernel, 2, 1, 0)), 0, 2, 1);
	}

	private static OptionalInt width(final Node weight) {
		if (weight.operation() instanceof Operation.Weight trained) return OptionalInt.of(trained.shape()[0]);
		return weight.operation() instanceof Operation.Constant constant ? OptionalInt.of(constant.value().shape()[0]) : OptionalInt.empty();
	}

	/** @return the field with as many zeros at both ends as half the width of a kernel that is itself computed */
	private String padded(final String field, final String kernel) {
		final String half = onnx.node("Div", onnx.node("Shape", new Attributes().with("end", 1), kernel), onnx.integers(2));
		final String none = onnx.integers(0, 0);
		return onnx.node("Pad", field, onnx.node("Concat", new Attributes().with("axis", 0), none, half, none, half));
	}

	private static String operator(final Arithmetic arithmetic) {
		return switch (arithmetic) {
			case SUM -> "Add";
			case DIFFERENCE -> "Sub";
			case PRODUCT -> "Mul";
			case QUOTIENT -> "Div";
		};
	}

	private static String operator(final Function function) {
		return switch (function) {
			case EXP -> "Exp";
			case LOG -> "Log";
			case SQRT -> "Sqrt";
			case RELU -> "Relu";
			case GELU -> "Gelu";
			case SOFTPLUS -> "Softplus";
			case SIGMOID -> "Sigmoid";
			case TANH -> "Tanh";
		};
	}

	private static String operator(final Operation.Reduction reduction) {
		return switch (reduction) {
			case SUM -> "ReduceSum";
			case MEAN -> "ReduceMean";
			case LARGEST -> "ReduceMax";
		};
	}
}
