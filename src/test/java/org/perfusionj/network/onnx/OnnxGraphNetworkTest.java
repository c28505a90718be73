package org.perfusionj.network.onnx;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.perfusionj.network.Device;
import org.perfusionj.network.NetworkEngine;
import org.perfusionj.network.ReferenceGraph;
import org.perfusionj.network.SampleGraphs;
import org.perfusionj.network.SampleNetworks;
import org.perfusionj.network.graph.Graph;
import org.perfusionj.network.graph.GraphBuilder;
import org.perfusionj.network.graph.GraphNetwork;
import org.perfusionj.network.graph.Node;
import org.perfusionj.network.graph.Operation.Function;
import org.perfusionj.network.graph.Operation.Start;
import org.perfusionj.network.graph.Tensor;
import org.perfusionj.work.PerfusionException;

/** Graphs against plain Java in double precision. */
class OnnxGraphNetworkTest {

	private static final double TOLERANCE = 1e-5;

	private static NetworkEngine engine;

	@BeforeAll
	static void load() {
		engine = OnnxEngine.load(Device.CPU);
	}

	@ParameterizedTest(name = "{0}")
	@MethodSource("org.perfusionj.network.SampleGraphs#all")
	void outputsAreThoseOfTheReference(final SampleGraphs.Sample sample) {
		final float[] weights = sample.weights(1);
		try (ReferenceGraph reference = new ReferenceGraph(sample.graph(), weights); GraphNetwork network = engine.open(sample.graph(), weights)) {
			final Map<String, Tensor> copies = new HashMap<>();
			sample.inputs().forEach((name, tensor) -> copies.put(name, new Tensor(tensor.shape(), tensor.values().clone())));
			final Map<String, Tensor> expected = reference.run(sample.inputs());

			checkClose(expected, network.run(sample.inputs()));

			sample.inputs().forEach((name, tensor) -> assertArrayEquals(copies.get(name).values(), tensor.values(), "the input stays as it is"));
			checkWithFixedInputs(sample, network, expected);
		}
	}

	/** Each input alone, and all. */
	private static void checkWithFixedInputs(final SampleGraphs.Sample sample, final GraphNetwork network, final Map<String, Tensor> expected) {
		for (final String name : sample.inputs().keySet()) {
			final Map<String, Tensor> others = new HashMap<>(sample.inputs());
			try (GraphNetwork rest = network.with(Map.of(name, others.remove(name))); GraphNetwork none = rest.with(others)) {
				checkClose(expected, rest.run(others));
				checkClose(expected, none.run(Map.of()));
				checkClose(expected, rest.run(others));
			}
		}
	}

	@Test
	void arraysOfOtherSizesOneAfterTheOther() {
		final GraphBuilder builder = new GraphBuilder();
		final Node curves = builder.input("curves", 3);
		final Node convolved = builder.map(Function.RELU, builder.convolution(curves, builder.weight("kernel", Start.GLOROT, 3, 2, 4), 2));
		builder.output("sorted", builder.sortedDescending(builder.reshaped(builder.product(convolved, builder.input("matrix", 2)), 0, -1)));
		final Graph graph = builder.build();
		final float[] weights = SampleNetworks.values(1, graph.parameters());
		try (ReferenceGraph reference = new ReferenceGraph(graph, weights); GraphNetwork network = engine.open(graph, weights)) {
			for (final int[] sizes : new int[][] { { 1, 9, 3 }, { 5, 4, 1 }, { 2, 1, 7 }, { 7, 40, 2 } }) {
				final Map<String, Tensor> inputs = Map.of("curves", values(2, sizes[0], sizes[1], 2), "matrix", values(3, 4, sizes[2]));
				checkClose(reference.run(inputs), network.run(inputs));
			}
		}
	}

	@Test
	void severalThreadsAtOnce() throws Exception {
		final SampleGraphs.Sample sample = SampleGraphs.transformer();
		final List<Future<Map<String, Tensor>>> runs = new ArrayList<>();
		final ExecutorService threads = Executors.newFixedThreadPool(4);
		try (ReferenceGraph reference = new ReferenceGraph(sample.graph(), sample.weights(1)); GraphNetwork network = engine.open(sample.graph(), sample.weights(1))) {
			final List<Map<String, Tensor>> inputs = new ArrayList<>();
			for (int n = 0; n < 40; n++) {
				final Map<String, Tensor> one = new HashMap<>();
				for (final Map.Entry<String, Tensor> input : sample.inputs().entrySet())
					one.put(input.getKey(), values(100 + n, input.getValue().shape()));
				inputs.add(one);
				runs.add(threads.submit(() -> network.run(one)));
			}
			for (int n = 0; n < inputs.size(); n++)
				checkClose(reference.run(inputs.get(n)), runs.get(n).get());
		}
		finally {
			threads.shutdownNow();
		}
	}

	@Test
	void whatDoesNotFitIsRefused() {
		final SampleGraphs.Sample sample = SampleGraphs.dense();
		assertThrows(IllegalArgumentException.class, () -> engine.open(sample.graph(), new float[3]));
		try (GraphNetwork network = engine.open(sample.graph(), sample.weights(1))) {
			final String name = sample.inputs().keySet().iterator().next();
			final Map<String, Tensor> fewer = new HashMap<>(sample.inputs());
			final Tensor taken = fewer.remove(name);
			final Map<String, Tensor> more = new HashMap<>(sample.inputs());
			more.put("unknown", taken);
			final Map<String, Tensor> other = new HashMap<>(sample.inputs());
			other.put(name, values(1, taken.shape()[0], taken.shape()[1] + 1));
			for (final Map<String, Tensor> wrong : List.of(fewer, more, other))
				assertThrows(IllegalArgumentException.class, () -> network.run(wrong));
			assertThrows(IllegalArgumentException.class, () -> network.with(Map.of("unknown", taken)));
			assertThrows(IllegalArgumentException.class, () -> network.with(Map.of(name, values(1, 3))));
			try (GraphNetwork rest = network.with(Map.of(name, taken))) {
				assertThrows(IllegalArgumentException.class, () -> rest.run(sample.inputs()));
				assertThrows(IllegalArgumentException.class, () -> rest.with(Map.of(name, taken)));
				checkClose(network.run(sample.inputs()), rest.run(fewer));
			}
			assertEquals(sample.graph(), network.graph());
		}
	}

	@Test
	void graphsAreNotTrained() {
		final SampleGraphs.Sample sample = SampleGraphs.dense();
		final String message = assertThrows(PerfusionException.class, () -> engine.openForTraining(sample.graph(), sample.weights(1))).getMessage();
		assertEquals("ONNX Runtime 1.24.2 (CPU) does not train networks. Use engine=nd4j or auto.", message);
	}

	private static Tensor values(final long seed, final int... shape) {
		return Tensor.of(SampleNetworks.values(seed, Tensor.zeros(shape).values().length), shape);
	}

	private static void checkClose(final Map<String, Tensor> expected, final Map<String, Tensor> actual) {
		assertEquals(List.copyOf(expected.keySet()), List.copyOf(actual.keySet()));
		expected.forEach((name, tensor) -> {
			assertArrayEquals(tensor.shape(), actual.get(name).shape(), name);
			double largest = 0;
			for (final float value : tensor.values())
				largest = Math.max(largest, Math.abs(value));
			for (int i = 0; i < tensor.values().length; i++)
				assertEquals(tensor.values()[i], actual.get(name).values()[i], TOLERANCE * largest, name + " " + i);
		});
	}
}
