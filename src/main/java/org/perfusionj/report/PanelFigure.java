package org.perfusionj.report;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.Font;
import java.awt.FontMetrics;
import java.awt.RenderingHints;
import java.awt.Shape;
import java.awt.geom.AffineTransform;
import java.awt.geom.Line2D;
import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Function;

import org.jfree.chart.JFreeChart;


/**
 * A figure of several plots with one legend, in the size of a printed page at 300 dpi. Drawn without a display.
 *
 * @param name file name without ending
 * @param title above the plots
 * @param columns plots beside each other
 * @param aspect height of a plot over its width
 * @param panels the plots: each is made for a size of its text, pixels
 * @param style colours and markers of the legend
 * @param legend names in the legend; may be empty
 * @param lines whether the legend shows lines, not only markers
 */
public record PanelFigure(String name, String title, int columns, double aspect, List<Function<Float, JFreeChart>> panels, ScoreStyle style, List<String> legend, boolean lines) {

	/** 190 mm at 300 dpi. */
	private static final int WIDTH = 2244;
	private static final float TEXT_PART = 0.0138f;

	/** Copies the lists. */
	public PanelFigure {
		panels = List.copyOf(panels);
		legend = List.copyOf(legend);
	}

	/**
	 * @param file PNG file, is replaced when the new one is complete
	 * @throws IOException if the file cannot be written; the message names it
	 */
	public void write(final Path file) throws IOException {
		PngFile.write(image(), file);
	}

	/** @return the figure, RGB on white */
	public BufferedImage image() {
		final int height = (int) Math.round(WIDTH * heightOverWidth());
		final BufferedImage image = new BufferedImage(WIDTH, height, BufferedImage.TYPE_INT_RGB);
		final Graphics2D g = image.createGraphics();
		draw(g, WIDTH, height);
		g.dispose();
		return image;
	}

	/** @return how high the figure wants to be */
	double heightOverWidth() {
		return aspect * rows() / columns + TEXT_PART * (legend.isEmpty() ? 2.5 : 5);
	}

	private int rows() {
		return (panels.size() + columns - 1) / columns;
	}

	/** Draws the figure on white over the whole area. */
	void draw(final Graphics2D g, final int width, final int height) {
		g.setColor(Color.WHITE);
		g.fillRect(0, 0, width, height);
		g.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
		g.setRenderingHint(RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
		g.setRenderingHint(RenderingHints.KEY_STROKE_CONTROL, RenderingHints.VALUE_STROKE_PURE);
		final float text = (float) Math.max(9, TEXT_PART * Math.min(width, height / heightOverWidth()));
		g.setColor(ScoreStyle.TEXT);
		g.setFont(ScoreStyle.font(1.15f * text).deriveFont(Font.BOLD));
		g.drawString(title, text, 1.7f * text);
		final double top = 2.3 * text;
		final double bottom = height - (legend.isEmpty() ? 0.2 : 2.7) * text;
		final double w = (double) width / columns;
		final double h = (bottom - top) / rows();
		for (int i = 0; i < panels.size(); i++)
			panels.get(i).apply(text).draw(g, new Rectangle2D.Double(i % columns * w, top + i / columns * h, w, h));
		drawLegend(g, width, bottom + 1.6 * text, text);
	}

	private void drawLegend(final Graphics2D g, final int width, final double y, final float text) {
		if (legend.isEmpty()) return;
		g.setFont(ScoreStyle.font(text));
		final FontMetrics metrics = g.getFontMetrics();
		final double sample = lines ? 2.6 * text : 1.2 * text;
		final double gap = 1.8 * text;
		double total = -gap;
		for (final String name : legend)
			total += sample + 0.5 * text + metrics.stringWidth(name) + gap;
		double x = Math.max(0.5 * text, (width - total) / 2);
		for (final String name : legend) {
			g.setColor(style.color(name));
			g.setStroke(ScoreStyle.line(text));
			final double middle = y - 0.35 * text;
			if (lines) g.draw(new Line2D.Double(x, middle, x + sample, middle));
			final Shape marker = style.marker(name, 0.62 * text);
			g.fill(AffineTransform.getTranslateInstance(x + sample / 2, middle).createTransformedShape(marker));
			x += sample + 0.5 * text;
			g.setColor(ScoreStyle.TEXT);
			g.drawString(name, (float) x, (float) y);
			x += metrics.stringWidth(name) + gap;
		}
	}
}
