package org.perfusionj.network.aifnet;

/**
 * The part of every layer of cells that holds the head: outside of it is air, which costs time and says nothing.
 *
 * @param x first column
 * @param y first row
 * @param width columns
 * @param height rows
 */
public record HeadBox(int x, int y, int width, int height) {

	/** Above this, HU, a cell is no air. */
	private static final float AIR_HU = -300;
	/** Cells of air kept around the head. */
	private static final int MARGIN = 2;

	/** @return the smallest box that holds all cells that are no air; the whole layer if there is none */
	public static HeadBox of(final CellSeries cells) {
		final CellGrid grid = cells.grid();
		int left = grid.width();
		int right = -1;
		int top = grid.height();
		int bottom = -1;
		for (int c = 0; c < grid.count(); c++) {
			if (!cells.isUsable(c) || !(cells.baseline()[c] > AIR_HU)) continue;
			final int x = c % grid.planeSize() % grid.width();
			final int y = c % grid.planeSize() / grid.width();
			left = Math.min(left, x);
			right = Math.max(right, x);
			top = Math.min(top, y);
			bottom = Math.max(bottom, y);
		}
		if (right < 0) return new HeadBox(0, 0, grid.width(), grid.height());
		final int x = Math.max(0, left - MARGIN);
		final int y = Math.max(0, top - MARGIN);
		return new HeadBox(x, y, Math.min(grid.width(), right + MARGIN + 1) - x, Math.min(grid.height(), bottom + MARGIN + 1) - y);
	}

	/** @return cells of one layer of the box */
	public int planeSize() {
		return width * height;
	}
}
