package org.perfusionj.network.onnx;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import java.util.Map;
import java.util.function.UnaryOperator;

import org.junit.jupiter.api.Test;
import org.perfusionj.network.Device;
import org.perfusionj.network.graph.Graph;
import org.perfusionj.network.graph.GraphBuilder;
import org.perfusionj.network.graph.GraphNetwork;
import org.perfusionj.network.graph.Node;
import org.perfusionj.network.graph.Operation.Function;
import org.perfusionj.network.graph.Operation.Reduction;
import org.perfusionj.network.graph.Operation.Start;
import org.perfusionj.network.graph.Tensor;

class OnnxGraphNetworkTest {

	private static final float[] NONE = new float[0];

	@Test
	void dense() {
		final GraphBuilder builder = new GraphBuilder();
		builder.output("y", builder.map(Function.RELU, builder.dense("layer", builder.input("x", 2), 2, 3)));
		check(builder.build(), new float[] { 1, 2, 3, 4, 5, 6, 0.5f, -10, 0 }, Tensor.of(new float[] { 1, 1, 0, -1 }, 2, 2), new int[] { 2, 3 }, 5.5, 0, 9, 0, 0, 0);
	}

	@Test
	void functions() {
		final Tensor x = Tensor.of(new float[] { -1, 0.5f, 2 }, 3);
		check(builder -> input -> builder.map(Function.EXP, input), x, new int[] { 3 }, Math.exp(-1), Math.exp(0.5), Math.exp(2));
		check(builder -> input -> builder.map(Function.GELU, input), x, new int[] { 3 }, -0.15865525, 0.345731230, 1.954499736);
		check(builder -> input -> builder.map(Function.SOFTPLUS, input), x, new int[] { 3 }, Math.log1p(Math.exp(-1)), Math.log1p(Math.exp(0.5)), Math.log1p(Math.exp(2)));
		check(builder -> input -> builder.affine(input, 2, -1), x, new int[] { 3 }, -3, 0, 3);
		check(builder -> input -> builder.sortedDescending(input), x, new int[] { 3 }, 2, 0.5, -1);
		check(builder -> input -> builder.normalised(input, 0), Tensor.of(new float[] { 1, 2, 3 }, 1, 3), new int[] { 1, 3 }, -Math.sqrt(1.5), 0, Math.sqrt(1.5));
		check(builder -> input -> builder.reduced(Reduction.LARGEST, input, 0), Tensor.of(new float[] { 1, 2, 3, 0 }, 2, 2), new int[] { 1, 2 }, 3, 2);
		check(builder -> input -> builder.slice(builder.transposed(input, 1, 0), 0, 1, 2), Tensor.of(new float[] { 1, 2, 3, 4 }, 2, 2), new int[] { 1, 2 }, 2, 4);
	}

	@Test
	void convolution() {
		final GraphBuilder builder = new GraphBuilder();
		builder.output("y", builder.convolution(builder.input("x", 3), builder.weight("w", Start.GLOROT, 3, 1, 1), 2));
		check(builder.build(), new float[] { 1, 10, 100 }, Tensor.of(new float[] { 1, 2, 3, 4, 5 }, 1, 5, 1), new int[] { 1, 3, 1 }, 210, 432, 54);
	}

	private static void check(final java.util.function.Function<GraphBuilder, UnaryOperator<Node>> operation, final Tensor input, final int[] shape, final double... expected) {
		final GraphBuilder builder = new GraphBuilder();
		builder.output("y", operation.apply(builder).apply(builder.input("x", input.shape().length)));
		check(builder.build(), NONE, input, shape, expected);
	}

	private static void check(final Graph graph, final float[] weights, final Tensor input, final int[] shape, final double... expected) {
		try (GraphNetwork network = OnnxEngine.load(Device.CPU).open(graph, weights)) {
			final Tensor result = network.run(Map.of("x", input)).get("y");
			assertArrayEquals(shape, result.shape());
			for (int i = 0; i < expected.length; i++)
				org.junit.jupiter.api.Assertions.assertEquals(expected[i], result.values()[i], 1e-5);
		}
	}
}
