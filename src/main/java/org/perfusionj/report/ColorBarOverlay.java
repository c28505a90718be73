package org.perfusionj.report;

import java.awt.Color;
import java.awt.Font;
import java.awt.FontMetrics;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.util.List;

import ij.gui.Overlay;
import ij.gui.Roi;
import ij.gui.TextRoi;

import org.perfusionj.series.Mask;
import org.perfusionj.series.SpatialGrid;

/**
 * A colour bar drawn over an image without changing it: in the corner or at the side where it hides least of the mask. It scales with the image,
 * so it takes the same part of a small image as of a large one; images below 48 pixels get none, because it would cover them.
 */
final class ColorBarOverlay {

	private static final int MIN_SIZE = 48;
	/** A place is good enough if this fraction of it lies over the mask. */
	private static final double HARDLY_COVERED = 0.1;
	private static final int STEPS = 64;
	private static final int WANTED_TICKS = 4;
	private static final int MEASURING_SIZE = 100;

	private final Mask mask;
	private final MapDisplay display;
	private final String unit;

	ColorBarOverlay(final Mask mask, final MapDisplay display, final String unit) {
		this.mask = mask;
		this.display = display;
		this.unit = unit;
	}

	/** @return a new overlay, not selectable, or null if the image is too small for one */
	Overlay overlay() {
		final SpatialGrid grid = mask.grid();
		final double size = Math.min(grid.width(), grid.height());
		if (size < MIN_SIZE) return null;
		final Font font = new Font(Font.SANS_SERIF, Font.PLAIN, 1).deriveFont((float) (size * 0.034));
		final double textHeight = size * 0.034;
		final double barWidth = size * 0.028;
		final double barHeight = size * 0.36;
		final double pad = size * 0.012;
		// widths are measured at a large size: metrics of a 4 pixel font are rounded to whole pixels
		final FontMetrics metrics = measuringMetrics();
		// a long unit takes two lines, or it would make the box wide enough to hide the brain
		final List<String> unitLines = unit.endsWith("/min") ? List.of(unit.substring(0, unit.length() - 4), "/min") : List.of(unit);
		double labelWidth = unitLines.stream().mapToInt(metrics::stringWidth).max().orElse(0) / (double) MEASURING_SIZE * textHeight - barWidth - 2 * pad;
		for (final double tick : display.ticks(WANTED_TICKS))
			labelWidth = Math.max(labelWidth, metrics.stringWidth(display.tickText(tick, WANTED_TICKS)) / (double) MEASURING_SIZE * textHeight);
		final double boxWidth = barWidth + labelWidth + 4 * pad;
		final double boxHeight = barHeight + (1.4 + 1.2 * unitLines.size()) * textHeight + 2 * pad;
		// all maps of a case should have their bar at the same place, so another place than the right side is taken only if that
		// one hides much and the other clearly less
		double boxX = 0;
		double boxY = 0;
		long least = Long.MAX_VALUE;
		final long hardly = Math.round(HARDLY_COVERED * boxWidth * boxHeight * grid.slices());
		for (final double x : new double[] { grid.width() - boxWidth - pad, pad })
			for (final double y : new double[] { (grid.height() - boxHeight) / 2, pad, grid.height() - boxHeight - pad }) {
				if (least <= hardly) continue;
				final long covered = covered(x, y, boxWidth, boxHeight);
				if (covered >= least / 2) continue;
				least = covered;
				boxX = x;
				boxY = y;
			}

		final Overlay overlay = new Overlay();
		add(overlay, boxX, boxY, boxWidth, boxHeight, new Color(0, 0, 0, 150));
		for (int i = 0; i < unitLines.size(); i++)
			add(overlay, boxX + pad, boxY + pad + 1.2 * i * textHeight, unitLines.get(i), font);
		final double barX = boxX + pad;
		final double barY = boxY + pad + (0.5 + 1.2 * unitLines.size()) * textHeight;
		for (int i = 0; i < STEPS; i++) {
			final double value = display.max() - (i + 0.5) / STEPS * (display.max() - display.min());
			// each step reaches under the next, so that no gap shows between them at any zoom
			add(overlay, barX, barY + i * barHeight / STEPS, barWidth, (i == STEPS - 1 ? 1 : 2) * barHeight / STEPS, new Color(display.rgbInside(value)));
		}
		for (final double tick : display.ticks(WANTED_TICKS)) {
			final double y = barY + (display.max() - tick) / (display.max() - display.min()) * barHeight;
			add(overlay, barX + barWidth, y - size * 0.0015, pad, size * 0.003, Color.WHITE);
			add(overlay, barX + barWidth + 1.6 * pad, y - 0.62 * textHeight, display.tickText(tick, WANTED_TICKS), font);
		}
		overlay.selectable(false);
		return overlay;
	}

	private static FontMetrics measuringMetrics() {
		final Graphics2D g = new BufferedImage(1, 1, BufferedImage.TYPE_INT_RGB).createGraphics();
		final FontMetrics metrics = g.getFontMetrics(new Font(Font.SANS_SERIF, Font.PLAIN, MEASURING_SIZE));
		g.dispose();
		return metrics;
	}

	private int covered(final double x, final double y, final double width, final double height) {
		final SpatialGrid grid = mask.grid();
		int count = 0;
		for (int z = 0; z < grid.slices(); z++)
			for (int row = Math.max(0, (int) y); row < Math.min(grid.height(), y + height); row++)
				for (int column = Math.max(0, (int) x); column < Math.min(grid.width(), x + width); column++)
					if (mask.contains(column, row, z)) count++;
		return count;
	}

	private static void add(final Overlay overlay, final double x, final double y, final double width, final double height, final Color color) {
		final Roi box = new Roi(x, y, width, height);
		box.setFillColor(color);
		overlay.add(box);
	}

	private static void add(final Overlay overlay, final double x, final double y, final String text, final Font font) {
		final TextRoi label = new TextRoi(x, y, text, font);
		label.setStrokeColor(Color.WHITE);
		label.setAntialiased(true);
		overlay.add(label);
	}
}
