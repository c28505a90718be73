package org.perfusionj.report;

import java.awt.Color;
import java.awt.Font;
import java.awt.FontMetrics;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.util.List;

/** Fonts, colours and lines of text of the figures that show one case on a page. */
final class FigureStyle {

	static final Color TEXT = new Color(0x1b1b1b);
	static final Color SOFT_TEXT = new Color(0x5c5c5c);
	static final Color RULE = new Color(0xcfcfcf);
	static final Color AXIS = new Color(0x444444);

	private FigureStyle() {}

	static Font font(final int style, final int size) {
		return new Font(Font.SANS_SERIF, style, size);
	}

	/** @return metrics of a font without a picture to draw on */
	static FontMetrics metrics(final int style, final int size) {
		final Graphics2D g = graphics(new BufferedImage(1, 1, BufferedImage.TYPE_INT_RGB));
		final FontMetrics metrics = g.getFontMetrics(font(style, size));
		g.dispose();
		return metrics;
	}

	/** @return smooth drawing on an image */
	static Graphics2D graphics(final BufferedImage image) {
		final Graphics2D g = image.createGraphics();
		g.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
		g.setRenderingHint(RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
		g.setRenderingHint(RenderingHints.KEY_FRACTIONALMETRICS, RenderingHints.VALUE_FRACTIONALMETRICS_ON);
		g.setRenderingHint(RenderingHints.KEY_STROKE_CONTROL, RenderingHints.VALUE_STROKE_PURE);
		return g;
	}

	static int lineHeight(final FontMetrics metrics) {
		return (int) Math.ceil(metrics.getHeight() * 1.08);
	}

	/** Writes lines below each other, the top of the first at y. */
	static void lines(final Graphics2D g, final List<String> lines, final Font font, final Color color, final int x, final int y) {
		g.setFont(font);
		g.setColor(color);
		final FontMetrics metrics = g.getFontMetrics();
		for (int i = 0; i < lines.size(); i++)
			g.drawString(lines.get(i), x, y + metrics.getAscent() + i * lineHeight(metrics));
	}
}
