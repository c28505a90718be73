package org.perfusionj.network.aifnet;

import java.util.ArrayList;
import java.util.List;

import org.perfusionj.network.Architecture;
import org.perfusionj.network.Layer;

/**
 * Size and kind of a network.
 *
 * @param kind which of the three networks
 * @param layers number K of convolutional layers before the output (paper, 2.2; regression: always six)
 * @param filterExponent layer k has 2^(exponent + k) filters: 3 in the paper, 2 for its K = 6
 */
public record AifnetDesign(AifnetKind kind, int layers, int filterExponent) {

	/** What is trained unless something else is asked for. */
	public static final AifnetDesign DEFAULT = new AifnetDesign(AifnetKind.PROBABILITY, 2, 3);

	/** Layers of a regression network before its dense ones. */
	public static final int REGRESSION_LAYERS = 6;
	/** Cells of the square field that a regression network sees: its dense layers need a fixed size. */
	public static final int REGRESSION_CELLS = 128;
	private static final int REGRESSION_HIDDEN = 128;

	/** @throws IllegalArgumentException if a number is impossible */
	public AifnetDesign {
		if (layers < 1 || layers > 8 || filterExponent < 0 || filterExponent + layers > 10) throw new IllegalArgumentException("A network of " + layers + " layers with 2^(" + filterExponent + " + k) filters cannot be made.");
	}

	/** @return the network for an input */
	public Architecture architecture(final InputSpec input) {
		return new Architecture(input.channels(), kind == AifnetKind.REGRESSION ? regression(input) : convolutional(input));
	}

	private List<Layer> convolutional(final InputSpec input) {
		final List<Layer> list = new ArrayList<>();
		int channels = input.channels();
		for (int k = 1; k <= layers; k++) {
			final int filters = 1 << filterExponent + k;
			// the first layer does not look across slices, because they are further apart than pixels (2.2)
			list.add(new Layer.Convolution(k == 1 ? 1 : 3, 3, 3, channels, filters, true));
			channels = filters;
		}
		list.add(new Layer.Convolution(3, 3, 3, channels, kind == AifnetKind.SEGMENTATION ? 2 : 1, false));
		return list;
	}

	/** Three convolutions in space, then the mean over the slices, of which there may be any number, and three in the plane; each followed by average pooling but the last. */
	private List<Layer> regression(final InputSpec input) {
		final List<Layer> list = new ArrayList<>();
		int channels = input.channels();
		int side = REGRESSION_CELLS;
		for (int k = 1; k <= REGRESSION_LAYERS; k++) {
			final boolean spatial = k <= REGRESSION_LAYERS / 2;
			final int filters = 1 << Math.min(filterExponent + k, filterExponent + REGRESSION_LAYERS / 2);
			list.add(new Layer.Convolution(spatial ? 3 : 1, 3, 3, channels, filters, true));
			channels = filters;
			if (k == REGRESSION_LAYERS) break;
			list.add(new Layer.AveragePooling(2));
			side /= 2;
			if (k == REGRESSION_LAYERS / 2) list.add(new Layer.DepthMean());
		}
		list.add(new Layer.Dense(channels * side * side, REGRESSION_HIDDEN, true));
		list.add(new Layer.Dense(REGRESSION_HIDDEN, input.frames(), false));
		return list;
	}
}
