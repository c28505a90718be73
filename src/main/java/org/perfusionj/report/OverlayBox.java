package org.perfusionj.report;

import java.awt.Color;
import java.awt.Font;
import java.awt.FontMetrics;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;

import ij.gui.Overlay;
import ij.gui.Roi;
import ij.gui.TextRoi;

import org.perfusionj.series.Mask;
import org.perfusionj.series.SpatialGrid;

/**
 * A darkened box with text over an image, which it does not change: in the corner or at the side where it hides least of the mask. Its contents scale
 * with the image, so it takes the same part of a small image as of a large one.
 */
final class OverlayBox {

	/** Images below this many pixels get no box: it would cover them. */
	static final int MIN_SIZE = 48;

	/** A place is good enough if this fraction of it lies over the mask. */
	private static final double HARDLY_COVERED = 0.1;
	private static final int MEASURING_SIZE = 100;
	private static final Color BACKGROUND = new Color(0, 0, 0, 150);

	private final Overlay overlay = new Overlay();
	private final Font font;
	private final double x;
	private final double y;

	/**
	 * @param mask what should not be hidden
	 * @param width of the box, pixels of the image
	 * @param height of the box
	 * @param pad distance from the edge of the image
	 * @param textHeight size of the font
	 */
	OverlayBox(final Mask mask, final double width, final double height, final double pad, final double textHeight) {
		final SpatialGrid grid = mask.grid();
		font = new Font(Font.SANS_SERIF, Font.PLAIN, 1).deriveFont((float) textHeight);
		// all images of a case should have their box at the same place, so another place than the right side is taken only if that
		// one hides much and the other clearly less
		double bestX = 0;
		double bestY = 0;
		long least = Long.MAX_VALUE;
		final long hardly = Math.round(HARDLY_COVERED * width * height * grid.slices());
		for (final double left : new double[] { grid.width() - width - pad, pad })
			for (final double top : new double[] { (grid.height() - height) / 2, pad, grid.height() - height - pad }) {
				if (least <= hardly) continue;
				final long covered = covered(mask, left, top, width, height);
				if (covered >= least / 2) continue;
				least = covered;
				bestX = left;
				bestY = top;
			}
		x = bestX;
		y = bestY;
		fill(0, 0, width, height, BACKGROUND);
	}

	/** @return width of a text in a font of that size */
	static double textWidth(final String text, final double textHeight) {
		// widths are measured at a large size: metrics of a 4 pixel font are rounded to whole pixels
		final Graphics2D g = new BufferedImage(1, 1, BufferedImage.TYPE_INT_RGB).createGraphics();
		final FontMetrics metrics = g.getFontMetrics(new Font(Font.SANS_SERIF, Font.PLAIN, MEASURING_SIZE));
		final double width = metrics.stringWidth(text) / (double) MEASURING_SIZE * textHeight;
		g.dispose();
		return width;
	}

	/** Fills a rectangle; places are counted from the upper left corner of the box. */
	void fill(final double left, final double top, final double width, final double height, final Color color) {
		final Roi area = new Roi(x + left, y + top, width, height);
		area.setFillColor(color);
		overlay.add(area);
	}

	/** Writes a line in white. */
	void text(final double left, final double top, final String text) {
		final TextRoi label = new TextRoi(x + left, y + top, text, font);
		label.setStrokeColor(Color.WHITE);
		label.setAntialiased(true);
		overlay.add(label);
	}

	/** @return the overlay, not selectable */
	Overlay overlay() {
		overlay.selectable(false);
		return overlay;
	}

	private static int covered(final Mask mask, final double x, final double y, final double width, final double height) {
		final SpatialGrid grid = mask.grid();
		int count = 0;
		for (int z = 0; z < grid.slices(); z++)
			for (int row = Math.max(0, (int) y); row < Math.min(grid.height(), y + height); row++)
				for (int column = Math.max(0, (int) x); column < Math.min(grid.width(), x + width); column++)
					if (mask.contains(column, row, z)) count++;
		return count;
	}
}
