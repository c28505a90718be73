package org.perfusionj.network;

/**
 * Size of what goes into a network or comes out of it. Values lie as [z][y][x][channel], the channel fastest.
 *
 * @param depth cells along z
 * @param height along y
 * @param width along x
 * @param channels values of a cell
 */
public record FieldShape(int depth, int height, int width, int channels) {

	/** @throws IllegalArgumentException if an extent is below 1 */
	public FieldShape {
		if (depth < 1 || height < 1 || width < 1 || channels < 1) throw new IllegalArgumentException("A field of " + depth + " x " + height + " x " + width + " cells with " + channels + " channels is empty.");
	}

	/** @return number of cells */
	public int cells() {
		return depth * height * width;
	}

	/** @return number of values */
	public int values() {
		return cells() * channels;
	}
}
