package org.perfusionj.report;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

import org.perfusionj.io.CsvText;
import org.perfusionj.io.DecimalText;
import org.perfusionj.io.FinishedFile;

/**
 * A summary as comma-separated values, one line for each region and map. Statistics have six significant digits and are
 * empty where there are too few voxels. {@code non_finite} counts voxels left out because they are NaN or infinite.
 */
public final class SummaryCsv {

	private static final List<String> COLUMNS = List.of("region", "map", "unit", "mean", "sd", "median", "p5", "p95", "voxels", "volume_ml", "non_finite", "warnings");

	private final CsvText csv = new CsvText().line(COLUMNS);

	/** @param summary what to write */
	public SummaryCsv(final MapSummary summary) {
		for (final SummaryRow row : summary.rows())
			csv.line(List.of(row.region(), row.map().key(), row.map().unit(), DecimalText.significant(row.mean()), DecimalText.significant(row.sd()), DecimalText.significant(row.median()), DecimalText.significant(row.p5()), DecimalText.significant(row
				.p95()), Integer.toString(row.voxels()), DecimalText.significant(row.volumeMl()), Integer.toString(row.nonFinite()), row.warnings()));
	}

	/** @return the whole file as text */
	public String text() {
		return csv.toString();
	}

	/**
	 * @param file is replaced, as UTF-8, when the new one is complete
	 * @throws IOException if the file cannot be written; the message names it
	 */
	public void write(final Path file) throws IOException {
		FinishedFile.write(file, text());
	}
}
