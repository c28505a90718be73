package org.perfusionj.segmentation;

import java.util.Arrays;
import java.util.function.DoubleBinaryOperator;

import org.perfusionj.segmentation.LesionNumbers.Row;

/**
 * Something that was measured in every region.
 *
 * @param key short name
 * @param title in words
 * @param unit of the values
 * @param conditions under which it was measured
 * @param values one for each region of {@link LesionRegions}; NaN where it is not defined
 */
record Quantity(String key, String title, String unit, String conditions, double[] values) {

	static final String ML = "ml";
	static final String RATIO = "ratio";

	/** @return something that could not be measured */
	static Quantity unknown(final String key, final String title, final String unit, final String why, final int regions) {
		final double[] values = new double[regions];
		Arrays.fill(values, Double.NaN);
		return new Quantity(key, title, unit, why, values);
	}

	/** @return what is calculated from these and other values, region by region */
	double[] with(final Quantity other, final DoubleBinaryOperator operator) {
		final double[] result = new double[values.length];
		for (int region = 0; region < result.length; region++)
			result[region] = operator.applyAsDouble(values[region], other.values[region]);
		return result;
	}

	/** @return these values over others; NaN where the others are 0 */
	double[] over(final Quantity other) {
		return with(other, (one, two) -> two > 0 ? one / two : Double.NaN);
	}

	/** @return the row of one region */
	Row row(final String region, final int index, final String where) {
		return new Row(key, title, region, values[index], unit, conditions + where);
	}
}
