package org.perfusionj.report;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.Shape;
import java.awt.Stroke;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Line2D;
import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;

import org.jfree.chart.JFreeChart;
import org.jfree.chart.LegendItem;
import org.jfree.chart.LegendItemCollection;
import org.jfree.chart.axis.NumberAxis;
import org.jfree.chart.block.BlockBorder;
import org.jfree.chart.plot.CombinedDomainXYPlot;
import org.jfree.chart.plot.IntervalMarker;
import org.jfree.chart.plot.ValueMarker;
import org.jfree.chart.plot.XYPlot;
import org.jfree.chart.renderer.xy.XYLineAndShapeRenderer;
import org.jfree.chart.title.LegendTitle;
import org.jfree.chart.ui.Layer;
import org.jfree.chart.ui.RectangleEdge;
import org.jfree.chart.ui.RectangleInsets;
import org.jfree.data.xy.XYSeries;
import org.jfree.data.xy.XYSeriesCollection;

import org.perfusionj.curve.TimeCurve;

/** How curves over time look in every plot of this software. Collects curves and marks, then makes the chart; needs no display. */
final class CurveChart {

	/** How a curve is drawn. */
	enum Line {
		/** What counts most. */
		SOLID,
		/** What is compared with it. */
		DASHED,
		/** One of several of a kind. */
		THIN,
		/** One that may lie on a thin one. */
		THIN_DASHED,
		/** What was measured, sample by sample, where another curve is fitted to it. */
		POINTS
	}

	private static final Color TEXT_COLOR = new Color(0x222222);
	private static final Color GRID_COLOR = new Color(0xe3e3e3);
	private static final Color AXIS_COLOR = new Color(0x777777);

	/** Size of the text of large figures. */
	static final float FIGURE_TEXT = 17;

	/** Upper ends of axes: these times a power of ten. */
	private static final double[] NICE_ENDS = { 1, 1.5, 2, 3, 4, 5, 6, 8, 10 };
	/** An axis goes further below 0 than this part of its height in steps of it only. */
	private static final double NICE_BELOW = 0.1;

	private final float textSize;
	private final Font font;
	private final XYSeriesCollection data = new XYSeriesCollection();
	private final XYLineAndShapeRenderer renderer = new XYLineAndShapeRenderer(true, false);
	private final LegendItemCollection legend = new LegendItemCollection();
	private final Shape line;
	private final XYPlot plot;

	/**
	 * @param valueLabel label of the value axis, with its unit
	 * @param textSize size of the text, on which all other sizes depend
	 */
	CurveChart(final String valueLabel, final float textSize) {
		this("Time (s)", valueLabel, textSize);
	}

	/**
	 * @param timeLabel label of the time axis, with its unit
	 * @param valueLabel label of the value axis, with its unit
	 * @param textSize size of the text, on which all other sizes depend
	 */
	CurveChart(final String timeLabel, final String valueLabel, final float textSize) {
		this.textSize = textSize;
		this.font = new Font(Font.SANS_SERIF, Font.PLAIN, 1).deriveFont(textSize);
		this.line = new Line2D.Double(-1.3 * textSize, 0, 1.3 * textSize, 0);
		final NumberAxis timeAxis = axis(timeLabel);
		// room around the labels makes the axis choose fewer of them
		timeAxis.setTickLabelInsets(new RectangleInsets(3, textSize * 0.7, 2, textSize * 0.7));
		timeAxis.setLowerMargin(0);
		timeAxis.setUpperMargin(0.01);
		timeAxis.setAutoRangeIncludesZero(false);
		final NumberAxis valueAxis = axis(valueLabel);
		valueAxis.setTickLabelInsets(new RectangleInsets(textSize * 0.4, 4, textSize * 0.4, 4));
		plot = new XYPlot(data, timeAxis, valueAxis, renderer);
		plot.setBackgroundPaint(Color.WHITE);
		plot.setOutlineVisible(false);
		plot.setDomainGridlinesVisible(false);
		plot.setRangeGridlinePaint(GRID_COLOR);
		plot.setRangeGridlineStroke(new BasicStroke(1));
		plot.setRangeZeroBaselineVisible(true);
		plot.setRangeZeroBaselinePaint(new Color(0xaaaaaa));
		plot.setAxisOffset(RectangleInsets.ZERO_INSETS);
		plot.setInsets(new RectangleInsets(textSize / 2, 2, 2, textSize));
		plot.setFixedLegendItems(legend);
	}

	/** Adds a curve with its line in the legend. */
	void add(final String label, final TimeCurve curve, final Color color, final Line kind) {
		final XYSeries series = new XYSeries(label);
		for (int i = 0; i < curve.size(); i++)
			series.add(curve.time(i), curve.value(i), false);
		final int index = data.getSeriesCount();
		data.addSeries(series);
		renderer.setSeriesPaint(index, color);
		if (kind == Line.POINTS) {
			final double size = textSize * 0.36;
			final Shape point = new Ellipse2D.Double(-size / 2, -size / 2, size, size);
			renderer.setSeriesLinesVisible(index, false);
			renderer.setSeriesShapesVisible(index, true);
			renderer.setSeriesShape(index, point);
			legend.add(new LegendItem(label, null, null, null, point, color));
			return;
		}
		final Stroke stroke = stroke(kind);
		renderer.setSeriesStroke(index, stroke);
		legend.add(new LegendItem(label, null, null, null, line, stroke, color));
	}

	/** Lets the value axis end at round numbers around 0 and all curves, so that it stays as it is while curves change a little. */
	void steadyRange() {
		double low = 0;
		double high = 0;
		for (int series = 0; series < data.getSeriesCount(); series++)
			for (int i = 0; i < data.getItemCount(series); i++) {
				final double value = data.getYValue(series, i);
				if (!Double.isFinite(value)) continue;
				low = Math.min(low, value);
				high = Math.max(high, value);
			}
		final double height = niceEnd(Math.max(high, -low));
		plot.getRangeAxis().setRange(-height * NICE_BELOW * Math.ceil(-low / height / NICE_BELOW), high > 0 ? niceEnd(1.02 * high) : NICE_BELOW * height);
		// labels of different width must not move the plot
		plot.getRangeAxis().setFixedDimension(4.6 * textSize);
	}

	/** @return a round number that is not below a value; 1 if the value is not positive */
	private static double niceEnd(final double value) {
		if (!(value > 0)) return 1;
		final double power = Math.pow(10, Math.floor(Math.log10(value)));
		for (final double end : NICE_ENDS)
			if (end * power >= value) return end * power;
		return NICE_ENDS[NICE_ENDS.length - 1] * power;
	}

	/** Shades a span of time and names it in the legend. */
	void shade(final String label, final double startS, final double endS, final Color color) {
		final IntervalMarker span = new IntervalMarker(startS, endS, color);
		span.setAlpha(1);
		plot.addDomainMarker(span, Layer.BACKGROUND);
		legend.add(new LegendItem(label, null, null, null, new Rectangle2D.Double(-textSize, -0.45 * textSize, 2 * textSize, 0.9 * textSize), color, new BasicStroke(1), new Color(0xc8c8d0)));
	}

	/** Marks a time by a dotted line and names it in the legend. */
	void mark(final String label, final double timeS, final Color color) {
		final Stroke dotted = new BasicStroke(textSize / 10, BasicStroke.CAP_BUTT, BasicStroke.JOIN_ROUND, 1, new float[] { textSize / 6, textSize / 4 }, 0);
		plot.addDomainMarker(new ValueMarker(timeS, color, dotted), Layer.BACKGROUND);
		legend.add(new LegendItem(label, null, null, null, line, dotted, color));
	}

	/**
	 * @param title above the plot, or null for none
	 * @return the chart
	 */
	JFreeChart chart(final String title) {
		return chart(title, plot);
	}

	/**
	 * @param others smaller plots of the same times, below this one
	 * @return the chart, without a title, all plots over one time axis and with one legend
	 */
	JFreeChart above(final CurveChart... others) {
		final CombinedDomainXYPlot all = new CombinedDomainXYPlot(plot.getDomainAxis());
		all.setGap(textSize);
		all.setInsets(plot.getInsets());
		all.add(plot, 5);
		for (final CurveChart other : others)
			all.add(other.plot, 3);
		return chart(null, all);
	}

	private JFreeChart chart(final String title, final XYPlot plot) {
		final JFreeChart chart = new JFreeChart(title, font.deriveFont(Font.BOLD, textSize * 1.15f), plot, false);
		if (title != null) chart.getTitle().setPaint(TEXT_COLOR);
		chart.setBackgroundPaint(Color.WHITE);
		chart.setAntiAlias(true);
		chart.setTextAntiAlias(true);
		chart.getRenderingHints().put(RenderingHints.KEY_STROKE_CONTROL, RenderingHints.VALUE_STROKE_PURE);
		final LegendTitle legendTitle = new LegendTitle(plot);
		legendTitle.setItemFont(font);
		legendTitle.setItemPaint(TEXT_COLOR);
		legendTitle.setBackgroundPaint(Color.WHITE);
		legendTitle.setFrame(BlockBorder.NONE);
		legendTitle.setItemLabelPadding(new RectangleInsets(2, 4, 2, textSize));
		legendTitle.setMargin(new RectangleInsets(textSize / 2, textSize, textSize / 2, textSize));
		legendTitle.setPosition(RectangleEdge.BOTTOM);
		chart.addLegend(legendTitle);
		return chart;
	}

	/** @return the chart as an RGB image on white */
	static BufferedImage image(final JFreeChart chart, final int width, final int height) {
		final BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
		final Graphics2D g = image.createGraphics();
		g.setColor(Color.WHITE);
		g.fillRect(0, 0, width, height);
		chart.draw(g, new Rectangle2D.Double(0, 0, width, height));
		g.dispose();
		return image;
	}

	/** @return size of the text of a chart with a title that is an image so wide, pixels */
	static float textSize(final int width) {
		return Math.max(10, Math.min(FIGURE_TEXT, width / 45f));
	}

	private Stroke stroke(final Line kind) {
		final float thick = textSize / 7;
		return switch (kind) {
			case SOLID -> new BasicStroke(thick, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND);
			case DASHED -> new BasicStroke(thick * 0.75f, BasicStroke.CAP_BUTT, BasicStroke.JOIN_ROUND, 1, new float[] { 3 * thick, 2 * thick }, 0);
			case THIN, POINTS -> new BasicStroke(thick * 0.6f, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND);
			case THIN_DASHED -> new BasicStroke(thick * 0.6f, BasicStroke.CAP_BUTT, BasicStroke.JOIN_ROUND, 1, new float[] { 4 * thick, 3 * thick }, 0);
		};
	}

	private NumberAxis axis(final String label) {
		final NumberAxis axis = new NumberAxis(label);
		axis.setLabelFont(font);
		axis.setTickLabelFont(font.deriveFont(font.getSize2D() * 0.92f));
		axis.setLabelPaint(TEXT_COLOR);
		axis.setTickLabelPaint(TEXT_COLOR);
		axis.setAxisLinePaint(AXIS_COLOR);
		axis.setTickMarkPaint(AXIS_COLOR);
		return axis;
	}
}
