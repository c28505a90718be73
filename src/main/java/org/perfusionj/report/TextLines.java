package org.perfusionj.report;

import java.awt.FontMetrics;
import java.util.ArrayList;
import java.util.List;

/** Breaks and shortens text so that it fits a width in pixels. */
final class TextLines {

	private static final String ELLIPSIS = "\u2026";

	private TextLines() {}

	/** @return lines no wider than the width (except for single characters), broken at spaces, inside a word only where it is too long for a line */
	static List<String> wrap(final String text, final FontMetrics metrics, final int width) {
		final List<String> lines = new ArrayList<>();
		String line = "";
		for (String word : text.strip().split("\\s+")) {
			if (!line.isEmpty() && metrics.stringWidth(line + " " + word) <= width) {
				line += " " + word;
				continue;
			}
			if (!line.isEmpty()) lines.add(line);
			while (metrics.stringWidth(word) > width && word.length() > 1) {
				int end = word.length() - 1;
				while (end > 1 && metrics.stringWidth(word.substring(0, end)) > width)
					end--;
				lines.add(word.substring(0, end));
				word = word.substring(end);
			}
			line = word;
		}
		if (!line.isEmpty()) lines.add(line);
		return lines;
	}

	/** @return the wrapped text, its last line shortened if there were more lines than wanted */
	static List<String> wrap(final String text, final FontMetrics metrics, final int width, final int maxLines) {
		final List<String> lines = wrap(text, metrics, width);
		if (lines.size() <= maxLines) return lines;
		final List<String> kept = new ArrayList<>(lines.subList(0, maxLines));
		kept.set(maxLines - 1, fit(kept.get(maxLines - 1) + " " + lines.get(maxLines) + ELLIPSIS, metrics, width));
		return kept;
	}

	/** @return the text, cut and ended by an ellipsis if it is wider than the width */
	static String fit(final String text, final FontMetrics metrics, final int width) {
		if (metrics.stringWidth(text) <= width) return text;
		int end = text.length();
		while (end > 0 && metrics.stringWidth(text.substring(0, end).stripTrailing() + ELLIPSIS) > width)
			end--;
		return text.substring(0, end).stripTrailing() + ELLIPSIS;
	}
}
