package org.perfusionj.report;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.geom.Rectangle2D;
import java.util.Arrays;
import java.util.List;

import org.jfree.chart.JFreeChart;
import org.jfree.chart.axis.NumberAxis;
import org.jfree.chart.axis.SymbolAxis;
import org.jfree.chart.plot.DatasetRenderingOrder;
import org.jfree.chart.plot.ValueMarker;
import org.jfree.chart.plot.XYPlot;
import org.jfree.chart.renderer.xy.XYErrorRenderer;
import org.jfree.chart.renderer.xy.XYLineAndShapeRenderer;
import org.jfree.chart.ui.Layer;
import org.jfree.data.Range;
import org.jfree.data.xy.XYSeries;
import org.jfree.data.xy.XYSeriesCollection;
import org.jfree.data.xy.YIntervalSeries;
import org.jfree.data.xy.YIntervalSeriesCollection;

import org.perfusionj.evaluation.Spread;

/**
 * A plot of how scores spread over scans: a point for each scan, a bar from the 5th to the 95th percentile with a line at the
 * mean, for each group in each category.
 *
 * @param title of the plot
 * @param axis label of the scores, with their unit
 * @param reference a line is drawn at this score; NaN = none
 * @param categories names along the axis; a single empty one has no label
 * @param groups names in the legend
 * @param values one array of scores for each category and group; NaN where a scan has none
 * @param style colours and markers of the groups
 */
record SpreadPanel(String title, String axis, double reference, List<String> categories, List<String> groups, double[][][] values, ScoreStyle style) {

	/** Part of a category that its groups take. */
	private static final double LEAST_RANGE = 1e-6;
	private static final double FILLED = 0.84;

	/** The axis is cut if a score has more than this many times the median of all. */
	private static final double FAR = 8;
	/** Where it is cut, in medians. */
	private static final double CUT = 4;

	JFreeChart chart(final float text) {
		final XYSeriesCollection points = new XYSeriesCollection();
		final XYLineAndShapeRenderer pointRenderer = new XYLineAndShapeRenderer(false, true);
		final YIntervalSeriesCollection bars = new YIntervalSeriesCollection();
		final XYErrorRenderer barRenderer = new XYErrorRenderer();
		barRenderer.setDrawXError(false);
		barRenderer.setErrorStroke(new BasicStroke(text / 11));
		final double slot = FILLED / groups.size();
		barRenderer.setCapLength(0.5 * text);
		for (int g = 0; g < groups.size(); g++) {
			final XYSeries series = new XYSeries(groups.get(g), false);
			final YIntervalSeries bar = new YIntervalSeries(groups.get(g));
			for (int c = 0; c < categories.size(); c++) {
				final double x = c + slot * (g - (groups.size() - 1) / 2.0);
				final double[] scores = values[c][g];
				for (int i = 0; i < scores.length; i++)
					// beside the bar, spread out evenly by their number
					if (Double.isFinite(scores[i])) series.add(x + slot * (0.02 + 0.36 * fraction(i)), scores[i]);
				final Spread spread = Spread.of(scores);
				if (spread.n() > 0) bar.add(x - 0.17 * slot, spread.mean(), spread.p5(), spread.p95());
			}
			points.addSeries(series);
			bars.addSeries(bar);
			final Color color = style.color(groups.get(g));
			pointRenderer.setSeriesPaint(g, new Color(color.getRed(), color.getGreen(), color.getBlue(), 150));
			pointRenderer.setSeriesShape(g, style.marker(groups.get(g), 0.42 * text));
			barRenderer.setSeriesPaint(g, color);
			barRenderer.setSeriesShape(g, new Rectangle2D.Double(-0.42 * text, -0.09 * text, 0.84 * text, 0.18 * text));
		}
		final NumberAxis y = ScoreStyle.axis(axis, text);
		final XYPlot plot = new XYPlot(points, names(text), y, pointRenderer);
		plot.setDataset(1, bars);
		plot.setRenderer(1, barRenderer);
		plot.setDatasetRenderingOrder(DatasetRenderingOrder.FORWARD);
		final double highest = highest();
		if (Double.isFinite(reference)) {
			plot.addRangeMarker(new ValueMarker(reference, Color.DARK_GRAY, ScoreStyle.dashed(text)), Layer.BACKGROUND);
			final Range scores = Range.expandToInclude(y.getRange(), reference);
			// where all scores are the reference, digits far behind the point would label the axis
			y.setRange(scores.getLength() > LEAST_RANGE ? Range.expand(scores, 0.03, 0.03) : new Range(reference - 1, reference + 1));
		}
		else if (highest < y.getUpperBound()) y.setRange(0, highest);
		return ScoreStyle.chart(title + (highest < Double.POSITIVE_INFINITY ? " (axis cut)" : ""), plot, text);
	}

	/** @return where the axis is cut, because a few scores far above the others would press these together; infinite = nowhere */
	private double highest() {
		if (Double.isFinite(reference)) return Double.POSITIVE_INFINITY;
		final Spread all = Spread.of(Arrays.stream(values).flatMap(Arrays::stream).flatMapToDouble(Arrays::stream).toArray());
		final double most = Arrays.stream(values).flatMap(Arrays::stream).flatMapToDouble(Arrays::stream).filter(Double::isFinite).max().orElse(0);
		return all.n() > 0 && all.median() > 0 && most > FAR * all.median() ? CUT * all.median() : Double.POSITIVE_INFINITY;
	}

	private SymbolAxis names(final float text) {
		final SymbolAxis names = new SymbolAxis(null, categories.toArray(String[]::new));
		names.setGridBandsVisible(false);
		ScoreStyle.dress(names, text);
		names.setRange(-0.5, categories.size() - 0.5);
		if (categories.equals(List.of(""))) {
			names.setTickLabelsVisible(false);
			names.setTickMarksVisible(false);
		}
		return names;
	}

	/** @return numbers from 0 to 1 that keep apart: the fractional parts of multiples of the golden ratio */
	private static double fraction(final int i) {
		final double golden = i * 0.6180339887498949;
		return golden - Math.floor(golden);
	}
}
