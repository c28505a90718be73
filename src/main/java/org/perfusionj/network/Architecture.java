package org.perfusionj.network;

import java.util.List;

/**
 * A network without its weights: layers one behind the other.
 *
 * @param channels channels of its input
 * @param layers the layers, first to last
 */
public record Architecture(int channels, List<Layer> layers) {

	/** Copies the list. */
	public Architecture {
		layers = List.copyOf(layers);
	}

	/** @return number of weights and biases of all layers, one behind the other */
	public int parameters() {
		return layers.stream().mapToInt(Layer::parameters).sum();
	}
}
