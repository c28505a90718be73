package org.perfusionj.report;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

import org.perfusionj.segmentation.LesionNumbers;

/**
 * The numbers of a lesion as tables that people can read: one line for a quantity, one column for a region. The sentences of their conditions are numbered and stand once, at the line, the column or the
 * table all of whose numbers hold under them, else at the number itself.
 */
final class NumberTables {

	private final List<Table> tables = new ArrayList<>();
	private final Map<String, Integer> notes = new LinkedHashMap<>();

	/**
	 * Quantities that were measured in the same regions.
	 *
	 * @param regions in order
	 * @param notes numbers of the sentences that all of its values hold under
	 * @param regionNotes the same for each region
	 * @param lines in order
	 */
	record Table(List<String> regions, List<Integer> notes, List<List<Integer>> regionNotes, List<Line> lines) {}

	/**
	 * One quantity.
	 *
	 * @param title in words
	 * @param unit of its values
	 * @param values one for each region
	 * @param notes numbers of the sentences that all of its values hold under, without those of the table
	 */
	record Line(String title, String unit, List<Value> values, List<Integer> notes) {}

	/**
	 * One number.
	 *
	 * @param value NaN where it is not defined
	 * @param notes numbers of the sentences that it alone holds under
	 */
	record Value(double value, List<Integer> notes) {}

	NumberTables(final LesionNumbers numbers) {
		final Map<String, Map<String, LesionNumbers.Row>> quantities = new LinkedHashMap<>();
		for (final LesionNumbers.Row row : numbers.rows())
			quantities.computeIfAbsent(row.key(), key -> new LinkedHashMap<>()).put(row.region(), row);
		quantities.values().stream().collect(Collectors.groupingBy(Map::keySet, LinkedHashMap::new, Collectors.toList())).forEach((regions, lines) -> tables.add(table(List.copyOf(regions), lines)));
	}

	/** @return the tables, in the order of their first number */
	List<Table> tables() {
		return tables;
	}

	/** @return the sentences, the first of which has number 1 */
	Collection<String> notes() {
		return notes.keySet();
	}

	private Table table(final List<String> regions, final List<Map<String, LesionNumbers.Row>> lines) {
		final List<LesionNumbers.Row> cells = lines.stream().flatMap(line -> line.values().stream()).toList();
		final Set<String> shared = common(cells);
		final List<Set<String>> columns = regions.stream().map(region -> common(cells.stream().filter(cell -> cell.region().equals(region)).toList())).toList();
		final List<Integer> tableNotes = numbered(shared, sentence -> true);
		final List<List<Integer>> regionNotes = columns.stream().map(column -> numbered(column, sentence -> !shared.contains(sentence))).toList();
		final List<Line> made = new ArrayList<>();
		for (final Map<String, LesionNumbers.Row> line : lines) {
			final Set<String> own = common(line.values());
			final List<Integer> lineNotes = numbered(own, sentence -> !shared.contains(sentence));
			final List<Value> values = new ArrayList<>();
			for (int r = 0; r < regions.size(); r++) {
				final LesionNumbers.Row cell = line.get(regions.get(r));
				final Set<String> column = columns.get(r);
				values.add(new Value(cell.value(), numbered(sentences(cell), sentence -> !own.contains(sentence) && !column.contains(sentence))));
			}
			final LesionNumbers.Row first = line.get(regions.get(0));
			made.add(new Line(first.title(), first.unit(), values, lineNotes));
		}
		return new Table(regions, tableNotes, regionNotes, made);
	}

	private List<Integer> numbered(final Collection<String> sentences, final Predicate<String> wanted) {
		return sentences.stream().filter(wanted).map(sentence -> notes.computeIfAbsent(sentence, any -> notes.size() + 1)).toList();
	}

	private static Set<String> common(final Collection<LesionNumbers.Row> cells) {
		final Set<String> common = new LinkedHashSet<>();
		boolean first = true;
		for (final LesionNumbers.Row cell : cells) {
			if (first) common.addAll(sentences(cell));
			else common.retainAll(sentences(cell));
			first = false;
		}
		return common;
	}

	/** A sentence ends with a full stop before a blank and a capital letter. */
	private static List<String> sentences(final LesionNumbers.Row cell) {
		return Arrays.stream(cell.conditions().strip().split("(?<=\\.) (?=\\p{Lu})")).filter(sentence -> !sentence.isBlank()).toList();
	}
}
