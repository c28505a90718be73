package org.perfusionj.report;

import java.awt.Color;
import java.awt.Font;
import java.awt.FontMetrics;
import java.awt.Graphics2D;
import java.util.ArrayList;
import java.util.List;

/** The warnings of a case in a box, as many as a page can bear. */
final class FigureWarnings implements FigureBlock {

	private static final int MAX_WARNINGS = 12;
	private static final int MAX_LINES = 3;
	private static final int PAD = 14;
	private static final int EDGE = 6;
	private static final Color BACKGROUND = new Color(0xfff4e0);
	private static final Color EDGE_COLOR = new Color(0xe8a33a);

	private final int width;
	private final String heading;
	private final List<String> text = new ArrayList<>();
	private final int rowHeight;

	/**
	 * @param width pixels
	 * @param warnings at least one
	 * @param elsewhere where those are that find no room, for example "the summary table"
	 */
	FigureWarnings(final int width, final List<String> warnings, final String elsewhere) {
		this.width = width;
		heading = warnings.size() == 1 ? "Warning" : "Warnings";
		final FontMetrics metrics = FigureStyle.metrics(Font.PLAIN, 18);
		rowHeight = FigureStyle.lineHeight(metrics);
		final int shown = Math.min(MAX_WARNINGS, warnings.size());
		for (final String warning : warnings.subList(0, shown)) {
			final List<String> wrapped = TextLines.wrap(warning, metrics, width - 3 * PAD - 24, MAX_LINES);
			for (int i = 0; i < wrapped.size(); i++)
				text.add((i == 0 ? "\u2022 " : "   ") + wrapped.get(i));
		}
		final int more = warnings.size() - shown;
		if (more > 0) text.add("and " + more + " more: see " + elsewhere + ".");
	}

	@Override
	public int height() {
		return 2 * PAD + (1 + text.size()) * rowHeight;
	}

	@Override
	public void draw(final Graphics2D g, final int x, final int y) {
		g.setColor(BACKGROUND);
		g.fillRect(x, y, width, height());
		g.setColor(EDGE_COLOR);
		g.fillRect(x, y, EDGE, height());
		FigureStyle.lines(g, List.of(heading), FigureStyle.font(Font.BOLD, 18), FigureStyle.TEXT, x + EDGE + PAD, y + PAD);
		FigureStyle.lines(g, text, FigureStyle.font(Font.PLAIN, 18), FigureStyle.TEXT, x + EDGE + PAD, y + PAD + rowHeight);
	}
}
