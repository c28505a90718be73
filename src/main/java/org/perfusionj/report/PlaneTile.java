package org.perfusionj.report;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.Point;
import java.awt.Rectangle;
import java.awt.Shape;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Path2D;
import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Set;

import org.perfusionj.series.Mask;
import org.perfusionj.series.SpatialGrid;
import org.perfusionj.series.Voxel;

/**
 * Turns planes of a volume into pictures of one size: turned for looking at, cropped to the mask, with the voxels' true aspect.
 * Values are interpolated linearly between voxels of the mask before they get a colour, so that no colour appears that stands
 * for no value; the edge of the mask stays where it is.
 */
final class PlaneTile {

	private static final double MARGIN = 0.06;
	private static final int MIN_MARGIN_VOXELS = 1;
	private static final int FILL_ALPHA = 150;

	private final SpatialGrid grid;
	private final SliceView view;
	private final int cropX;
	private final int cropY;
	private final int cropWidth;
	private final int cropHeight;

	PlaneTile(final Mask mask) {
		grid = mask.grid();
		view = SliceView.of(grid);
		int minX = Integer.MAX_VALUE;
		int minY = Integer.MAX_VALUE;
		int maxX = -1;
		int maxY = -1;
		for (int z = 0; z < mask.grid().slices(); z++)
			for (int i = 0; i < mask.grid().planeSize(); i++) {
				if (!mask.plane(z)[i]) continue;
				final int column = view.column(i % mask.grid().width(), i / mask.grid().width());
				final int row = view.row(i % mask.grid().width(), i / mask.grid().width());
				minX = Math.min(minX, column);
				maxX = Math.max(maxX, column);
				minY = Math.min(minY, row);
				maxY = Math.max(maxY, row);
			}
		if (maxX < 0) {
			minX = 0;
			minY = 0;
			maxX = view.columns() - 1;
			maxY = view.rows() - 1;
		}
		final double marginMm = MARGIN * Math.max((maxX - minX + 1) * view.columnMm(), (maxY - minY + 1) * view.rowMm());
		final int marginX = Math.max(MIN_MARGIN_VOXELS, (int) Math.round(marginMm / view.columnMm()));
		final int marginY = Math.max(MIN_MARGIN_VOXELS, (int) Math.round(marginMm / view.rowMm()));
		cropX = Math.max(0, minX - marginX);
		cropY = Math.max(0, minY - marginY);
		cropWidth = Math.min(view.columns(), maxX + marginX + 1) - cropX;
		cropHeight = Math.min(view.rows(), maxY + marginY + 1) - cropY;
	}

	SliceView view() {
		return view;
	}

	/** @return number and size of the voxels, for the head of a figure */
	String gridText() {
		return grid.sizeText().replace("x", "\u00d7") + " voxels of " + shortNumber(grid.spacingX()) + " \u00d7 " + shortNumber(grid.spacingY()) + " \u00d7 " + shortNumber(grid.spacingZ()) + " mm";
	}

	/** @return from where the slices are seen, for the head of a figure */
	String viewText() {
		return view.leftLetter().isEmpty() ? "orientation unknown, shown as stored" : "patient's right on the left";
	}

	static String shortNumber(final double value) {
		return String.format(Locale.ROOT, "%.2f", value).replaceAll("\\.?0+$", "");
	}

	/** @return height of a picture divided by its width */
	double aspect() {
		return cropHeight * view.rowMm() / (cropWidth * view.columnMm());
	}

	/**
	 * @param plane stored samples
	 * @param inside voxels to show, or null for all
	 */
	BufferedImage picture(final float[] plane, final boolean[] inside, final MapDisplay display, final int width, final int height) {
		final BufferedImage picture = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
		final double stepX = (double) cropWidth / width;
		final double stepY = (double) cropHeight / height;
		final int samples = Math.max(2, Math.min(8, (int) Math.ceil(2 * Math.max(stepX, stepY))));
		for (int py = 0; py < height; py++)
			for (int px = 0; px < width; px++) {
				double sum = 0;
				int count = 0;
				for (int s = 0; s < samples * samples; s++) {
					final double x = cropX + (px + (s % samples + 0.5) / samples) * stepX - 0.5;
					final double y = cropY + (py + (s / samples + 0.5) / samples) * stepY - 0.5;
					final double value = interpolate(plane, inside, x, y);
					if (Double.isNaN(value)) continue;
					sum += value;
					count++;
				}
				if (2 * count >= samples * samples) picture.setRGB(px, py, inside == null ? display.colors().rgb(display.colors().index(sum / count, display.min(), display.max())) : display.rgbInside(sum / count));
			}
		return picture;
	}

	/** @return NaN outside the mask and where the nearest voxel is not finite */
	private double interpolate(final float[] plane, final boolean[] inside, final double x, final double y) {
		final int nearest = view.index(clamp((int) Math.round(x), view.columns()), clamp((int) Math.round(y), view.rows()));
		if (inside != null && !inside[nearest] || !Float.isFinite(plane[nearest])) return Double.NaN;
		final int x0 = (int) Math.floor(x);
		final int y0 = (int) Math.floor(y);
		double sum = 0;
		double weights = 0;
		for (int dy = 0; dy < 2; dy++)
			for (int dx = 0; dx < 2; dx++) {
				final int i = view.index(clamp(x0 + dx, view.columns()), clamp(y0 + dy, view.rows()));
				if (inside != null && !inside[i] || !Float.isFinite(plane[i])) continue;
				final double weight = (dx == 0 ? x0 + 1 - x : x - x0) * (dy == 0 ? y0 + 1 - y : y - y0);
				sum += weight * plane[i];
				weights += weight;
			}
		return sum / weights;
	}

	private static int clamp(final int index, final int size) {
		return Math.max(0, Math.min(size - 1, index));
	}

	/** Draws the outline of the voxels that lie on slice z over a picture of the given place and size. */
	void outline(final Graphics2D g, final Collection<Voxel> voxels, final int z, final Color color, final int left, final int top, final int width, final int height) {
		final Set<Point> cells = cells(voxels, z);
		if (cells.isEmpty()) return;
		final double scaleX = (double) width / cropWidth;
		final double scaleY = (double) height / cropHeight;
		final Path2D path = new Path2D.Double();
		for (final Point cell : cells) {
			final int column = cell.x;
			final int row = cell.y;
			final double x0 = left + (column - cropX) * scaleX;
			final double y0 = top + (row - cropY) * scaleY;
			if (!cells.contains(new Point(column, row - 1))) line(path, x0, y0, x0 + scaleX, y0);
			if (!cells.contains(new Point(column, row + 1))) line(path, x0, y0 + scaleY, x0 + scaleX, y0 + scaleY);
			if (!cells.contains(new Point(column - 1, row))) line(path, x0, y0, x0, y0 + scaleY);
			if (!cells.contains(new Point(column + 1, row))) line(path, x0 + scaleX, y0, x0 + scaleX, y0 + scaleY);
		}
		stroke(g, path, color);
	}

	/**
	 * @param plane stored flags of a slice
	 * @param place of its picture
	 * @return the area of the voxels whose flag is set; empty if there is none
	 */
	Path2D area(final boolean[] plane, final Rectangle place) {
		final double scaleX = (double) place.width / cropWidth;
		final double scaleY = (double) place.height / cropHeight;
		final Path2D area = new Path2D.Double();
		for (int row = 0; row < view.rows(); row++)
			for (int column = 0; column < view.columns(); column++) {
				if (!plane[view.index(column, row)]) continue;
				final int first = column;
				while (column < view.columns() && plane[view.index(column, row)])
					column++;
				area.append(new Rectangle2D.Double(place.x + (first - cropX) * scaleX, place.y + (row - cropY) * scaleY, (column - first) * scaleX, scaleY), false);
			}
		return area;
	}

	/**
	 * @param plane stored flags of a slice
	 * @param place of its picture
	 * @return the edges between voxels whose flag is set and others; empty if there is none
	 */
	Path2D edges(final boolean[] plane, final Rectangle place) {
		final double scaleX = (double) place.width / cropWidth;
		final double scaleY = (double) place.height / cropHeight;
		final Path2D edges = new Path2D.Double();
		for (int row = 0; row <= view.rows(); row++)
			for (int column = 0; column <= view.columns(); column++) {
				final double x = place.x + (column - cropX) * scaleX;
				final double y = place.y + (row - cropY) * scaleY;
				final boolean here = isSet(plane, column, row);
				if (here != isSet(plane, column, row - 1)) line(edges, x, y, x + scaleX, y);
				if (here != isSet(plane, column - 1, row)) line(edges, x, y, x, y + scaleY);
			}
		return edges;
	}

	private boolean isSet(final boolean[] plane, final int column, final int row) {
		return column >= 0 && row >= 0 && column < view.columns() && row < view.rows() && plane[view.index(column, row)];
	}

	/** Covers the voxels that lie on slice z with a transparent colour in a picture of the given place and size. */
	void fill(final Graphics2D g, final Collection<Voxel> voxels, final int z, final Color color, final int left, final int top, final int width, final int height) {
		g.setColor(new Color(color.getRed(), color.getGreen(), color.getBlue(), FILL_ALPHA));
		for (final Point cell : cells(voxels, z))
			g.fill(new Rectangle2D.Double(left + (cell.x - cropX) * (double) width / cropWidth, top + (cell.y - cropY) * (double) height / cropHeight, (double) width / cropWidth, (double) height / cropHeight));
	}

	/** Draws rings around the groups of voxels that lie on slice z: a few voxels alone are too small to see. */
	void rings(final Graphics2D g, final Collection<Voxel> voxels, final int z, final Color color, final int left, final int top, final int width, final int height) {
		final double scaleX = (double) width / cropWidth;
		final double scaleY = (double) height / cropHeight;
		for (final Rectangle group : CellGroups.of(cells(voxels, z))) {
			final double rx = group.width / 2.0 * scaleX * 1.2 + 4;
			final double ry = group.height / 2.0 * scaleY * 1.2 + 4;
			final double centreX = left + (group.getCenterX() - cropX) * scaleX;
			final double centreY = top + (group.getCenterY() - cropY) * scaleY;
			stroke(g, new Ellipse2D.Double(centreX - rx, centreY - ry, 2 * rx, 2 * ry), color);
		}
	}

	private static void stroke(final Graphics2D g, final Shape shape, final Color color) {
		g.setColor(new Color(0, 0, 0, 150));
		g.setStroke(new BasicStroke(3.6f, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND));
		g.draw(shape);
		g.setColor(color);
		g.setStroke(new BasicStroke(1.8f, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND));
		g.draw(shape);
	}

	private static void line(final Path2D path, final double x0, final double y0, final double x1, final double y1) {
		path.moveTo(x0, y0);
		path.lineTo(x1, y1);
	}

	private Set<Point> cells(final Collection<Voxel> voxels, final int z) {
		final Set<Point> cells = new LinkedHashSet<>();
		for (final Voxel voxel : voxels)
			if (voxel.z() == z) cells.add(new Point(view.column(voxel.x(), voxel.y()), view.row(voxel.x(), voxel.y())));
		return cells;
	}
}
