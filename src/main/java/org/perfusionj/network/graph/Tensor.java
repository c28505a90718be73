package org.perfusionj.network.graph;

import java.util.Arrays;

/**
 * An array of numbers of any rank. Arrays are shared, not copied; do not change them.
 *
 * @param shape extents, the slowest axis first; empty for a single number
 * @param values in C order: the last axis is the fastest
 */
public record Tensor(int[] shape, float[] values) {

	/** @throws IllegalArgumentException if an extent is below 1 or the shape does not fit the values */
	public Tensor {
		long count = 1;
		for (final int extent : shape) {
			if (extent < 1) throw new IllegalArgumentException("An array of shape " + Arrays.toString(shape) + " is empty.");
			count *= extent;
		}
		if (count != values.length) throw new IllegalArgumentException("An array of shape " + Arrays.toString(shape) + " was given " + values.length + " values.");
	}

	/** @return a matrix of zeros */
	public static Tensor zeros(final int... shape) {
		int count = 1;
		for (final int extent : shape)
			count *= extent;
		return new Tensor(shape, new float[count]);
	}

	/** @return an array of this shape around the values */
	public static Tensor of(final float[] values, final int... shape) {
		return new Tensor(shape, values);
	}
}
