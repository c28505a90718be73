package org.perfusionj.report;

import java.util.List;
import java.util.OptionalDouble;

import org.perfusionj.pipeline.FoundVessel;
import org.perfusionj.pipeline.VesselResult;
import org.perfusionj.vascular.VascularMetrics;

/**
 * The numbers of the curves that AIFNet found, with their verdicts: the columns of {@code metrics.csv} of a case, and behind them
 * {@code effective_voxels,recalibration,verdict,reasons}.
 */
public final class VesselTable {

	private static final List<String> COLUMNS = List.of("curve", "unit", "peak", "time_to_peak_s", "bolus_arrival_s", "fwhm_s", "peak_to_baseline", "area", "noise", "end_fraction", "truncated", "effective_voxels", "recalibration", "verdict",
		"reasons");

	private VesselTable() {}

	/** @return a table with one row for each curve */
	public static ScoreTable of(final VesselResult result) {
		final ScoreTable table = new ScoreTable(WindowTitles.METRICS, COLUMNS);
		final String unit = result.concentration().series().signal().concentrationUnit();
		for (final FoundVessel found : result.vessels()) {
			final VascularMetrics m = found.metrics();
			table.row(found.vessel().name(), unit, m.peak(), m.tpeakS(), number(m.arrivalS()), number(m.fwhmS()), m.peakToBaseline(), m.curve().area(), m.noise(), number(m.curve().endFraction()), Boolean.toString(m.curve().truncated()), m
				.effectiveVoxels(), found.recalibration(), found.quality().verdict().key(), VesselPlot.findings(found));
		}
		return table;
	}

	private static Double number(final OptionalDouble value) {
		return value.orElse(Double.NaN);
	}
}
