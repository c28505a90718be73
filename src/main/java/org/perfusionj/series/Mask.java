package org.perfusionj.series;

import java.util.Arrays;
import java.util.List;
import java.util.function.IntPredicate;

/** A set of voxels of a grid. The planes are shared with the caller; treat them as read-only once handed on. */
public final class Mask {

	private final SpatialGrid grid;
	private final boolean[][] planes;

	/**
	 * @param grid voxel grid
	 * @param planes one array of width x height flags for each slice, x fastest
	 */
	public Mask(final SpatialGrid grid, final boolean[][] planes) {
		if (planes.length != grid.slices()) throw new IllegalArgumentException(planes.length + " planes for " + grid.slices() + " slices");
		this.grid = grid;
		this.planes = planes;
	}

	/** @return every voxel of the grid */
	public static Mask all(final SpatialGrid grid) {
		final boolean[][] planes = new boolean[grid.slices()][grid.planeSize()];
		for (final boolean[] plane : planes)
			Arrays.fill(plane, true);
		return new Mask(grid, planes);
	}

	/** @return the voxels of a label image that have this label */
	public static Mask label(final Volume labels, final int label) {
		final boolean[][] planes = new boolean[labels.grid().slices()][labels.grid().planeSize()];
		for (int z = 0; z < planes.length; z++)
			for (int i = 0; i < planes[z].length; i++)
				planes[z][i] = labels.plane(z)[i] == label;
		return new Mask(labels.grid(), planes);
	}

	/** @return the given voxels of the grid */
	public static Mask of(final SpatialGrid grid, final List<Voxel> voxels) {
		final boolean[][] planes = new boolean[grid.slices()][grid.planeSize()];
		for (final Voxel voxel : voxels)
			planes[voxel.z()][voxel.y() * grid.width() + voxel.x()] = true;
		return new Mask(grid, planes);
	}

	/** @return the voxels at which the volume is finite and not 0 */
	public static Mask nonZero(final Volume volume) {
		final boolean[][] planes = new boolean[volume.grid().slices()][volume.grid().planeSize()];
		for (int z = 0; z < planes.length; z++)
			for (int i = 0; i < planes[z].length; i++)
				planes[z][i] = Float.isFinite(volume.plane(z)[i]) && volume.plane(z)[i] != 0;
		return new Mask(volume.grid(), planes);
	}

	/** @return voxel grid */
	public SpatialGrid grid() {
		return grid;
	}

	/** @return flags of slice z, x fastest (shared) */
	public boolean[] plane(final int z) {
		return planes[z];
	}

	/** @return true if the voxel is in the mask, false if it is not or lies outside the grid */
	public boolean contains(final Voxel voxel) {
		return grid.contains(voxel) && contains(voxel.x(), voxel.y(), voxel.z());
	}

	/** @return true if the voxel of the grid is in the mask */
	public boolean contains(final int x, final int y, final int z) {
		return planes[z][y * grid.width() + x];
	}

	/** @return number of voxels in the mask */
	public int count() {
		int count = 0;
		for (final boolean[] plane : planes)
			for (final boolean in : plane)
				if (in) count++;
		return count;
	}

	/** @return the voxels in this mask and not in the other */
	public Mask minus(final Mask other) {
		return combine(other, false);
	}

	/** @return the voxels in both */
	public Mask and(final Mask other) {
		return combine(other, true);
	}

	/** @return the voxels in either */
	public Mask or(final Mask other) {
		final boolean[][] result = new boolean[planes.length][];
		for (int z = 0; z < planes.length; z++) {
			result[z] = planes[z].clone();
			for (int i = 0; i < result[z].length; i++)
				result[z][i] |= other.planes[z][i];
		}
		return new Mask(grid, result);
	}

	private Mask combine(final Mask other, final boolean wanted) {
		final boolean[][] result = new boolean[planes.length][];
		for (int z = 0; z < planes.length; z++) {
			result[z] = planes[z].clone();
			for (int i = 0; i < result[z].length; i++)
				result[z][i] &= other.planes[z][i] == wanted;
		}
		return new Mask(grid, result);
	}

	/** @return the voxels of this mask whose x index passes the test */
	public Mask where(final IntPredicate x) {
		final boolean[][] result = new boolean[planes.length][];
		for (int z = 0; z < planes.length; z++) {
			result[z] = planes[z].clone();
			for (int i = 0; i < result[z].length; i++)
				result[z][i] &= x.test(i % grid.width());
		}
		return new Mask(grid, result);
	}

	/** @return 1 inside, 0 outside */
	public Volume toVolume() {
		final Volume volume = new Volume(grid);
		for (int z = 0; z < planes.length; z++)
			for (int i = 0; i < planes[z].length; i++)
				if (planes[z][i]) volume.plane(z)[i] = 1;
		return volume;
	}
}
