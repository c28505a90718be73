package org.perfusionj.report;

import java.awt.Color;
import java.awt.Font;
import java.awt.FontMetrics;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

import ij.measure.ResultsTable;

import org.jfree.chart.JFreeChart;

import org.perfusionj.curve.TimeCurve;
import org.perfusionj.maps.PerfusionMap;
import org.perfusionj.pipeline.VoxelCurves;
import org.perfusionj.report.CurveChart.Line;
import org.perfusionj.series.Voxel;

/** What the curve explorer shows of one voxel or region: its plots, its numbers, and both as a table and a picture. Needs no display. */
public final class VoxelPlot {

	/** Numbers in the order in which they are read; each with the map of its standard deviation or null. */
	private static final PerfusionMap[][] NUMBERS = { { PerfusionMap.CBF, PerfusionMap.CBF_SD }, { PerfusionMap.CBV, null }, { PerfusionMap.MTT, null }, { PerfusionMap.TMAX, null }, { PerfusionMap.BAD, PerfusionMap.BAD_SD }, { PerfusionMap.TTP,
		null } };

	/** Part of the width that the plot over time takes. */
	static final double TIME_PART = 0.58;

	private static final Color TISSUE_COLOR = new Color(0x2a9d5c);
	private static final Color FIT_COLOR = new Color(0x222222);
	private static final Color LOCAL_COLOR = new Color(0xe07a1f);
	private static final Color RESIDUE_COLOR = new Color(0x6a3d9a);

	private static final int PICTURE_WIDTH = 2000;
	private static final int PICTURE_HEIGHT = 1000;
	private static final float PICTURE_TEXT = 28;

	private final String title;
	private final String unit;
	private final TimeCurve aif;
	private final VoxelCurves curves;

	/**
	 * @param title title of the case, with the method
	 * @param unit of AIF and tissue curves
	 * @param aif the AIF of the case, as it was used
	 * @param curves what is shown
	 */
	public VoxelPlot(final String title, final String unit, final TimeCurve aif, final VoxelCurves curves) {
		this.title = title;
		this.unit = unit;
		this.aif = aif;
		this.curves = curves;
	}

	/** @return what is shown */
	public VoxelCurves curves() {
		return curves;
	}

	/** @return title of the case, with the method */
	public String title() {
		return title;
	}

	/** @return where it is, in the numbers of ImageJ: pixels from 0, slices from 1 */
	public String place() {
		final List<Voxel> voxels = curves.region().voxels();
		final Voxel first = voxels.get(0);
		if (voxels.size() == 1) return "x " + first.x() + ", y " + first.y() + ", slice " + (first.z() + 1);
		return "mean of " + (curves.count() == 0 ? voxels.size() : curves.count()) + " voxels (" + curves.region().name() + "), slice " + (first.z() + 1);
	}

	/** @return the numbers of the maps with their units, in one line; for a single voxel with standard deviations where they are known */
	public String numbers() {
		if (curves.count() == 0) return "Outside the mask: nothing was computed here";
		final List<String> texts = new ArrayList<>();
		final Map<PerfusionMap, Double> values = curves.values();
		for (final PerfusionMap[] number : NUMBERS) {
			if (!values.containsKey(number[0])) continue;
			// the mean of standard deviations is not that of a mean
			final boolean spread = number[1] != null && values.containsKey(number[1]) && curves.region().voxels().size() == 1;
			texts.add(number[0].key() + " " + text(number[0], values.get(number[0])) + (spread ? " \u00b1 " + text(number[0], values.get(number[1])) : "") + " " + number[0].unit());
		}
		return String.join("   \u00b7   ", texts);
	}

	private static String text(final PerfusionMap map, final double value) {
		return String.format(Locale.ROOT, map == PerfusionMap.CBV ? "%.2f" : "%.1f", value);
	}

	/**
	 * @param textSize size of the text, pixels
	 * @return a new chart of tissue curve and fit above AIF and local AIF
	 */
	JFreeChart overTime(final float textSize) {
		final CurveChart tissue = new CurveChart("Tissue (" + unit + ")", textSize);
		tissue.add("Tissue", curves.tissue(), TISSUE_COLOR, Line.POINTS);
		curves.fit().ifPresent(fit -> tissue.add("Fit", fit, FIT_COLOR, Line.SOLID));
		final CurveChart arteries = new CurveChart("AIF (" + unit + ")", textSize);
		arteries.add("AIF", aif, CurvePlot.AIF_COLOR, curves.localAif().isPresent() ? Line.DASHED : Line.SOLID);
		curves.localAif().ifPresent(local -> arteries.add("Local AIF, delayed", local, LOCAL_COLOR, Line.SOLID));
		tissue.steadyRange();
		arteries.steadyRange();
		return tissue.above(arteries);
	}

	/**
	 * @param textSize size of the text, pixels
	 * @return a new chart of the residue function, if there is one
	 */
	Optional<JFreeChart> overLag(final float textSize) {
		return curves.residue().map(residue -> {
			final CurveChart chart = new CurveChart("Lag (s)", "R (ml/100 g/min)", textSize);
			chart.add("Residue function R", residue, RESIDUE_COLOR, Line.SOLID);
			chart.steadyRange();
			return chart.chart(null);
		});
	}

	/** @return the curves, one line a sample, with units in the headings */
	public ResultsTable table() {
		final ResultsTable table = new ResultsTable();
		table.setPrecision(4);
		table.showRowNumbers(false);
		table.setNaNEmptyCells(true);
		for (int t = 0; t < aif.size(); t++) {
			table.addRow();
			table.addValue("Time (s)", aif.time(t));
			table.addValue("Tissue (" + unit + ")", curves.tissue().value(t));
			if (curves.fit().isPresent()) table.addValue("Fit (" + unit + ")", curves.fit().get().value(t));
			table.addValue("AIF (" + unit + ")", aif.value(t));
			if (curves.localAif().isPresent()) table.addValue("Local AIF (" + unit + ")", curves.localAif().get().value(t));
			if (curves.residue().isPresent()) {
				table.addValue("Lag (s)", curves.residue().get().time(t));
				table.addValue("R (ml/100 g/min)", curves.residue().get().value(t));
			}
		}
		return table;
	}

	/** @return plots and numbers on white */
	public BufferedImage image() {
		final BufferedImage image = new BufferedImage(PICTURE_WIDTH, PICTURE_HEIGHT, BufferedImage.TYPE_INT_RGB);
		final Graphics2D g = image.createGraphics();
		g.setColor(Color.WHITE);
		g.fillRect(0, 0, PICTURE_WIDTH, PICTURE_HEIGHT);
		g.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
		g.setRenderingHint(RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
		g.setColor(FIT_COLOR);
		final Font font = new Font(Font.SANS_SERIF, Font.PLAIN, 1).deriveFont(PICTURE_TEXT);
		g.setFont(font.deriveFont(Font.BOLD));
		g.drawString(title + ", " + place(), PICTURE_TEXT, 1.8f * PICTURE_TEXT);
		g.setFont(font);
		g.drawString(numbers(), PICTURE_TEXT, 3.3f * PICTURE_TEXT);
		g.setColor(Color.GRAY);
		final FontMetrics metrics = g.getFontMetrics();
		final String warning = "Research use only";
		g.drawString(warning, PICTURE_WIDTH - PICTURE_TEXT - metrics.stringWidth(warning), 1.8f * PICTURE_TEXT);
		final double top = 4.2 * PICTURE_TEXT;
		final double width = TIME_PART * PICTURE_WIDTH;
		overTime(PICTURE_TEXT).draw(g, new Rectangle2D.Double(0, top, width, PICTURE_HEIGHT - top));
		overLag(PICTURE_TEXT).ifPresent(chart -> chart.draw(g, new Rectangle2D.Double(width, top, PICTURE_WIDTH - width, PICTURE_HEIGHT - top)));
		g.dispose();
		return image;
	}

	/**
	 * @param file PNG file, is replaced when the new one is complete
	 * @throws IOException if the file cannot be written; the message names it
	 */
	public void write(final Path file) throws IOException {
		PngFile.write(image(), file);
	}
}
