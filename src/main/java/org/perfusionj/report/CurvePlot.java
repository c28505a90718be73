package org.perfusionj.report;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.Shape;
import java.awt.Stroke;
import java.awt.geom.Line2D;
import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;
import java.util.Locale;

import org.jfree.chart.JFreeChart;
import org.jfree.chart.LegendItem;
import org.jfree.chart.LegendItemCollection;
import org.jfree.chart.axis.NumberAxis;
import org.jfree.chart.block.BlockBorder;
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
import org.perfusionj.curve.TimeGrid;
import org.perfusionj.pipeline.PerfusionResult;
import org.perfusionj.preprocessing.Baseline;
import org.perfusionj.series.SignalType;

/**
 * The curves of a case over time: AIF, VOF, mean tissue curve (magnified by a factor that the legend states), with the
 * baseline shaded and the arrival of the bolus marked. Needs no display.
 */
public final class CurvePlot {

	static final Color AIF_COLOR = new Color(0xd62828);
	static final Color VOF_COLOR = new Color(0x1d5fbf);
	private static final Color TISSUE_COLOR = new Color(0x2a9d5c);
	private static final Color TEXT_COLOR = new Color(0x222222);
	private static final Color GRID_COLOR = new Color(0xe3e3e3);
	private static final Color BASELINE_COLOR = new Color(0xeeeef3);
	private static final Color ARRIVAL_COLOR = new Color(0x777777);

	/** The magnified tissue peak may reach this fraction of the highest vascular peak. */
	private static final double TISSUE_HEIGHT = 0.6;
	private static final float FIGURE_TEXT = 17;
	private static final float WINDOW_TEXT = 13;

	private final PerfusionResult result;

	/** @param result the case */
	public CurvePlot(final PerfusionResult result) {
		this.result = result;
	}

	/** @return a new chart with the title of the case, for a window */
	public JFreeChart chart() {
		return chart(result.title(), WINDOW_TEXT);
	}

	/**
	 * @param width pixels
	 * @param height pixels
	 * @return the chart with its title as an RGB image on white
	 */
	public BufferedImage image(final int width, final int height) {
		final BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
		final Graphics2D g = image.createGraphics();
		g.setColor(Color.WHITE);
		g.fillRect(0, 0, width, height);
		chart(result.title(), Math.max(10, Math.min(FIGURE_TEXT, width / 45f))).draw(g, new Rectangle2D.Double(0, 0, width, height));
		g.dispose();
		return image;
	}

	/** Draws the chart without a title into a figure. */
	void draw(final Graphics2D g, final int x, final int y, final int width, final int height) {
		chart(null, FIGURE_TEXT).draw(g, new Rectangle2D.Double(x, y, width, height));
	}

	private JFreeChart chart(final String title, final float textSize) {
		final Font font = new Font(Font.SANS_SERIF, Font.PLAIN, 1).deriveFont(textSize);
		final XYSeriesCollection data = new XYSeriesCollection();
		final XYLineAndShapeRenderer renderer = new XYLineAndShapeRenderer(true, false);
		final LegendItemCollection legend = new LegendItemCollection();
		final float thick = textSize / 7;
		final Stroke solid = new BasicStroke(thick, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND);
		final Stroke dashed = new BasicStroke(thick * 0.75f, BasicStroke.CAP_BUTT, BasicStroke.JOIN_ROUND, 1, new float[] { 3 * thick, 2 * thick }, 0);

		final TimeCurve aif = result.aif().curve();
		final TimeCurve measured = result.measuredAif().curve();
		final Shape line = new Line2D.Double(-1.3 * textSize, 0, 1.3 * textSize, 0);
		if (aif.equals(measured)) add(data, renderer, legend, "AIF", aif, AIF_COLOR, solid, line);
		else {
			add(data, renderer, legend, String.format(Locale.ROOT, "AIF, partial volume corrected (\u00d7 %.2f)", peak(aif) / peak(measured)), aif, AIF_COLOR, solid, line);
			add(data, renderer, legend, "AIF as measured", measured, AIF_COLOR, dashed, line);
		}
		result.vof().ifPresent(vof -> add(data, renderer, legend, "VOF", vof.curve(), VOF_COLOR, solid, line));
		final double factor = tissueFactor();
		add(data, renderer, legend, factor == 1 ? "Tissue" : "Tissue \u00d7 " + (long) factor, result.tissue().scaled(factor), TISSUE_COLOR, solid, line);

		final NumberAxis timeAxis = axis("Time (s)", font);
		// room around the labels makes the axis choose fewer of them
		timeAxis.setTickLabelInsets(new RectangleInsets(3, textSize * 0.7, 2, textSize * 0.7));
		timeAxis.setLowerMargin(0);
		timeAxis.setUpperMargin(0.01);
		timeAxis.setAutoRangeIncludesZero(false);
		final NumberAxis valueAxis = axis(valueLabel(result.concentration().series().signal()), font);
		valueAxis.setTickLabelInsets(new RectangleInsets(textSize * 0.4, 4, textSize * 0.4, 4));
		final XYPlot plot = new XYPlot(data, timeAxis, valueAxis, renderer);
		plot.setBackgroundPaint(Color.WHITE);
		plot.setOutlineVisible(false);
		plot.setDomainGridlinesVisible(false);
		plot.setRangeGridlinePaint(GRID_COLOR);
		plot.setRangeGridlineStroke(new BasicStroke(1));
		plot.setRangeZeroBaselineVisible(true);
		plot.setRangeZeroBaselinePaint(new Color(0xaaaaaa));
		plot.setAxisOffset(RectangleInsets.ZERO_INSETS);
		plot.setInsets(new RectangleInsets(textSize / 2, 2, 2, textSize));
		markBaseline(plot, legend, line, textSize);
		plot.setFixedLegendItems(legend);

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

	private static NumberAxis axis(final String label, final Font font) {
		final NumberAxis axis = new NumberAxis(label);
		axis.setLabelFont(font);
		axis.setTickLabelFont(font.deriveFont(font.getSize2D() * 0.92f));
		axis.setLabelPaint(TEXT_COLOR);
		axis.setTickLabelPaint(TEXT_COLOR);
		axis.setAxisLinePaint(new Color(0x777777));
		axis.setTickMarkPaint(new Color(0x777777));
		return axis;
	}

	private static void add(final XYSeriesCollection data, final XYLineAndShapeRenderer renderer, final LegendItemCollection legend, final String label, final TimeCurve curve, final Color color, final Stroke stroke,
		final Shape line)
	{
		final XYSeries series = new XYSeries(label);
		for (int i = 0; i < curve.size(); i++)
			series.add(curve.time(i), curve.value(i), false);
		final int index = data.getSeriesCount();
		data.addSeries(series);
		renderer.setSeriesPaint(index, color);
		renderer.setSeriesStroke(index, stroke);
		legend.add(new LegendItem(label, null, null, null, line, stroke, color));
	}

	/** The times stand in the legend and not beside the marks, where they would lie on curves or on each other. */
	private void markBaseline(final XYPlot plot, final LegendItemCollection legend, final Shape line, final float textSize) {
		final Baseline baseline = result.concentration().baseline();
		if (baseline == null) return;
		final TimeGrid time = result.concentration().time();
		final double start = time.time(baseline.firstFrame());
		// the last baseline frame, not the first frame with contrast
		final double end = time.time(baseline.endFrame() - 1);
		final IntervalMarker span = new IntervalMarker(start, Math.max(end, start + 0.2 * time.stepS()), BASELINE_COLOR);
		span.setAlpha(1);
		plot.addDomainMarker(span, Layer.BACKGROUND);
		legend.add(new LegendItem("Baseline, to " + seconds(end), null, null, null, new Rectangle2D.Double(-textSize, -0.45 * textSize, 2 * textSize, 0.9 * textSize), BASELINE_COLOR, new BasicStroke(1), new Color(
			0xc8c8d0)));
		final double arrival = baseline.arrivalS();
		final Stroke dotted = new BasicStroke(textSize / 10, BasicStroke.CAP_BUTT, BasicStroke.JOIN_ROUND, 1, new float[] { textSize / 6, textSize / 4 }, 0);
		plot.addDomainMarker(new ValueMarker(arrival, ARRIVAL_COLOR, dotted), Layer.BACKGROUND);
		legend.add(new LegendItem("Bolus arrival, " + seconds(arrival), null, null, null, line, dotted, ARRIVAL_COLOR));
	}

	private static String seconds(final double time) {
		return String.format(Locale.ROOT, time == Math.rint(time) ? "%.0f s" : "%.1f s", time);
	}

	private static String valueLabel(final SignalType signal) {
		return switch (signal) {
			case CT -> "Enhancement (HU above baseline)";
			case MR -> "Change of R2* (1/s)";
			case CONCENTRATION -> "Concentration (" + signal.concentrationUnit() + ")";
		};
	}

	/** @return how much the tissue curve is magnified: 1, 2, 5, 10, 20, ... */
	double tissueFactor() {
		final double room = TISSUE_HEIGHT * Math.max(peak(result.aif().curve()), result.vof().map(vof -> peak(vof.curve())).orElse(0.0));
		final double tissue = peak(result.tissue());
		if (!(tissue > 0) || !(room / tissue >= 2)) return 1;
		final double power = Math.pow(10, Math.floor(Math.log10(room / tissue) + 1e-9));
		final double digit = room / tissue / power;
		return Math.min(1e6, power * (digit >= 5 ? 5 : digit >= 2 ? 2 : 1));
	}

	private static double peak(final TimeCurve curve) {
		double peak = Double.NEGATIVE_INFINITY;
		for (int i = 0; i < curve.size(); i++)
			if (curve.value(i) > peak) peak = curve.value(i);
		return peak;
	}
}
