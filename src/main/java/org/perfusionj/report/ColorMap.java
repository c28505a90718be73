package org.perfusionj.report;

import java.util.Arrays;
import java.util.List;

import ij.process.LUT;

import org.perfusionj.maps.PerfusionMap;

/**
 * An immutable table of 256 colours, made from a few control points by linear interpolation. Entry 0 is black in every
 * table: it is what voxels outside the mask are shown in.
 */
public final class ColorMap {

	/** Number of colours. */
	public static final int SIZE = 256;

	/** Black, white and the greys between: CT and other images that are not maps. */
	public static final ColorMap GREY = new ColorMap("Grey", new Stop(0, 0x000000), new Stop(1, 0xffffff));

	/** Black, violet, red, orange, pale yellow: even steps for the eye, for probabilities. After "inferno" of S. van der Walt and N. Smith, 2015. */
	public static final ColorMap HEAT = new ColorMap("Heat", new Stop(0, 0x000004), new Stop(0.125, 0x1f0c48), new Stop(0.25, 0x550f6d), new Stop(0.375, 0x88226a), new Stop(0.5, 0xbc3754), new Stop(0.625, 0xe35933), new Stop(0.75,
		0xf98e09), new Stop(0.875, 0xf9cb35), new Stop(1, 0xfcffa4));

	/** Flow and volume: black, dark blue, blue, cyan, green, yellow, red. Little blood is dark, much is red. */
	public static final ColorMap FLOW = new ColorMap("Perfusion flow", new Stop(0, 0x000000), new Stop(0.14, 0x0a0a78), new Stop(0.28, 0x1446eb), new Stop(0.44, 0x14c8f0), new Stop(0.58, 0x28c850), new Stop(0.76,
		0xf5e628), new Stop(0.88, 0xff8c14), new Stop(1, 0xe61414));

	/**
	 * Times: the same rainbow without its black end, so that a time of 0 s inside the brain can be told from outside. Short
	 * is blue, long is red, so red is poorly perfused, against {@link #FLOW}.
	 */
	public static final ColorMap TIME = new ColorMap("Perfusion time", new Stop(0, 0x14148c), new Stop(0.18, 0x1446eb), new Stop(0.38, 0x14c8f0), new Stop(0.54, 0x28c850), new Stop(0.74, 0xf5e628), new Stop(0.87,
		0xff8c14), new Stop(1, 0xe61414));

	/** How uncertain a value is: violet, blue, green, yellow, even steps for the eye, so that it is taken neither for a flow nor for a time. After "viridis" of S. van der Walt and N. Smith, 2015. */
	public static final ColorMap UNCERTAINTY = new ColorMap("Perfusion uncertainty", new Stop(0, 0x440154), new Stop(0.2, 0x414487), new Stop(0.4, 0x2a788e), new Stop(0.6, 0x22a884), new Stop(0.8, 0x7ad151), new Stop(1, 0xfde725));

	private final String name;
	private final int[] rgb = new int[SIZE];

	/**
	 * A colour at a place in the table.
	 *
	 * @param position 0 to 1
	 * @param rgb 0xRRGGBB
	 */
	public record Stop(double position, int rgb) {

		/** @throws IllegalArgumentException if the position is outside 0 to 1 */
		public Stop {
			if (!(position >= 0 && position <= 1)) throw new IllegalArgumentException("A colour stop lies between 0 and 1, not at " + position + ".");
		}

		private int mixedWith(final Stop next, final double at) {
			final double weight = (at - position) / (next.position - position);
			int mixed = 0;
			for (int shift = 16; shift >= 0; shift -= 8)
				mixed |= (int) Math.round((1 - weight) * (rgb >> shift & 0xff) + weight * (next.rgb >> shift & 0xff)) << shift;
			return mixed;
		}
	}

	/**
	 * @param name shown to users
	 * @param stops control points by increasing position, the first at 0 and the last at 1
	 * @throws IllegalArgumentException if they do not reach from 0 to 1 or do not increase
	 */
	public ColorMap(final String name, final Stop... stops) {
		final List<Stop> points = List.of(stops);
		if (points.size() < 2 || points.get(0).position() != 0 || points.get(points.size() - 1).position() != 1) throw new IllegalArgumentException("A colour table needs control points from 0 to 1.");
		for (int i = 1; i < points.size(); i++)
			if (points.get(i).position() <= points.get(i - 1).position()) throw new IllegalArgumentException("The control points of a colour table must increase.");
		this.name = name;
		int segment = 0;
		for (int i = 0; i < SIZE; i++) {
			final double at = i / (SIZE - 1.0);
			while (segment < points.size() - 2 && at > points.get(segment + 1).position())
				segment++;
			rgb[i] = points.get(segment).mixedWith(points.get(segment + 1), at);
		}
		rgb[0] = 0;
	}

	/**
	 * A diverging table for ratios to normal tissue: blue below, near-white at normal, red above.
	 *
	 * @param normal where in the display range the ratio 1 lies, 0 to 1 (exclusive)
	 */
	public static ColorMap ratio(final double normal) {
		final double above = 1 - normal;
		return new ColorMap("Perfusion ratio", new Stop(0, 0x101c64), new Stop(0.3 * normal, 0x1e50c8), new Stop(0.7 * normal, 0x6eb4f0), new Stop(normal, 0xf0f0eb), new Stop(normal + 0.3 * above, 0xf5aa78), new Stop(
			normal + 0.7 * above, 0xdc3c32), new Stop(1, 0x820a23));
	}

	/** @return the table a map is shown with */
	public static ColorMap of(final PerfusionMap map) {
		if (map.isRelative()) return ratio((1 - map.displayMin()) / (map.displayMax() - map.displayMin()));
		return switch (map) {
			case CBF, CBV -> FLOW;
			case CBF_SD, BAD_SD -> UNCERTAINTY;
			default -> TIME;
		};
	}

	/** @return name shown to users */
	public String name() {
		return name;
	}

	/** @return colour of an entry, 0xRRGGBB */
	public int rgb(final int index) {
		return rgb[index];
	}

	/** @return the entry that shows a value, as ImageJ maps values to entries: 0 for NaN and below the range, 255 above it */
	public int index(final double value, final double min, final double max) {
		final double index = (value - min) / (max - min) * SIZE;
		return Double.isNaN(index) ? 0 : (int) Math.max(0, Math.min(SIZE - 1, index));
	}

	/** @return a new ImageJ lookup table */
	public LUT lut() {
		final byte[][] channels = new byte[3][SIZE];
		for (int i = 0; i < SIZE; i++)
			for (int c = 0; c < 3; c++)
				channels[c][i] = (byte) (rgb[i] >> (16 - 8 * c));
		return new LUT(channels[0], channels[1], channels[2]);
	}

	@Override
	public boolean equals(final Object other) {
		return other instanceof ColorMap map && Arrays.equals(rgb, map.rgb);
	}

	@Override
	public int hashCode() {
		return Arrays.hashCode(rgb);
	}

	@Override
	public String toString() {
		return name;
	}
}
