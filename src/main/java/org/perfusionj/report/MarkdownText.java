package org.perfusionj.report;

import java.util.Collections;
import java.util.List;
import java.util.Locale;

import org.perfusionj.evaluation.Spread;

/** A report in Markdown: headings, paragraphs, tables, images. */
final class MarkdownText {

	/** What stands for a number that does not exist. */
	private static final String NONE = "-";

	private final StringBuilder text = new StringBuilder();

	MarkdownText heading(final int level, final String words) {
		return block("#".repeat(level) + " " + words);
	}

	MarkdownText paragraph(final String words) {
		return block(words);
	}

	MarkdownText list(final List<String> items) {
		items.forEach(item -> text.append("* ").append(item).append('\n'));
		text.append('\n');
		return this;
	}

	MarkdownText code(final String lines) {
		return block("```sh\n" + lines + "\n```");
	}

	MarkdownText image(final String words, final String file) {
		return block("![" + words + "](" + file + ")");
	}

	MarkdownText table(final List<String> columns, final List<List<String>> rows) {
		line(columns);
		line(Collections.nCopies(columns.size(), "---"));
		rows.forEach(this::line);
		text.append('\n');
		return this;
	}

	private void line(final List<String> cells) {
		text.append("| ").append(String.join(" | ", cells.stream().map(cell -> cell.replace("|", "\\|").replace('\n', ' ')).toList())).append(" |\n");
	}

	private MarkdownText block(final String lines) {
		text.append(lines).append("\n\n");
		return this;
	}

	/** @return the number with so many decimals, a dash if it does not exist */
	static String number(final double value, final int decimals) {
		if (!Double.isFinite(value)) return NONE;
		final String digits = String.format(Locale.ROOT, "%." + decimals + "f", value);
		// no minus sign before nothing
		return digits.matches("-0(\\.0*)?") ? digits.substring(1) : digits;
	}

	/** @return mean and standard deviation, 0.97 (0.04) */
	static String meanSd(final Spread spread, final int decimals) {
		return spread.n() == 0 ? NONE : number(spread.mean(), decimals) + (spread.n() < 2 ? "" : " (" + number(spread.sd(), decimals) + ")");
	}

	/** @return 5th and 95th percentile */
	static String percentiles(final Spread spread, final int decimals) {
		return spread.n() == 0 ? NONE : "(" + number(spread.p5(), decimals) + ", " + number(spread.p95(), decimals) + ")";
	}

	/** @return a probability with three decimals, a dash if it does not exist */
	static String probability(final double p) {
		return p < 0.001 ? "< 0.001" : number(p, 3);
	}

	@Override
	public String toString() {
		return text.toString().stripTrailing() + "\n";
	}
}
