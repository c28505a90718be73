package org.perfusionj.report;

import java.awt.Color;
import java.awt.image.BufferedImage;
import java.util.List;

import org.jfree.chart.JFreeChart;

import org.perfusionj.evaluation.RaterComparison;
import org.perfusionj.evaluation.VascularReading;
import org.perfusionj.report.CurveChart.Line;
import org.perfusionj.vascular.CurveVerdict;
import org.perfusionj.vascular.Vessel;

/** The curves of all who read a scan, on one clock: estimates thick, raters thin. Needs no display. */
public final class RaterComparisonPlot {

	private final RaterComparison comparison;

	/** @param comparison the case */
	public RaterComparisonPlot(final RaterComparison comparison) {
		this.comparison = comparison;
	}

	/** @return a new chart for a window */
	public JFreeChart chart() {
		return chart(CurvePlot.WINDOW_TEXT);
	}

	/**
	 * @param width pixels
	 * @param height pixels
	 * @return the chart as an RGB image on white
	 */
	public BufferedImage image(final int width, final int height) {
		return CurveChart.image(chart(CurveChart.textSize(width)), width, height);
	}

	private JFreeChart chart(final float textSize) {
		final CurveChart chart = new CurveChart(CurvePlot.valueLabel(comparison.signal()), textSize);
		add(chart, Vessel.AIF, CurvePlot.AIF_COLOR, PhantomPlot.AIF_RATERS);
		add(chart, Vessel.VOF, CurvePlot.VOF_COLOR, PhantomPlot.VOF_RATERS);
		return chart.chart(comparison.title() + ", comparison with raters");
	}

	private void add(final CurveChart chart, final Vessel vessel, final Color color, final Color[] raterColors) {
		final List<VascularReading> readings = comparison.readings().stream().filter(reading -> reading.vessel() == vessel).toList();
		int raters = 0;
		int estimates = 0;
		// later curves lie under earlier ones: a dashed one shows what is under it, for two readers may choose the same voxels
		for (final VascularReading reading : readings) {
			final String label = vessel + ", " + reading.reader() + reading.verdict().filter(CurveVerdict.UNUSABLE::equals).map(verdict -> " (" + verdict.key() + ")").orElse("");
			if (reading.isRater()) chart.add(label, reading.function().curve(), raterColors[raters++ % raterColors.length], raters == 1 ? Line.THIN_DASHED : Line.THIN);
			else chart.add(label, reading.function().curve(), color, estimates++ == 0 ? Line.SOLID : Line.DASHED);
		}
	}
}
