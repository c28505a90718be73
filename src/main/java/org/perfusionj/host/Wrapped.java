package org.perfusionj.host;

import java.util.stream.Collectors;

/** Text broken into lines between words. */
final class Wrapped {

	private Wrapped() {
	}

	/**
	 * @param text of one or more paragraphs (lines), each of which is wrapped by itself
	 * @param width characters in a line; a longer word gets a line of its own
	 * @param indent put before every line, part of its width
	 * @return the lines, without a line break at the end
	 */
	static String lines(final String text, final int width, final String indent) {
		return text.lines().map(paragraph -> paragraph(paragraph, width, indent)).collect(Collectors.joining("\n"));
	}

	private static String paragraph(final String words, final int width, final String indent) {
		final StringBuilder text = new StringBuilder();
		StringBuilder line = new StringBuilder(indent);
		for (final String word : words.split("\\s+")) {
			if (line.length() > indent.length() && line.length() + 1 + word.length() > width) {
				text.append(line).append('\n');
				line = new StringBuilder(indent);
			}
			if (line.length() > indent.length()) line.append(' ');
			line.append(word);
		}
		return text.append(line).toString();
	}
}
