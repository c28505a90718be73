package org.perfusionj.report;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;
import java.util.Locale;

import org.jfree.chart.JFreeChart;

import org.perfusionj.curve.TimeCurve;
import org.perfusionj.curve.TimeGrid;
import org.perfusionj.pipeline.PerfusionResult;
import org.perfusionj.preprocessing.Baseline;
import org.perfusionj.preprocessing.ConcentrationSeries;
import org.perfusionj.report.CurveChart.Line;
import org.perfusionj.series.SignalType;

/**
 * The curves of a case over time: AIF, VOF, mean tissue curve (magnified by a factor that the legend states), with the
 * baseline shaded and the arrival of the bolus marked. Needs no display.
 */
public final class CurvePlot {

	static final Color AIF_COLOR = new Color(0xd62828);
	static final Color VOF_COLOR = new Color(0x1d5fbf);
	private static final Color TISSUE_COLOR = new Color(0x2a9d5c);
	private static final Color BASELINE_COLOR = new Color(0xeeeef3);
	private static final Color ARRIVAL_COLOR = new Color(0x777777);

	/** The magnified tissue peak may reach this fraction of the highest vascular peak. */
	private static final double TISSUE_HEIGHT = 0.6;
	/** Size of the text of plots in windows. */
	static final float WINDOW_TEXT = 13;

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
		return CurveChart.image(chart(result.title(), CurveChart.textSize(width)), width, height);
	}

	/** Draws the chart without a title into a figure. */
	void draw(final Graphics2D g, final int x, final int y, final int width, final int height) {
		chart(null, CurveChart.FIGURE_TEXT).draw(g, new Rectangle2D.Double(x, y, width, height));
	}

	private JFreeChart chart(final String title, final float textSize) {
		final CurveChart chart = new CurveChart(valueLabel(result.concentration().series().signal()), textSize);
		final TimeCurve aif = result.aif().curve();
		final TimeCurve measured = result.measuredAif().curve();
		if (aif.equals(measured)) chart.add("AIF", aif, AIF_COLOR, Line.SOLID);
		else {
			chart.add(String.format(Locale.ROOT, "AIF, partial volume corrected (\u00d7 %.2f)", peak(aif) / peak(measured)), aif, AIF_COLOR, Line.SOLID);
			chart.add("AIF as measured", measured, AIF_COLOR, Line.DASHED);
		}
		result.vof().ifPresent(vof -> chart.add("VOF", vof.curve(), VOF_COLOR, Line.SOLID));
		final double factor = tissueFactor();
		chart.add(factor == 1 ? "Tissue" : "Tissue \u00d7 " + (long) factor, result.tissue().scaled(factor), TISSUE_COLOR, Line.SOLID);
		markBaseline(chart, result.concentration());
		return chart.chart(title);
	}

	/** Marks baseline and arrival of the bolus. The times stand in the legend and not beside the marks, where they would lie on curves or on each other. */
	static void markBaseline(final CurveChart chart, final ConcentrationSeries concentration) {
		final Baseline baseline = concentration.baseline();
		if (baseline == null) return;
		final TimeGrid time = concentration.time();
		final double start = time.time(baseline.firstFrame());
		// the last baseline frame, not the first frame with contrast
		final double end = time.time(baseline.endFrame() - 1);
		chart.shade("Baseline, to " + seconds(end), start, Math.max(end, start + 0.2 * time.stepS()), BASELINE_COLOR);
		chart.mark("Bolus arrival, " + seconds(baseline.arrivalS()), baseline.arrivalS(), ARRIVAL_COLOR);
	}

	private static String seconds(final double time) {
		return String.format(Locale.ROOT, time == Math.rint(time) ? "%.0f s" : "%.1f s", time);
	}

	/** @return label of the value axis of curves that are made of such a signal */
	static String valueLabel(final SignalType signal) {
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
