package org.perfusionj.report;

import java.awt.Component;
import java.awt.GraphicsEnvironment;
import java.awt.Rectangle;
import java.util.List;

import ij.ImagePlus;
import ij.gui.GUI;
import ij.gui.ImageWindow;

/** Shows the images of a case and its curve plot as tiles, zoomed to fill them. Without a display it does nothing. */
public final class WindowArranger {

	/** Images are not enlarged beyond this width or height, pixels. */
	private static final int MAX_TILE = 520;

	/**
	 * Shows every image and lays the windows out in rows, the plot last.
	 *
	 * @param images images to show
	 * @param plot a window to place beside them, or null
	 */
	public void show(final List<ImagePlus> images, final java.awt.Window plot) {
		if (GraphicsEnvironment.isHeadless()) return;
		final Rectangle screen = GUI.getMaxWindowBounds((Component) ij.IJ.getInstance());
		final int count = images.size() + (plot == null ? 0 : 1);
		final Rectangle[] tiles = tiles(screen, count);
		for (int i = 0; i < images.size(); i++) {
			final ImagePlus image = images.get(i);
			image.show();
			final ImageWindow window = image.getWindow();
			// in batch mode an image has no window
			if (window != null) window.setLocationAndSize(tiles[i].x, tiles[i].y, tiles[i].width, tiles[i].height);
		}
		if (plot == null) return;
		final Rectangle last = tiles[count - 1];
		plot.setLocation(Math.max(screen.x, Math.min(last.x, screen.x + screen.width - plot.getWidth())), Math.max(screen.y, Math.min(last.y, screen.y + screen.height - plot.getHeight())));
		plot.setVisible(true);
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
