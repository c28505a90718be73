package org.perfusionj.network.nd4j;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.IntStream;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.perfusionj.network.NetworkEngine;
import org.perfusionj.network.ReferenceGraph;
import org.perfusionj.network.SampleGraphs;
import org.perfusionj.network.SampleNetworks;
import org.perfusionj.network.graph.GraphNetwork;
import org.perfusionj.network.graph.Tensor;
import org.perfusionj.network.graph.TrainableGraphNetwork;

/** Outputs and gradients against plain Java in double precision. */
class Nd4jGraphTest {

	private static final double TOLERANCE = 1e-5;

	private static NetworkEngine engine;

	@BeforeAll
	static void load() {
		engine = Nd4jEngine.load();
	}

	@ParameterizedTest(name = "{0}")
	@MethodSource("org.perfusionj.network.SampleGraphs#all")
	void outputsAndGradientsAreThoseOfTheReference(final SampleGraphs.Sample sample) {
		try (ReferenceGraph reference = new ReferenceGraph(sample.graph(), sample.weights(1)); TrainableGraphNetwork network = engine.openForTraining(sample.graph(), sample.weights(1))) {
			compare(sample, reference, network);
			// the same network again, with other weights
			reference.setWeights(sample.weights(7));
			network.setWeights(sample.weights(7));
			compare(sample, reference, network);
		}
	}

	private static void compare(final SampleGraphs.Sample sample, final ReferenceGraph reference, final TrainableGraphNetwork network) {
		final Map<String, Tensor> copies = new LinkedHashMap<>();
		sample.inputs().forEach((name, tensor) -> copies.put(name, new Tensor(tensor.shape(), tensor.values().clone())));
		final Map<String, Tensor> expected = reference.forward(sample.inputs());
		final Map<String, Tensor> direction = new LinkedHashMap<>();
		expected.forEach((name, tensor) -> direction.put(name, new Tensor(tensor.shape(), SampleNetworks.values(3 + name.length(), tensor.values().length))));

		checkClose(expected, network.forward(sample.inputs()));
		checkClose(reference.gradient(direction), network.gradient(direction));
		checkClose(expected, network.run(sample.inputs()));
		sample.inputs().forEach((name, tensor) -> assertArrayEquals(copies.get(name).values(), tensor.values(), "the input stays as it is"));
		assertThrows(IllegalStateException.class, () -> network.gradient(direction));
	}

	@Test
	void outputsWithoutAGradientCountAsZero() {
		final SampleGraphs.Sample sample = SampleGraphs.dense();
		try (ReferenceGraph reference = new ReferenceGraph(sample.graph(), sample.weights(1)); TrainableGraphNetwork network = engine.openForTraining(sample.graph(), sample.weights(1))) {
			for (final String name : sample.graph().outputs().keySet()) {
				final Map<String, Tensor> direction = Map.of(name, new Tensor(reference.forward(sample.inputs()).get(name).shape(), SampleNetworks.values(3, reference.forward(sample.inputs()).get(name).values().length)));
				network.forward(sample.inputs());
				checkClose(reference.gradient(direction), network.gradient(direction));
			}
			network.forward(sample.inputs());
			assertArrayEquals(new float[sample.graph().parameters()], network.gradient(Map.of()));
		}
	}

	@Test
	void batchesOfAnySizeOneAfterTheOther() {
		final SampleGraphs.Sample sample = SampleGraphs.transformer();
		try (ReferenceGraph reference = new ReferenceGraph(sample.graph(), sample.weights(1)); GraphNetwork network = engine.open(sample.graph(), sample.weights(1))) {
			for (final int batch : new int[] { 1, 5, 2, 5, 1 }) {
				final Map<String, Tensor> inputs = Map.of("input 0", tissue(batch, batch), "input 1", sample.inputs().get("input 1"));
				checkClose(reference.run(inputs), network.run(inputs));
			}
		}
	}

	@Test
	void fixedInputsAreGivenOnce() {
		final SampleGraphs.Sample sample = SampleGraphs.transformer();
		final Tensor aif = sample.inputs().get("input 1");
		try (ReferenceGraph reference = new ReferenceGraph(sample.graph(), sample.weights(1)); TrainableGraphNetwork network = engine.openForTraining(sample.graph(), sample.weights(1))) {
			try (GraphNetwork fixed = network.with(Map.of("input 1", aif))) {
				for (final int batch : new int[] { 3, 3, 2 })
					checkClose(reference.run(Map.of("input 0", tissue(7, batch), "input 1", aif)), fixed.run(Map.of("input 0", tissue(7, batch))));
				// what was made of the fixed inputs is made again
				reference.setWeights(sample.weights(5));
				network.setWeights(sample.weights(5));
				checkClose(reference.run(Map.of("input 0", tissue(7, 3), "input 1", aif)), fixed.run(Map.of("input 0", tissue(7, 3))));
				try (GraphNetwork all = fixed.with(Map.of("input 0", tissue(8, 2)))) {
					for (int i = 0; i < 2; i++)
						checkClose(reference.run(Map.of("input 0", tissue(8, 2), "input 1", aif)), all.run(Map.of()));
				}
				assertMessage("The input input 1 of the network is fixed.", () -> fixed.run(sample.inputs()));
				assertMessage("The input input 1 of the network is fixed.", () -> fixed.with(Map.of("input 1", aif)));
				assertMessage("The network was not given its input input 0.", () -> fixed.run(Map.of()));
			}
			checkClose(reference.run(sample.inputs()), network.run(sample.inputs()));
			assertMessage("The network has no input aif; its inputs are input 0, input 1.", () -> network.with(Map.of("aif", aif)));
			assertMessage("The input input 1 of the network has 3 axes, but was given an array of shape [7].", () -> network.with(Map.of("input 1", Tensor.zeros(7))));
		}
	}

	@Test
	void severalThreadsRunOneNetwork() {
		final SampleGraphs.Sample sample = SampleGraphs.transformer();
		final Tensor aif = sample.inputs().get("input 1");
		try (ReferenceGraph reference = new ReferenceGraph(sample.graph(), sample.weights(1)); GraphNetwork network = engine.open(sample.graph(), sample.weights(1)); GraphNetwork fixed = network.with(Map.of("input 1", aif))) {
			IntStream.range(0, 24).parallel().forEach(i -> {
				final Tensor tissue = tissue(i, 2 + i % 2);
				checkClose(reference.run(Map.of("input 0", tissue, "input 1", aif)), fixed.run(Map.of("input 0", tissue)));
			});
		}
	}

	private static Tensor tissue(final long seed, final int batch) {
		return new Tensor(new int[] { batch, 7, 1 }, SampleNetworks.values(seed, batch * 7));
	}

	@Test
	void whatDoesNotFitIsRefused() {
		final SampleGraphs.Sample sample = SampleGraphs.dense();
		assertMessage("The network needs " + sample.graph().parameters() + " weights, but was given 3.", () -> engine.open(sample.graph(), new float[3]));
		try (TrainableGraphNetwork network = engine.openForTraining(sample.graph(), sample.weights(1))) {
			assertMessage("The network needs " + sample.graph().parameters() + " weights, but was given 3.", () -> network.setWeights(new float[3]));
			assertMessage("The network was not given its input input 1.", () -> network.run(Map.of("input 0", Tensor.zeros(6, 9))));
			assertMessage("Operation #3 of the network (MatrixProduct) cannot take input 0 [6, 8] and curves.weight [9, 7]: the last extent of the first must be the last but one of the second.",
				() -> network.run(Map.of("input 0", Tensor.zeros(6, 8), "input 1", Tensor.zeros(1, 9))));
			assertThrows(IllegalStateException.class, () -> network.gradient(Map.of()));
			network.forward(sample.inputs());
			assertMessage("The network has no output flow.", () -> network.gradient(Map.of("flow", Tensor.zeros(6, 1))));
			assertMessage("The gradient of delay has the shape [6], not [6, 1].", () -> network.gradient(Map.of("delay", Tensor.zeros(6))));
		}
	}

	private static void assertMessage(final String expected, final Executable call) {
		assertEquals(expected, assertThrows(IllegalArgumentException.class, call).getMessage());
	}

	private static void checkClose(final Map<String, Tensor> expected, final Map<String, Tensor> actual) {
		assertEquals(expected.keySet(), actual.keySet());
		expected.forEach((name, tensor) -> {
			assertArrayEquals(tensor.shape(), actual.get(name).shape(), name);
			checkClose(tensor.values(), actual.get(name).values());
		});
	}

	private static void checkClose(final float[] expected, final float[] actual) {
		assertEquals(expected.length, actual.length);
		double largest = 0;
		for (final float value : expected)
			largest = Math.max(largest, Math.abs(value));
		for (int i = 0; i < expected.length; i++)
			assertEquals(expected[i], actual[i], TOLERANCE * largest, "value " + i);
	}
}
