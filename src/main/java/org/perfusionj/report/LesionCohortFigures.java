package org.perfusionj.report;

import java.awt.Color;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

import org.jfree.chart.JFreeChart;
import org.jfree.chart.annotations.XYLineAnnotation;
import org.jfree.chart.annotations.XYTextAnnotation;
import org.jfree.chart.axis.NumberAxis;
import org.jfree.chart.plot.ValueMarker;
import org.jfree.chart.plot.XYPlot;
import org.jfree.chart.renderer.xy.XYLineAndShapeRenderer;
import org.jfree.chart.ui.RectangleAnchor;
import org.jfree.chart.ui.TextAnchor;
import org.jfree.data.Range;
import org.jfree.data.xy.XYSeries;
import org.jfree.data.xy.XYSeriesCollection;

import org.perfusionj.evaluation.LesionComparison;
import org.perfusionj.evaluation.LesionContrast;
import org.perfusionj.evaluation.LesionCurve;
import org.perfusionj.evaluation.LesionMeasure;
import org.perfusionj.evaluation.LesionPart;
import org.perfusionj.evaluation.LesionReading;
import org.perfusionj.evaluation.LesionRun;
import org.perfusionj.evaluation.MetricAgreement;

/** Plots of lesion masks against references over a cohort: volumes as Bland and Altman (Lancet 1986;327:307) show them, volume over volume, how the measures spread. */
public final class LesionCohortFigures {

	/** So many panels of one part lie beside each other. */
	private static final int MOST_COLUMNS = 3;
	private static final int CURVE_POINTS = 500;

	/** Errors have a line at none. */
	private static final List<LesionMeasure> SHOWN = List.of(LesionMeasure.DICE, LesionMeasure.VOLUME_ERROR, LesionMeasure.HAUSDORFF95, LesionMeasure.SURFACE_DISTANCE, LesionMeasure.SENSITIVITY, LesionMeasure.SPECIFICITY);

	private final LesionComparison lesions;
	private final List<LesionPart> parts;
	private final ScoreStyle style;

	/** @param lesions what is plotted */
	public LesionCohortFigures(final LesionComparison lesions) {
		this.lesions = lesions;
		parts = lesions.parts();
		style = new ScoreStyle(lesions.runs());
	}

	/** @return all figures */
	public List<PanelFigure> all() {
		final List<PanelFigure> figures = new ArrayList<>(List.of(volumes("bland_altman", "Volumes: difference over mean of the two; points are cases, lines the mean difference and the limits of agreement (\u00b1 1.96 sd)", 0.62, this::blandAltman), volumes("correlation",
			"Volumes: one over the other; points are cases, r is Pearson's, the line is where both are the same", 0.95, this::correlation), agreement()));
		if (!lesions.curves().isEmpty()) figures.add(curves());
		return figures;
	}

	/** How two volumes of every case are plotted. */
	private interface Plot {

		JFreeChart chart(LesionContrast contrast, float text);
	}

	private PanelFigure volumes(final String name, final String title, final double aspect, final Plot plot) {
		final List<Function<Float, JFreeChart>> panels = new ArrayList<>();
		for (final String[] pair : pairs())
			for (final LesionPart part : parts)
				panels.add(text -> plot.chart(lesions.volumes(part, pair[0], pair[1]), text));
		return new PanelFigure(name, title, parts.size() > 1 ? parts.size() : Math.min(MOST_COLUMNS, panels.size()), aspect, panels, style, List.of(), false);
	}

	/** @return every run with the reference, then every other run with the first */
	private List<String[]> pairs() {
		final List<String[]> pairs = new ArrayList<>();
		lesions.runs().forEach(run -> pairs.add(new String[] { run, LesionRun.REFERENCE }));
		lesions.runs().stream().skip(1).forEach(run -> pairs.add(new String[] { run, lesions.runs().get(0) }));
		return pairs;
	}

	private double[] volumes(final LesionContrast contrast, final String name) {
		return lesions.values(contrast.part(), name, LesionMeasure.VOLUME, contrast.first());
	}

	private JFreeChart blandAltman(final LesionContrast contrast, final float text) {
		final double[] first = volumes(contrast, contrast.first());
		final double[] second = volumes(contrast, contrast.second());
		final XYSeries points = new XYSeries(contrast.first(), false);
		for (int i = 0; i < first.length; i++)
			if (Double.isFinite(first[i]) && Double.isFinite(second[i])) points.add((first[i] + second[i]) / 2, first[i] - second[i]);
		final NumberAxis x = ScoreStyle.axis("Mean of both (ml)", text);
		final NumberAxis y = ScoreStyle.axis("Difference (ml)", text);
		final XYPlot plot = plot(points, x, y, contrast, text);
		final MetricAgreement agreement = contrast.agreement();
		mark(plot, agreement.difference().mean(), "mean", false, text);
		mark(plot, agreement.lowerLimit(), "- 1.96 sd", true, text);
		mark(plot, agreement.upperLimit(), "+ 1.96 sd", true, text);
		Range shown = new Range(0, 0);
		for (final double value : new double[] { agreement.lowerLimit(), agreement.upperLimit(), points.getMinY(), points.getMaxY() })
			if (Double.isFinite(value)) shown = Range.expandToInclude(shown, value);
		y.setRange(shown.getLength() > 0 ? Range.expand(shown, 0.12, 0.12) : new Range(-1, 1));
		return ScoreStyle.chart(contrast.part().key() + ": " + contrast.first() + " - " + contrast.second(), plot, text);
	}

	private static void mark(final XYPlot plot, final double value, final String label, final boolean isLimit, final float text) {
		if (!Double.isFinite(value)) return;
		final ValueMarker marker = new ValueMarker(value, isLimit ? Color.DARK_GRAY : ScoreStyle.TEXT, isLimit ? ScoreStyle.dashed(text) : ScoreStyle.line(text));
		marker.setLabel(label + " " + MarkdownText.number(value, 1));
		marker.setLabelFont(ScoreStyle.font(0.85f * text));
		marker.setLabelPaint(ScoreStyle.TEXT);
		marker.setLabelAnchor(RectangleAnchor.TOP_RIGHT);
		marker.setLabelTextAnchor(TextAnchor.BOTTOM_RIGHT);
		plot.addRangeMarker(marker);
	}

	private JFreeChart correlation(final LesionContrast contrast, final float text) {
		final double[] first = volumes(contrast, contrast.first());
		final double[] second = volumes(contrast, contrast.second());
		final XYSeries points = new XYSeries(contrast.first(), false);
		double most = 0;
		for (int i = 0; i < first.length; i++) {
			if (!Double.isFinite(first[i]) || !Double.isFinite(second[i])) continue;
			points.add(second[i], first[i]);
			most = Math.max(most, Math.max(first[i], second[i]));
		}
		final NumberAxis x = ScoreStyle.axis(contrast.second() + " (ml)", text);
		final NumberAxis y = ScoreStyle.axis(contrast.first() + " (ml)", text);
		final double end = most > 0 ? 1.06 * most : 1;
		x.setRange(-0.03 * end, end);
		y.setRange(-0.03 * end, end);
		final XYPlot plot = plot(points, x, y, contrast, text);
		plot.addAnnotation(new XYLineAnnotation(0, 0, end, end, ScoreStyle.dashed(text), Color.DARK_GRAY));
		final double r = contrast.agreement().pearson();
		return ScoreStyle.chart(contrast.part().key() + (Double.isFinite(r) ? ", r " + MarkdownText.number(r, 2) : ""), plot, text);
	}

	private XYPlot plot(final XYSeries points, final NumberAxis x, final NumberAxis y, final LesionContrast contrast, final float text) {
		final XYLineAndShapeRenderer renderer = new XYLineAndShapeRenderer(false, true);
		// two runs have the colour of the one that is not the first
		renderer.setSeriesPaint(0, style.color(contrast.first()));
		renderer.setSeriesShape(0, style.marker(contrast.first(), 0.55 * text));
		return new XYPlot(new XYSeriesCollection(points), x, y, renderer);
	}

	private PanelFigure agreement() {
		final List<Function<Float, JFreeChart>> panels = new ArrayList<>();
		for (final LesionMeasure measure : SHOWN) {
			final double[][][] values = new double[parts.size()][lesions.runs().size()][];
			for (int p = 0; p < parts.size(); p++)
				for (int r = 0; r < lesions.runs().size(); r++)
					values[p][r] = lesions.of(parts.get(p), lesions.runs().get(r)).stream().map(LesionReading::agreement).mapToDouble(measure::of).toArray();
			panels.add(new SpreadPanel(measure.title(), measure.unit(), measure == LesionMeasure.VOLUME_ERROR ? 0 : Double.NaN, parts.stream().map(LesionPart::key).toList(), lesions.runs(), values, style)::chart);
		}
		return new PanelFigure("agreement", "Against the reference: points are cases, bars mean and 5th to 95th percentile", MOST_COLUMNS, 0.8, panels, style, lesions.runs(), false);
	}

	/** Fig. 6: a panel for each run. */
	private PanelFigure curves() {
		final List<String> maps = lesions.curves().stream().map(one -> one.map().key()).distinct().toList();
		final ScoreStyle lines = ScoreStyle.ofLines(maps);
		final List<Function<Float, JFreeChart>> panels = new ArrayList<>();
		for (final String run : lesions.curves().stream().map(LesionCurve::run).distinct().toList())
			panels.add(text -> curves(run, lines, text));
		return new PanelFigure("roc", "Core against penumbra: receiver operating characteristic of the maps, voxels pooled over cases", Math.min(MOST_COLUMNS, Math.max(2, panels.size())), 0.95, panels, lines, maps, true);
	}

	private JFreeChart curves(final String run, final ScoreStyle lines, final float text) {
		final XYSeriesCollection data = new XYSeriesCollection();
		final XYLineAndShapeRenderer renderer = new XYLineAndShapeRenderer(true, false);
		final List<String> areas = new ArrayList<>();
		for (final LesionCurve one : lesions.curves()) {
			if (!one.run().equals(run)) continue;
			final XYSeries series = new XYSeries(one.map().key(), false);
			one.curve().thinned(CURVE_POINTS).forEach(point -> series.add(point.falsePositives(), point.sensitivity()));
			renderer.setSeriesPaint(data.getSeriesCount(), lines.color(one.map().key()));
			renderer.setSeriesStroke(data.getSeriesCount(), ScoreStyle.line(text));
			data.addSeries(series);
			areas.add(one.map().key() + " " + MarkdownText.number(one.curve().auc(), 2));
		}
		final NumberAxis x = ScoreStyle.axis("1 - specificity", text);
		final NumberAxis y = ScoreStyle.axis("Sensitivity", text);
		x.setRange(0, 1);
		y.setRange(0, 1);
		final XYPlot plot = new XYPlot(data, x, y, renderer);
		plot.addAnnotation(new XYLineAnnotation(0, 0, 1, 1, ScoreStyle.dashed(text), Color.DARK_GRAY));
		for (int i = 0; i < areas.size(); i++) {
			final XYTextAnnotation area = new XYTextAnnotation("AUC " + areas.get(i), 0.97, 0.05 + 0.08 * (areas.size() - 1 - i));
			area.setFont(ScoreStyle.font(0.9f * text));
			area.setPaint(ScoreStyle.TEXT);
			area.setTextAnchor(TextAnchor.CENTER_RIGHT);
			plot.addAnnotation(area);
		}
		return ScoreStyle.chart(run, plot, text);
	}
}
