package org.perfusionj.report;

import org.perfusionj.evaluation.ComparisonFile;
import org.perfusionj.evaluation.RaterComparison;

/** A comparison with raters as a table, for a window and for {@code comparison.csv}: one row for each vessel and pair of readers. */
public final class RaterComparisonTable {

	/** Name of the table in the title of its window. */
	static final String NAME = "comparison with raters";

	private final RaterComparison comparison;

	/** @param comparison what the table holds */
	public RaterComparisonTable(final RaterComparison comparison) {
		this.comparison = comparison;
	}

	/** @return a new table; its file belongs into the folder of the case under the name {@link ComparisonFile#NAME} */
	public ScoreTable table() {
		final ScoreTable table = new ScoreTable(NAME, ComparisonFile.COLUMNS);
		comparison.pairs().forEach(pair -> table.row(ComparisonFile.cells(pair).toArray()));
		return table;
	}
}
