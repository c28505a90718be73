package org.perfusionj.report;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.List;
import java.util.stream.Collectors;

/** Lines of comma-separated values (RFC 4180 quoting, decimal points, newline after every line). */
final class CsvText {

	private final StringBuilder text = new StringBuilder();

	CsvText line(final List<String> cells) {
		text.append(cells.stream().map(CsvText::quoted).collect(Collectors.joining(","))).append('\n');
		return this;
	}

	private static String quoted(final String cell) {
		final boolean needed = cell.chars().anyMatch(c -> c == ',' || c == '"' || c == '\n' || c == '\r');
		return needed ? '"' + cell.replace("\"", "\"\"") + '"' : cell;
	}

	/** @return a statistic with six significant digits, empty for NaN */
	static String statistic(final double value) {
		return Double.isFinite(value) ? plain(new BigDecimal(value).round(new MathContext(6))) : "";
	}

	/** @return a time rounded to the nanosecond, so that sums such as 0.1 + 0.2 read well */
	static String time(final double seconds) {
		return plain(BigDecimal.valueOf(seconds).setScale(9, RoundingMode.HALF_EVEN));
	}

	/** @return a value with every digit, so that reading it gives the same number; empty for NaN */
	static String exact(final double value) {
		if (!Double.isFinite(value)) return "";
		return value == Math.rint(value) && Math.abs(value) < 1e9 ? plain(BigDecimal.valueOf(value)) : Double.toString(value);
	}

	private static String plain(final BigDecimal value) {
		return value.signum() == 0 ? "0" : value.stripTrailingZeros().toPlainString();
	}

	@Override
	public String toString() {
		return text.toString();
	}
}
