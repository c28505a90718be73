package org.perfusionj.io;

import java.util.List;
import java.util.stream.Collectors;

/** Lines of comma-separated values (RFC 4180 quoting, newline after every line); {@link DecimalText} has the numbers. */
public final class CsvText {

	private final StringBuilder text = new StringBuilder();

	/** @return this text, with one more line of cells */
	public CsvText line(final List<String> cells) {
		text.append(cells.stream().map(CsvText::quoted).collect(Collectors.joining(","))).append('\n');
		return this;
	}

	private static String quoted(final String cell) {
		final boolean needed = cell.chars().anyMatch(c -> c == ',' || c == '"' || c == '\n' || c == '\r');
		return needed ? '"' + cell.replace("\"", "\"\"") + '"' : cell;
	}

	/** @return all lines */
	@Override
	public String toString() {
		return text.toString();
	}
}
