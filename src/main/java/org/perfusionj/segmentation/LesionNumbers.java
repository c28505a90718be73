package org.perfusionj.segmentation;

import java.util.List;

/**
 * The numbers of one case, one row each, in the order in which they are shown: what tables, the report and {@code volumes.csv} are made of.
 *
 * @param rows all of them
 */
public record LesionNumbers(List<Row> rows) {

	/** Copies the list. */
	public LesionNumbers {
		rows = List.copyOf(rows);
	}

	/**
	 * @param key short name, for example core, lesion, penumbra, mismatch_volume, mismatch_ratio, hypoperfusion_intensity_ratio, Tmax>6, rCBF&lt;30, mean_CBF
	 * @param title in words
	 * @param region where it was measured: all, left, right, a territory, core, penumbra, normal
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
