package org.perfusionj.report;

import java.awt.Component;
import java.awt.GraphicsEnvironment;
import java.awt.Rectangle;
import java.awt.Window;
import java.util.List;

import ij.IJ;
import ij.ImagePlus;
import ij.gui.GUI;
import ij.gui.ImageWindow;

/** Shows the images of a case and their plot and table as tiles, zoomed to fill them. Without a display it does nothing. */
public final class WindowArranger {

	/** Images are not enlarged beyond this width or height, pixels. */
	private static final int MAX_TILE = 520;

	/**
	 * Shows every image and lays the windows out in rows, the plot last.
	 *
	 * @param images images to show
	 * @param others windows to place behind them, in this order, each within a tile
	 */
	public void show(final List<ImagePlus> images, final List<Window> others) {
		if (GraphicsEnvironment.isHeadless()) return;
		final Rectangle screen = GUI.getMaxWindowBounds((Component) IJ.getInstance());
		final int count = images.size() + others.size();
		final Rectangle[] tiles = tiles(screen, count);
		for (int i = 0; i < images.size(); i++) {
			final ImagePlus image = images.get(i);
			image.show();
			final ImageWindow window = image.getWindow();
			// in batch mode an image has no window
			if (window != null) window.setLocationAndSize(tiles[i].x, tiles[i].y, tiles[i].width, tiles[i].height);
		}
		for (int i = 0; i < others.size(); i++) {
			final Rectangle tile = tiles[images.size() + i];
			final Window window = others.get(i);
			window.setBounds(tile.x, tile.y, Math.min(tile.width, screen.x + screen.width - tile.x), Math.min(tile.height, screen.y + screen.height - tile.y));
			window.setVisible(true);
		}
	}

	/** @return count equal squares in as few rows as keep them largest, from the upper left corner of the screen, not overlapping */
	static Rectangle[] tiles(final Rectangle screen, final int count) {
		int columns = 1;
		int side = 0;
		for (int c = 1; c <= Math.max(1, count); c++) {
			final int rows = (count + c - 1) / c;
			final int fits = Math.min(MAX_TILE, Math.min(screen.width / c, screen.height / Math.max(1, rows)));
			// of equal sizes the wider arrangement: it leaves the lower part of the screen free
			if (fits >= side) {
				side = fits;
				columns = c;
			}
		}
		final Rectangle[] tiles = new Rectangle[count];
		for (int i = 0; i < count; i++)
			tiles[i] = new Rectangle(screen.x + i % columns * side, screen.y + i / columns * side, side, side);
		return tiles;
	}
}
