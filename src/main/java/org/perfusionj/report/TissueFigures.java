package org.perfusionj.report;

import java.awt.BasicStroke;
import java.awt.Color;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;

import org.jfree.chart.JFreeChart;
import org.jfree.chart.axis.NumberAxis;
import org.jfree.chart.plot.ValueMarker;
import org.jfree.chart.plot.XYPlot;
import org.jfree.chart.renderer.xy.XYLineAndShapeRenderer;
import org.jfree.chart.ui.Layer;
import org.jfree.data.Range;
import org.jfree.data.xy.XYSeries;
import org.jfree.data.xy.XYSeriesCollection;

import org.perfusionj.curve.TimeCurve;
import org.perfusionj.evaluation.TissueMeasure;
import org.perfusionj.evaluation.TissueRegion;
import org.perfusionj.evaluation.TissueResult;
import org.perfusionj.evaluation.TissueRoiCurves;
import org.perfusionj.evaluation.TissueScores;

/**
 * Plots of methods on tissue: how measures spread over cases, and for one case the curves of its squares, laid out like Figs. 6 and 7 of Zeng et al. (Biomed. Phys. Eng. Express
 * 2025): a column for each square.
 */
public final class TissueFigures {

	private static final String AIF = "AIF";
	private static final String LOCAL_AIF = "local AIF";
	private static final String RESIDUE = "residue function R";
	private static final String RECONSTRUCTED = "reconstructed";

	private final TissueScores scores;
	private final TissueResult example;
	private final double density;

	/** A curve of a plot. */
	private record Line(String name, TimeCurve curve) {
	}

	/**
	 * @param scores what is plotted
	 * @param example the case whose curves are plotted
	 * @param density of brain tissue, g/ml, that turns residue functions into flow
	 */
	public TissueFigures(final TissueScores scores, final TissueResult example, final double density) {
		this.scores = scores;
		this.example = example;
		this.density = density;
	}

	/** @return all figures; those of curves only if the case has a square */
	public List<PanelFigure> all() {
		final List<PanelFigure> figures = new ArrayList<>(List.of(spread()));
		if (!example.rois().isEmpty()) {
			figures.add(localAifs());
			figures.add(residues());
		}
		return figures;
	}

	private PanelFigure spread() {
		final List<String> methods = scores.columns();
		final ScoreStyle style = new ScoreStyle(methods);
		final List<String> regions = Arrays.stream(TissueRegion.values()).map(TissueRegion::key).toList();
		final List<Function<Float, JFreeChart>> panels = new ArrayList<>();
		for (final TissueMeasure measure : TissueMeasure.values()) {
			final double[][][] values = new double[regions.size()][methods.size()][];
			for (final TissueRegion region : TissueRegion.values())
				for (int m = 0; m < methods.size(); m++) {
					final String method = methods.get(m);
					values[region.ordinal()][m] = scores.cases().stream().mapToDouble(one -> one.find(region, measure, method).map(value -> value.value()).orElse(Double.NaN)).toArray();
				}
			panels.add(new SpreadPanel(measure.key(), measure.unit(), Double.NaN, regions, methods, values, style)::chart);
		}
		return new PanelFigure("tissue", "Normal and ischaemic tissue: points are cases, bars mean and 5th to 95th percentile", 2, 0.7, panels, style, methods, false);
	}

	/** @return the method whose local AIFs are shown; where none has them the last method */
	private String estimating() {
		return example.rois().stream().flatMap(roi -> roi.estimates().stream()).filter(one -> one.localAif().isPresent()).map(TissueRoiCurves.Estimate::method).findFirst().orElse(scores.methods().get(scores.methods().size() - 1));
	}

	/** Fig. 6: AIFs, residue function, measured and reconstructed curve. */
	private PanelFigure localAifs() {
		final String method = estimating();
		final boolean isLocal = example.rois().stream().flatMap(roi -> roi.estimate(method).stream()).anyMatch(one -> one.localAif().isPresent());
		final List<String> legend = isLocal ? List.of(AIF, LOCAL_AIF, RESIDUE, ScoreStyle.MEASURED, RECONSTRUCTED) : List.of(AIF, RESIDUE, ScoreStyle.MEASURED, RECONSTRUCTED);
		final ScoreStyle style = ScoreStyle.ofLines(legend);
		final List<Function<Float, JFreeChart>> panels = new ArrayList<>();
		for (final TissueRoiCurves roi : example.rois()) {
			final List<Line> lines = new ArrayList<>(List.of(new Line(AIF, roi.aif())));
			roi.estimate(method).flatMap(TissueRoiCurves.Estimate::localAif).ifPresent(local -> lines.add(new Line(LOCAL_AIF, local)));
			panels.add(panel(roi.roi().title(), example.unit(), lines, style, Double.NaN));
		}
		for (final TissueRoiCurves roi : example.rois())
			panels.add(panel("", "R (ml/100 g/min)", roi.estimate(method).map(one -> List.of(new Line(RESIDUE, flow(one.residue())))).orElse(List.of()), style, trueCbf(roi)));
		for (final TissueRoiCurves roi : example.rois()) {
			final List<Line> lines = new ArrayList<>(List.of(new Line(ScoreStyle.MEASURED, roi.tissue())));
			roi.estimate(method).ifPresent(one -> lines.add(new Line(RECONSTRUCTED, one.reconstruction())));
			panels.add(panel("", example.unit(), lines, style, Double.NaN));
		}
		return new PanelFigure("local_aif", example.name() + ", " + method + ": AIF, residue function and tissue curve in squares of 5 x 5 voxels" + truthNote(), example.rois().size(), 0.8, panels, style, legend, true);
	}

	/** Fig. 7: residue functions and reconstructed curves of all methods. */
	private PanelFigure residues() {
		final List<String> legend = new ArrayList<>(scores.methods());
		legend.add(ScoreStyle.MEASURED);
		final ScoreStyle style = ScoreStyle.ofLines(legend);
		final List<Function<Float, JFreeChart>> panels = new ArrayList<>();
		for (final TissueRoiCurves roi : example.rois())
			panels.add(panel(roi.roi().title(), "R (ml/100 g/min)", roi.estimates().stream().map(one -> new Line(one.method(), flow(one.residue()))).toList(), style, trueCbf(roi)));
		for (final TissueRoiCurves roi : example.rois()) {
			final List<Line> lines = new ArrayList<>(List.of(new Line(ScoreStyle.MEASURED, roi.tissue())));
			roi.estimates().forEach(one -> lines.add(new Line(one.method(), one.reconstruction())));
			panels.add(panel("", example.unit(), lines, style, Double.NaN));
		}
		return new PanelFigure("residue_functions", example.name() + ": residue functions and reconstructed curves in squares of 5 x 5 voxels" + truthNote(), example.rois().size(), 0.9, panels, style, legend, true);
	}

	private String truthNote() {
		return example.rois().stream().anyMatch(roi -> roi.truth().containsKey(TissueMeasure.CBF)) ? "; dashed: true CBF" : "";
	}

	private static double trueCbf(final TissueRoiCurves roi) {
		return roi.truth().getOrDefault(TissueMeasure.CBF, Double.NaN);
	}

	private TimeCurve flow(final TimeCurve residue) {
		return residue.scaled(6000 / density);
	}

	private static Function<Float, JFreeChart> panel(final String title, final String unit, final List<Line> lines, final ScoreStyle style, final double mark) {
		return text -> {
			final XYSeriesCollection data = new XYSeriesCollection();
			final XYLineAndShapeRenderer renderer = new XYLineAndShapeRenderer(true, false);
			for (final Line line : lines) {
				final XYSeries series = new XYSeries(line.name(), false);
				for (int k = 0; k < line.curve().size(); k++)
					series.add(line.curve().time(k), line.curve().value(k), false);
				renderer.setSeriesPaint(data.getSeriesCount(), style.color(line.name()));
				renderer.setSeriesStroke(data.getSeriesCount(), ScoreStyle.line(text));
				data.addSeries(series);
			}
			final NumberAxis x = ScoreStyle.axis("Time (s)", text);
			x.setLowerMargin(0);
			x.setUpperMargin(0);
			final NumberAxis y = ScoreStyle.axis(unit, text);
			y.setAutoRangeIncludesZero(true);
			final XYPlot plot = new XYPlot(data, x, y, renderer);
			plot.setRangeZeroBaselineVisible(true);
			plot.setRangeZeroBaselinePaint(ScoreStyle.SOFT);
			plot.setRangeZeroBaselineStroke(new BasicStroke(Math.max(1, text / 24)));
			if (Double.isFinite(mark)) {
				plot.addRangeMarker(new ValueMarker(mark, Color.DARK_GRAY, ScoreStyle.dashed(text)), Layer.BACKGROUND);
				y.setRange(Range.expandToInclude(y.getRange(), 1.05 * mark));
			}
			return ScoreStyle.chart(title.isEmpty() ? null : title, plot, text);
		};
	}
}
