package org.perfusionj.evaluation;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

import org.perfusionj.io.CsvTable;
import org.perfusionj.vascular.CurveVerdict;
import org.perfusionj.vascular.Vessel;
import org.perfusionj.work.PerfusionException;

/** The columns of {@code comparison.csv}, which lies in the folder of a case: one line for each vessel and pair of readers. Numbers that do not exist are empty. */
public final class ComparisonFile {

	/** What the file is called in the folder of every case. */
	public static final String NAME = "comparison.csv";

	/** Its columns; differences are first minus second, mse is in the square of the unit, verdict is what the second curve is worth (empty: a person chose it). */
	public static final List<String> COLUMNS = List.of("vessel", "first", "second", "r", "tpeak_first_s", "tpeak_second_s", "tpeak_difference_s", "fwhm_first_s", "fwhm_second_s", "fwhm_difference_s", "ptb_first", "ptb_second",
		"ptb_difference", "mse", "distance_mm", "unit", "verdict");

	private ComparisonFile() {}

	/** @return one cell for each column */
	public static List<Object> cells(final ReadingPair p) {
		return List.of(p.vessel().name(), p.first(), p.second(), p.r(), p.tpeakFirstS(), p.tpeakSecondS(), p.tpeakDifferenceS(), p.fwhmFirstS(), p.fwhmSecondS(), p.fwhmDifferenceS(), p.ptbFirst(), p.ptbSecond(), p.ptbDifference(), p
			.mse(), p.distanceMm(), p.unit(), p.verdict().map(CurveVerdict::key).orElse(""));
	}

	/**
	 * @param path a file with these columns in any order; others are ignored
	 * @return its lines
	 * @throws IOException if it cannot be read
	 * @throws PerfusionException if a column is missing or a cell is not right; the message names them
	 */
	public static List<ReadingPair> read(final Path path) throws IOException {
		final CsvTable table = CsvTable.read(path);
		final List<String> missing = COLUMNS.stream().filter(column -> !table.has(column)).toList();
		if (!missing.isEmpty()) throw new PerfusionException(path + " has no column " + String.join(", ", missing) + ". It must hold those that this version writes: " + String.join(",", COLUMNS) + ". Compare the case again.");
		final List<ReadingPair> pairs = new ArrayList<>();
		for (int i = 0; i < table.size(); i++)
			pairs.add(new ReadingPair(vessel(table, i), table.text(i, "first"), table.text(i, "second"), table.number(i, "r"), table.number(i, "tpeak_first_s"), table.number(i, "tpeak_second_s"), table.number(i, "fwhm_first_s"), table
				.number(i, "fwhm_second_s"), table.number(i, "ptb_first"), table.number(i, "ptb_second"), table.number(i, "mse"), table.number(i, "distance_mm"), table.text(i, "unit"), verdict(table, i)));
		return pairs;
	}

	private static Optional<CurveVerdict> verdict(final CsvTable table, final int row) {
		final String key = table.text(row, "verdict");
		if (key.isEmpty()) return Optional.empty();
		for (final CurveVerdict verdict : CurveVerdict.values())
			if (verdict.key().equalsIgnoreCase(key)) return Optional.of(verdict);
		throw table.error(row, "has \"" + key + "\" in the column verdict; it must be good, doubtful, unusable or empty.");
	}

	private static Vessel vessel(final CsvTable table, final int row) {
		final String name = table.text(row, "vessel").toUpperCase(Locale.ROOT);
		for (final Vessel vessel : Vessel.values())
			if (vessel.name().equals(name)) return vessel;
		throw table.error(row, "has \"" + table.text(row, "vessel") + "\" in the column vessel; it must be AIF or VOF.");
	}
}
