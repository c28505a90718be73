package org.perfusionj.report;

import java.awt.Color;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;

import org.jfree.chart.JFreeChart;
import org.jfree.chart.annotations.XYLineAnnotation;
import org.jfree.chart.axis.NumberAxis;
import org.jfree.chart.plot.XYPlot;
import org.jfree.chart.renderer.xy.XYLineAndShapeRenderer;
import org.jfree.data.Range;
import org.jfree.data.xy.XYSeries;
import org.jfree.data.xy.XYSeriesCollection;

import org.perfusionj.evaluation.CohortAgreement;
import org.perfusionj.evaluation.PairAgreement;
import org.perfusionj.evaluation.ReadingPair;
import org.perfusionj.vascular.Vessel;

/** Plots of the agreement of raters and estimates over a cohort: how it spreads, and one reader over the other. */
public final class CohortFigures {

	private final CohortAgreement cohort;
	private final List<Vessel> vessels;
	private final List<String> readers;
	private final ScoreStyle style;

	/** What is plotted of a pair of curves. */
	private record Part(String title, String axis, double reference, ToDoubleFunction<ReadingPair> value) {
	}

	/** A number of both curves. */
	private record Metric(String title, String unit, ToDoubleFunction<ReadingPair> first, ToDoubleFunction<ReadingPair> second) {
	}

	/** @param cohort what is plotted */
	public CohortFigures(final CohortAgreement cohort) {
		this.cohort = cohort;
		vessels = cohort.pairs().stream().map(PairAgreement::vessel).distinct().toList();
		readers = cohort.pairs().stream().map(PairAgreement::readers).distinct().toList();
		style = new ScoreStyle(readers);
	}

	/** @return all figures */
	public List<PanelFigure> all() {
		return List.of(agreement(), metrics());
	}

	private PanelFigure agreement() {
		final List<Part> parts = List.of(new Part("correlation", "r", 1, ReadingPair::r), new Part("time to peak", "Error (s)", 0, ReadingPair::tpeakDifferenceS), new Part("FWHM", "Error (s)", 0, ReadingPair::fwhmDifferenceS), new Part(
			"peak to baseline", "Error (" + cohort.unit() + ")", 0, ReadingPair::ptbDifference));
		final List<Function<Float, JFreeChart>> panels = new ArrayList<>();
		for (final Vessel vessel : vessels)
			for (final Part part : parts) {
				final double[][] values = readers.stream().map(name -> pairs(vessel, name).stream().mapToDouble(part.value()).toArray()).toArray(double[][]::new);
				panels.add(new SpreadPanel(vessel + " " + part.title(), part.axis(), part.reference(), List.of(""), readers, new double[][][] { values }, style)::chart);
			}
		return new PanelFigure("agreement", "Agreement of readers, first minus second: points are cases, bars mean and 5th to 95th percentile", 4, 0.9, panels, style, readers, false);
	}

	private List<ReadingPair> pairs(final Vessel vessel, final String name) {
		return cohort.cases().stream().flatMap(one -> one.pairs().stream()).filter(ReadingPair::isUsable).filter(pair -> pair.vessel() == vessel && (pair.first() + "-" + pair.second()).equals(name)).toList();
	}

	private PanelFigure metrics() {
		final List<Metric> metrics = List.of(new Metric("time to peak", "s", ReadingPair::tpeakFirstS, ReadingPair::tpeakSecondS), new Metric("FWHM", "s", ReadingPair::fwhmFirstS, ReadingPair::fwhmSecondS), new Metric("peak to baseline",
			cohort.unit(), ReadingPair::ptbFirst, ReadingPair::ptbSecond));
		final List<Function<Float, JFreeChart>> panels = new ArrayList<>();
		for (final Vessel vessel : vessels)
			for (final Metric metric : metrics)
				panels.add(text -> scatter(vessel, metric, text));
		return new PanelFigure("metrics", "Second reader over first reader: points are cases", metrics.size(), 0.95, panels, style, readers, false);
	}

	private JFreeChart scatter(final Vessel vessel, final Metric metric, final float text) {
		final XYSeriesCollection data = new XYSeriesCollection();
		final XYLineAndShapeRenderer renderer = new XYLineAndShapeRenderer(false, true);
		Range range = null;
		for (final String name : readers) {
			final XYSeries series = new XYSeries(name, false);
			for (final ReadingPair pair : pairs(vessel, name)) {
				final double x = metric.first().applyAsDouble(pair);
				final double y = metric.second().applyAsDouble(pair);
				if (!Double.isFinite(x) || !Double.isFinite(y)) continue;
				series.add(x, y);
				range = Range.expandToInclude(Range.expandToInclude(range, x), y);
			}
			renderer.setSeriesPaint(data.getSeriesCount(), style.color(name));
			renderer.setSeriesShape(data.getSeriesCount(), style.marker(name, 0.55 * text));
			data.addSeries(series);
		}
		final NumberAxis x = ScoreStyle.axis("First (" + metric.unit() + ")", text);
		final NumberAxis y = ScoreStyle.axis("Second (" + metric.unit() + ")", text);
		final Range both = range == null ? new Range(0, 1) : range.getLength() > 0 ? Range.expand(range, 0.05, 0.05) : new Range(range.getLowerBound() - 1, range.getUpperBound() + 1);
		x.setRange(both);
		y.setRange(both);
		final XYPlot plot = new XYPlot(data, x, y, renderer);
		plot.addAnnotation(new XYLineAnnotation(both.getLowerBound(), both.getLowerBound(), both.getUpperBound(), both.getUpperBound(), ScoreStyle.dashed(text), Color.DARK_GRAY));
		return ScoreStyle.chart(vessel + " " + metric.title(), plot, text);
	}
}
