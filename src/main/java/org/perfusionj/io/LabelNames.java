package org.perfusionj.io;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.perfusionj.work.PerfusionException;

/**
 * Text files with the names of labels: in each line a number and a name ({@code 7 MCA frontal left}; blanks, tabs, commas, semicolons or a colon between them), or names alone, of which the first belongs to
 * label 1, the second to label 2, and so on. Empty lines and those that start with # do not count. UTF-8.
 */
public final class LabelNames {

	private static final Pattern NUMBERED = Pattern.compile("(\\d{1,9})[\\s,;:]+(.*\\S)");

	private LabelNames() {}

	/**
	 * @param path the file
	 * @return names by label
	 * @throws IOException if it cannot be read
	 * @throws PerfusionException if it holds no name, some lines have a number and others not, or a label comes twice; the message says which
	 */
	public static Map<Integer, String> read(final Path path) throws IOException {
		if (!Files.isRegularFile(path)) throw new PerfusionException("There is no file of names " + path + ".");
		final String text = new String(Files.readAllBytes(path), StandardCharsets.UTF_8);
		final List<String> lines = Arrays.stream((text.startsWith("\ufeff") ? text.substring(1) : text).split("\\R")).map(String::strip).filter(line -> !line.isEmpty() && !line.startsWith("#")).toList();
		if (lines.isEmpty()) throw new PerfusionException(path + " holds no names. Write a label and its name in each line, for example: 1 ACA left");
		final boolean isNumbered = NUMBERED.matcher(lines.get(0)).matches();
		final Map<Integer, String> names = new TreeMap<>();
		for (int i = 0; i < lines.size(); i++) {
			final Matcher numbered = NUMBERED.matcher(lines.get(i));
			if (numbered.matches() != isNumbered) throw new PerfusionException("\"" + lines.get(i) + "\" in " + path + (isNumbered ? " has no number before its name" : " has a number before its name") + ", other than the first name. Number all labels or none.");
			final int label = isNumbered ? Integer.parseInt(numbered.group(1)) : i + 1;
			if (names.put(label, isNumbered ? numbered.group(2) : lines.get(i)) != null) throw new PerfusionException(path + " names label " + label + " twice. Leave one of the lines out.");
		}
		return names;
	}
}
