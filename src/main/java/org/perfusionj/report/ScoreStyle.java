package org.perfusionj.report;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.RenderingHints;
import java.awt.Shape;
import java.awt.Stroke;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Path2D;
import java.awt.geom.Rectangle2D;
import java.util.ArrayList;
import java.util.List;

import org.jfree.chart.JFreeChart;
import org.jfree.chart.axis.NumberAxis;
import org.jfree.chart.axis.ValueAxis;
import org.jfree.chart.plot.XYPlot;
import org.jfree.chart.ui.HorizontalAlignment;
import org.jfree.chart.ui.RectangleInsets;


/**
 * How plots of scores look: colours that colour-blind people can tell apart (Okabe and Ito), a marker of its own for each, the
 * same for a method in every plot.
 */
final class ScoreStyle {

	static final Color TEXT = new Color(0x222222);
	static final Color SOFT = new Color(0x777777);
	private static final Color GRID = new Color(0xe3e3e3);

	private static final Color[] COLORS = { new Color(0x0072b2), new Color(0xe69f00), new Color(0x009e73), new Color(0xcc79a7), new Color(0xd55e00), new Color(0x56b4e9), new Color(0x111111), new Color(0x8a8a8a) };

	/** What curves are compared with: dark, unlike anything that is told apart. */
	static final String MEASURED = "measured";

	/** These keep their colours whatever is plotted beside them. */
	private static final List<String> KNOWN = List.of("sSVD", "cSVD", "oSVD", "Tikhonov");

	private final List<String> names;
	private final boolean marked;

	/** @param names what is told apart, for example methods, in the order of the legend */
	ScoreStyle(final List<String> names) {
		this(names, true);
	}

	/** @return a style for curves of many samples, which have no markers */
	static ScoreStyle ofLines(final List<String> names) {
		return new ScoreStyle(names, false);
	}

	private ScoreStyle(final List<String> names, final boolean marked) {
		this.marked = marked;
		final List<String> others = new ArrayList<>(names);
		others.removeAll(KNOWN);
		final boolean methods = names.stream().anyMatch(KNOWN::contains);
		this.names = new ArrayList<>(methods ? KNOWN : List.of());
		this.names.addAll(others);
	}

	Color color(final String name) {
		if (name.equals(MEASURED)) return TEXT;
		return COLORS[Math.max(0, names.indexOf(name)) % COLORS.length];
	}

	/** @return a marker about the origin; an empty shape if there are none */
	Shape marker(final String name, final double size) {
		if (!marked) return new Path2D.Double();
		final double r = size / 2;
		return switch (Math.max(0, names.indexOf(name)) % 6) {
			case 0 -> new Ellipse2D.Double(-r, -r, size, size);
			case 1 -> new Rectangle2D.Double(-0.88 * r, -0.88 * r, 0.88 * size, 0.88 * size);
			case 2 -> polygon(0, -1.15 * r, 1.1 * r, 0.85 * r, -1.1 * r, 0.85 * r);
			case 3 -> polygon(0, -1.25 * r, 1.25 * r, 0, 0, 1.25 * r, -1.25 * r, 0);
			case 4 -> polygon(0, 1.15 * r, 1.1 * r, -0.85 * r, -1.1 * r, -0.85 * r);
			default -> polygon(-0.35 * r, -r, 0.35 * r, -r, 0.35 * r, -0.35 * r, r, -0.35 * r, r, 0.35 * r, 0.35 * r, 0.35 * r, 0.35 * r, r, -0.35 * r, r, -0.35 * r, 0.35 * r, -r, 0.35 * r, -r, -0.35 * r, -0.35 * r, -0.35 * r);
		};
	}

	private static Shape polygon(final double... xy) {
		final Path2D path = new Path2D.Double();
		path.moveTo(xy[0], xy[1]);
		for (int i = 2; i < xy.length; i += 2)
			path.lineTo(xy[i], xy[i + 1]);
		path.closePath();
		return path;
	}

	static Font font(final float size) {
		return new Font(Font.SANS_SERIF, Font.PLAIN, 1).deriveFont(size);
	}

	static Stroke line(final float textSize) {
		return new BasicStroke(textSize / 10, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND);
	}

	static Stroke dashed(final float textSize) {
		return new BasicStroke(textSize / 16, BasicStroke.CAP_BUTT, BasicStroke.JOIN_ROUND, 1, new float[] { textSize / 3, textSize / 4 }, 0);
	}

	static NumberAxis axis(final String label, final float textSize) {
		final NumberAxis axis = new NumberAxis(label);
		axis.setAutoRangeIncludesZero(false);
		dress(axis, textSize);
		return axis;
	}

	static void dress(final ValueAxis axis, final float textSize) {
		final Font font = font(textSize);
		axis.setLabelFont(font);
		axis.setTickLabelFont(font(0.92f * textSize));
		axis.setLabelPaint(TEXT);
		axis.setTickLabelPaint(TEXT);
		axis.setAxisLinePaint(SOFT);
		axis.setAxisLineStroke(new BasicStroke(Math.max(1, textSize / 20)));
		axis.setTickMarkPaint(SOFT);
		axis.setTickMarkStroke(new BasicStroke(Math.max(1, textSize / 20)));
		axis.setTickMarkOutsideLength(textSize / 5);
		// room around the labels makes the axis choose fewer of them
		axis.setTickLabelInsets(new RectangleInsets(textSize * 0.25, textSize * 0.3, textSize * 0.25, textSize * 0.3));
	}

	/** @return the plot as a chart with a small title at the left */
	static JFreeChart chart(final String title, final XYPlot plot, final float textSize) {
		plot.setBackgroundPaint(Color.WHITE);
		plot.setOutlineVisible(false);
		plot.setDomainGridlinesVisible(false);
		plot.setRangeGridlinePaint(GRID);
		plot.setRangeGridlineStroke(new BasicStroke(Math.max(1, textSize / 24)));
		plot.setAxisOffset(RectangleInsets.ZERO_INSETS);
		plot.setInsets(new RectangleInsets(textSize / 3, textSize / 4, textSize / 4, textSize * 0.8));
		final JFreeChart chart = new JFreeChart(title, font(textSize).deriveFont(Font.BOLD), plot, false);
		if (chart.getTitle() != null) {
			chart.getTitle().setPaint(TEXT);
			chart.getTitle().setHorizontalAlignment(HorizontalAlignment.LEFT);
			chart.getTitle().setPadding(textSize / 3, textSize / 2, 0, 0);
		}
		chart.setBackgroundPaint(Color.WHITE);
		chart.setAntiAlias(true);
		chart.setTextAntiAlias(true);
		chart.getRenderingHints().put(RenderingHints.KEY_STROKE_CONTROL, RenderingHints.VALUE_STROKE_PURE);
		return chart;
	}
}
