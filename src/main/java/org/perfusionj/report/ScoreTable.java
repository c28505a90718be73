package org.perfusionj.report;

import java.awt.Window;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import ij.WindowManager;
import ij.measure.ResultsTable;

import org.perfusionj.io.CsvText;
import org.perfusionj.io.DecimalText;
import org.perfusionj.io.FinishedFile;

/** Scores in rows: the one source of a CSV file and of a table in a window. Numbers that do not exist are empty cells. */
public final class ScoreTable {

	private final String name;
	private final List<String> columns;
	private final List<List<Object>> rows = new ArrayList<>();

	/**
	 * @param name of the table in the title of its window
	 * @param columns headings
	 */
	public ScoreTable(final String name, final List<String> columns) {
		this.name = name;
		this.columns = List.copyOf(columns);
	}

	/**
	 * @param cells a text or a number for each column
	 * @return this table, with one more row
	 */
	public ScoreTable row(final Object... cells) {
		if (cells.length != columns.size()) throw new IllegalArgumentException(cells.length + " cells for " + columns.size() + " columns");
		rows.add(List.of(cells));
		return this;
	}

	/** @return headings */
	public List<String> columns() {
		return columns;
	}

	/** @return number of rows */
	public int size() {
		return rows.size();
	}

	/** @return the table as comma-separated values with a line of headings; six significant digits */
	public String csv() {
		final CsvText csv = new CsvText().line(columns);
		for (final List<Object> row : rows)
			csv.line(row.stream().map(ScoreTable::text).toList());
		return csv.toString();
	}

	private static String text(final Object cell) {
		return cell instanceof Double number ? DecimalText.significant(number) : cell.toString();
	}

	/**
	 * @param file is replaced, as UTF-8, when the new one is complete
	 * @throws IOException if the file cannot be written; the message names it
	 */
	public void write(final Path file) throws IOException {
		FinishedFile.write(file, csv());
	}

	/** @return a new table, not shown */
	public ResultsTable table() {
		final ResultsTable table = new ResultsTable();
		table.setPrecision(3);
		table.showRowNumbers(false);
		for (final List<Object> row : rows) {
			table.addRow();
			for (int i = 0; i < columns.size(); i++)
				if (row.get(i) instanceof Number number && Double.isFinite(number.doubleValue())) table.addValue(columns.get(i), number.doubleValue());
				else table.addValue(columns.get(i), text(row.get(i)));
		}
		return table;
	}

	/**
	 * Shows the table in a window of its own. Needs a display.
	 *
	 * @param title first part of the window's title
	 * @return the window
	 */
	public Window show(final String title) {
		table().show(title + " " + name);
		return WindowManager.getWindow(title + " " + name);
	}
}
