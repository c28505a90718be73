package org.perfusionj.report;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.FontMetrics;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.Shape;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import org.perfusionj.maps.PerfusionMap;
import org.perfusionj.pipeline.PerfusionResult;
import org.perfusionj.series.Mask;
import org.perfusionj.series.PerfusionSeries;
import org.perfusionj.series.Region;
import org.perfusionj.series.Sample;
import org.perfusionj.series.SignalType;
import org.perfusionj.series.SpatialGrid;
import org.perfusionj.series.Volume;
import org.perfusionj.series.Voxel;
import org.perfusionj.vascular.VascularFunction;

/**
 * One page that shows a case: baseline image and maps of up to eight slices with colour bars, the curves, the means of each
 * map, the parameters and the warnings. Drawn without a display. A page is 1600 to 2200 pixels wide and as high as it needs to
 * be. Slices are shown by radiological convention; where the orientation is unknown, as stored.
 */
public final class CaseFigure {

	private static final int PAGE_WIDTH = 2200;
	private static final int MIN_PAGE_WIDTH = 1600;
	private static final int MARGIN = 48;
	private static final int GAP = 6;
	private static final int BLOCK_GAP = 34;
	private static final int MAX_COLUMNS = 8;
	private static final int LABEL_WIDTH = 150;
	private static final int BAR_WIDTH = 132;
	private static final int MIN_TILE_WIDTH = 96;
	private static final int MIN_TILE_HEIGHT = 112;
	private static final int MAX_GRID_HEIGHT = 1800;
	private static final int MIN_SIDE_WIDTH = 700;
	private static final int CHART_HEIGHT = 500;
	private static final int MAX_CHART_HEIGHT = 720;
	private static final int MAX_WARNINGS = 12;
	private static final int MAX_WARNING_LINES = 3;
	private static final int MAX_PARAMETER_LINES = 4;

	private static final Color TEXT = new Color(0x1b1b1b);
	private static final Color SOFT_TEXT = new Color(0x5c5c5c);
	private static final Color RULE = new Color(0xcfcfcf);
	private static final Color WARNING_BACKGROUND = new Color(0xfff4e0);
	private static final Color WARNING_EDGE = new Color(0xe8a33a);
	private static final Color REGION_COLOR = Color.WHITE;
	private static final Color AIF_COLOR = new Color(0xff4b4b);
	private static final Color VOF_COLOR = new Color(0x57a5ff);

	/** Parameters that name files or choose outputs: they say nothing about how the maps were made. */
	private static final List<String> NOT_METHOD = List.of("input", "output", "format", "overwrite", "maps", "rois", "residue", "localaif");
	/** Parameters that say of what a network is made and how it was trained: they fill pages, and stand in the provenance file. */
	private static final Pattern OF_NETWORKS = Pattern.compile("design_.*|(aif_|vof_)?(model_|weights).*");

	private final PerfusionResult result;
	private final MapSummary summary;
	private final String version;
	private final Mask mask;
	private final PlaneTile tile;
	private final List<Row> rows;
	private final int[] slices;

	/** A row of pictures: the baseline image or a map. */
	private record Row(String name, String title, String unit, Volume volume, MapDisplay display, boolean isMap) {}

	/** A part of the page whose width is settled. */
	private interface Block {

		int height();

		void draw(Graphics2D g, int x, int y);
	}

	/**
	 * @param result the case
	 * @param summary the summary of the same case
	 * @param version version of this software, printed at the foot
	 */
	public CaseFigure(final PerfusionResult result, final MapSummary summary, final String version) {
		this.result = result;
		this.summary = summary;
		this.version = version;
		this.mask = result.maps().mask();
		this.tile = new PlaneTile(mask);
		this.rows = new ArrayList<>();
		rows.add(baselineRow());
		result.maps().all().forEach((map, volume) -> rows.add(new Row(map.key(), map.title(), map.unit(), volume, MapDisplay.of(result, map), true)));
		this.slices = chosenSlices(mask);
	}

	/**
	 * @param file PNG file, is replaced when the new one is complete
	 * @throws IOException if the file cannot be written; the message names it
	 */
	public void write(final Path file) throws IOException {
		PngFile.write(image(), file);
	}

	/** @return the figure, RGB on white */
	public BufferedImage image() {
		final BufferedImage scratchImage = new BufferedImage(1, 1, BufferedImage.TYPE_INT_RGB);
		final Graphics2D scratch = graphics(scratchImage);
		final boolean single = mask.grid().slices() == 1;

		// beside the pictures if they leave enough room there, else below them
		Block pictures = single ? new SingleSlice(scratch, 1320) : new SliceRows(tileForSide());
		int pageWidth = PAGE_WIDTH;
		final int picturesWidth = pictures instanceof SliceRows sliceRows ? sliceRows.width() : 1320;
		final int sideWidth = PAGE_WIDTH - 2 * MARGIN - picturesWidth - 44;
		final boolean beside = sideWidth >= MIN_SIDE_WIDTH;
		if (!beside) {
			final SliceRows full = new SliceRows(tileForPage());
			pageWidth = Math.max(MIN_PAGE_WIDTH, full.width() + 2 * MARGIN);
			pictures = full;
		}
		final int width = pageWidth - 2 * MARGIN;
		final List<Block> column = new ArrayList<>();
		column.add(new Header(scratch, width));
		if (beside) {
			column.add(new Beside(pictures, picturesWidth + 44, sideColumn(scratch, sideWidth, pictures.height())));
		}
		else {
			column.add(pictures);
			final int chartWidth = width * 52 / 100;
			final int tableWidth = width - chartWidth - 44;
			column.add(new Beside(new Chart(scratch, chartWidth, CHART_HEIGHT), chartWidth + 44, new Stack(List.of(new Table(scratch, tableWidth), new Sources(scratch, tableWidth)))));
		}
		if (!result.warnings().isEmpty()) column.add(new Warnings(scratch, width));
		column.add(new Footer(scratch, width));
		final Stack page = new Stack(column);
		final BufferedImage image = new BufferedImage(pageWidth, page.height() + 2 * MARGIN, BufferedImage.TYPE_INT_RGB);
		final Graphics2D g = graphics(image);
		g.setColor(Color.WHITE);
		g.fillRect(0, 0, image.getWidth(), image.getHeight());
		page.draw(g, MARGIN, MARGIN);
		g.dispose();
		scratch.dispose();
		return image;
	}

	/** The chart takes what the table leaves of the height of the pictures, within reason. */
	private Block sideColumn(final Graphics2D scratch, final int width, final int picturesHeight) {
		final Block table = new Table(scratch, width);
		final Block sources = new Sources(scratch, width);
		final int left = picturesHeight - table.height() - sources.height() - 2 * BLOCK_GAP;
		return new Stack(List.of(new Chart(scratch, width, Math.max(CHART_HEIGHT - 60, Math.min(MAX_CHART_HEIGHT, left))), table, sources));
	}

	// ---- what is shown

	private Row baselineRow() {
		final PerfusionSeries series = result.concentration().series();
		final Volume image = result.concentration().baselineImage();
		return switch (series.signal()) {
			case CT -> new Row("CT", "Mean before the bolus", "HU", image, new MapDisplay(ColorMap.GREY, 0, 80), false);
			case MR -> new Row("MR", "Mean before the bolus", "a.u.", image, spread(image), false);
			case CONCENTRATION -> new Row("Mean", "Mean over time", SignalType.CONCENTRATION.unit(), image, spread(image), false);
		};
	}

	private MapDisplay spread(final Volume image) {
		final Sample values = Sample.of(image, mask);
		final double low = values.count() == 0 ? 0 : Math.min(0, values.percentile(1));
		final double high = values.count() == 0 ? 1 : values.percentile(99);
		return new MapDisplay(ColorMap.GREY, low, high > low ? high : low + 1);
	}

	/** @return up to eight slices, evenly spread over those that the mask reaches */
	private static int[] chosenSlices(final Mask mask) {
		final int[] filled = IntStream.range(0, mask.grid().slices()).filter(z -> {
			for (final boolean in : mask.plane(z))
				if (in) return true;
			return false;
		}).toArray();
		final int first = filled.length == 0 ? 0 : filled[0];
		final int span = filled.length == 0 ? mask.grid().slices() : filled[filled.length - 1] - first + 1;
		final int columns = Math.min(MAX_COLUMNS, span);
		return IntStream.range(0, columns).map(i -> first + (int) ((i + 0.5) * span / columns)).toArray();
	}

	// ---- sizes

	private static Graphics2D graphics(final BufferedImage image) {
		final Graphics2D g = image.createGraphics();
		g.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
		g.setRenderingHint(RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
		g.setRenderingHint(RenderingHints.KEY_FRACTIONALMETRICS, RenderingHints.VALUE_FRACTIONALMETRICS_ON);
		g.setRenderingHint(RenderingHints.KEY_STROKE_CONTROL, RenderingHints.VALUE_STROKE_PURE);
		return g;
	}

	private static Font font(final int style, final int size) {
		return new Font(Font.SANS_SERIF, style, size);
	}

	/** @return width and height of a tile when the curves stand beside the pictures */
	private int[] tileForSide() {
		final int height = Math.max(MIN_TILE_HEIGHT, Math.min(280, 1560 / rows.size()));
		return new int[] { (int) Math.max(MIN_TILE_WIDTH, Math.min(420, Math.round(height / tile.aspect()))), height };
	}

	/** @return width and height of a tile when the pictures have the whole page */
	private int[] tileForPage() {
		final int widest = (PAGE_WIDTH - 2 * MARGIN - LABEL_WIDTH - BAR_WIDTH) / slices.length - GAP;
		final int highest = Math.max(MIN_TILE_HEIGHT, MAX_GRID_HEIGHT / rows.size());
		final double height = Math.max(MIN_TILE_HEIGHT, Math.min(highest, widest * tile.aspect()));
		return new int[] { (int) Math.max(MIN_TILE_WIDTH, Math.min(widest, Math.round(height / tile.aspect()))), (int) height };
	}

	private static int lineHeight(final FontMetrics metrics) {
		return (int) Math.ceil(metrics.getHeight() * 1.08);
	}

	private static void lines(final Graphics2D g, final List<String> lines, final Font font, final Color color, final int x, final int y) {
		g.setFont(font);
		g.setColor(color);
		final FontMetrics metrics = g.getFontMetrics();
		for (int i = 0; i < lines.size(); i++)
			g.drawString(lines.get(i), x, y + metrics.getAscent() + i * lineHeight(metrics));
	}

	// ---- pictures

	private void drawTile(final Graphics2D g, final Row row, final int z, final int x, final int y, final int width, final int height) {
		g.setColor(Color.BLACK);
		g.fillRect(x, y, width, height);
		final double scale = Math.min(width, height / tile.aspect());
		final int w = (int) Math.max(1, Math.round(scale));
		final int h = (int) Math.max(1, Math.round(scale * tile.aspect()));
		final int left = x + (width - w) / 2;
		final int top = y + (height - h) / 2;
		g.drawImage(tile.picture(row.volume().plane(z), row.isMap() ? mask.plane(z) : null, row.display(), w, h), left, top, null);
		final Shape clip = g.getClip();
		g.clipRect(x, y, width, height);
		for (final Region region : result.regions())
			tile.outline(g, region.voxels(), z, REGION_COLOR, left, top, w, h);
		if (!row.isMap()) {
			result.vof().ifPresent(vof -> tile.rings(g, vof.voxels(), z, VOF_COLOR, left, top, w, h));
			tile.rings(g, result.aif().voxels(), z, AIF_COLOR, left, top, w, h);
		}
		g.setClip(clip);
		g.setFont(font(Font.BOLD, 14));
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

	/** A colour bar with its unit above it, in a space as high as a tile. */
	private static void drawBar(final Graphics2D g, final Row row, final int x, final int y, final int height) {
		g.setFont(font(Font.PLAIN, 15));
		final FontMetrics metrics = g.getFontMetrics();
		g.setColor(TEXT);
		g.drawString(row.unit(), x, y + metrics.getAscent());
		final int top = y + metrics.getHeight() + 9;
		final int barHeight = height - (top - y) - metrics.getAscent() / 2;
		for (int i = 0; i < barHeight; i++) {
			final double value = row.display().max() - (i + 0.5) / barHeight * (row.display().max() - row.display().min());
			g.setColor(new Color(row.isMap() ? row.display().rgbInside(value) : row.display().colors().rgb(row.display().colors().index(value, row.display().min(), row.display().max()))));
			g.fillRect(x, top + i, 22, 1);
		}
		g.setColor(new Color(0x444444));
		g.drawRect(x, top, 22, barHeight);
		final int wanted = Math.max(2, Math.min(5, barHeight / 34));
		for (final double tick : row.display().ticks(wanted)) {
			final int at = top + (int) Math.round((row.display().max() - tick) / (row.display().max() - row.display().min()) * barHeight);
			g.setColor(new Color(0x444444));
			g.drawLine(x + 22, at, x + 28, at);
			g.setColor(TEXT);
			g.drawString(row.display().tickText(tick, wanted), x + 33, at + metrics.getAscent() / 2 - 1);
		}
	}

	/** Rows are maps, columns are slices. */
	private final class SliceRows implements Block {

		private static final int TOP = 28;

		private final int tileWidth;
		private final int tileHeight;

		SliceRows(final int[] tileSize) {
			tileWidth = tileSize[0];
			tileHeight = tileSize[1];
		}

		int width() {
			return LABEL_WIDTH + slices.length * (tileWidth + GAP) + BAR_WIDTH;
		}

		@Override
		public int height() {
			return TOP + rows.size() * (tileHeight + GAP) - GAP;
		}

		@Override
		public void draw(final Graphics2D g, final int x, final int y) {
			for (int c = 0; c < slices.length; c++) {
				g.setFont(font(Font.PLAIN, 16));
				g.setColor(SOFT_TEXT);
				final String text = "Slice " + (slices[c] + 1);
				final int centre = x + LABEL_WIDTH + c * (tileWidth + GAP) + tileWidth / 2;
				g.drawString(text, centre - g.getFontMetrics().stringWidth(text) / 2, y + g.getFontMetrics().getAscent());
			}
			for (int r = 0; r < rows.size(); r++) {
				final int top = y + TOP + r * (tileHeight + GAP);
				drawRowLabel(g, rows.get(r), x, top);
				for (int c = 0; c < slices.length; c++)
					drawTile(g, rows.get(r), slices[c], x + LABEL_WIDTH + c * (tileWidth + GAP), top, tileWidth, tileHeight);
				drawBar(g, rows.get(r), x + LABEL_WIDTH + slices.length * (tileWidth + GAP) + 10, top, tileHeight);
			}
		}

		private void drawRowLabel(final Graphics2D g, final Row row, final int x, final int top) {
			g.setFont(font(Font.PLAIN, 15));
			final List<String> title = TextLines.wrap(row.title(), g.getFontMetrics(), LABEL_WIDTH - 14, 4);
			final int titleHeight = title.size() * lineHeight(g.getFontMetrics());
			final int nameHeight = lineHeight(g.getFontMetrics(font(Font.BOLD, 26)));
			final int start = top + (tileHeight - nameHeight - titleHeight) / 2;
			lines(g, List.of(row.name()), font(Font.BOLD, 26), TEXT, x, start);
			lines(g, title, font(Font.PLAIN, 15), SOFT_TEXT, x, start + nameHeight);
		}
	}

	/** One slice: the maps side by side, each with its own colour bar. */
	private final class SingleSlice implements Block {

		private static final int TOP = 40;
		private static final int BETWEEN = 26;

		private final int columns = rows.size() <= 6 ? 3 : 4;
		private final int cellWidth;
		private final int tileWidth;
		private final int tileHeight;
		private final Graphics2D scratch;

		SingleSlice(final Graphics2D scratch, final int width) {
			this.scratch = scratch;
			cellWidth = width / columns;
			final int widest = cellWidth - BAR_WIDTH - 10;
			final double height = Math.max(MIN_TILE_HEIGHT, Math.min(460, widest * tile.aspect()));
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
				final Row row = rows.get(i);
				final int left = x + i % columns * cellWidth;
				final int top = y + i / columns * (TOP + tileHeight + BETWEEN);
				lines(g, List.of(row.name()), font(Font.BOLD, 24), TEXT, left, top);
				final int nameWidth = g.getFontMetrics().stringWidth(row.name()) + 12;
				final FontMetrics metrics = scratch.getFontMetrics(font(Font.PLAIN, 15));
				final String title = TextLines.fit(row.title(), metrics, cellWidth - nameWidth - 20);
				g.setFont(font(Font.PLAIN, 15));
				g.setColor(SOFT_TEXT);
				g.drawString(title, left + nameWidth, top + g.getFontMetrics(font(Font.BOLD, 24)).getAscent());
				drawTile(g, row, 0, left, top + TOP, tileWidth, tileHeight);
				drawBar(g, row, left + tileWidth + 10, top + TOP, tileHeight);
			}
		}
	}

	// ---- text

	private static boolean saysHow(final String parameter, final String value) {
		return !NOT_METHOD.contains(parameter) && !OF_NETWORKS.matcher(parameter).matches() && !value.equals("not used") && !value.isBlank();
	}

	private final class Header implements Block {

		private final List<String> title;
		private final List<String> about;
		private final List<String> parameters;
		private final int titleHeight;
		private final int textHeight;

		Header(final Graphics2D scratch, final int width) {
			final FontMetrics titleMetrics = scratch.getFontMetrics(font(Font.BOLD, 36));
			final FontMetrics textMetrics = scratch.getFontMetrics(font(Font.PLAIN, 18));
			title = TextLines.wrap(result.title().isBlank() ? "Untitled" : result.title(), titleMetrics, width, 2);
			about = TextLines.wrap(aboutText(), textMetrics, width, 2);
			parameters = TextLines.wrap(result.parameters().entrySet().stream().filter(entry -> saysHow(entry.getKey(), entry.getValue())).map(entry -> (entry.getKey() + "\u00a0=\u00a0" + entry
				.getValue().replace(' ', '\u00a0'))).collect(Collectors.joining(", ")), textMetrics, width, MAX_PARAMETER_LINES);
			titleHeight = lineHeight(titleMetrics);
			textHeight = lineHeight(textMetrics);
		}

		private String aboutText() {
			final SpatialGrid grid = mask.grid();
			final PerfusionSeries series = result.concentration().series();
			final String kind = switch (series.signal()) {
				case CT -> "CT perfusion";
				case MR -> "MR perfusion (DSC)";
				case CONCENTRATION -> "Perfusion from concentration";
			};
			return String.format(Locale.ROOT, "%s \u00b7 %s voxels of %s \u00d7 %s \u00d7 %s mm \u00b7 %d frames in %s s \u00b7 %s", kind, grid.sizeText().replace("x", "\u00d7"), shortNumber(grid.spacingX()), shortNumber(grid
				.spacingY()), shortNumber(grid.spacingZ()), series.frames(), shortNumber(series.times().lastS() - series.times().firstS()), tile.view().leftLetter().isEmpty() ? "orientation unknown, shown as stored"
					: "patient's right on the left");
		}

		@Override
		public int height() {
			return title.size() * titleHeight + 8 + (about.size() + parameters.size()) * textHeight;
		}

		@Override
		public void draw(final Graphics2D g, final int x, final int y) {
			lines(g, title, font(Font.BOLD, 36), TEXT, x, y);
			final int below = y + title.size() * titleHeight + 8;
			lines(g, about, font(Font.PLAIN, 18), TEXT, x, below);
			lines(g, parameters, font(Font.PLAIN, 18), SOFT_TEXT, x, below + about.size() * textHeight);
		}
	}

	private final class Chart implements Block {

		private final int width;
		private final int height;
		private final int headingHeight;

		Chart(final Graphics2D scratch, final int width, final int height) {
			this.width = width;
			this.height = height;
			headingHeight = lineHeight(scratch.getFontMetrics(font(Font.BOLD, 22))) + 6;
		}

		@Override
		public int height() {
			return height;
		}

		@Override
		public void draw(final Graphics2D g, final int x, final int y) {
			lines(g, List.of("Curves"), font(Font.BOLD, 22), TEXT, x, y);
			new CurvePlot(result).draw(g, x, y + headingHeight, width, height - headingHeight);
		}
	}

	/** Means of the maps: whole mask, halves, tissue and as many regions as fit. */
	private final class Table implements Block {

		private static final int CELL_GAP = 26;
		private static final int MAX_CELL = 190;

		private final List<List<String>> cells = new ArrayList<>();
		private final int[] widths;
		private final int headingHeight;
		private final int rowHeight;
		private final List<String> noteLines;

		Table(final Graphics2D scratch, final int width) {
			final FontMetrics plain = scratch.getFontMetrics(font(Font.PLAIN, 17));
			final FontMetrics bold = scratch.getFontMetrics(font(Font.BOLD, 17));
			headingHeight = lineHeight(scratch.getFontMetrics(font(Font.BOLD, 22))) + 6;
			rowHeight = plain.getHeight() + 9;
			final List<List<String>> columns = new ArrayList<>();
			columns.add(mapColumn());
			summary.regions().forEach(region -> columns.add(column(region, bold)));
			final int[] wanted = columns.stream().mapToInt(column -> IntStream.range(0, column.size()).map(r -> (r == 0 ? bold : plain).stringWidth(column.get(r))).max().orElse(0) + CELL_GAP).toArray();
			int fitting = 0;
			for (int total = 0; fitting < columns.size() && total + wanted[fitting] <= width; fitting++)
				total += wanted[fitting];
			widths = Arrays.copyOf(wanted, fitting);
			for (int r = 0; r < columns.get(0).size(); r++) {
				final int row = r;
				cells.add(columns.subList(0, fitting).stream().map(column -> column.get(row)).toList());
			}
			final int hidden = columns.size() - fitting;
			final String note = "Mean \u00b1 standard deviation for the brain, means elsewhere. Tissue: without vessels and CSF." + (result.regions().isEmpty() ? "" : " Regions are outlined in white.") + (hidden == 0 ? ""
				: hidden == 1 ? " One more region is in the summary table." : " " + hidden + " more regions are in the summary table.");
			noteLines = TextLines.wrap(note, scratch.getFontMetrics(font(Font.PLAIN, 15)), width);
		}

		private List<String> mapColumn() {
			final List<String> column = new ArrayList<>(List.of("Map"));
			for (final PerfusionMap map : result.maps().all().keySet())
				column.add(map.key() + (map.isRelative() ? "" : " (" + map.unit() + ")"));
			return column;
		}

		private List<String> column(final String region, final FontMetrics metrics) {
			final List<String> column = new ArrayList<>(List.of(TextLines.fit(capital(region.replaceFirst("^brain (left|right)$", "$1")), metrics, MAX_CELL)));
			for (final PerfusionMap map : result.maps().all().keySet()) {
				final SummaryRow row = summary.row(region, map).orElse(null);
				if (row == null || row.voxels() == 0) column.add("\u2013");
				else column.add(region.equals(MapSummary.BRAIN) ? number(row.mean()) + " \u00b1 " + number(row.sd()) : number(row.mean()));
			}
			return column;
		}

		private static String capital(final String text) {
			return text.isEmpty() ? text : text.substring(0, 1).toUpperCase(Locale.ROOT) + text.substring(1);
		}

		private static String number(final double value) {
			if (!Double.isFinite(value)) return "\u2013";
			final double size = Math.abs(value);
			return String.format(Locale.ROOT, size >= 1e5 ? "%.2g" : size >= 99.95 ? "%.0f" : size >= 9.995 ? "%.1f" : "%.2f", value);
		}

		@Override
		public int height() {
			return headingHeight + cells.size() * rowHeight + 8 + noteLines.size() * 20;
		}

		@Override
		public void draw(final Graphics2D g, final int x, final int y) {
			lines(g, List.of("Means"), font(Font.BOLD, 22), TEXT, x, y);
			final int total = IntStream.of(widths).sum();
			for (int r = 0; r < cells.size(); r++) {
				final int top = y + headingHeight + r * rowHeight;
				int right = x;
				for (int c = 0; c < cells.get(r).size(); c++) {
					g.setFont(font(r == 0 ? Font.BOLD : Font.PLAIN, 17));
					g.setColor(TEXT);
					final String text = cells.get(r).get(c);
					right += widths[c];
					g.drawString(text, c == 0 ? x : right - g.getFontMetrics().stringWidth(text), top + g.getFontMetrics().getAscent() + 4);
				}
				g.setColor(r == 0 ? SOFT_TEXT : RULE);
				g.fillRect(x, top + rowHeight - 1, total, 1);
			}
			lines(g, noteLines, font(Font.PLAIN, 15), SOFT_TEXT, x, y + headingHeight + cells.size() * rowHeight + 8);
		}
	}

	/** Where the vascular functions came from. */
	private final class Sources implements Block {

		private final List<String> aif;
		private final List<String> vof;
		private final int rowHeight;

		Sources(final Graphics2D scratch, final int width) {
			final FontMetrics metrics = scratch.getFontMetrics(font(Font.PLAIN, 17));
			rowHeight = lineHeight(metrics);
			aif = TextLines.wrap("AIF: " + source(result.aif()), metrics, width - 26, 3);
			vof = TextLines.wrap("VOF: " + result.vof().map(this::source).orElse("none"), metrics, width - 26, 3);
		}

		private boolean isMarked(final VascularFunction function) {
			return function.voxels().stream().anyMatch(voxel -> IntStream.of(slices).anyMatch(z -> z == voxel.z()));
		}

		private String source(final VascularFunction function) {
			final int[] z = function.voxels().stream().mapToInt(Voxel::z).distinct().sorted().toArray();
			if (z.length == 0) return function.source();
			final int count = function.voxels().size();
			return function.source() + ", " + count + (count == 1 ? " voxel, " : " voxels, ") + (z.length == 1 ? "slice " + (z[0] + 1) : "slices " + (z[0] + 1) + " to " + (z[z.length - 1] + 1)) + (isMarked(function) ? ""
				: " (not shown)");
		}

		@Override
		public int height() {
			return (aif.size() + vof.size()) * rowHeight;
		}

		@Override
		public void draw(final Graphics2D g, final int x, final int y) {
			mark(g, isMarked(result.aif()), CurvePlot.AIF_COLOR, x, y);
			lines(g, aif, font(Font.PLAIN, 17), TEXT, x + 26, y);
			final int below = y + aif.size() * rowHeight;
			mark(g, result.vof().map(this::isMarked).orElse(false), CurvePlot.VOF_COLOR, x, below);
			lines(g, vof, font(Font.PLAIN, 17), TEXT, x + 26, below);
		}

		/** A ring like those in the pictures, left out where there are none. */
		private void mark(final Graphics2D g, final boolean marked, final Color color, final int x, final int y) {
			if (!marked) return;
			g.setColor(color);
			g.setStroke(new BasicStroke(2.4f));
			g.drawOval(x + 3, y + rowHeight / 2 - 8, 13, 13);
		}
	}

	private final class Warnings implements Block {

		private static final int PAD = 14;

		private final int width;
		private final List<String> text = new ArrayList<>();
		private final int rowHeight;

		Warnings(final Graphics2D scratch, final int width) {
			this.width = width;
			final FontMetrics metrics = scratch.getFontMetrics(font(Font.PLAIN, 18));
			rowHeight = lineHeight(metrics);
			final int shown = Math.min(MAX_WARNINGS, result.warnings().size());
			for (final String warning : result.warnings().subList(0, shown)) {
				final List<String> wrapped = TextLines.wrap(warning, metrics, width - 3 * PAD - 24, MAX_WARNING_LINES);
				for (int i = 0; i < wrapped.size(); i++)
					text.add((i == 0 ? "\u2022 " : "   ") + wrapped.get(i));
			}
			final int more = result.warnings().size() - shown;
			if (more > 0) text.add("and " + more + " more: see the summary table.");
		}

		@Override
		public int height() {
			return 2 * PAD + (1 + text.size()) * rowHeight;
		}

		@Override
		public void draw(final Graphics2D g, final int x, final int y) {
			g.setColor(WARNING_BACKGROUND);
			g.fillRect(x, y, width, height());
			g.setColor(WARNING_EDGE);
			g.fillRect(x, y, 6, height());
			lines(g, List.of(result.warnings().size() == 1 ? "Warning" : "Warnings"), font(Font.BOLD, 18), TEXT, x + 6 + PAD, y + PAD);
			lines(g, text, font(Font.PLAIN, 18), TEXT, x + 6 + PAD, y + PAD + rowHeight);
		}
	}

	private final class Footer implements Block {

		private final int width;
		private final int rowHeight;

		Footer(final Graphics2D scratch, final int width) {
			this.width = width;
			rowHeight = lineHeight(scratch.getFontMetrics(font(Font.PLAIN, 16)));
		}

		@Override
		public int height() {
			return rowHeight + 12;
		}

		@Override
		public void draw(final Graphics2D g, final int x, final int y) {
			g.setColor(RULE);
			g.fillRect(x, y, width, 1);
			lines(g, List.of("PerfusionJ " + version + " \u2013 research use only, not for diagnosis"), font(Font.PLAIN, 16), SOFT_TEXT, x, y + 12);
		}
	}

	/** Blocks below each other. */
	private record Stack(List<Block> blocks) implements Block {

		@Override
		public int height() {
			return blocks.stream().mapToInt(Block::height).sum() + (blocks.size() - 1) * BLOCK_GAP;
		}

		@Override
		public void draw(final Graphics2D g, final int x, final int y) {
			int top = y;
			for (final Block block : blocks) {
				block.draw(g, x, top);
				top += block.height() + BLOCK_GAP;
			}
		}
	}

	/** Two blocks side by side. */
	private record Beside(Block first, int offset, Block second) implements Block {

		@Override
		public int height() {
			return Math.max(first.height(), second.height());
		}

		@Override
		public void draw(final Graphics2D g, final int x, final int y) {
			first.draw(g, x, y);
			second.draw(g, x + offset, y);
		}
	}

	private static String shortNumber(final double value) {
		return String.format(Locale.ROOT, "%.2f", value).replaceAll("\\.?0+$", "");
	}
}
