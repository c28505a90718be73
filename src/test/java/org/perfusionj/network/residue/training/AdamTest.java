package org.perfusionj.network.residue.training;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;

import org.junit.jupiter.api.Test;
import org.perfusionj.network.graph.Graph;
import org.perfusionj.network.graph.GraphBuilder;
import org.perfusionj.network.graph.Operation.Start;

/** Steps of Adam against the formulas of Kingma and Ba (2015) and of Loshchilov and Hutter (2019). */
class AdamTest {

	private static final double RATE = 0.01;

	private static Graph graph() {
		final GraphBuilder graph = new GraphBuilder();
		graph.weight("body.weight", Start.GLOROT, 1, 2);
		graph.weight("body.bias", Start.ZERO, 2);
		graph.weight("residue.weight", Start.GLOROT, 1, 1);
		return graph.build();
	}

	@Test
	void stepsFollowTheFormulas() {
		final double decay = 0.5;
		final Adam adam = new Adam(graph(), decay, 1e9, name -> true);
		final float[] weights = { 1, -2, 0.5f, 0.25f, 3 };
		final double[] expected = { 1, -2, 0.5, 0.25, 3 };
		final double[] mean = new double[5];
		final double[] square = new double[5];
		final float[] keptMean = new float[5];
		final float[] keptSquare = new float[5];
		for (int step = 1; step <= 20; step++) {
			final float[] gradient = new float[5];
			for (int i = 0; i < 5; i++) {
				gradient[i] = (float) Math.sin(step + 2 * i) * (i + 1);
				mean[i] = 0.9 * mean[i] + 0.1 * gradient[i];
				square[i] = 0.999 * square[i] + 0.001 * gradient[i] * gradient[i];
				final boolean matrix = i < 2 || i == 4;
				expected[i] = expected[i] * (matrix ? 1 - RATE * decay : 1) - RATE * mean[i] / (1 - Math.pow(0.9, step)) / (Math.sqrt(square[i] / (1 - Math.pow(0.999, step))) + 1e-8);
			}
			adam.step(step, RATE, gradient, weights, keptMean, keptSquare);
		}
		for (int i = 0; i < 5; i++)
			assertEquals(expected[i], weights[i], 1e-5);
	}

	@Test
	void longGradientsAreShortened() {
		final float[] one = new float[5];
		final float[] other = new float[5];
		final float[] mean = new float[5];
		// gradients that are 10 times as long: what is remembered of them is not
		new Adam(graph(), 0, 2, name -> true).step(1, RATE, new float[] { 6, 0, 8, 0, 0 }, one, mean, new float[5]);
		assertArrayEquals(new float[] { 0.12f, 0, 0.16f, 0, 0 }, mean, 1e-6f);
		new Adam(graph(), 0, 2, name -> true).step(1, RATE, new float[] { 0.6f, 0, 0.8f, 0, 0 }, other, new float[5], new float[5]);
		assertArrayEquals(one, other, 1e-6f);
	}

	@Test
	void frozenWeightsStayAndCountForNothing() {
		final float[] weights = { 1, 1, 1, 1, 1 };
		final float[] mean = new float[5];
		final Adam adam = new Adam(graph(), 0.1, 1, name -> name.startsWith("residue."));
		assertEquals(1, adam.count());
		adam.step(1, RATE, new float[] { 1e6f, 1, 1, 1, 0.5f }, weights, mean, new float[5]);
		assertArrayEquals(new float[] { 1, 1, 1, 1 }, Arrays.copyOf(weights, 4));
		// the long gradient of the frozen ones does not shorten it
		assertEquals(0.05f, mean[4], 1e-6f);
	}

	@Test
	void anInfiniteGradientChangesNothing() {
		final float[] weights = { 1, 1, 1, 1, 1 };
		for (final float bad : new float[] { Float.NaN, Float.POSITIVE_INFINITY })
			new Adam(graph(), 0.1, 1, name -> true).step(1, RATE, new float[] { bad, 1, 1, 1, 1 }, weights, new float[5], new float[5]);
		assertArrayEquals(new float[] { 1, 1, 1, 1, 1 }, weights);
	}
}
