package org.perfusionj.io;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;

/** Numbers as text for files and tables: decimal points, no trailing zeros. */
public final class DecimalText {

	private DecimalText() {}

	/** @return a value with six significant digits; empty for NaN and infinity */
	public static String significant(final double value) {
		return Double.isFinite(value) ? plain(new BigDecimal(value).round(new MathContext(6))) : "";
	}

	/** @return a time rounded to the nanosecond, so that sums such as 0.1 + 0.2 read well */
	public static String time(final double seconds) {
		return plain(BigDecimal.valueOf(seconds).setScale(9, RoundingMode.HALF_EVEN));
	}

	/** @return a value with every digit, so that reading it gives the same number; empty for NaN and infinity */
	public static String exact(final double value) {
		if (!Double.isFinite(value)) return "";
		return value == Math.rint(value) && Math.abs(value) < 1e9 ? plain(BigDecimal.valueOf(value)) : Double.toString(value);
	}

	private static String plain(final BigDecimal value) {
		return value.signum() == 0 ? "0" : value.stripTrailingZeros().toPlainString();
	}
}
