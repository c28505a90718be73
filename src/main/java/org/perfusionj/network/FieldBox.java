package org.perfusionj.network;

/**
 * A part of a field.
 *
 * @param z first cell along z
 * @param y along y
 * @param x along x
 * @param depth cells along z
 * @param height along y
 * @param width along x
 */
public record FieldBox(int z, int y, int x, int depth, int height, int width) {

	/** @return size of the part alone */
	public FieldShape shape(final int channels) {
		return new FieldShape(depth, height, width, channels);
	}
}
