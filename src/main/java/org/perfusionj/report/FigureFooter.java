package org.perfusionj.report;

import java.awt.Font;
import java.awt.Graphics2D;
import java.util.List;

/** What made a figure, and that it is for research only. */
final class FigureFooter implements FigureBlock {

	private static final int PAD = 12;

	private final int width;
	private final String version;
	private final int rowHeight = FigureStyle.lineHeight(FigureStyle.metrics(Font.PLAIN, 16));

	FigureFooter(final int width, final String version) {
		this.width = width;
		this.version = version;
	}

	@Override
	public int height() {
		return rowHeight + PAD;
	}

	@Override
	public void draw(final Graphics2D g, final int x, final int y) {
		g.setColor(FigureStyle.RULE);
		g.fillRect(x, y, width, 1);
		FigureStyle.lines(g, List.of("PerfusionJ " + version + " \u2013 research use only, not for diagnosis"), FigureStyle.font(Font.PLAIN, 16), FigureStyle.SOFT_TEXT, x, y + PAD);
	}
}
