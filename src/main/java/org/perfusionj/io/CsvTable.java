package org.perfusionj.io;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import org.perfusionj.work.PerfusionException;

/** Comma-separated values with a line of headings (RFC 4180), as {@link CsvText} writes them; read as a whole. */
public final class CsvTable {

	private final Path path;
	private final List<String> columns;
	private final List<List<String>> rows;

	private CsvTable(final Path path, final List<String> columns, final List<List<String>> rows) {
		this.path = path;
		this.columns = columns;
		this.rows = rows;
	}

	/**
	 * @param path the file, UTF-8
	 * @throws IOException if it cannot be read
	 * @throws PerfusionException if it is empty, a quotation does not end, or a line has not as many cells as the first
	 */
	public static CsvTable read(final Path path) throws IOException {
		final List<List<String>> lines = new Parser(new String(Files.readAllBytes(path), StandardCharsets.UTF_8), path).lines();
		if (lines.isEmpty()) throw new PerfusionException(path + " is empty. Its first line must name the columns.");
		final CsvTable table = new CsvTable(path, lines.get(0).stream().map(String::strip).toList(), lines.subList(1, lines.size()));
		for (int i = 0; i < table.size(); i++)
			if (table.rows.get(i).size() != table.columns.size()) throw table.error(i, "has " + table.rows.get(i).size() + " cells, but the first line names " + table.columns.size() + " columns.");
		return table;
	}

	/** @return number of lines below the headings */
	public int size() {
		return rows.size();
	}

	/** @return true if a column has that heading */
	public boolean has(final String column) {
		return columns.contains(column);
	}

	/**
	 * @param row from 0
	 * @param column its heading
	 * @return the cell without spaces around it
	 */
	public String text(final int row, final String column) {
		return rows.get(row).get(columns.indexOf(column)).strip();
	}

	/**
	 * @param row from 0
	 * @param column its heading
	 * @return the number in the cell; NaN if the cell is empty
	 * @throws PerfusionException if it is no number
	 */
	public double number(final int row, final String column) {
		final String text = text(row, column);
		if (text.isEmpty()) return Double.NaN;
		try {
			return Double.parseDouble(text);
		}
		catch (final NumberFormatException noNumber) {
			throw error(row, "has \"" + text + "\" in the column " + column + ", which is not a number.");
		}
	}

	/**
	 * @param row from 0
	 * @param what is wrong with it, to end a sentence with
	 * @return an exception to throw that says where
	 */
	public PerfusionException error(final int row, final String what) {
		return new PerfusionException("Row " + (row + 1) + " below the headings of " + path + " " + what);
	}

	/** Takes a text apart. */
	private static final class Parser {

		private final String text;
		private final Path path;
		private int at;

		Parser(final String text, final Path path) {
			this.text = text.startsWith("\ufeff") ? text.substring(1) : text;
			this.path = path;
		}

		List<List<String>> lines() {
			final List<List<String>> lines = new ArrayList<>();
			while (at < text.length()) {
				final List<String> cells = line();
				if (cells.size() > 1 || !cells.get(0).isBlank()) lines.add(cells);
			}
			return lines;
		}

		private List<String> line() {
			final List<String> cells = new ArrayList<>();
			while (true) {
				cells.add(cell());
				final char end = at < text.length() ? text.charAt(at) : '\n';
				at++;
				if (end == ',') continue;
				if (end == '\r' && at < text.length() && text.charAt(at) == '\n') at++;
				return cells;
			}
		}

		private String cell() {
			final StringBuilder cell = new StringBuilder();
			boolean quoted = false;
			for (; at < text.length(); at++) {
				final char c = text.charAt(at);
				if (c == '"' && quoted && at + 1 < text.length() && text.charAt(at + 1) == '"') {
					cell.append(c);
					at++;
				}
				else if (c == '"') quoted = !quoted;
				else if (!quoted && (c == ',' || c == '\n' || c == '\r')) return cell.toString();
				else cell.append(c);
			}
			if (quoted) throw new PerfusionException(path + " ends inside a quotation. Write the file again.");
			return cell.toString();
		}
	}
}
