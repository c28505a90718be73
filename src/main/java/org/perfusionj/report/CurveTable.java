package org.perfusionj.report;

import java.awt.Window;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;

import ij.WindowManager;
import ij.measure.ResultsTable;

import org.perfusionj.curve.CurveMetrics;
import org.perfusionj.curve.TimeCurve;
import org.perfusionj.io.CsvText;
import org.perfusionj.io.DecimalText;
import org.perfusionj.io.FinishedFile;
import org.perfusionj.pipeline.PerfusionResult;
import org.perfusionj.preprocessing.Baseline;

/**
 * The numbers of the curves of a case ({@link CurveMetrics}): AIF as used and as measured, VOF, tissue and the user's
 * regions. Empty cells are numbers whose edge lies outside the scan.
 */
public final class CurveTable {

	private record Row(String curve, CurveMetrics metrics) {}

	private final String title;
	private final String unit;
	/** First sample of the curves after the first frame, s: more than 0 only if frames were resampled. */
	private final double startS;
	private final List<Row> rows = new ArrayList<>();

	/**
	 * @param result the case
	 * @param regions curves of the user's regions
	 * @param name of the case in window titles
	 */
	public CurveTable(final PerfusionResult result, final RegionCurves regions, final String name) {
		title = WindowTitles.metrics(name);
		startS = result.concentration().time().startS();
		unit = result.concentration().series().signal().concentrationUnit();
		final Map<String, TimeCurve> curves = new LinkedHashMap<>();
		curves.put("AIF", result.aif().curve());
		if (!result.aif().curve().equals(result.measuredAif().curve())) curves.put("AIF as measured", result.measuredAif().curve());
		result.vof().ifPresent(vof -> curves.put("VOF", vof.curve()));
		curves.put("tissue", result.tissue());
		regions.curves().forEach((region, curve) -> {
			String key = region;
			while (curves.containsKey(key))
				key += " (region)";
			curves.put(key, curve);
		});
		final Baseline baseline = result.concentration().baseline();
		curves.forEach((key, curve) -> rows.add(new Row(key, baseline == null ? CurveMetrics.of(curve) : CurveMetrics.of(curve, baseline.firstFrame(), baseline.endFrame()))));
	}

	/**
	 * Writes {@code curve,unit,peak,time_to_peak_s,bolus_arrival_s,fwhm_s,peak_to_baseline,area,noise,end_fraction,truncated}, one
	 * line a curve; the area is in unit times s.
	 *
	 * @param file is replaced, as UTF-8, when the new one is complete
	 * @throws IOException if the file cannot be written; the message names it
	 */
	public void write(final Path file) throws IOException {
		final CsvText csv = new CsvText().line(List.of("curve", "unit", "peak", "time_to_peak_s", "bolus_arrival_s", "fwhm_s", "peak_to_baseline", "area", "noise", "end_fraction", "truncated"));
		for (final Row row : rows) {
			final CurveMetrics m = row.metrics();
			csv.line(List.of(row.curve(), unit, DecimalText.significant(m.peak()), DecimalText.significant(startS + m.timeToPeakS()), DecimalText.significant(startS + m.bolusArrivalS().orElse(Double.NaN)), text(m.fwhmS()), DecimalText.significant(m.peakToBaseline()), DecimalText.significant(m.area()), text(m
				.noise()), text(m.endFraction()), Boolean.toString(m.truncated())));
		}
		FinishedFile.write(file, csv.toString());
	}

	/** @return the table, with units in its headings */
	public ResultsTable table() {
		final ResultsTable table = new ResultsTable();
		table.setPrecision(2);
		table.showRowNumbers(false);
		// an empty cell, not 0, where a number does not exist
		table.setNaNEmptyCells(true);
		for (final Row row : rows) {
			final CurveMetrics m = row.metrics();
			table.addRow();
			table.addValue("Curve", row.curve());
			table.addValue("Peak (" + unit + ")", m.peak());
			table.addValue("Time to peak (s)", startS + m.timeToPeakS());
			table.addValue("Bolus arrival (s)", startS + m.bolusArrivalS().orElse(Double.NaN));
			table.addValue("FWHM (s)", m.fwhmS().orElse(Double.NaN));
			table.addValue("Peak to baseline (" + unit + ")", m.peakToBaseline());
			table.addValue("Area (" + unit + " s)", m.area());
			table.addValue("Noise (" + unit + ")", m.noise().orElse(Double.NaN));
			table.addValue("End (fraction of peak)", m.endFraction().orElse(Double.NaN));
		}
		return table;
	}

	/**
	 * Shows the table in a window of its own. Needs a display.
	 *
	 * @return the window
	 */
	public Window show() {
		table().show(title);
		return WindowManager.getWindow(title);
	}

	private static String text(final OptionalDouble value) {
		return DecimalText.significant(value.orElse(Double.NaN));
	}
}
