package org.perfusionj.report;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.Rectangle;
import java.awt.geom.Path2D;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.perfusionj.segmentation.LesionMaps;
import org.perfusionj.segmentation.LesionNumbers;
import org.perfusionj.segmentation.Segmentation;
import org.perfusionj.series.SignalType;

/**
 * One page that shows a lesion: the image before the bolus, core and penumbra over it, and every map with their outlines, for up to six slices on which the lesion is seen; beside them its volumes and the conditions
 * under which they hold. Drawn without a display. Slices are shown by radiological convention; where the orientation is unknown, as stored.
 */
public final class LesionFigure {

	private static final int PAGE_WIDTH = 2200;
	private static final int SIDE_WIDTH = 520;
	private static final int SIDE_GAP = 36;
	private static final int MAX_COLUMNS = 6;
	private static final int MAX_GRID_HEIGHT = 1900;
	private static final int MAX_TILE = 330;
	private static final double FILM = 0.42;
	private static final float LINE = 2f;
	private static final float EDGE = 1.4f;
	private static final double EDGE_OPACITY = 0.75;

	private final Segmentation segmentation;
	private final LesionNumbers numbers;
	private final String version;
	private final LesionMaps maps;
	private final PlaneTile tile;

	/**
	 * @param segmentation what is shown
	 * @param numbers its volumes
	 * @param version version of this software, printed at the foot
	 */
	public LesionFigure(final Segmentation segmentation, final LesionNumbers numbers, final String version) {
		this.segmentation = segmentation;
		this.numbers = numbers;
		this.version = version;
		this.maps = segmentation.example().maps();
		this.tile = new PlaneTile(maps.brain());
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
		final List<SlicePictures.Row> rows = rows();
		final int[] slices = SliceChoice.around(maps.brain(), segmentation.lesion(), MAX_COLUMNS);
		final SlicePictures pictures = new SlicePictures(maps.brain(), tile, rows, slices);
		final int widest = PAGE_WIDTH - 2 * FigureBlock.MARGIN - SIDE_WIDTH - SIDE_GAP;
		final boolean single = slices.length == 1;
		final int[] size = tileSize(widest, rows.size(), slices.length);
		final int picturesWidth = single ? widest : pictures.width(size[0]);
		final FigureBlock shown = single ? pictures.single(widest) : pictures.rows(size[0], size[1]);
		final int width = picturesWidth + SIDE_GAP + SIDE_WIDTH;
		final List<FigureBlock> column = new ArrayList<>();
		column.add(new FigureHeader(width, maps.name(), about(), segmentation.core().isPresent() ? "On the maps the lesion (core and penumbra) is outlined in white, the core in magenta." : "On the maps the lesion is outlined in white."));
		column.add(new FigureBlock.Beside(shown, picturesWidth + SIDE_GAP, new LesionPanel(segmentation, numbers, SIDE_WIDTH).block()));
		final List<String> warnings = Stream.concat(segmentation.warnings().stream(), numbers.warnings().stream()).distinct().toList();
		if (!warnings.isEmpty()) column.add(new FigureWarnings(width, warnings, "the log"));
		column.add(new FigureFooter(width, version));
		return new FigureBlock.Stack(column).page(width + 2 * FigureBlock.MARGIN);
	}

	private int[] tileSize(final int width, final int rows, final int columns) {
		final int widest = Math.min(MAX_TILE, (width - SlicePictures.LABEL_WIDTH - SlicePictures.BAR_WIDTH) / columns - SlicePictures.GAP);
		final int highest = Math.max(SlicePictures.MIN_TILE_HEIGHT, MAX_GRID_HEIGHT / rows - SlicePictures.GAP);
		final double height = Math.max(SlicePictures.MIN_TILE_HEIGHT, Math.min(highest, widest * tile.aspect()));
		return new int[] { (int) Math.max(SlicePictures.MIN_TILE_WIDTH, Math.min(widest, Math.round(height / tile.aspect()))), (int) height };
	}

	/** @return the image, the lesion over it (or over the first map in grey if there is no image), the maps */
	private List<SlicePictures.Row> rows() {
		final List<ShownVolume> all = ShownVolume.of(segmentation);
		final ShownVolume first = all.get(0);
		final ShownVolume below = new ShownVolume("Lesion", (segmentation.core().isPresent() ? "Core and penumbra on " : "On ") + first.name(), first.unit(), first.volume(), new MapDisplay(ColorMap.GREY, first.display().min(), first.display().max()), first.isMap());
		final SlicePictures.Row lesion = new SlicePictures.Row(below, LesionLabels.lesion(segmentation), this::drawFilm);
		final List<SlicePictures.Row> rows = new ArrayList<>();
		for (final ShownVolume shown : all)
			rows.add(new SlicePictures.Row(shown, List.of(), (g, z, place) -> {
				if (shown.isMap()) drawOutlines(g, z, place, LesionColors.around(true));
			}));
		rows.add(first.isMap() ? 0 : 1, lesion);
		return rows;
	}

	private void drawFilm(final Graphics2D g, final int z, final Rectangle place) {
		g.setColor(LesionColors.translucent(LesionColors.PENUMBRA, FILM));
		g.fill(tile.area(segmentation.penumbra().plane(z), place));
		if (segmentation.core().isPresent()) {
			g.setColor(LesionColors.translucent(LesionColors.CORE, FILM));
			g.fill(tile.area(segmentation.core().get().plane(z), place));
		}
		drawOutlines(g, z, place, LesionColors.around(false));
	}

	private void drawOutlines(final Graphics2D g, final int z, final Rectangle place, final Color around) {
		drawOutline(g, tile.edges(segmentation.lesion().plane(z), place), around);
		segmentation.core().ifPresent(core -> drawOutline(g, tile.edges(core.plane(z), place), LesionColors.CORE));
	}

	private static void drawOutline(final Graphics2D g, final Path2D edges, final Color color) {
		g.setColor(LesionColors.translucent(LesionColors.edge(color), EDGE_OPACITY));
		g.setStroke(new BasicStroke(LINE + EDGE, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND));
		g.draw(edges);
		g.setColor(color);
		g.setStroke(new BasicStroke(LINE, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND));
		g.draw(edges);
	}

	private String about() {
		final List<String> parts = new ArrayList<>(List.of(maps.signal() == SignalType.CT ? "CT perfusion" : maps.signal() == SignalType.MR ? "MR perfusion (DSC)" : "Perfusion from concentration"));
		if (!maps.method().isBlank()) parts.add("maps by " + maps.method());
		parts.add(tile.gridText());
		parts.add(tile.viewText());
		return parts.stream().collect(Collectors.joining(" \u00b7 "));
	}
}
