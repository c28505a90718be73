package org.perfusionj.segmentation.trained;

import java.util.Arrays;

import org.perfusionj.segmentation.LesionCase;
import org.perfusionj.series.Mask;
import org.perfusionj.series.SpatialGrid;
import org.perfusionj.series.Volume;

/** The part of a grid that holds the brain: fields are arrays of its voxels, x fastest, then y, then z. The tissue voxels have numbers in that order. */
final class TissueBox {

	private final SpatialGrid grid;
	private final int x0;
	private final int y0;
	private final int width;
	private final int height;
	private final int[] tissue;

	/** @param example whose tissue is not empty */
	TissueBox(final LesionCase example) {
		this.grid = example.maps().grid();
		int left = grid.width();
		int right = -1;
		int top = grid.height();
		int bottom = -1;
		for (int z = 0; z < grid.slices(); z++)
			for (int i = 0; i < grid.planeSize(); i++) {
				if (!example.maps().brain().plane(z)[i] && !example.tissue().plane(z)[i]) continue;
				left = Math.min(left, i % grid.width());
				right = Math.max(right, i % grid.width());
				top = Math.min(top, i / grid.width());
				bottom = Math.max(bottom, i / grid.width());
			}
		this.x0 = left;
		this.y0 = top;
		this.width = right - left + 1;
		this.height = bottom - top + 1;
		final int[] found = new int[size()];
		int count = 0;
		for (int n = 0; n < found.length; n++)
			if (example.tissue().contains(x(n), y(n), z(n))) found[count++] = n;
		this.tissue = Arrays.copyOf(found, count);
	}

	SpatialGrid grid() {
		return grid;
	}

	int width() {
		return width;
	}

	int height() {
		return height;
	}

	int slices() {
		return grid.slices();
	}

	/** @return number of voxels */
	int size() {
		return width * height * grid.slices();
	}

	/** @return numbers of the tissue voxels in the box (shared) */
	int[] tissue() {
		return tissue;
	}

	/** @return place of a voxel of the box in the grid */
	int x(final int voxel) {
		return x0 + voxel % width;
	}

	int y(final int voxel) {
		return y0 + voxel / width % height;
	}

	int z(final int voxel) {
		return voxel / (width * height);
	}

	/** @return values of a volume in the box; what is no number becomes 0 */
	float[] field(final Volume volume, final float least, final float most) {
		final float[] field = new float[size()];
		for (int n = 0; n < field.length; n++) {
			final float value = volume.get(x(n), y(n), z(n));
			field[n] = Float.isNaN(value) ? Math.max(0, least) : Math.min(most, Math.max(least, value));
		}
		return field;
	}

	/** @return a field that has the values of the tissue and is 0 elsewhere */
	float[] field(final float[] values) {
		final float[] field = new float[size()];
		for (int v = 0; v < tissue.length; v++)
			field[tissue[v]] = values[v];
		return field;
	}

	/** @return the voxels of a mask that are in the box */
	boolean[] flags(final Mask mask) {
		final boolean[] flags = new boolean[size()];
		for (int n = 0; n < flags.length; n++)
			flags[n] = mask.contains(x(n), y(n), z(n));
		return flags;
	}

	/** @return values of the tissue as a volume, 0 elsewhere */
	Volume volume(final float[] values) {
		final Volume volume = new Volume(grid);
		for (int v = 0; v < tissue.length; v++)
			volume.plane(z(tissue[v]))[y(tissue[v]) * grid.width() + x(tissue[v])] = values[v];
		return volume;
	}

	/** @return the value of a field at a place of the grid between voxels, by the eight around it; beyond the box that of its edge */
	float at(final float[] field, final double x, final double y, final double z) {
		final double u = Math.max(0, Math.min(width - 1, x - x0));
		final double v = Math.max(0, Math.min(height - 1, y - y0));
		final double w = Math.max(0, Math.min(slices() - 1, z));
		final int i = Math.min((int) u, Math.max(0, width - 2));
		final int j = Math.min((int) v, Math.max(0, height - 2));
		final int k = Math.min((int) w, Math.max(0, slices() - 2));
		final int stepX = width > 1 ? 1 : 0;
		final int stepY = height > 1 ? width : 0;
		final int stepZ = slices() > 1 ? width * height : 0;
		final int n = (k * height + j) * width + i;
		final double low = between(between(field[n], field[n + stepX], u - i), between(field[n + stepY], field[n + stepY + stepX], u - i), v - j);
		final double high = between(between(field[n + stepZ], field[n + stepZ + stepX], u - i), between(field[n + stepZ + stepY], field[n + stepZ + stepY + stepX], u - i), v - j);
		return (float) between(low, high, w - k);
	}

	private static double between(final double from, final double to, final double share) {
		return from + share * (to - from);
	}
}
