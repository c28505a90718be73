package org.perfusionj.report;

import java.awt.Font;
import java.awt.FontMetrics;
import java.awt.Graphics2D;
import java.util.List;

/** Title of a case, what it is, and how it was made. */
final class FigureHeader implements FigureBlock {

	private static final int MAX_ABOUT_LINES = 2;
	private static final int MAX_PARAMETER_LINES = 4;
	private static final int TITLE_GAP = 8;

	private final List<String> title;
	private final List<String> about;
	private final List<String> parameters;
	private final int titleHeight;
	private final int textHeight;

	/**
	 * @param width pixels
	 * @param title of the case
	 * @param about what it is, in one or two lines
	 * @param parameters how it was made, in a softer colour; may be empty
	 */
	FigureHeader(final int width, final String title, final String about, final String parameters) {
		final FontMetrics titleMetrics = FigureStyle.metrics(Font.BOLD, 36);
		final FontMetrics textMetrics = FigureStyle.metrics(Font.PLAIN, 18);
		this.title = TextLines.wrap(title.isBlank() ? "Untitled" : title, titleMetrics, width, 2);
		this.about = TextLines.wrap(about, textMetrics, width, MAX_ABOUT_LINES);
		this.parameters = TextLines.wrap(parameters, textMetrics, width, MAX_PARAMETER_LINES);
		titleHeight = FigureStyle.lineHeight(titleMetrics);
		textHeight = FigureStyle.lineHeight(textMetrics);
	}

	@Override
	public int height() {
		return title.size() * titleHeight + TITLE_GAP + (about.size() + parameters.size()) * textHeight;
	}

	@Override
	public void draw(final Graphics2D g, final int x, final int y) {
		FigureStyle.lines(g, title, FigureStyle.font(Font.BOLD, 36), FigureStyle.TEXT, x, y);
		final int below = y + title.size() * titleHeight + TITLE_GAP;
		FigureStyle.lines(g, about, FigureStyle.font(Font.PLAIN, 18), FigureStyle.TEXT, x, below);
		FigureStyle.lines(g, parameters, FigureStyle.font(Font.PLAIN, 18), FigureStyle.SOFT_TEXT, x, below + about.size() * textHeight);
	}
}
