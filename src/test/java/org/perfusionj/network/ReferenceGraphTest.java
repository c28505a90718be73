package org.perfusionj.network;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.LinkedHashMap;
import java.util.Map;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.perfusionj.network.graph.Tensor;

/** Derivatives of the reference against differences of its outputs. */
class ReferenceGraphTest {

	private static final double STEP = 1e-6;

	@ParameterizedTest
	@MethodSource("org.perfusionj.network.SampleGraphs#all")
	void derivativesAreDifferences(final SampleGraphs.Sample sample) {
		final float[] weights = sample.weights(1);
		final ReferenceGraph network = new ReferenceGraph(sample.graph(), weights);
		final Map<String, Tensor> direction = new LinkedHashMap<>();
		network.forward(sample.inputs()).forEach((name, tensor) -> direction.put(name, new Tensor(tensor.shape(), SampleNetworks.values(3 + name.length(), tensor.values().length))));

		final double[] gradient = network.derivatives(direction);

		double scale = 1e-3;
		for (final double value : gradient)
			scale = Math.max(scale, Math.abs(value));
		for (int w = 0; w < weights.length; w += 1 + weights.length / 60) {
			final double difference = (loss(network, sample, direction, w, STEP) - loss(network, sample, direction, w, -STEP)) / (2 * STEP);
			assertEquals(difference, gradient[w], 2e-6 * scale, "weight " + w);
		}
	}

	private static double loss(final ReferenceGraph network, final SampleGraphs.Sample sample, final Map<String, Tensor> direction, final int weight, final double step) {
		double sum = 0;
		for (final Map.Entry<String, ReferenceGraph.Value> output : network.withWeight(weight, step).outputs(sample.inputs()).entrySet())
			for (int i = 0; i < output.getValue().values().length; i++)
				sum += output.getValue().values()[i] * direction.get(output.getKey()).values()[i];
		return sum;
	}
}
