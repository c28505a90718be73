package org.perfusionj.network.nd4j;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.LinkedHashMap;
import java.util.Map;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.perfusionj.network.NetworkEngine;
import org.perfusionj.network.ReferenceGraph;
import org.perfusionj.network.SampleGraphs;
import org.perfusionj.network.SampleNetworks;
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
