package org.perfusionj.report;

import java.awt.Color;
import java.util.List;

import ij.gui.Overlay;

import org.perfusionj.series.Mask;

/** A colour bar with its unit over an image; images that are too small get none ({@link OverlayBox}). */
final class ColorBarOverlay {

	private static final int STEPS = 64;
	private static final int WANTED_TICKS = 4;

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
		final double size = Math.min(mask.grid().width(), mask.grid().height());
		if (size < OverlayBox.MIN_SIZE) return null;
		final double textHeight = size * 0.034;
		final double barWidth = size * 0.028;
		final double barHeight = size * 0.36;
		final double pad = size * 0.012;
		// a long unit takes two lines, or it would make the box wide enough to hide the brain
		final List<String> unitLines = unit.endsWith("/min") ? List.of(unit.substring(0, unit.length() - 4), "/min") : List.of(unit);
		double labelWidth = unitLines.stream().mapToDouble(line -> OverlayBox.textWidth(line, textHeight)).max().orElse(0) - barWidth - 2 * pad;
		for (final double tick : display.ticks(WANTED_TICKS))
			labelWidth = Math.max(labelWidth, OverlayBox.textWidth(display.tickText(tick, WANTED_TICKS), textHeight));
		final OverlayBox box = new OverlayBox(mask, barWidth + labelWidth + 4 * pad, barHeight + (1.4 + 1.2 * unitLines.size()) * textHeight + 2 * pad, pad, textHeight);
		for (int i = 0; i < unitLines.size(); i++)
			box.text(pad, pad + 1.2 * i * textHeight, unitLines.get(i));
		final double barY = pad + (0.5 + 1.2 * unitLines.size()) * textHeight;
		for (int i = 0; i < STEPS; i++) {
			final double value = display.max() - (i + 0.5) / STEPS * (display.max() - display.min());
			// each step reaches under the next, so that no gap shows between them at any zoom
			box.fill(pad, barY + i * barHeight / STEPS, barWidth, (i == STEPS - 1 ? 1 : 2) * barHeight / STEPS, new Color(display.rgbInside(value)));
		}
		for (final double tick : display.ticks(WANTED_TICKS)) {
			final double y = barY + (display.max() - tick) / (display.max() - display.min()) * barHeight;
			box.fill(pad + barWidth, y - size * 0.0015, pad, size * 0.003, Color.WHITE);
			box.text(2.6 * pad + barWidth, y - 0.62 * textHeight, display.tickText(tick, WANTED_TICKS));
		}
		return box.overlay();
	}
}
