package org.perfusionj.report;

import java.awt.Color;
import java.util.ArrayList;
import java.util.Arrays;
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

import org.perfusionj.evaluation.EvaluationTissue;
import org.perfusionj.evaluation.MapScore;
import org.perfusionj.evaluation.PhantomEvaluation;
import org.perfusionj.evaluation.PhantomScores;
import org.perfusionj.evaluation.ResidueScore;
import org.perfusionj.evaluation.VascularScore;
import org.perfusionj.maps.PerfusionMap;
import org.perfusionj.vascular.Vessel;

/** Plots of an evaluation on phantoms: agreement of AIF and VOF, errors of the maps, estimates over truth, lesions. */
public final class PhantomScoreFigures {

	/** Tissues of the scatter plots: the whole brain would lie on the others. */
	private static final List<EvaluationTissue> TISSUES = List.of(EvaluationTissue.GREY_NORMAL, EvaluationTissue.WHITE_NORMAL, EvaluationTissue.OLIGAEMIA, EvaluationTissue.PENUMBRA, EvaluationTissue.CORE);

	private static final int MOST_COLUMNS = 4;
	/** Half a page holds no more under an axis: methods times letters of the longest. */
	private static final int MOST_LETTERS = 50;
	/** A page holds no more. */
	private static final int MOST_PANELS = 16;

	private final PhantomScores scores;
	private final List<String> estimators;
	private final List<String> methods;

	/** What is plotted of a curve. */
	private record CurvePart(String title, String axis, double reference, ToDoubleFunction<VascularScore> value) {
	}

	private static final List<CurvePart> PARTS = List.of(new CurvePart("correlation", "r", 1, VascularScore::r), new CurvePart("time to peak", "Error (s)", 0, VascularScore::tpeakErrorS), new CurvePart("FWHM", "Error (s)", 0,
		VascularScore::fwhmErrorS), new CurvePart("peak to baseline", "Error (HU)", 0, VascularScore::ptbErrorHu));

	/** What is plotted of residue functions. */
	private record ResiduePart(String title, String axis, ToDoubleFunction<ResidueScore> value) {
	}

	private static final List<ResiduePart> RESIDUE_PARTS = List.of(new ResiduePart("oscillation index", "Oscillation index", ResidueScore::oscillationIndex), new ResiduePart("negative area", "Share of the area", ResidueScore::negativeShare), new ResiduePart(
		"rise after the peak", "Fraction of the peak", ResidueScore::riseAfterPeak));

	/** @param scores what is plotted */
	public PhantomScoreFigures(final PhantomScores scores) {
		this.scores = scores;
		this.estimators = scores.maps().stream().map(MapScore::estimator).distinct().toList();
		this.methods = scores.maps().stream().map(MapScore::method).distinct().toList();
	}

	/** @return the figures for which there are scores */
	public List<PanelFigure> all() {
		final List<PanelFigure> figures = new ArrayList<>();
		if (!scores.vascular().isEmpty()) figures.add(vascular());
		if (!scores.maps().isEmpty()) {
			figures.add(errors());
			for (final PerfusionMap map : PhantomEvaluation.MAPS)
				figures.add(estimates(map));
			if (!scores.residues().isEmpty()) figures.add(residues());
		}
		figures.addAll(new LesionScoreFigures(scores.lesions()).all());
		return figures;
	}

	private PanelFigure vascular() {
		final List<String> names = scores.vascular().stream().map(VascularScore::estimator).distinct().toList();
		final ScoreStyle style = new ScoreStyle(names);
		final List<Function<Float, JFreeChart>> panels = new ArrayList<>();
		for (final Vessel vessel : Vessel.values())
			for (final CurvePart part : PARTS) {
				final double[][] values = new double[names.size()][];
				for (int n = 0; n < values.length; n++) {
					final String name = names.get(n);
					values[n] = scores.vascular().stream().filter(score -> score.vessel() == vessel && score.estimator().equals(name)).mapToDouble(part.value()).toArray();
				}
				panels.add(new SpreadPanel(vessel + " " + part.title(), part.axis(), part.reference(), List.of(""), names, new double[][][] { values }, style)::chart);
			}
		return new PanelFigure("vascular", "Agreement with the expert's voxel: points are scans, bars mean and 5th to 95th percentile", 4, 0.9, panels, style, names, false);
	}

	private PanelFigure errors() {
		final ScoreStyle style = new ScoreStyle(estimators);
		final List<Function<Float, JFreeChart>> panels = new ArrayList<>();
		for (final PerfusionMap map : PhantomEvaluation.MAPS) {
			panels.add(new SpreadPanel(map.key() + " root mean square error", map.unit(), Double.NaN, methods, estimators, inBrain(map, MapScore::rmse), style)::chart);
			panels.add(new SpreadPanel(map.key() + " median error", map.unit(), 0, methods, estimators, inBrain(map, MapScore::medianError), style)::chart);
		}
		// names that find no room under an axis are left out
		final boolean wide = methods.size() * methods.stream().mapToInt(String::length).max().orElse(0) > MOST_LETTERS;
		return new PanelFigure("map_errors", "Error of the maps in the brain: points are scans, bars mean and 5th to 95th percentile", wide ? 1 : 2, wide ? 0.22 : 0.42, panels, style, estimators, false);
	}

	private double[][][] inBrain(final PerfusionMap map, final ToDoubleFunction<MapScore> value) {
		final double[][][] values = new double[methods.size()][estimators.size()][];
		for (int m = 0; m < methods.size(); m++)
			for (int e = 0; e < estimators.size(); e++)
				values[m][e] = of(map, methods.get(m), estimators.get(e)).stream().filter(score -> score.tissue() == EvaluationTissue.BRAIN).mapToDouble(value).toArray();
		return values;
	}

	private List<MapScore> of(final PerfusionMap map, final String method, final String estimator) {
		return scores.maps().stream().filter(score -> score.map() == map && score.method().equals(method) && score.estimator().equals(estimator)).toList();
	}

	private PanelFigure residues() {
		final List<String> names = TISSUES.stream().map(EvaluationTissue::key).toList();
		final ScoreStyle style = new ScoreStyle(names);
		final List<Function<Float, JFreeChart>> panels = new ArrayList<>();
		for (final String estimator : estimators)
			for (final ResiduePart part : RESIDUE_PARTS) {
				final double[][][] values = new double[methods.size()][TISSUES.size()][];
				for (int m = 0; m < methods.size(); m++)
					for (int t = 0; t < TISSUES.size(); t++)
						values[m][t] = residues(methods.get(m), estimator, TISSUES.get(t), part.value());
				if (panels.size() < MOST_PANELS) panels.add(new SpreadPanel(part.title() + (estimators.size() > 1 ? ", " + estimator : ""), part.axis(), Double.NaN, methods, names, values, style)::chart);
			}
		return new PanelFigure("residue_functions", "Oscillation of residue functions: points are scans, bars mean and 5th to 95th percentile", 1, 0.3, panels, style, names, false);
	}

	private double[] residues(final String method, final String estimator, final EvaluationTissue tissue, final ToDoubleFunction<ResidueScore> value) {
		return scores.residues().stream().filter(score -> score.method().equals(method) && score.estimator().equals(estimator) && score.tissue() == tissue).mapToDouble(value).toArray();
	}

	private PanelFigure estimates(final PerfusionMap map) {
		final List<String> names = TISSUES.stream().map(EvaluationTissue::key).toList();
		final ScoreStyle style = new ScoreStyle(names);
		final double high = 1.05 * scores.maps().stream().filter(score -> score.map() == map && TISSUES.contains(score.tissue())).flatMapToDouble(score -> Arrays.stream(new double[] { score.truthMean(), score.estimateMean() })).filter(
			Double::isFinite).max().orElse(1);
		final List<Function<Float, JFreeChart>> panels = new ArrayList<>();
		for (final String estimator : estimators)
			for (final String method : methods)
				if (panels.size() < MOST_PANELS) panels.add(text -> scatter(map, method, estimator, style, Math.max(high, 1e-3), text));
		final int columns = Math.min(MOST_COLUMNS, Math.max(2, Math.min(methods.size(), panels.size())));
		return new PanelFigure("estimate_" + map.key(), map.title() + ", mean of each tissue and scan: estimate over truth", columns, 0.95, panels, style, names, false);
	}

	private JFreeChart scatter(final PerfusionMap map, final String method, final String estimator, final ScoreStyle style, final double high, final float text) {
		final XYSeriesCollection data = new XYSeriesCollection();
		final XYLineAndShapeRenderer renderer = new XYLineAndShapeRenderer(false, true);
		for (final EvaluationTissue tissue : TISSUES) {
			final XYSeries series = new XYSeries(tissue.key(), false);
			for (final MapScore score : of(map, method, estimator))
				if (score.tissue() == tissue && score.n() > 0) series.add(score.truthMean(), score.estimateMean());
			renderer.setSeriesPaint(data.getSeriesCount(), style.color(tissue.key()));
			renderer.setSeriesShape(data.getSeriesCount(), style.marker(tissue.key(), 0.55 * text));
			data.addSeries(series);
		}
		final NumberAxis x = ScoreStyle.axis("True " + map.key() + " (" + map.unit() + ")", text);
		final NumberAxis y = ScoreStyle.axis("Estimated " + map.key(), text);
		x.setRange(0, high);
		final double low = Math.min(0, 1.05 * of(map, method, estimator).stream().mapToDouble(MapScore::estimateMean).filter(Double::isFinite).min().orElse(0));
		y.setRange(low, high);
		final XYPlot plot = new XYPlot(data, x, y, renderer);
		plot.addAnnotation(new XYLineAnnotation(0, 0, high, high, ScoreStyle.dashed(text), Color.DARK_GRAY));
		return ScoreStyle.chart(method + (estimators.size() > 1 ? ", " + estimator : ""), plot, text);
	}
}
