package org.perfusionj.segmentation;

import org.perfusionj.series.Mask;
import org.perfusionj.series.SpatialGrid;
import org.perfusionj.series.Volume;

/**
 * An image of a head at a coarse resolution, in which symmetry is looked for: boxes of voxels are averaged. Places are mm along the axes of the grid it was made
 * from, so that planes hold for both.
 */
final class SymmetryImage {

	private final int width;
	private final int height;
	private final int slices;
	private final double[] stepMm;
	private final double[] firstMm;
	private final float[] values;
	/** Where pairs of voxels are compared. */
	private final int[] places;

	/**
	 * @param image to look at, finite
	 * @param region where symmetry is looked for
	 * @param marginMm the region is widened by this in the plane of the slices, mm
	 * @param boxMm size of the boxes wanted, mm
	 */
	SymmetryImage(final Volume image, final Mask region, final double marginMm, final double boxMm) {
		final SpatialGrid grid = image.grid();
		final int[] box = { box(boxMm, grid.spacingX(), grid.width()), box(boxMm, grid.spacingY(), grid.height()), box(boxMm, grid.spacingZ(), grid.slices()) };
		width = (grid.width() + box[0] - 1) / box[0];
		height = (grid.height() + box[1] - 1) / box[1];
		slices = (grid.slices() + box[2] - 1) / box[2];
		stepMm = new double[] { box[0] * grid.spacingX(), box[1] * grid.spacingY(), box[2] * grid.spacingZ() };
		firstMm = new double[] { (stepMm[0] - grid.spacingX()) / 2, (stepMm[1] - grid.spacingY()) / 2, (stepMm[2] - grid.spacingZ()) / 2 };
		values = new float[width * height * slices];
		final int[] counts = new int[values.length];
		final boolean[] inside = new boolean[values.length];
		for (int z = 0; z < grid.slices(); z++) {
			final float[] plane = image.plane(z);
			for (int y = 0; y < grid.height(); y++)
				for (int x = 0; x < grid.width(); x++) {
					final int to = (z / box[2] * height + y / box[1]) * width + x / box[0];
					values[to] += plane[y * grid.width() + x];
					counts[to]++;
					inside[to] |= region.plane(z)[y * grid.width() + x];
				}
		}
		for (int i = 0; i < values.length; i++)
			values[i] = values[i] / counts[i];
		places = widened(inside, (int) Math.round(marginMm / stepMm[0]), (int) Math.round(marginMm / stepMm[1]));
	}

	private static int box(final double wantedMm, final double spacingMm, final int voxels) {
		return Math.max(1, Math.min(voxels, (int) Math.round(wantedMm / spacingMm)));
	}

	private int[] widened(final boolean[] inside, final int columns, final int rows) {
		final boolean[] wide = new boolean[inside.length];
		int count = 0;
		for (int i = 0; i < inside.length; i++) {
			if (!inside[i]) continue;
			final int x = i % width;
			final int y = i / width % height;
			for (int v = Math.max(0, y - rows); v <= Math.min(height - 1, y + rows); v++)
				for (int u = Math.max(0, x - columns); u <= Math.min(width - 1, x + columns); u++) {
					final int at = i + (v - y) * width + u - x;
					if (!wide[at]) count++;
					wide[at] = true;
				}
		}
		final int[] found = new int[count];
		for (int i = 0, n = 0; i < wide.length; i++)
			if (wide[i]) found[n++] = i;
		return found;
	}

	/**
	 * How alike the head and its mirror image are: Pearson's correlation over all places of the region whose mirror image lies in the slab. What lies beside the image is 0.
	 *
	 * @param normal of the plane, length 1
	 * @param offsetMm of the plane
	 * @return correlation, times the share of places whose mirror image lies in the slab if that is less than half; 0 if nothing can be compared
	 */
	double symmetry(final double[] normal, final double offsetMm) {
		final double ax = normal[0] / stepMm[0];
		final double ay = normal[1] / stepMm[1];
		final double az = normal[2] / stepMm[2];
		double sumA = 0;
		double sumB = 0;
		double sumAa = 0;
		double sumBb = 0;
		double sumAb = 0;
		int count = 0;
		for (final int place : places) {
			final int x = place % width;
			final int y = place / width % height;
			final int z = place / (width * height);
			final double twice = 2 * (normal[0] * (firstMm[0] + x * stepMm[0]) + normal[1] * (firstMm[1] + y * stepMm[1]) + normal[2] * (firstMm[2] + z * stepMm[2]) - offsetMm);
			final double w = z - twice * az;
			if (w < -0.5 || w > slices - 0.5) continue;
			final double a = values[place];
			final double b = at(x - twice * ax, y - twice * ay, Math.max(0, Math.min(slices - 1, w)));
			sumA += a;
			sumB += b;
			sumAa += a * a;
			sumBb += b * b;
			sumAb += a * b;
			count++;
		}
		if (count == 0) return 0;
		final double varianceA = sumAa - sumA * sumA / count;
		final double varianceB = sumBb - sumB * sumB / count;
		if (!(varianceA > 0) || !(varianceB > 0)) return 0;
		return (sumAb - sumA * sumB / count) / Math.sqrt(varianceA * varianceB) * Math.min(1, 2.0 * count / places.length);
	}

	private double at(final double x, final double y, final double z) {
		final int u = (int) Math.floor(x);
		final int v = (int) Math.floor(y);
		final int w = (int) z;
		if (u < 0 || v < 0 || u >= width - 1 || v >= height - 1) return 0;
		final double below = inPlane(u, v, w, x - u, y - v);
		return z == w ? below : below + (z - w) * (inPlane(u, v, w + 1, x - u, y - v) - below);
	}

	private double inPlane(final int u, final int v, final int w, final double fx, final double fy) {
		final int i = (w * height + v) * width + u;
		final double first = values[i] + fx * (values[i + 1] - values[i]);
		final double second = values[i + width] + fx * (values[i + width + 1] - values[i + width]);
		return first + fy * (second - first);
	}
}
