package org.perfusionj.network.onnx;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import org.perfusionj.network.graph.Graph;
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
	private final List<Value> values = new ArrayList<>();
	private final float[] weights;
	private int nextWeight;

	private GraphTranslation(final float[] weights) {
		this.weights = weights;
	}

	/**
	 * @param graph what is computed
	 * @param weights as many as it has
	 * @param outputNames name in the model of each output
	 * @return content of an ONNX file
	 */
	static byte[] of(final Graph graph, final float[] weights, final Map<String, String> outputNames) {
		final GraphTranslation translation = new GraphTranslation(weights);
		for (final Node node : graph.nodes())
			translation.values.add(translation.value(node));
		graph.outputs().forEach((name, node) -> {
			final Value value = translation.values.get(node.number());
			translation.onnx.output(outputNames.get(name), value.name, new int[value.rank]);
		});
		return translation.onnx.bytes();
	}

	private Value value(final Node node) {
		final Operation operation = node.operation();
		if (operation instanceof Operation.Input input) {
			onnx.input(input.name(), new int[input.rank()]);
			return new Value(input.name(), input.rank());
		}
		if (operation instanceof Operation.Weight weight) {
			onnx.array(weight.name(), weight.shape(), weights, nextWeight);
			nextWeight += Graph.count(weight);
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
		if (operation instanceof Operation.Transposed transposed) return transposed(a, transposed.order());
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
		final int half = width(weight) / 2;
		final Attributes attributes = new Attributes().with("pads", new int[] { half, half }).with("strides", new int[] { stride });
		final String channelsFirst = transposed(values.get(node.arguments().get(0).number()).name, 0, 2, 1);
		return transposed(onnx.node("Conv", attributes, channelsFirst, transposed(values.get(weight.number()).name, 2, 1, 0)), 0, 2, 1);
	}

	private static int width(final Node weight) {
		if (weight.operation() instanceof Operation.Weight trained) return trained.shape()[0];
		if (weight.operation() instanceof Operation.Constant constant) return constant.value().shape()[0];
		throw new IllegalArgumentException("The weight of a convolution is computed (" + weight + "): ONNX must know its width beforehand.");
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
