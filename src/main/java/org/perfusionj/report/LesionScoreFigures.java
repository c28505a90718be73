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
import org.jfree.data.xy.XYSeries;
import org.jfree.data.xy.XYSeriesCollection;

import org.perfusionj.evaluation.LesionRoc;
import org.perfusionj.evaluation.LesionScore;
import org.perfusionj.evaluation.LesionScores;
import org.perfusionj.evaluation.LesionSummary;
import org.perfusionj.evaluation.RocCurve;

/** Plots of how well lesions were found on phantoms: overlap and volume errors of each rule and method, and how well maps tell core from penumbra. */
public final class LesionScoreFigures {

	/** Points of a curve on paper. */
	private static final int POINTS = 300;

	private final LesionScores scores;

	/** What is plotted of a lesion. */
	private record Part(String title, String axis, double reference, ToDoubleFunction<LesionScore> value) {
	}

	private static final List<Part> PARTS = List.of(new Part("core", "Dice", Double.NaN, score -> score.core().dice()), new Part("lesion", "Dice", Double.NaN, score -> score.lesion().dice()), new Part("core volume error", "Error (ml)", 0,
		score -> score.core().volumeErrorMl()));

	/** @param scores what is plotted */
	public LesionScoreFigures(final LesionScores scores) {
		this.scores = scores;
	}

	/** @return the figures for which there are scores */
	public List<PanelFigure> all() {
		final List<PanelFigure> figures = new ArrayList<>();
		if (scores.scores().stream().anyMatch(LesionScoreFigures::isPlotted)) figures.add(overlap());
		if (scores.rocs().stream().anyMatch(roc -> roc.curve().isDefined())) figures.add(rocs());
		return figures;
	}

	private static boolean isPlotted(final LesionScore score) {
		return score.isDone() && score.core().referenceMl() >= LesionSummary.LEAST_CORE_ML;
	}

	private static String name(final String method, final String estimator) {
		return estimator.isEmpty() ? method : method + ", " + estimator;
	}

	private PanelFigure overlap() {
		final List<LesionScore> ill = scores.scores().stream().filter(LesionScoreFigures::isPlotted).toList();
		final List<String> rules = ill.stream().map(LesionScore::rule).distinct().toList();
		final List<String> names = ill.stream().map(score -> name(score.method(), score.estimator())).distinct().toList();
		final ScoreStyle style = new ScoreStyle(names);
		final List<Function<Float, JFreeChart>> panels = new ArrayList<>();
		for (final Part part : PARTS) {
			final double[][][] values = new double[rules.size()][names.size()][];
			for (int r = 0; r < rules.size(); r++)
				for (int n = 0; n < names.size(); n++)
					values[r][n] = of(ill, rules.get(r), names.get(n), part.value());
			panels.add(new SpreadPanel(part.title(), part.axis(), part.reference(), rules, names, values, style)::chart);
		}
		return new PanelFigure("lesions", "Lesions of heads with a true core of 1 ml or more: bars mean and 5th to 95th percentile, scans to which the rule could be applied", 1, 0.3, panels, style, names, false);
	}

	private static double[] of(final List<LesionScore> ill, final String rule, final String name, final ToDoubleFunction<LesionScore> value) {
		return ill.stream().filter(score -> score.rule().equals(rule) && name(score.method(), score.estimator()).equals(name)).mapToDouble(value).toArray();
	}

	private PanelFigure rocs() {
		final List<LesionRoc> drawn = scores.rocs().stream().filter(roc -> roc.curve().isDefined()).toList();
		final List<String> names = drawn.stream().map(roc -> name(roc.method(), roc.estimator())).distinct().toList();
		final ScoreStyle style = ScoreStyle.ofLines(names);
		final List<Function<Float, JFreeChart>> panels = new ArrayList<>();
		for (final String map : drawn.stream().map(LesionRoc::map).distinct().toList())
			panels.add(text -> chart(map, drawn.stream().filter(roc -> roc.map().equals(map)).toList(), style, text));
		return new PanelFigure("lesion_roc", "How well maps tell core from penumbra: voxels of all heads, maps over their mean in normal tissue", 2, 0.85, panels, style, names, true);
	}

	private static JFreeChart chart(final String map, final List<LesionRoc> rocs, final ScoreStyle style, final float text) {
		final XYSeriesCollection data = new XYSeriesCollection();
		final XYLineAndShapeRenderer renderer = new XYLineAndShapeRenderer(true, false);
		double lowest = 1;
		double highest = 0;
		for (final LesionRoc roc : rocs) {
			final String name = name(roc.method(), roc.estimator());
			final XYSeries series = new XYSeries(name, false);
			for (final RocCurve.Point point : roc.curve().thinned(POINTS))
				series.add(point.falsePositives(), point.sensitivity(), false);
			renderer.setSeriesPaint(data.getSeriesCount(), style.color(name));
			renderer.setSeriesStroke(data.getSeriesCount(), ScoreStyle.line(text));
			data.addSeries(series);
			lowest = Math.min(lowest, roc.curve().auc());
			highest = Math.max(highest, roc.curve().auc());
		}
		final NumberAxis x = ScoreStyle.axis("1 - specificity", text);
		final NumberAxis y = ScoreStyle.axis("Sensitivity", text);
		x.setRange(0, 1);
		y.setRange(0, 1);
		final XYPlot plot = new XYPlot(data, x, y, renderer);
		plot.addAnnotation(new XYLineAnnotation(0, 0, 1, 1, ScoreStyle.dashed(text), Color.DARK_GRAY));
		final String areas = MarkdownText.number(lowest, 2).equals(MarkdownText.number(highest, 2)) ? MarkdownText.number(lowest, 2) : MarkdownText.number(lowest, 2) + " to " + MarkdownText.number(highest, 2);
		return ScoreStyle.chart(map + " (AUC " + areas + ")", plot, text);
	}
}
