package org.perfusionj.report;

import java.util.List;

import ij.process.LUT;

/**
 * What a number of a label image means.
 *
 * @param value the number, 0 to 255
 * @param name in the legend
 * @param rgb its colour, 0xRRGGBB
 */
record Category(int value, String name, int rgb) {

	/** @return a colour table; numbers that no category has are black */
	static LUT lut(final List<Category> categories) {
		final byte[][] channels = new byte[3][256];
		for (final Category category : categories)
			for (int c = 0; c < 3; c++)
				channels[c][category.value()] = (byte) (category.rgb() >> (16 - 8 * c));
		return new LUT(channels[0], channels[1], channels[2]);
	}
}
