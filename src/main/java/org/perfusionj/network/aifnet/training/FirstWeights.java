package org.perfusionj.network.aifnet.training;

import org.perfusionj.network.Architecture;
import org.perfusionj.network.Layer;
import org.perfusionj.simulation.RandomStream;

/** Random weights to start training from: normal with variance 2/inputs, which keeps the size of values from layer to layer under ReLU (He et al., ICCV 2015); biases 0. */
final class FirstWeights {

	private FirstWeights() {}

	static float[] of(final Architecture architecture, final RandomStream random) {
		final float[] weights = new float[architecture.parameters()];
		int at = 0;
		for (final Layer layer : architecture.layers()) {
			final int inputs;
			final int outputs;
			if (layer instanceof Layer.Convolution one) {
				inputs = one.inputs() * one.depth() * one.height() * one.width();
				outputs = one.outputs();
			}
			else if (layer instanceof Layer.Dense one) {
				inputs = one.inputs();
				outputs = one.outputs();
			}
			else continue;
			final double sd = Math.sqrt(2.0 / inputs);
			for (int i = 0; i < inputs * outputs; i++)
				weights[at + i] = (float) random.gaussian(0, sd);
			at += layer.parameters();
		}
		return weights;
	}
}
