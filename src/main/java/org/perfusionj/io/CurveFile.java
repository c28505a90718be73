package org.perfusionj.io;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

import org.perfusionj.curve.TimeCurve;
import org.perfusionj.work.PerfusionException;

/**
 * Text files with vascular functions. The first line that is neither empty nor a comment (#) names the columns, in any
 * order and case: {@code time_s} (s), and {@code aif} or {@code vof} or both (in units of concentration, HU above
 * baseline for CT); others are ignored, and so is a column without any value. Also understood: {@code time} and {@code t_s}; {@code aif_hu} and {@code vof_hu}.
 * Columns are separated by tabs, semicolons or commas; with tabs and semicolons numbers may have a decimal comma.
 */
public final class CurveFile {

	private static final List<String> TIME = List.of("time_s", "time", "t_s");
	private static final List<String> AIF = List.of("aif", "aif_hu");
	private static final List<String> VOF = List.of("vof", "vof_hu");

	private CurveFile() {}

	/**
	 * Curves of a file.
	 *
	 * @param aif arterial input function, if the file has one
	 * @param vof venous output function at the same times, if the file has one
	 */
	public record Curves(Optional<TimeCurve> aif, Optional<TimeCurve> vof) {

		/** With an AIF. */
		public Curves(final TimeCurve aif, final Optional<TimeCurve> vof) {
			this(Optional.of(aif), vof);
		}
	}

	/**
	 * @param path the file
	 * @return its curves
	 * @throws IOException if the file cannot be read
	 * @throws PerfusionException if it has no times or no curve, or a line is not right; the message names the line
	 */
	public static Curves read(final Path path) throws IOException {
		if (!Files.isRegularFile(path)) throw new PerfusionException("There is no curve file " + path + ".");
		return new Parser(path).parse(new String(Files.readAllBytes(path), StandardCharsets.UTF_8));
	}

	/** Parses one file; knows where it is for the messages. */
	private static final class Parser {

		private final Path path;
		private String separator;
		private int columns;
		private int timeColumn;
		private final List<Double> times = new ArrayList<>();
		private Column aif;
		private Column vof;

		Parser(final Path path) {
			this.path = path;
		}

		Curves parse(final String text) {
			final String[] lines = (text.startsWith("\ufeff") ? text.substring(1) : text).split("\r\n|\r|\n", -1);
			for (int i = 0; i < lines.length; i++) {
				final String line = lines[i].strip();
				if (line.isEmpty() || line.startsWith("#")) continue;
				if (separator == null) header(lines[i], i + 1);
				else row(lines[i], i + 1);
			}
			if (separator == null) throw new PerfusionException("The curve file " + path + " is empty. It must start with a line of column names: time_s,aif,vof.");
			if (times.isEmpty()) throw new PerfusionException("The curve file " + path + " holds no numbers below its column names.");
			final Curves curves = new Curves(curve(aif), curve(vof));
			if (curves.aif().isEmpty() && curves.vof().isEmpty()) throw new PerfusionException("The curve file " + path + " has no value in the column aif nor in the column vof.");
			return curves;
		}

		private void header(final String line, final int number) {
			separator = line.contains("\t") ? "\t" : line.contains(";") ? ";" : ",";
			final List<String> names = Arrays.stream(line.split(separator, -1)).map(cell -> plain(cell).toLowerCase(Locale.ROOT)).toList();
			columns = names.size();
			timeColumn = column(names, TIME, number);
			aif = new Column("aif", column(names, AIF, number));
			vof = new Column("vof", column(names, VOF, number));
			final String missing = timeColumn < 0 ? "time_s" : aif.index < 0 && vof.index < 0 ? "aif" : "";
			if (!missing.isEmpty()) throw error(number, "has no column \"" + missing + "\" but " + String.join(", ", names) + ". The first line must name the columns: time_s,aif,vof.");
		}

		private int column(final List<String> names, final List<String> wanted, final int number) {
			final List<Integer> found = new ArrayList<>();
			for (int i = 0; i < names.size(); i++)
				if (wanted.contains(names.get(i))) found.add(i);
			if (found.size() > 1) throw error(number, "names the column " + wanted.get(0) + " more than once.");
			return found.isEmpty() ? -1 : found.get(0);
		}

		private void row(final String line, final int number) {
			final String[] cells = line.split(separator, -1);
			if (cells.length > columns && Arrays.stream(cells, columns, cells.length).anyMatch(cell -> !cell.isBlank())) throw error(number, "has " + cells.length + " columns, but the first line names " + columns + (separator
				.equals(",") ? ". (Decimal commas need semicolons or tabs between the columns.)" : "."));
			final double time = number(cells, timeColumn, "time_s", number);
			if (!times.isEmpty() && time <= times.get(times.size() - 1)) throw error(number, "is at " + time + " s, not later than the line before it (" + times.get(times.size() - 1) + " s). Times must increase.");
			times.add(time);
			aif.add(cells, number);
			vof.add(cells, number);
		}

		private Optional<TimeCurve> curve(final Column column) {
			if (column.values.isEmpty()) return Optional.empty();
			if (column.firstEmpty > 0) throw error(column.firstEmpty, "has no value in the column " + column.name + ", though other lines have one. Fill it in, or leave the whole column empty.");
			return Optional.of(new TimeCurve(array(times), array(column.values)));
		}

		/** A column of values, which may be missing or empty as a whole. */
		private final class Column {

			private final String name;
			private final int index;
			private final List<Double> values = new ArrayList<>();
			private int firstEmpty;

			Column(final String name, final int index) {
				this.name = name;
				this.index = index;
			}

			void add(final String[] cells, final int line) {
				if (index >= 0 && index < cells.length && !plain(cells[index]).isEmpty()) values.add(number(cells, index, name, line));
				else if (firstEmpty == 0) firstEmpty = line;
			}
		}

		private double number(final String[] cells, final int column, final String name, final int line) {
			final String cell = column < cells.length ? plain(cells[column]) : "";
			if (cell.isEmpty()) throw error(line, "has no value in the column " + name + ".");
			final double value;
			try {
				value = Double.parseDouble(separator.equals(",") || cell.contains(".") ? cell : cell.replace(',', '.'));
			}
			catch (final NumberFormatException noNumber) {
				throw new PerfusionException(error(line, "has \"" + cell + "\" in the column " + name + ", which is not a number.").getMessage(), noNumber);
			}
			if (!Double.isFinite(value)) throw error(line, "has " + cell + " in the column " + name + "; a finite number is needed.");
			return value;
		}

		private static String plain(final String cell) {
			final String text = cell.strip();
			return text.length() >= 2 && text.startsWith("\"") && text.endsWith("\"") ? text.substring(1, text.length() - 1).strip() : text;
		}

		private PerfusionException error(final int line, final String what) {
			return new PerfusionException("Line " + line + " of the curve file " + path + " " + what);
		}

		private static double[] array(final List<Double> values) {
			return values.stream().mapToDouble(Double::doubleValue).toArray();
		}
	}

	/**
	 * Writes the text of {@link #text}.
	 *
	 * @param path file to write; it appears when it is complete
	 * @throws IOException if the file cannot be written
	 */
	public static void write(final Path path, final Curves curves, final Map<String, TimeCurve> others, final List<String> comments) throws IOException {
		FinishedFile.write(path, text(curves, others, comments));
	}

	/**
	 * Columns {@code time_s,aif,vof}, and then others; the column of a curve that there is not is empty. The values read back as they are,
	 * the times to the nanosecond.
	 *
	 * @param curves AIF and VOF
	 * @param others other curves at the same times, by column name, for example tissue; in order
	 * @param comments lines put before the column names, each after "# "
	 * @return the text of a curve file
	 * @throws IllegalArgumentException if there is no curve at all, one has other times, or the name of another curve could not be told from the first columns
	 */
	public static String text(final Curves curves, final Map<String, TimeCurve> others, final List<String> comments) {
		final Map<String, Optional<TimeCurve>> columns = new LinkedHashMap<>();
		columns.put("aif", curves.aif());
		columns.put("vof", curves.vof());
		others.forEach((name, curve) -> {
			if (!name.equals(plainName(name)) || isOwnColumn(name)) throw new IllegalArgumentException("\"" + name + "\" cannot name a further column");
			columns.put(name, Optional.of(curve));
		});
		final double[] times = columns.values().stream().flatMap(Optional::stream).findFirst().orElseThrow(() -> new IllegalArgumentException("there is no curve")).times();
		for (final Optional<TimeCurve> column : columns.values())
			if (column.isPresent() && !Arrays.equals(column.get().times(), times)) throw new IllegalArgumentException("all curves of a file need the same times");
		final CsvText text = new CsvText();
		final List<String> names = new ArrayList<>(List.of("time_s"));
		names.addAll(columns.keySet());
		text.line(names);
		for (int t = 0; t < times.length; t++) {
			final int sample = t;
			final List<String> cells = new ArrayList<>(List.of(DecimalText.time(times[t])));
			for (final Optional<TimeCurve> column : columns.values())
				cells.add(column.map(curve -> DecimalText.exact(curve.value(sample))).orElse(""));
			text.line(cells);
		}
		return comments.stream().map(comment -> "# " + comment.replaceAll("\\R", " ") + "\n").collect(Collectors.joining()) + text;
	}

	/** @return the name without what could end a column, a quotation or a line: each is an underscore instead */
	public static String plainName(final String name) {
		return name.replaceAll("[\\p{Cntrl},;\"#]", "_").strip();
	}

	/** @return true if a column of that name is read as times, AIF or VOF */
	public static boolean isOwnColumn(final String name) {
		final String lower = name.toLowerCase(Locale.ROOT);
		return TIME.contains(lower) || AIF.contains(lower) || VOF.contains(lower);
	}
}
