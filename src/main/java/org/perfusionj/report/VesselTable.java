package org.perfusionj.report;

import java.awt.Window;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalDouble;

import ij.WindowManager;
import ij.measure.ResultsTable;

import org.perfusionj.io.CsvText;
import org.perfusionj.io.DecimalText;
import org.perfusionj.io.FinishedFile;
import org.perfusionj.pipeline.FoundVessel;
import org.perfusionj.pipeline.VesselResult;
import org.perfusionj.vascular.VascularMetrics;

/** The numbers of the curves that AIFNet found, with their verdicts. Empty cells are numbers whose edge lies outside the scan. */
public final class VesselTable {

	private final VesselResult result;
	private final String unit;

	/** @param result what was found */
	public VesselTable(final VesselResult result) {
		this.result = result;
		this.unit = result.concentration().series().signal().concentrationUnit();
	}

	/**
	 * Writes {@code curve,verdict,unit,peak,time_to_peak_s,bolus_arrival_s,fwhm_s,peak_to_baseline,area,noise,end_fraction,truncated,effective_voxels,recalibration,reasons},
	 * one line a curve; the area is in unit times s.
	 *
	 * @param file is replaced, as UTF-8, when the new one is complete
	 * @throws IOException if the file cannot be written; the message names it
	 */
	public void write(final Path file) throws IOException {
		final CsvText csv = new CsvText().line(List.of("curve", "verdict", "unit", "peak", "time_to_peak_s", "bolus_arrival_s", "fwhm_s", "peak_to_baseline", "area", "noise", "end_fraction", "truncated", "effective_voxels",
			"recalibration", "reasons"));
		for (final FoundVessel found : result.vessels()) {
			final VascularMetrics m = found.metrics();
			csv.line(List.of(found.vessel().name(), found.quality().verdict().key(), unit, text(m.peak()), text(m.tpeakS()), text(m.arrivalS()), text(m.fwhmS()), text(m.peakToBaseline()), text(m.curve().area()), text(m.noise()), text(m.curve()
				.endFraction()), Boolean.toString(m.curve().truncated()), text(m.effectiveVoxels()), text(found.recalibration()), VesselPlot.findings(found)));
		}
		FinishedFile.write(file, csv.toString());
	}

	/** @return a new table, not shown, with units in its headings and the verdicts in front */
	public ResultsTable table() {
		final ResultsTable table = new ResultsTable();
		table.setPrecision(2);
		table.showRowNumbers(false);
		// an empty cell, not 0, where a number does not exist
		table.setNaNEmptyCells(true);
		for (final FoundVessel found : result.vessels()) {
			final VascularMetrics m = found.metrics();
			table.addRow();
			table.addValue("Curve", found.vessel().name());
			table.addValue("Verdict", found.quality().verdict().key());
			table.addValue("Peak (" + unit + ")", m.peak());
			table.addValue("Time to peak (s)", m.tpeakS());
			table.addValue("Bolus arrival (s)", m.arrivalS().orElse(Double.NaN));
			table.addValue("FWHM (s)", m.fwhmS().orElse(Double.NaN));
			table.addValue("Noise (" + unit + ")", m.noise());
			table.addValue("Effective voxels", m.effectiveVoxels());
			table.addValue("Peak to baseline (" + unit + ")", m.peakToBaseline());
			table.addValue("Recalibration", found.recalibration());
			table.addValue("Reasons", VesselPlot.findings(found));
		}
		return table;
	}

	/**
	 * Shows the table in a window of its own. Needs a display.
	 *
	 * @param title first part of the window's title ({@link WindowTitles})
	 * @return the window
	 */
	public Window show(final String title) {
		table().show(WindowTitles.metrics(title));
		return WindowManager.getWindow(WindowTitles.metrics(title));
	}

	private static String text(final OptionalDouble value) {
		return text(value.orElse(Double.NaN));
	}

	private static String text(final double value) {
		return DecimalText.significant(value);
	}
}
