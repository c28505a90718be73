package org.perfusionj.report;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.FontMetrics;
import java.awt.Graphics2D;
import java.awt.Rectangle;
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
	private static final int MAX_COLUMNS = 8;
	private static final int MAX_GRID_HEIGHT = 1800;
	private static final int SINGLE_WIDTH = 1320;
	private static final int MIN_SIDE_WIDTH = 700;
	private static final int SIDE_GAP = 44;
	private static final int CHART_HEIGHT = 500;
	private static final int MAX_CHART_HEIGHT = 720;
	private static final int MAX_CELL = 190;

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
	private final List<SlicePictures.Row> rows;
	private final int[] slices;

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
		rows.add(row(ShownVolume.image(result.concentration().series().signal(), result.concentration().baselineImage(), mask)));
		final Mask tissue = mask.minus(result.vessels()).minus(result.csf());
		result.maps().all().forEach((map, volume) -> rows.add(row(ShownVolume.map(map, volume, tissue))));
		this.slices = SliceChoice.spread(mask, MAX_COLUMNS);
	}

	private SlicePictures.Row row(final ShownVolume shown) {
		return new SlicePictures.Row(shown, List.of(), (g, z, place) -> drawMarks(g, !shown.isMap(), z, place));
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
		final SlicePictures pictures = new SlicePictures(mask, tile, rows, slices);
		final boolean single = mask.grid().slices() == 1;
		final int[] sideTile = tileForSide();
		final int picturesWidth = single ? SINGLE_WIDTH : pictures.width(sideTile[0]);
		final int sideWidth = PAGE_WIDTH - 2 * FigureBlock.MARGIN - picturesWidth - SIDE_GAP;
		final List<FigureBlock> column = new ArrayList<>();
		final int pageWidth;
		// curves and numbers stand beside the pictures if these leave enough room there, else below them
		if (sideWidth >= MIN_SIDE_WIDTH) {
			pageWidth = PAGE_WIDTH;
			final FigureBlock shown = single ? pictures.single(SINGLE_WIDTH) : pictures.rows(sideTile[0], sideTile[1]);
			column.add(new FigureBlock.Beside(shown, picturesWidth + SIDE_GAP, sideColumn(sideWidth, shown.height())));
		}
		else {
			final int[] pageTile = tileForPage();
			pageWidth = Math.max(MIN_PAGE_WIDTH, pictures.width(pageTile[0]) + 2 * FigureBlock.MARGIN);
			column.add(pictures.rows(pageTile[0], pageTile[1]));
			final int chartWidth = (pageWidth - 2 * FigureBlock.MARGIN) * 52 / 100;
			final int tableWidth = pageWidth - 2 * FigureBlock.MARGIN - chartWidth - SIDE_GAP;
			column.add(new FigureBlock.Beside(new Chart(chartWidth, CHART_HEIGHT), chartWidth + SIDE_GAP, new FigureBlock.Stack(List.of(means(tableWidth), new Sources(tableWidth)))));
		}
		final int width = pageWidth - 2 * FigureBlock.MARGIN;
		column.add(0, new FigureHeader(width, result.title(), about(), parameters()));
		if (!result.warnings().isEmpty()) column.add(new FigureWarnings(width, result.warnings(), "the summary table"));
		column.add(new FigureFooter(width, version));
		return new FigureBlock.Stack(column).page(pageWidth);
	}

	/** The chart takes what the table leaves of the height of the pictures, within reason. */
	private FigureBlock sideColumn(final int width, final int picturesHeight) {
		final FigureBlock table = means(width);
		final FigureBlock sources = new Sources(width);
		final int left = picturesHeight - table.height() - sources.height() - 2 * FigureBlock.GAP;
		return new FigureBlock.Stack(List.of(new Chart(width, Math.max(CHART_HEIGHT - 60, Math.min(MAX_CHART_HEIGHT, left))), table, sources));
	}

	/** @return width and height of a tile when the curves stand beside the pictures */
	private int[] tileForSide() {
		final int height = Math.max(SlicePictures.MIN_TILE_HEIGHT, Math.min(280, 1560 / rows.size()));
		return new int[] { (int) Math.max(SlicePictures.MIN_TILE_WIDTH, Math.min(420, Math.round(height / tile.aspect()))), height };
	}

	/** @return width and height of a tile when the pictures have the whole page */
	private int[] tileForPage() {
		final int widest = (PAGE_WIDTH - 2 * FigureBlock.MARGIN - SlicePictures.LABEL_WIDTH - SlicePictures.BAR_WIDTH) / slices.length - SlicePictures.GAP;
		final int highest = Math.max(SlicePictures.MIN_TILE_HEIGHT, MAX_GRID_HEIGHT / rows.size());
		final double height = Math.max(SlicePictures.MIN_TILE_HEIGHT, Math.min(highest, widest * tile.aspect()));
		return new int[] { (int) Math.max(SlicePictures.MIN_TILE_WIDTH, Math.min(widest, Math.round(height / tile.aspect()))), (int) height };
	}

	private void drawMarks(final Graphics2D g, final boolean vessels, final int z, final Rectangle place) {
		for (final Region region : result.regions())
			tile.outline(g, region.voxels(), z, REGION_COLOR, place.x, place.y, place.width, place.height);
		if (!vessels) return;
		result.vof().ifPresent(vof -> tile.rings(g, vof.voxels(), z, VOF_COLOR, place.x, place.y, place.width, place.height));
		tile.rings(g, result.aif().voxels(), z, AIF_COLOR, place.x, place.y, place.width, place.height);
	}

	/** @return whether a parameter says of what a network is made or how it was trained */
	static boolean isOfNetworks(final String parameter) {
		return OF_NETWORKS.matcher(parameter).matches();
	}

	private static boolean saysHow(final String parameter, final String value) {
		return !NOT_METHOD.contains(parameter) && !isOfNetworks(parameter) && !value.equals("not used") && !value.isBlank();
	}

	private String parameters() {
		return result.parameters().entrySet().stream().filter(entry -> saysHow(entry.getKey(), entry.getValue())).map(entry -> (entry.getKey() + "\u00a0=\u00a0" + entry.getValue().replace(' ', '\u00a0'))).collect(Collectors.joining(", "));
	}

	private String about() {
		final PerfusionSeries series = result.concentration().series();
		final String kind = switch (series.signal()) {
			case CT -> "CT perfusion";
			case MR -> "MR perfusion (DSC)";
			case CONCENTRATION -> "Perfusion from concentration";
		};
		return String.format(Locale.ROOT, "%s \u00b7 %s \u00b7 %d frames in %s s \u00b7 %s", kind, tile.gridText(), series.frames(), PlaneTile.shortNumber(series.times().lastS() - series.times().firstS()), tile.viewText());
	}

	private final class Chart implements FigureBlock {

		private final int width;
		private final int height;
		private final int headingHeight = FigureStyle.lineHeight(FigureStyle.metrics(Font.BOLD, 22)) + 6;

		Chart(final int width, final int height) {
			this.width = width;
			this.height = height;
		}

		@Override
		public int height() {
			return height;
		}

		@Override
		public void draw(final Graphics2D g, final int x, final int y) {
			FigureStyle.lines(g, List.of("Curves"), FigureStyle.font(Font.BOLD, 22), FigureStyle.TEXT, x, y);
			new CurvePlot(result).draw(g, x, y + headingHeight, width, height - headingHeight);
		}
	}

	/** @return means of the maps: whole mask, halves, tissue and as many regions as fit */
	private FigureBlock means(final int width) {
		final List<List<String>> columns = new ArrayList<>();
		columns.add(mapColumn());
		summary.regions().forEach(region -> columns.add(column(region)));
		final int[] wanted = columns.stream().mapToInt(FigureTable::width).toArray();
		int fitting = 0;
		for (int total = 0; fitting < columns.size() && total + wanted[fitting] <= width; fitting++)
			total += wanted[fitting];
		final int hidden = columns.size() - fitting;
		final String note = "Mean \u00b1 standard deviation for the brain, means elsewhere. Tissue: without vessels and CSF." + (result.regions().isEmpty() ? "" : " Regions are outlined in white.") + (hidden == 0 ? "" : hidden == 1
			? " One more region is in the summary table." : " " + hidden + " more regions are in the summary table.");
		return new FigureTable(width, "Means", columns.subList(0, fitting), Arrays.copyOf(wanted, fitting), note);
	}

	private List<String> mapColumn() {
		final List<String> column = new ArrayList<>(List.of("Map"));
		for (final PerfusionMap map : result.maps().all().keySet())
			column.add(map.key() + (map.isRelative() ? "" : " (" + map.unit() + ")"));
		return column;
	}

	private List<String> column(final String region) {
		final List<String> column = new ArrayList<>(List.of(TextLines.fit(capital(region.replaceFirst("^brain (left|right)$", "$1")), FigureStyle.metrics(Font.BOLD, 17), MAX_CELL)));
		for (final PerfusionMap map : result.maps().all().keySet()) {
			final SummaryRow row = summary.row(region, map).orElse(null);
			if (row == null || row.voxels() == 0) column.add("\u2013");
			else column.add(region.equals(MapSummary.BRAIN) ? FigureTable.number(row.mean()) + " \u00b1 " + FigureTable.number(row.sd()) : FigureTable.number(row.mean()));
		}
		return column;
	}

	private static String capital(final String text) {
		return text.isEmpty() ? text : text.substring(0, 1).toUpperCase(Locale.ROOT) + text.substring(1);
	}

	/** Where the vascular functions came from. */
	private final class Sources implements FigureBlock {

		private final List<String> aif;
		private final List<String> vof;
		private final int rowHeight;

		Sources(final int width) {
			final FontMetrics metrics = FigureStyle.metrics(Font.PLAIN, 17);
			rowHeight = FigureStyle.lineHeight(metrics);
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
			FigureStyle.lines(g, aif, FigureStyle.font(Font.PLAIN, 17), FigureStyle.TEXT, x + 26, y);
			final int below = y + aif.size() * rowHeight;
			mark(g, result.vof().map(this::isMarked).orElse(false), CurvePlot.VOF_COLOR, x, below);
			FigureStyle.lines(g, vof, FigureStyle.font(Font.PLAIN, 17), FigureStyle.TEXT, x + 26, below);
		}

		/** A ring like those in the pictures, left out where there are none. */
		private void mark(final Graphics2D g, final boolean marked, final Color color, final int x, final int y) {
			if (!marked) return;
			g.setColor(color);
			g.setStroke(new BasicStroke(2.4f));
			g.drawOval(x + 3, y + rowHeight / 2 - 8, 13, 13);
		}
	}
}
