package org.perfusionj.report;

import java.awt.Color;

import org.jfree.chart.JFreeChart;

import org.perfusionj.phantom.Phantom;
import org.perfusionj.phantom.VesselTruth;
import org.perfusionj.report.CurveChart.Line;

/**
 * The true vascular functions of a phantom over time: the blood in the feeding artery and the draining vein, what of it is in
 * the voxel that an expert would pick, and what the simulated raters see in theirs. Needs no display.
 */
public final class PhantomPlot {

	/** Raters of the AIF. */
	static final Color[] AIF_RATERS = { new Color(0x8c1c4a), new Color(0xf0a070) };
	/** Raters of the VOF. */
	static final Color[] VOF_RATERS = { new Color(0x17407a), new Color(0x6fc3dd) };

	private final Phantom phantom;

	/** @param phantom the case */
	public PhantomPlot(final Phantom phantom) {
		this.phantom = phantom;
	}

	/** @return a new chart for a window */
	public JFreeChart chart() {
		final CurveChart chart = new CurveChart(CurvePlot.valueLabel(phantom.series().signal()), CurvePlot.WINDOW_TEXT);
		// later curves lie under earlier ones: a dashed one shows what is under it, for raters may choose the same voxel
		add(chart, phantom.truth().aif(), CurvePlot.AIF_COLOR, AIF_RATERS);
		add(chart, phantom.truth().vof(), CurvePlot.VOF_COLOR, VOF_RATERS);
		return chart.chart(phantom.series().name() + ", true vascular functions");
	}

	private static void add(final CurveChart chart, final VesselTruth truth, final Color color, final Color[] raterColors) {
		final String vessel = truth.vessel().name();
		chart.add(vessel + ", blood in " + truth.branch(), truth.blood(), color, Line.SOLID);
		chart.add(vessel + ", expert's voxel", truth.expertCurve(), color, Line.DASHED);
		for (int rater = 0; rater < truth.raters().size(); rater++)
			chart.add(vessel + ", rater " + (rater + 1), truth.raters().get(rater).curve(), raterColors[rater % raterColors.length], rater == 0 ? Line.THIN_DASHED : Line.THIN);
	}
}
