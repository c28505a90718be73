package org.perfusionj.segmentation;

import java.math.BigDecimal;
import java.util.Locale;

/** Numbers in conditions and messages. */
final class ThresholdText {

	private ThresholdText() {}

	/** @return a number that the user gave, as it was given, without trailing zeros: 6, 38.5 */
	static String of(final double value) {
		return value == 0 ? "0" : BigDecimal.valueOf(value).stripTrailingZeros().toPlainString();
	}

	/** @return a number that was measured, with three digits */
	static String measured(final double value) {
		return Math.abs(value) >= 100 ? String.format(Locale.ROOT, "%.0f", value) : String.format(Locale.ROOT, "%.3g", value);
	}
}
