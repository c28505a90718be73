package org.perfusionj.report;

import java.awt.Color;
import java.awt.Font;
import java.awt.FontMetrics;
import java.awt.Graphics2D;
import java.awt.Rectangle;
import java.awt.Shape;
import java.util.List;

import org.perfusionj.series.Mask;

/** Pictures of slices on a page: rows are volumes, columns are slices, each row with its name and its colour bar. Slices are turned by radiological convention; where the orientation is unknown they are shown as stored. */
final class SlicePictures {

	static final int GAP = 6;
	static final int LABEL_WIDTH = 150;
	static final int BAR_WIDTH = 132;
	static final int MIN_TILE_WIDTH = 96;
	static final int MIN_TILE_HEIGHT = 112;

	private static final int MAX_SINGLE_HEIGHT = 460;
	private static final int BAR = 22;
	private static final int TICK = 6;
	private static final int LEAST_TICK_DISTANCE = 34;
	private static final int LEGEND_LINE = 24;
	private static final int LEGEND_SQUARE = 15;

	private final Mask mask;
	private final PlaneTile tile;
	private final List<Row> rows;
	private final int[] slices;

	/**
	 * A row of pictures.
	 *
	 * @param shown what they show
	 * @param legend colours of the marks, in place of a colour bar; empty for a colour bar
	 * @param marks what is drawn over them
	 */
	record Row(ShownVolume shown, List<Category> legend, Marks marks) {}

	/** What is drawn over the picture of a slice. */
	@FunctionalInterface
	interface Marks {

		/**
		 * @param g cut to the tile
		 * @param z slice, from 0
		 * @param place of the picture
		 */
		void draw(Graphics2D g, int z, Rectangle place);
	}

	/**
	 * @param mask maps are shown inside it
	 * @param tile how slices are turned and cut
	 * @param rows at least one
	 * @param slices in the order of the columns, from 0
	 */
	SlicePictures(final Mask mask, final PlaneTile tile, final List<Row> rows, final int[] slices) {
		this.mask = mask;
		this.tile = tile;
		this.rows = List.copyOf(rows);
		this.slices = slices.clone();
	}

	/** @return width of {@link #rows} */
	int width(final int tileWidth) {
		return LABEL_WIDTH + slices.length * (tileWidth + GAP) + BAR_WIDTH;
	}

	/** @return rows of tiles of that size */
	FigureBlock rows(final int tileWidth, final int tileHeight) {
		return new SliceRows(tileWidth, tileHeight);
	}

	/** @return the first of the slices of every row side by side, each with its own colour bar */
	FigureBlock single(final int width) {
		return new SingleSlice(width);
	}

	private void drawTile(final Graphics2D g, final Row row, final int z, final int x, final int y, final int width, final int height) {
		final ShownVolume shown = row.shown();
		g.setColor(Color.BLACK);
		g.fillRect(x, y, width, height);
		final double scale = Math.min(width, height / tile.aspect());
		final int w = (int) Math.max(1, Math.round(scale));
		final int h = (int) Math.max(1, Math.round(scale * tile.aspect()));
		final int left = x + (width - w) / 2;
		final int top = y + (height - h) / 2;
		g.drawImage(tile.picture(shown.volume().plane(z), shown.isMap() ? mask.plane(z) : null, shown.display(), w, h), left, top, null);
		final Shape clip = g.getClip();
		g.clipRect(x, y, width, height);
		row.marks().draw(g, z, new Rectangle(left, top, w, h));
		g.setClip(clip);
		g.setFont(FigureStyle.font(Font.BOLD, 14));
		final FontMetrics metrics = g.getFontMetrics();
		letter(g, tile.view().leftLetter(), x + 6, y + 3 + metrics.getAscent());
		letter(g, tile.view().rightLetter(), x + width - 6 - metrics.stringWidth(tile.view().rightLetter()), y + 3 + metrics.getAscent());
	}

	private static void letter(final Graphics2D g, final String letter, final int x, final int y) {
		g.setColor(new Color(0, 0, 0, 170));
		for (int i = 0; i < 9; i++)
			g.drawString(letter, x - 1 + i % 3, y - 1 + i / 3);
		g.setColor(Color.WHITE);
		g.drawString(letter, x, y);
	}

	/** What the colours mean, in a space as high as a tile. */
	private static void drawKey(final Graphics2D g, final Row row, final int x, final int y, final int height) {
		if (row.legend().isEmpty()) drawBar(g, row.shown(), x, y, height);
		else drawLegend(g, row.legend(), x, y + (height - row.legend().size() * LEGEND_LINE) / 2);
	}

	private static void drawLegend(final Graphics2D g, final List<Category> legend, final int x, final int y) {
		g.setFont(FigureStyle.font(Font.PLAIN, 15));
		final FontMetrics metrics = g.getFontMetrics();
		for (int i = 0; i < legend.size(); i++) {
			final int top = y + i * LEGEND_LINE;
			g.setColor(new Color(legend.get(i).rgb()));
			g.fillRect(x, top, LEGEND_SQUARE, LEGEND_SQUARE);
			g.setColor(FigureStyle.AXIS);
			g.drawRect(x, top, LEGEND_SQUARE, LEGEND_SQUARE);
			g.setColor(FigureStyle.TEXT);
			g.drawString(legend.get(i).name(), x + LEGEND_SQUARE + 8, top + (LEGEND_SQUARE + metrics.getAscent()) / 2 - 1);
		}
	}

	/** A colour bar with its unit above it. */
	private static void drawBar(final Graphics2D g, final ShownVolume shown, final int x, final int y, final int height) {
		final MapDisplay display = shown.display();
		g.setFont(FigureStyle.font(Font.PLAIN, 15));
		final FontMetrics metrics = g.getFontMetrics();
		g.setColor(FigureStyle.TEXT);
		g.drawString(shown.unit(), x, y + metrics.getAscent());
		final int top = y + metrics.getHeight() + 9;
		final int barHeight = height - (top - y) - metrics.getAscent() / 2;
		for (int i = 0; i < barHeight; i++) {
			final double value = display.max() - (i + 0.5) / barHeight * (display.max() - display.min());
			g.setColor(new Color(shown.isMap() ? display.rgbInside(value) : display.colors().rgb(display.colors().index(value, display.min(), display.max()))));
			g.fillRect(x, top + i, BAR, 1);
		}
		g.setColor(FigureStyle.AXIS);
		g.drawRect(x, top, BAR, barHeight);
		final int wanted = Math.max(2, Math.min(5, barHeight / LEAST_TICK_DISTANCE));
		for (final double tick : display.ticks(wanted)) {
			final int at = top + (int) Math.round((display.max() - tick) / (display.max() - display.min()) * barHeight);
			g.setColor(FigureStyle.AXIS);
			g.drawLine(x + BAR, at, x + BAR + TICK, at);
			g.setColor(FigureStyle.TEXT);
			g.drawString(display.tickText(tick, wanted), x + BAR + TICK + 5, at + metrics.getAscent() / 2 - 1);
		}
	}

	/** Rows are volumes, columns are slices. */
	private final class SliceRows implements FigureBlock {

		private static final int TOP = 28;

		private final int tileWidth;
		private final int tileHeight;

		SliceRows(final int tileWidth, final int tileHeight) {
			this.tileWidth = tileWidth;
			this.tileHeight = tileHeight;
		}

		@Override
		public int height() {
			return TOP + rows.size() * (tileHeight + SlicePictures.GAP) - SlicePictures.GAP;
		}

		@Override
		public void draw(final Graphics2D g, final int x, final int y) {
			for (int c = 0; c < slices.length; c++) {
				g.setFont(FigureStyle.font(Font.PLAIN, 16));
				g.setColor(FigureStyle.SOFT_TEXT);
				final String text = "Slice " + (slices[c] + 1);
				final int centre = x + LABEL_WIDTH + c * (tileWidth + SlicePictures.GAP) + tileWidth / 2;
				g.drawString(text, centre - g.getFontMetrics().stringWidth(text) / 2, y + g.getFontMetrics().getAscent());
			}
			for (int r = 0; r < rows.size(); r++) {
				final int top = y + TOP + r * (tileHeight + SlicePictures.GAP);
				drawRowLabel(g, rows.get(r).shown(), x, top);
				for (int c = 0; c < slices.length; c++)
					drawTile(g, rows.get(r), slices[c], x + LABEL_WIDTH + c * (tileWidth + SlicePictures.GAP), top, tileWidth, tileHeight);
				drawKey(g, rows.get(r), x + LABEL_WIDTH + slices.length * (tileWidth + SlicePictures.GAP) + 10, top, tileHeight);
			}
		}

		private void drawRowLabel(final Graphics2D g, final ShownVolume shown, final int x, final int top) {
			g.setFont(FigureStyle.font(Font.PLAIN, 15));
			final List<String> title = TextLines.wrap(shown.title(), g.getFontMetrics(), LABEL_WIDTH - 14, 4);
			final int titleHeight = title.size() * FigureStyle.lineHeight(g.getFontMetrics());
			final int nameHeight = FigureStyle.lineHeight(g.getFontMetrics(FigureStyle.font(Font.BOLD, 26)));
			final int start = top + (tileHeight - nameHeight - titleHeight) / 2;
			FigureStyle.lines(g, List.of(shown.name()), FigureStyle.font(Font.BOLD, 26), FigureStyle.TEXT, x, start);
			FigureStyle.lines(g, title, FigureStyle.font(Font.PLAIN, 15), FigureStyle.SOFT_TEXT, x, start + nameHeight);
		}
	}

	/** One slice: the volumes side by side, each with its own colour bar. */
	private final class SingleSlice implements FigureBlock {

		private static final int TOP = 40;
		private static final int BETWEEN = 26;

		private final int columns = rows.size() <= 6 ? 3 : 4;
		private final int cellWidth;
		private final int tileWidth;
		private final int tileHeight;

		SingleSlice(final int width) {
			cellWidth = width / columns;
			final int widest = cellWidth - BAR_WIDTH - 10;
			final double height = Math.max(MIN_TILE_HEIGHT, Math.min(MAX_SINGLE_HEIGHT, widest * tile.aspect()));
			tileHeight = (int) height;
			tileWidth = (int) Math.max(MIN_TILE_WIDTH, Math.min(widest, Math.round(height / tile.aspect())));
		}

		@Override
		public int height() {
			final int lines = (rows.size() + columns - 1) / columns;
			return lines * (TOP + tileHeight + BETWEEN) - BETWEEN;
		}

		@Override
		public void draw(final Graphics2D g, final int x, final int y) {
			for (int i = 0; i < rows.size(); i++) {
				final ShownVolume shown = rows.get(i).shown();
				final int left = x + i % columns * cellWidth;
				final int top = y + i / columns * (TOP + tileHeight + BETWEEN);
				FigureStyle.lines(g, List.of(shown.name()), FigureStyle.font(Font.BOLD, 24), FigureStyle.TEXT, left, top);
				final int nameWidth = g.getFontMetrics().stringWidth(shown.name()) + 12;
				final int baseline = top + g.getFontMetrics().getAscent();
				g.setFont(FigureStyle.font(Font.PLAIN, 15));
				g.setColor(FigureStyle.SOFT_TEXT);
				g.drawString(TextLines.fit(shown.title(), g.getFontMetrics(), cellWidth - nameWidth - 20), left + nameWidth, baseline);
				drawTile(g, rows.get(i), slices[0], left, top + TOP, tileWidth, tileHeight);
				drawKey(g, rows.get(i), left + tileWidth + 10, top + TOP, tileHeight);
			}
		}
	}
}
