package org.perfusionj.report;

import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.perfusionj.curve.TimeCurve;
import org.perfusionj.io.CurveFile;
import org.perfusionj.io.FinishedFile;
import org.perfusionj.pipeline.PerfusionResult;
import org.perfusionj.vascular.VascularFunction;

/**
 * The curves of a case as comma-separated values: {@code time_s,aif,vof,aif_measured,tissue} and one column for each region
 * curve. The first three columns are what an AIF file of this software holds, so the file can be given back as
 * {@code aif=curves.csv}: values are written with every digit. {@code vof} is empty when there is none.
 */
public final class CurvesCsv {

	private final String text;

	/** @param result the case, written without region curves */
	public CurvesCsv(final PerfusionResult result) {
		this(result, RegionCurves.none());
	}

	/**
	 * @param result the case
	 * @param regions curves of the user's regions
	 * @throws IllegalArgumentException if the curves have different times
	 */
	public CurvesCsv(final PerfusionResult result, final RegionCurves regions) {
		final Map<String, TimeCurve> others = new LinkedHashMap<>();
		others.put("aif_measured", result.measuredAif().curve());
		others.put("tissue", result.tissue());
		regions.curves().forEach((name, curve) -> {
			String column = CurveFile.plainName(name);
			while (others.containsKey(column) || CurveFile.isOwnColumn(column))
				column += " (region)";
			others.put(column, curve);
		});
		text = CurveFile.text(new CurveFile.Curves(result.aif().curve(), result.vof().map(VascularFunction::curve)), others, List.of());
	}

	/** @return the whole file as text */
	public String text() {
		return text;
	}

	/**
	 * @param file is replaced, as UTF-8, when the new one is complete
	 * @throws IOException if the file cannot be written; the message names it
	 */
	public void write(final Path file) throws IOException {
		FinishedFile.write(file, text);
	}
}
