package org.perfusionj.report;

import java.awt.Color;
import java.util.List;

import ij.gui.Overlay;

import org.perfusionj.series.Mask;

/** Names and colours of the categories of a label image over it; images that are too small get none ({@link OverlayBox}). */
final class LegendOverlay {

	private final Mask mask;
	private final List<Category> categories;

	LegendOverlay(final Mask mask, final List<Category> categories) {
		this.mask = mask;
		this.categories = List.copyOf(categories);
	}

	/** @return a new overlay, not selectable, or null if the image is too small for one */
	Overlay overlay() {
		final double size = Math.min(mask.grid().width(), mask.grid().height());
		if (size < OverlayBox.MIN_SIZE) return null;
		final double textHeight = size * 0.03;
		final double line = 1.35 * textHeight;
		final double square = 0.8 * textHeight;
		final double pad = size * 0.012;
		final double textWidth = categories.stream().mapToDouble(category -> OverlayBox.textWidth(category.name(), textHeight)).max().orElse(0);
		final OverlayBox box = new OverlayBox(mask, square + textWidth + 4 * pad, categories.size() * line + 2 * pad, pad, textHeight);
		for (int i = 0; i < categories.size(); i++) {
			final double top = pad + i * line;
			box.fill(pad, top + (line - square) / 2, square, square, new Color(categories.get(i).rgb()));
			// ImageJ leaves room above the letters
			box.text(2.4 * pad + square, top + line / 2 - 0.62 * textHeight, categories.get(i).name());
		}
		return box.overlay();
	}
}
