package org.perfusionj.segmentation;

import java.util.List;

/**
 * The numbers of one case, one row each, in the order in which they are shown: what tables, the report and {@code volumes.csv} are made of.
 *
 * @param rows all of them
 * @param warnings what the user must know to judge them, beside what is known of the segmentation
 */
public record LesionNumbers(List<Row> rows, List<String> warnings) {

	/** Copies the lists. */
	public LesionNumbers {
		rows = List.copyOf(rows);
		warnings = List.copyOf(warnings);
	}

	/** Numbers of which nothing is to be told. */
	public LesionNumbers(final List<Row> rows) {
		this(rows, List.of());
	}

	/**
	 * @param key short name, for example tissue, core, lesion, penumbra, mismatch_volume, mismatch_ratio, hypoperfusion_intensity_ratio, Tmax>6 (BAD>6), rCBF&lt;30, mean_CBF, median_CBF
	 * @param title in words
	 * @param region where it was measured: all; left and right of the patient (image left and image right where the orientation is not known); a territory; core, penumbra and normal tissue for means
	 * @param value NaN where it is not defined
	 * @param unit ml, ratio, ml/100 g/min, ...
	 * @param conditions under which it was measured: rule, thresholds, cleaning
	 */
	public record Row(String key, String title, String region, double value, String unit, String conditions) {
	}

	/** @return the value of a row, NaN if there is none */
	public double value(final String key, final String region) {
		return rows.stream().filter(row -> row.key().equals(key) && row.region().equals(region)).mapToDouble(Row::value).findFirst().orElse(Double.NaN);
	}
}
