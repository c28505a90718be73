package org.perfusionj.report;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.perfusionj.curve.TimeCurve;
import org.perfusionj.io.FinishedFile;
import org.perfusionj.pipeline.PerfusionResult;

/**
 * The curves of a case as comma-separated values: {@code time_s,aif,vof,aif_measured,tissue} and one column for each region
 * curve. The first three columns are what an AIF file of this software holds, so the file can be given back as
 * {@code aif=curves.csv}: values are written with every digit. {@code vof} is empty when there is none.
 */
public final class CurvesCsv {

	private final CsvText csv = new CsvText();

	/** @param result the case, written without region curves */
	public CurvesCsv(final PerfusionResult result) {
		this(result, RegionCurves.none());
	}

	/**
	 * @param result the case
	 * @param regions curves of the user's regions
	 * @throws IllegalArgumentException if the curves have different lengths
	 */
	public CurvesCsv(final PerfusionResult result, final RegionCurves regions) {
		final TimeCurve aif = result.aif().curve();
		final Map<String, TimeCurve> columns = new LinkedHashMap<>();
		columns.put("aif", aif);
		columns.put("vof", result.vof().map(vof -> vof.curve()).orElse(null));
		columns.put("aif_measured", result.measuredAif().curve());
		columns.put("tissue", result.tissue());
		regions.curves().forEach((name, curve) -> {
			String column = name;
			while (columns.containsKey(column) || column.equals("time_s"))
				column += " (region)";
			columns.put(column, curve);
		});
		columns.forEach((name, curve) -> {
			if (curve != null && curve.size() != aif.size()) throw new IllegalArgumentException("The curve " + name + " has " + curve.size() + " samples, the AIF has " + aif.size() + ".");
		});
		final List<String> header = new ArrayList<>(List.of("time_s"));
		header.addAll(columns.keySet());
		csv.line(header);
		for (int t = 0; t < aif.size(); t++) {
			final List<String> cells = new ArrayList<>(List.of(CsvText.time(aif.time(t))));
			for (final TimeCurve curve : columns.values())
				cells.add(curve == null ? "" : CsvText.exact(curve.value(t)));
			csv.line(cells);
		}
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
