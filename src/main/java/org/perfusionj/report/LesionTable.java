package org.perfusionj.report;

import java.util.List;

import org.perfusionj.segmentation.LesionNumbers;

/** The numbers of a lesion as a table: {@code volumes.csv} and the results table, each row with its unit and the conditions under which it holds. */
public final class LesionTable {

	/** Name of the table in the title of its window. */
	public static final String NAME = "lesion volumes";

	private LesionTable() {}

	/** @return one row for each number; numbers that are not defined are empty cells */
	public static ScoreTable of(final LesionNumbers numbers) {
		final ScoreTable table = new ScoreTable(NAME, List.of("key", "title", "region", "value", "unit", "conditions"));
		for (final LesionNumbers.Row row : numbers.rows())
			table.row(row.key(), row.title(), row.region(), row.value(), row.unit(), row.conditions());
		return table;
	}
}
