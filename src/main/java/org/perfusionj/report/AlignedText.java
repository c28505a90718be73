package org.perfusionj.report;

import java.util.ArrayList;
import java.util.List;

/** A table as lines of text with aligned columns, for a log or a terminal. */
final class AlignedText {

	private AlignedText() {}

	/** @return one line for the headings and one for each row: texts of the first column to the left, of all others to the right */
	static List<String> lines(final List<String> columns, final List<List<String>> rows) {
		final List<List<String>> all = new ArrayList<>(List.of(columns));
		all.addAll(rows);
		final int[] widths = new int[columns.size()];
		for (final List<String> row : all)
			for (int i = 0; i < widths.length; i++)
				widths[i] = Math.max(widths[i], row.get(i).length());
		final List<String> lines = new ArrayList<>();
		for (final List<String> row : all) {
			final StringBuilder line = new StringBuilder();
			for (int i = 0; i < widths.length; i++) {
				final String blanks = " ".repeat(widths[i] - row.get(i).length());
				line.append(i == 0 ? "" : "  ").append(i == 0 ? row.get(i) + blanks : blanks + row.get(i));
			}
			lines.add(line.toString().stripTrailing());
		}
		return lines;
	}
}
