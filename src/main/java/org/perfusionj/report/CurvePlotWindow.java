package org.perfusionj.report;

import java.awt.Dimension;

import org.jfree.chart.ChartPanel;
import org.jfree.chart.JFreeChart;

import org.perfusionj.evaluation.RaterComparison;
import org.perfusionj.phantom.Phantom;
import org.perfusionj.pipeline.PerfusionResult;
import org.perfusionj.pipeline.VesselResult;

/** A window with the curves of a case: zoom by dragging, save and copy from the context menu. It blocks nothing. */
public final class CurvePlotWindow extends ListedWindow {

	private static final Dimension SIZE = new Dimension(720, 460);

	/**
	 * Makes the window without showing it. Call it on the event dispatch thread.
	 *
	 * @param result the case
	 * @param title first part of the window's title ({@link WindowTitles})
	 * @throws java.awt.HeadlessException if there is no display
	 */
	public CurvePlotWindow(final PerfusionResult result, final String title) {
		this(new CurvePlot(result).chart(), WindowTitles.curves(title));
	}

	/**
	 * Makes the window without showing it. Call it on the event dispatch thread.
	 *
	 * @param phantom its true vascular functions are shown
	 * @param title first part of the window's title ({@link WindowTitles})
	 * @throws java.awt.HeadlessException if there is no display
	 */
	public CurvePlotWindow(final Phantom phantom, final String title) {
		this(new PhantomPlot(phantom).chart(), WindowTitles.curves(title));
	}

	/**
	 * Makes the window without showing it. Call it on the event dispatch thread.
	 *
	 * @param comparison its curves are shown
	 * @param title first part of the window's title ({@link WindowTitles})
	 * @throws java.awt.HeadlessException if there is no display
	 */
	public CurvePlotWindow(final RaterComparison comparison, final String title) {
		this(new RaterComparisonPlot(comparison).chart(), WindowTitles.comparedCurves(title));
	}

	/**
	 * Makes the window without showing it. Call it on the event dispatch thread.
	 *
	 * @param result curves that AIFNet found
	 * @param title first part of the window's title ({@link WindowTitles})
	 * @throws java.awt.HeadlessException if there is no display
	 */
	public CurvePlotWindow(final VesselResult result, final String title) {
		this(new VesselPlot(result).chart(), WindowTitles.curves(title));
	}

	private CurvePlotWindow(final JFreeChart chart, final String title) {
		super(title);
		final ChartPanel panel = new ChartPanel(chart);
		panel.setPreferredSize(SIZE);
		// drawn at the size of the panel: JFreeChart otherwise stretches a chart drawn at its limits
		panel.setMinimumDrawWidth(200);
		panel.setMinimumDrawHeight(150);
		panel.setMaximumDrawWidth(10_000);
		panel.setMaximumDrawHeight(10_000);
		setContentPane(panel);
		pack();
	}
}
