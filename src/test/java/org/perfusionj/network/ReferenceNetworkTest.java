package org.perfusionj.network;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Derivatives of the reference against differences of its outputs. */
class ReferenceNetworkTest {

	private static final double STEP = 1e-6;

	@ParameterizedTest
	@MethodSource("org.perfusionj.network.SampleNetworks#all")
	void derivativesAreDifferences(final SampleNetworks.Sample sample) {
		final float[] weights = sample.weights(1);
		final double[] input = ReferenceNetwork.doubles(sample.input(2));
		final ReferenceNetwork network = new ReferenceNetwork(sample.architecture(), weights);
		final double[] direction = ReferenceNetwork.doubles(SampleNetworks.values(3, network.output(sample.shape(), input).length));

		final double[] gradient = network.derivatives(direction);

		double scale = 0;
		for (final double value : gradient)
			scale = Math.max(scale, Math.abs(value));
		for (int w = 0; w < weights.length; w += 1 + weights.length / 60) {
			final double difference = (loss(network, sample, input, direction, w, STEP) - loss(network, sample, input, direction, w, -STEP)) / (2 * STEP);
			assertEquals(difference, gradient[w], 1e-6 * scale, "weight " + w);
		}
	}

	private static double loss(final ReferenceNetwork network, final SampleNetworks.Sample sample, final double[] input, final double[] direction, final int weight, final double step) {
		double sum = 0;
		final double[] output = network.withWeight(weight, step).output(sample.shape(), input);
		for (int i = 0; i < output.length; i++)
			sum += output[i] * direction[i];
		return sum;
	}
}
