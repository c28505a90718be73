package org.perfusionj.network;

import java.util.ArrayList;
import java.util.List;

/**
 * How a field is divided. Each tile is computed with a rim of neighbours as wide as the network reaches, so tiles overlap; of
 * all divisions whose tiles are small enough, the one with the fewest cells to compute.
 *
 * @param alongZ division of the depth
 * @param alongY of the height
 * @param alongX of the width
 */
record TilePlan(Axis alongZ, Axis alongY, Axis alongX) {

	/**
	 * A part of the field.
	 *
	 * @param inner what is taken from the result; the inner parts fill the field without overlap
	 * @param outer what is computed for it
	 */
	record Tile(FieldBox inner, FieldBox outer) {
	}

	/**
	 * @param field what is divided
	 * @param rim how far the network reaches, as the number of cells before and behind a cell along z, y and x
	 * @param cells most cells of a tile with its rim; exceeded only where no division keeps to it, by as little as possible
	 * @return the division
	 */
	static TilePlan of(final FieldShape field, final FieldBox rim, final long cells) {
		final List<Axis> depths = Axis.divisions(field.depth(), rim.depth());
		final List<Axis> heights = Axis.divisions(field.height(), rim.height());
		final List<Axis> widths = Axis.divisions(field.width(), rim.width());
		TilePlan best = new TilePlan(depths.get(depths.size() - 1), heights.get(heights.size() - 1), widths.get(widths.size() - 1));
		for (final Axis depth : depths)
			for (final Axis height : heights)
				for (final Axis width : widths) {
					if (depth.longest() * height.longest() * width.longest() > cells) continue;
					final TilePlan plan = new TilePlan(depth, height, width);
					if (plan.computed() < best.computed()) best = plan;
					// a narrower one has more rims
					break;
				}
		return best;
	}

	/** @return cells of all tiles with their rims */
	long computed() {
		return alongZ.computed() * alongY.computed() * alongX.computed();
	}

	/** @return the tiles */
	List<Tile> tiles() {
		final List<Tile> tiles = new ArrayList<>();
		for (int z = 0; z < alongZ.pieces(); z++)
			for (int y = 0; y < alongY.pieces(); y++)
				for (int x = 0; x < alongX.pieces(); x++)
					tiles.add(new Tile(
						new FieldBox(alongZ.start(z), alongY.start(y), alongX.start(x), alongZ.start(z + 1) - alongZ.start(z), alongY.start(y + 1) - alongY.start(y), alongX.start(x + 1) - alongX.start(x)),
						new FieldBox(alongZ.from(z), alongY.from(y), alongX.from(x), alongZ.to(z) - alongZ.from(z), alongY.to(y) - alongY.from(y), alongX.to(x) - alongX.from(x))));
		return tiles;
	}

	/**
	 * One axis in nearly equal pieces.
	 *
	 * @param extent cells of the field
	 * @param rim cells before and behind a piece that its result depends on
	 * @param pieces number of pieces
	 * @param computed cells of all pieces with their rims
	 * @param longest cells of the longest piece with its rims
	 */
	record Axis(int extent, int rim, int pieces, long computed, long longest) {

		/** @return the divisions whose pieces get shorter, fewest pieces first */
		static List<Axis> divisions(final int extent, final int rim) {
			final List<Axis> divisions = new ArrayList<>();
			long shortest = Long.MAX_VALUE;
			for (int pieces = 1; pieces <= extent; pieces++) {
				final Axis axis = of(extent, rim, pieces);
				if (axis.longest < shortest) divisions.add(axis);
				shortest = Math.min(shortest, axis.longest);
			}
			return divisions;
		}

		private static Axis of(final int extent, final int rim, final int pieces) {
			final Axis axis = new Axis(extent, rim, pieces, 0, 0);
			long computed = 0;
			long longest = 0;
			for (int n = 0; n < pieces; n++) {
				computed += axis.to(n) - axis.from(n);
				longest = Math.max(longest, axis.to(n) - axis.from(n));
			}
			return new Axis(extent, rim, pieces, computed, longest);
		}

		int start(final int piece) {
			return (int) ((long) extent * piece / pieces);
		}

		int from(final int piece) {
			return Math.max(0, start(piece) - rim);
		}

		int to(final int piece) {
			return Math.min(extent, start(piece + 1) + rim);
		}
	}
}
