package org.perfusionj.report;

import java.awt.Component;
import java.awt.Dimension;
import java.awt.GraphicsEnvironment;
import java.awt.Rectangle;
import java.awt.Window;
import java.util.ArrayList;
import java.util.List;

import ij.IJ;
import ij.ImageJ;
import ij.ImagePlus;
import ij.gui.GUI;
import ij.gui.ImageCanvas;
import ij.gui.ImageWindow;

/**
 * Shows the images of a case and their plot and table as tiles that do not hide each other or ImageJ's own window, the images
 * zoomed to fill them. Without a display it does nothing.
 */
public final class WindowArranger {

	/** Images are not enlarged beyond this width, pixels. */
	private static final int MAX_TILE = 520;

	/** What the window of an image takes around it: title bar, line of information and slider; frame and gaps at the sides. */
	static final int FURNITURE_Y = 80;
	private static final int FURNITURE_X = 20;

	/** A second slider, of an image with slices and frames. */
	private static final int SLIDER_Y = 20;

	/** Columns that a plot or a table takes. */
	private static final int WIDE = 2;

	/** Part of the height that the lower of two windows in one place takes. */
	private static final double LOWER = 0.38;

	/** ImageJ's window is left free if it takes less than this part of the height, which it does unless the screen is tiny. */
	private static final double NARROW_STRIP = 0.25;

	/**
	 * Shows every image and lays the windows out in rows.
	 *
	 * @param images images to show
	 * @param wide windows to place behind them, such as plots and tables; each list takes two tiles: one window, or a large one
	 *          above a small one
	 * @param others windows to place last as they are
	 */
	public void show(final List<ImagePlus> images, final List<List<Window>> wide, final List<Window> others) {
		show(images, wide, others, -1);
	}

	/**
	 * The same with a series in the first place, which is the active image afterwards.
	 *
	 * @param series hyperstack to show
	 */
	public void show(final ImagePlus series, final List<ImagePlus> images, final List<List<Window>> wide, final List<Window> others) {
		final List<ImagePlus> all = new ArrayList<>(List.of(series));
		all.addAll(images);
		show(all, wide, others, 0);
	}

	/** @param active index of the image that is shown after all others, so that no window becomes the active one after it; -1 for none */
	private static void show(final List<ImagePlus> images, final List<List<Window>> wide, final List<Window> others, final int active) {
		if (GraphicsEnvironment.isHeadless()) return;
		final List<Integer> spans = new ArrayList<>();
		images.forEach(image -> spans.add(1));
		wide.forEach(windows -> spans.add(WIDE));
		others.forEach(window -> spans.add(1));
		final int furnitureY = FURNITURE_Y + (images.stream().anyMatch(image -> image.getNSlices() > 1 && image.getNFrames() > 1) ? SLIDER_Y : 0);
		final Rectangle[] tiles = tiles(free(), spans, furnitureY);
		int next = 0;
		for (final ImagePlus image : images) {
			if (next != active) show(image, tiles[next], furnitureY);
			next++;
		}
		for (final List<Window> windows : wide) {
			final Rectangle tile = tiles[next++];
			final int lower = windows.size() > 1 ? (int) (LOWER * tile.height) : 0;
			windows.get(0).setBounds(tile.x, tile.y, tile.width, tile.height - lower);
			if (lower > 0) windows.get(1).setBounds(tile.x, tile.y + tile.height - lower, tile.width, lower);
			windows.forEach(window -> window.setVisible(true));
		}
		for (final Window window : others)
			window.setLocation(tiles[next++].getLocation());
		if (active >= 0) show(images.get(active), tiles[active], furnitureY);
	}

	private static void show(final ImagePlus image, final Rectangle tile, final int furnitureY) {
		// else the window manager's late answer to the first place could move the window back there
		ImageWindow.setNextLocation(tile.x, tile.y);
		image.show();
		final ImageWindow window = image.getWindow();
		// in batch mode an image has no window
		if (window != null) fit(window, tile, furnitureY);
	}

	/** Zooms by a number that the image and the tile alone decide, so that all maps of a case have the same. */
	private static void fit(final ImageWindow window, final Rectangle tile, final int furnitureY) {
		final ImageCanvas canvas = window.getCanvas();
		final ImagePlus image = window.getImagePlus();
		final double zoom = Math.min((double) (tile.width - FURNITURE_X) / image.getWidth(), (double) (tile.height - furnitureY) / image.getHeight());
		canvas.setMagnification(zoom);
		canvas.setSize((int) (image.getWidth() * zoom), (int) (image.getHeight() * zoom));
		window.setLocation(tile.getLocation());
		window.pack();
	}

	/** @return the part of ImageJ's screen below ImageJ's window, or all of it if that lies lower down */
	private static Rectangle free() {
		final ImageJ host = IJ.getInstance();
		final Rectangle screen = GUI.getMaxWindowBounds((Component) host);
		if (host == null || !host.isShowing()) return screen;
		final int bottom = host.getY() + host.getHeight();
		if (bottom <= screen.y || bottom > screen.y + NARROW_STRIP * screen.height) return screen;
		return new Rectangle(screen.x, bottom, screen.width, screen.y + screen.height - bottom);
	}

	/**
	 * @param screen where there is room
	 * @param spans number of columns that each window takes, at least 1
	 * @param furnitureY what the window of an image takes above and below it
	 * @return places in rows from the upper left corner, not overlapping, as large as the screen allows
	 */
	static Rectangle[] tiles(final Rectangle screen, final List<Integer> spans, final int furnitureY) {
		final int most = Math.max(1, spans.stream().mapToInt(Integer::intValue).sum());
		int columns = 1;
		Dimension best = new Dimension();
		for (int c = 1; c <= most; c++) {
			final Dimension size = size(screen, c, rows(spans, c), furnitureY);
			// of equal sizes the wider arrangement: it leaves the lower part of the screen free
			if (size.width < best.width) continue;
			best = size;
			columns = c;
		}
		final Rectangle[] tiles = new Rectangle[spans.size()];
		int row = 0;
		int column = 0;
		for (int i = 0; i < tiles.length; i++) {
			final int span = Math.min(spans.get(i), columns);
			if (column + span > columns) {
				row++;
				column = 0;
			}
			tiles[i] = new Rectangle(screen.x + column * best.width, screen.y + row * best.height, span * best.width, best.height);
			column += span;
		}
		return tiles;
	}

	private static int rows(final List<Integer> spans, final int columns) {
		int rows = 1;
		int column = 0;
		for (final int wanted : spans) {
			final int span = Math.min(wanted, columns);
			if (column + span > columns) {
				rows++;
				column = 0;
			}
			column += span;
		}
		return rows;
	}

	/** Size of one tile: an image of a square plane as large as fits, with the furniture of its window. */
	private static Dimension size(final Rectangle screen, final int columns, final int rows, final int furnitureY) {
		final int height = screen.height / rows;
		final int width = Math.min(MAX_TILE, Math.min(screen.width / columns, Math.max(FURNITURE_X + 1, height - furnitureY + FURNITURE_X)));
		return new Dimension(width, Math.min(height, width + furnitureY - FURNITURE_X));
	}
}
