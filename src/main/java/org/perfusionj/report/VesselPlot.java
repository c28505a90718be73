package org.perfusionj.report;

import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;
import java.util.stream.Collectors;

import org.jfree.chart.JFreeChart;
import org.jfree.chart.title.TextTitle;
import org.jfree.chart.ui.RectangleInsets;

import org.perfusionj.pipeline.FoundVessel;
import org.perfusionj.pipeline.VesselResult;
import org.perfusionj.report.CurveChart.Line;
import org.perfusionj.vascular.CurveFlaw;
import org.perfusionj.vascular.CurveVerdict;

/** The curves that AIFNet found over time, each with its verdict above the plot; a curve that is not to be used is dashed. Needs no display. */
public final class VesselPlot {

	private static final Color GOOD = new Color(0x1b7a3d);
	private static final Color DOUBTFUL = new Color(0xa65d00);
	private static final Color UNUSABLE = new Color(0xc00000);
	private static final Color SOFT_TEXT = new Color(0x5c5c5c);

	private final VesselResult result;

	/** @param result what was found */
	public VesselPlot(final VesselResult result) {
		this.result = result;
	}

	/** @return a new chart with the title of the case, for a window */
	public JFreeChart chart() {
		return chart(result.title(), CurvePlot.WINDOW_TEXT);
	}

	private JFreeChart chart(final String title, final float textSize) {
		final CurveChart plot = new CurveChart(CurvePlot.valueLabel(result.concentration().series().signal()), textSize);
		for (final FoundVessel found : result.vessels())
			plot.add(found.vessel() + (found.isUsable() ? "" : ", unusable"), found.function().curve(), VesselColors.onWhite(found.vessel()), found.isUsable() ? Line.SOLID : Line.THIN_DASHED);
		CurvePlot.markBaseline(plot, result.concentration());
		final JFreeChart chart = plot.chart(title);
		final String good = result.vessels().stream().filter(found -> found.quality().verdict() == CurveVerdict.GOOD).map(found -> found.vessel() + ": good").collect(Collectors.joining(" \u00b7 "));
		if (!good.isEmpty()) chart.addSubtitle(line(good, GOOD, textSize));
		for (final FoundVessel found : result.vessels())
			if (found.quality().verdict() != CurveVerdict.GOOD) chart.addSubtitle(line(found.vessel() + ": " + found.quality().verdict().key() + ". " + findings(found), color(found.quality().verdict()), textSize));
		chart.addSubtitle(line("Research use only, not for diagnosis", SOFT_TEXT, textSize * 0.9f));
		return chart;
	}

	/** @return what speaks against the curve, without what to do about it; empty for a good one */
	static String findings(final FoundVessel found) {
		return found.quality().flaws().stream().map(CurveFlaw::finding).distinct().collect(Collectors.joining(" "));
	}

	static Color color(final CurveVerdict verdict) {
		return switch (verdict) {
			case GOOD -> GOOD;
			case DOUBTFUL -> DOUBTFUL;
			case UNUSABLE -> UNUSABLE;
		};
	}

	private static TextTitle line(final String text, final Color color, final float textSize) {
		final TextTitle title = new TextTitle(text, new Font(Font.SANS_SERIF, Font.PLAIN, 1).deriveFont(textSize));
		title.setPaint(color);
		title.setPadding(new RectangleInsets(0, textSize, textSize * 0.15, textSize));
		return title;
	}

	/**
	 * @param width pixels
	 * @param height pixels
	 * @return the chart as an RGB image on white
	 */
	public BufferedImage image(final int width, final int height) {
		return CurveChart.image(chart(result.title(), CurveChart.textSize(width)), width, height);
	}

	/** Draws the plot without title for a printed figure. */
	void draw(final Graphics2D g, final int x, final int y, final int width, final int height) {
		chart(null, CurveChart.FIGURE_TEXT).draw(g, new Rectangle2D.Double(x, y, width, height));
	}
}
