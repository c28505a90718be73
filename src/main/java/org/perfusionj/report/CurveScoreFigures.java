package org.perfusionj.report;

import java.awt.Color;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;

import org.jfree.chart.JFreeChart;
import org.jfree.chart.axis.NumberAxis;
import org.jfree.chart.axis.SymbolAxis;
import org.jfree.chart.plot.ValueMarker;
import org.jfree.chart.plot.XYPlot;
import org.jfree.chart.renderer.xy.XYErrorRenderer;
import org.jfree.chart.ui.Layer;
import org.jfree.data.Range;
import org.jfree.data.xy.YIntervalSeries;
import org.jfree.data.xy.YIntervalSeriesCollection;

import org.perfusionj.evaluation.CurveScore;
import org.perfusionj.evaluation.CurveScores;
import org.perfusionj.simulation.AifWidth;

/**
 * Errors on simulated curves against each varied factor, one plot a test set, as in Figs. 4 and 5 of Zeng et al. (Biomed. Phys.
 * Eng. Express 2025): one figure for each measure that a method has, and width of the AIF.
 */
public final class CurveScoreFigures {

	/** Sets with fewer conditions are compared side by side, not along an axis. */
	private static final int LEAST_FOR_AN_AXIS = 3;

	/** What is plotted. */
	private enum Measure {
		CBF_RMSE("cbf_rmse", "CBF RMSE", "CBF RMSE (ml/100 g/min)", Double.NaN, CurveScore::cbfRmse, score -> 0),
		BAD_RMSE("bad_rmse", "Bolus arrival delay RMSE", "BAD RMSE (s)", Double.NaN, CurveScore::badRmse, score -> 0),
		CBF_RATIO("cbf_ratio", "Estimated over true CBF, mean and standard deviation", "CBF ratio", 1, CurveScore::cbfRatioMean, CurveScore::cbfRatioSd),
		LOCAL_AIF_R("local_aif_r", "Correlation of estimated and true local AIF, mean and standard deviation", "Local AIF r", 1, score -> score.localAif().r().mean(), score -> score.localAif().r().sd()),
		CBF_COVERAGE("cbf_coverage", "Share of curves whose error of CBF is smaller than its standard deviation", "CBF within its sd", NORMAL_SHARE, CurveScore::cbfCoverage, score -> 0),
		BAD_COVERAGE("bad_coverage", "Share of curves whose error of the delay is smaller than its standard deviation", "BAD within its sd", NORMAL_SHARE, CurveScore::badCoverage, score -> 0);

		private final String file;
		private final String title;
		private final String axis;
		/** What a perfect method has where that is not 0, and where a line is drawn. */
		private final double reference;
		private final ToDoubleFunction<CurveScore> value;
		private final ToDoubleFunction<CurveScore> spread;

		Measure(final String file, final String title, final String axis, final double reference, final ToDoubleFunction<CurveScore> value, final ToDoubleFunction<CurveScore> spread) {
			this.file = file;
			this.title = title;
			this.axis = axis;
			this.reference = reference;
			this.value = value;
			this.spread = spread;
		}

		boolean hasSpread() {
			return this == CBF_RATIO || this == LOCAL_AIF_R;
		}
	}

	/** Share of normal errors within one standard deviation. */
	private static final double NORMAL_SHARE = 0.683;

	private final CurveScores scores;
	private final ScoreStyle style;

	/** @param scores what is plotted */
	public CurveScoreFigures(final CurveScores scores) {
		this.scores = scores;
		this.style = new ScoreStyle(scores.conditions().stream().map(CurveScore::method).distinct().toList());
	}

	/** @return the figures of every width, by width and measure */
	public List<PanelFigure> all() {
		final List<PanelFigure> figures = new ArrayList<>();
		for (final AifWidth width : AifWidth.values()) {
			final Map<Integer, List<CurveScore>> sets = scores.conditions().stream().filter(score -> score.width() == width).sorted(Comparator.comparingInt(CurveScore::set)).collect(Collectors.groupingBy(CurveScore::set, LinkedHashMap::new,
				Collectors.toList()));
			if (sets.isEmpty()) continue;
			for (final Measure measure : Measure.values()) {
				final List<String> methods = methods(measure);
				if (methods.isEmpty()) continue;
				final Range range = range(measure, width);
				final List<Function<Float, JFreeChart>> panels = new ArrayList<>();
				for (final List<CurveScore> set : sets.values()) {
					final char letter = (char) ('a' + panels.size());
					panels.add(text -> panel(letter, set, measure, methods, range, text));
				}
				figures.add(new PanelFigure(measure.file + "_" + width.key(), measure.title + ", " + width.key() + " AIF width", 3, 0.86, panels, style, methods, true));
			}
		}
		return figures;
	}

	/** Methods that have it. */
	private List<String> methods(final Measure measure) {
		return scores.conditions().stream().filter(score -> Double.isFinite(measure.value.applyAsDouble(score))).map(CurveScore::method).distinct().toList();
	}

	/** One range for all plots of a figure, so that they can be compared. */
	private Range range(final Measure measure, final AifWidth width) {
		double low = Double.isNaN(measure.reference) ? 0 : measure.reference;
		double high = low;
		for (final CurveScore score : scores.conditions()) {
			final double value = measure.value.applyAsDouble(score);
			final double spread = measure.spread.applyAsDouble(score);
			if (score.width() != width || !Double.isFinite(value)) continue;
			low = Math.min(low, value - (Double.isFinite(spread) ? spread : 0));
			high = Math.max(high, value + (Double.isFinite(spread) ? spread : 0));
		}
		final double margin = 0.06 * Math.max(high - low, 1e-6);
		return new Range(low == 0 ? 0 : low - margin, high + margin);
	}

	private JFreeChart panel(final char letter, final List<CurveScore> set, final Measure measure, final List<String> methods, final Range range, final float text) {
		final List<String> conditions = set.stream().sorted(Comparator.comparingDouble(CurveScore::position)).map(CurveScore::condition).distinct().toList();
		final boolean words = conditions.size() < LEAST_FOR_AN_AXIS || !conditions.stream().allMatch(condition -> condition.matches("-?\\d+(\\.\\d+)?"));
		final CurveScore first = set.get(0);
		final double low = words ? -0.5 : set.stream().mapToDouble(CurveScore::position).min().getAsDouble();
		final double high = words ? conditions.size() - 0.5 : set.stream().mapToDouble(CurveScore::position).max().getAsDouble();
		final YIntervalSeriesCollection data = new YIntervalSeriesCollection();
		final XYErrorRenderer renderer = new XYErrorRenderer();
		renderer.setDrawXError(false);
		renderer.setDrawYError(measure.hasSpread());
		renderer.setErrorStroke(ScoreStyle.line(0.6f * text));
		renderer.setCapLength(0.35 * text);
		renderer.setDefaultLinesVisible(!words);
		for (int m = 0; m < methods.size(); m++) {
			// beside each other where they would lie on each other
			final double step = words ? 0.6 / methods.size() : measure.hasSpread() ? 0.011 * (high - low) : 0;
			final double shift = step * (m - (methods.size() - 1) / 2.0);
			final YIntervalSeries series = new YIntervalSeries(methods.get(m));
			for (final CurveScore score : set) {
				final double value = measure.value.applyAsDouble(score);
				if (!score.method().equals(methods.get(m)) || !Double.isFinite(value)) continue;
				final double spread = Double.isFinite(measure.spread.applyAsDouble(score)) ? measure.spread.applyAsDouble(score) : 0;
				series.add((words ? conditions.indexOf(score.condition()) : score.position()) + shift, value, value - spread, value + spread);
			}
			data.addSeries(series);
			renderer.setSeriesPaint(m, style.color(methods.get(m)));
			renderer.setSeriesStroke(m, ScoreStyle.line(text));
			renderer.setSeriesShape(m, style.marker(methods.get(m), (words ? 0.7 : 0.5) * text));
		}
		final String factor = first.factor() + (first.unit().isEmpty() ? "" : " (" + first.unit() + ")");
		final NumberAxis x;
		if (words) {
			final SymbolAxis symbols = new SymbolAxis(factor, conditions.toArray(String[]::new));
			symbols.setGridBandsVisible(false);
			ScoreStyle.dress(symbols, text);
			x = symbols;
		}
		else x = ScoreStyle.axis(factor, text);
		final double margin = words ? 0 : 0.05 * (high - low);
		x.setRange(low - margin, high + margin);
		final NumberAxis y = ScoreStyle.axis(measure.axis, text);
		y.setRange(range);
		final XYPlot plot = new XYPlot(data, x, y, renderer);
		if (!Double.isNaN(measure.reference)) plot.addRangeMarker(new ValueMarker(measure.reference, Color.DARK_GRAY, ScoreStyle.dashed(text)), Layer.BACKGROUND);
		return ScoreStyle.chart("(" + letter + ") " + first.factor(), plot, text);
	}
}
