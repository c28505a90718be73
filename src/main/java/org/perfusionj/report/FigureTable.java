package org.perfusionj.report;

import java.awt.Font;
import java.awt.FontMetrics;
import java.awt.Graphics2D;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/** A table with a heading and a note: names on the left, numbers to the right. */
final class FigureTable implements FigureBlock {

	static final int CELL_GAP = 26;

	private static final int NOTE_LINE = 20;
	private static final int PAD = 8;

	private final String heading;
	private final List<List<String>> cells;
	private final int[] widths;
	private final List<String> noteLines;
	private final int headingHeight = FigureStyle.lineHeight(FigureStyle.metrics(Font.BOLD, 22)) + 6;
	private final int rowHeight = FigureStyle.metrics(Font.PLAIN, 17).getHeight() + 9;

	/**
	 * @param width of the note, pixels
	 * @param heading above the table
	 * @param columns text of the columns, in each the title first
	 * @param widths of the columns, pixels
	 * @param note below the table; may be empty
	 */
	FigureTable(final int width, final String heading, final List<List<String>> columns, final int[] widths, final String note) {
		this.heading = heading;
		this.widths = widths.clone();
		cells = IntStream.range(0, columns.get(0).size()).mapToObj(row -> columns.stream().map(column -> column.get(row)).toList()).toList();
		noteLines = TextLines.wrap(note, FigureStyle.metrics(Font.PLAIN, 15), width);
	}

	/** @return what a column needs, with the gap before it */
	static int width(final List<String> column) {
		final FontMetrics plain = FigureStyle.metrics(Font.PLAIN, 17);
		final FontMetrics bold = FigureStyle.metrics(Font.BOLD, 17);
		return IntStream.range(0, column.size()).map(row -> (row == 0 ? bold : plain).stringWidth(column.get(row))).max().orElse(0) + CELL_GAP;
	}

	/** @return a measured value with three digits, a dash if there is none */
	static String number(final double value) {
		if (!Double.isFinite(value)) return "\u2013";
		final double size = Math.abs(value);
		return String.format(Locale.ROOT, size >= 1e5 ? "%.2g" : size >= 99.95 ? "%.0f" : size >= 9.995 ? "%.1f" : "%.2f", value);
	}

	@Override
	public int height() {
		return headingHeight + cells.size() * rowHeight + (noteLines.isEmpty() ? 0 : PAD + noteLines.size() * NOTE_LINE);
	}

	@Override
	public void draw(final Graphics2D g, final int x, final int y) {
		FigureStyle.lines(g, List.of(heading), FigureStyle.font(Font.BOLD, 22), FigureStyle.TEXT, x, y);
		final int total = IntStream.of(widths).sum();
		for (int r = 0; r < cells.size(); r++) {
			final int top = y + headingHeight + r * rowHeight;
			int right = x;
			for (int c = 0; c < cells.get(r).size(); c++) {
				g.setFont(FigureStyle.font(r == 0 ? Font.BOLD : Font.PLAIN, 17));
				g.setColor(FigureStyle.TEXT);
				final String text = cells.get(r).get(c);
				right += widths[c];
				g.drawString(text, c == 0 ? x : right - g.getFontMetrics().stringWidth(text), top + g.getFontMetrics().getAscent() + 4);
			}
			g.setColor(r == 0 ? FigureStyle.SOFT_TEXT : FigureStyle.RULE);
			g.fillRect(x, top + rowHeight - 1, total, 1);
		}
		FigureStyle.lines(g, noteLines, FigureStyle.font(Font.PLAIN, 15), FigureStyle.SOFT_TEXT, x, y + headingHeight + cells.size() * rowHeight + PAD);
	}
}
