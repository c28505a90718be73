package org.perfusionj.report;

import java.awt.Color;
import java.awt.Font;
import java.awt.FontMetrics;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.Shape;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.stream.IntStream;

import org.perfusionj.pipeline.FoundVessel;
import org.perfusionj.pipeline.VesselResult;
import org.perfusionj.series.Voxel;
import org.perfusionj.vascular.VascularMetrics;
import org.perfusionj.work.WorkMonitor;

/**
 * One page that shows where the curves come from and what they look like: for each vessel the slices that contribute most, with the contributing voxels in
 * colour on the peak enhancement, and the curves with their numbers and verdicts. Drawn without a display, by radiological convention where the orientation is
 * known.
 */
public final class VesselFigure {

	private static final int WIDTH = 2000;
	private static final int MARGIN = 44;
	private static final int GAP = 8;
	private static final int LABEL = 120;
	private static final int MOST_COLUMNS = 3;
	private static final int MOST_PICTURES_WIDTH = 1014;
	private static final int MOST_TILE = 430;
	private static final int TITLE = 96;
	private static final int LEAST_CHART = 520;
	private static final int LINE = 27;

	private static final Color TEXT = new Color(0x1b1b1b);
	private static final Color SOFT_TEXT = new Color(0x5c5c5c);
	private static final Color RULE = new Color(0xcfcfcf);

	private final VesselResult result;
	private final String version;
	private final WorkMonitor monitor;
	private final PlaneTile tile;
	/** The slices that contribute most to each vessel, in their order. */
	private final List<int[]> slices;
	private final int columns;
	private final int tileWidth;

	/**
	 * @param result what was found
	 * @param version version of this software, printed at the foot
	 * @param monitor asked for cancellation
	 */
	public VesselFigure(final VesselResult result, final String version, final WorkMonitor monitor) {
		this.result = result;
		this.version = version;
		this.monitor = monitor;
		this.tile = new PlaneTile(result.concentration().mask());
		this.slices = result.vessels().stream().map(this::strongestSlices).toList();
		this.columns = slices.stream().mapToInt(chosen -> chosen.length).filter(n -> n > 0).max().orElse(1);
		this.tileWidth = Math.min(MOST_TILE, MOST_PICTURES_WIDTH / columns - GAP);
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
		final int tileHeight = (int) Math.round(tileWidth * Math.min(1.4, tile.aspect()));
		final int pictures = result.vessels().size() * (tileHeight + LINE + 2 * GAP);
		final int table = (result.vessels().size() + 1) * (LINE + 8);
		final int chart = Math.max(LEAST_CHART, pictures - table - 2 * GAP);
		final int height = MARGIN + TITLE + Math.max(pictures, chart + table + 2 * GAP) + 2 * LINE + MARGIN;
		final BufferedImage image = new BufferedImage(WIDTH, height, BufferedImage.TYPE_INT_RGB);
		final Graphics2D g = image.createGraphics();
		g.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
		g.setRenderingHint(RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
		g.setRenderingHint(RenderingHints.KEY_STROKE_CONTROL, RenderingHints.VALUE_STROKE_PURE);
		g.setColor(Color.WHITE);
		g.fillRect(0, 0, WIDTH, height);
		text(g, TextLines.fit(result.title().isBlank() ? "Untitled" : result.title(), g.getFontMetrics(font(Font.BOLD, 34)), WIDTH - 2 * MARGIN), font(Font.BOLD, 34), TEXT, MARGIN, MARGIN);
		text(g, "Arterial and venous functions found by AIFNet" + (tile.view().leftLetter().isEmpty() ? "" : " \u00b7 patient's right on the left") + String.format(Locale.ROOT, " \u00b7 grey: peak enhancement, white = %.0f HU", VesselWindows.PEAKS
			.max()), font(Font.PLAIN, 18), SOFT_TEXT, MARGIN, MARGIN + 46);
		int top = MARGIN + TITLE;
		for (int n = 0; n < slices.size(); n++) {
			drawRow(g, result.vessels().get(n), slices.get(n), top, tileHeight);
			top += tileHeight + LINE + 2 * GAP;
		}
		final int left = MARGIN + LABEL + columns * (tileWidth + GAP) + 3 * GAP;
		new VesselPlot(result).draw(g, left, MARGIN + TITLE, WIDTH - MARGIN - left, chart);
		drawTable(g, left, MARGIN + TITLE + chart + GAP, WIDTH - MARGIN - left);
		g.setColor(RULE);
		g.fillRect(MARGIN, height - MARGIN - LINE, WIDTH - 2 * MARGIN, 1);
		text(g, "PerfusionJ " + version + " \u2013 research use only, not for diagnosis", font(Font.PLAIN, 16), SOFT_TEXT, MARGIN, height - MARGIN - LINE + 8);
		g.dispose();
		return image;
	}

	private int[] strongestSlices(final FoundVessel found) {
		if (!found.hasVoxels()) return new int[0];
		final double[] parts = IntStream.range(0, found.probability().grid().slices()).mapToDouble(z -> part(found, z)).toArray();
		final ContributingVoxels shown = new ContributingVoxels(found.probability(), ContributingVoxels.SHOWN, monitor);
		return IntStream.range(0, parts.length).boxed().sorted(Comparator.comparingDouble(z -> -parts[z])).limit(MOST_COLUMNS).mapToInt(Integer::intValue).filter(z -> !shown.on(z).isEmpty()).sorted().toArray();
	}

	private void drawRow(final Graphics2D g, final FoundVessel found, final int[] chosen, final int top, final int height) {
		text(g, found.vessel().name(), font(Font.BOLD, 30), VesselColors.onWhite(found.vessel()), MARGIN, top + LINE + height / 2 - 36);
		text(g, found.quality().verdict().key(), font(Font.PLAIN, 19), VesselPlot.color(found.quality().verdict()), MARGIN, top + LINE + height / 2 + 4);
		if (!found.hasVoxels()) text(g, "The network does not tell where the curve comes from.", font(Font.PLAIN, 16), SOFT_TEXT, MARGIN + LABEL, top + 2);
		if (chosen.length == 0) return;
		final ContributingVoxels shown = new ContributingVoxels(found.probability(), ContributingVoxels.SHOWN, monitor);
		for (int c = 0; c < chosen.length; c++) {
			final int z = chosen[c];
			final int left = MARGIN + LABEL + c * (tileWidth + GAP);
			text(g, String.format(Locale.ROOT, "Slice %d: %.0f %% of the curve", z + 1, 100 * part(found, z)), font(Font.PLAIN, 16), SOFT_TEXT, left, top + 2);
			drawTile(g, found, shown.on(z), z, left, top + LINE, height);
		}
	}

	private static double part(final FoundVessel found, final int z) {
		double sum = 0;
		for (final float p : found.probability().plane(z))
			if (p > 0) sum += p;
		return sum;
	}

	private void drawTile(final Graphics2D g, final FoundVessel found, final List<Voxel> voxels, final int z, final int x, final int y, final int height) {
		g.setColor(Color.BLACK);
		g.fillRect(x, y, tileWidth, height);
		final double scale = Math.min(tileWidth, height / tile.aspect());
		final int w = (int) Math.max(1, Math.round(scale));
		final int h = (int) Math.max(1, Math.round(scale * tile.aspect()));
		final int left = x + (tileWidth - w) / 2;
		final int top = y + (height - h) / 2;
		g.drawImage(tile.picture(result.peakEnhancement().plane(z), null, VesselWindows.PEAKS, w, h), left, top, null);
		final Shape clip = g.getClip();
		g.clipRect(x, y, tileWidth, height);
		tile.fill(g, voxels, z, VesselColors.onImage(found.vessel()), left, top, w, h);
		tile.rings(g, voxels, z, VesselColors.onImage(found.vessel()), left, top, w, h);
		g.setClip(clip);
		final Font bold = font(Font.BOLD, 14);
		text(g, tile.view().leftLetter(), bold, Color.WHITE, x + 6, y + 4);
		text(g, tile.view().rightLetter(), bold, Color.WHITE, x + tileWidth - 6 - g.getFontMetrics(bold).stringWidth(tile.view().rightLetter()), y + 4);
	}

	private void drawTable(final Graphics2D g, final int left, final int top, final int width) {
		final String unit = result.concentration().series().signal().concentrationUnit();
		drawCells(g, List.of("", "Peak (" + unit + ")", "at (s)", "Arrival (s)", "FWHM (s)", "Noise (" + unit + ")", "Voxels*"), font(Font.BOLD, 17), TEXT, left, top, width);
		int y = top;
		for (final FoundVessel found : result.vessels()) {
			y += LINE + 8;
			final VascularMetrics m = found.metrics();
			drawCells(g, List.of(found.vessel().name(), number(m.peak()), number(m.tpeakS()), number(m.arrivalS()), number(m.fwhmS()), number(m.noise()), number(m.effectiveVoxels())), font(Font.PLAIN, 17), TEXT, left, y, width);
		}
		text(g, "* of equal weight that would average noise as well", font(Font.PLAIN, 15), SOFT_TEXT, left, y + LINE + 12);
	}

	private static void drawCells(final Graphics2D g, final List<String> cells, final Font font, final Color color, final int left, final int top, final int width) {
		final FontMetrics metrics = g.getFontMetrics(font);
		for (int c = 0; c < cells.size(); c++)
			text(g, cells.get(c), font, color, c == 0 ? left : left + (c + 1) * width / cells.size() - metrics.stringWidth(cells.get(c)), top);
		g.setColor(RULE);
		g.fillRect(left, top + LINE, width, 1);
	}

	private static String number(final OptionalDouble value) {
		return number(value.orElse(Double.NaN));
	}

	private static String number(final double value) {
		return Double.isFinite(value) ? String.format(Locale.ROOT, Math.abs(value) < 100 ? "%.1f" : "%.0f", value) : "\u2013";
	}

	private static Font font(final int style, final int size) {
		return new Font(Font.SANS_SERIF, style, size);
	}

	private static void text(final Graphics2D g, final String text, final Font font, final Color color, final int x, final int y) {
		g.setFont(font);
		g.setColor(color);
		g.drawString(text, x, y + g.getFontMetrics().getAscent());
	}
}
