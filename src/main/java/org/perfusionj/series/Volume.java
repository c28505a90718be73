package org.perfusionj.series;

import java.util.ArrayList;
import java.util.List;

import net.imglib2.RandomAccessibleInterval;
import net.imglib2.img.planar.PlanarImg;
import net.imglib2.img.basictypeaccess.array.FloatArray;
import net.imglib2.type.numeric.real.FloatType;
import net.imglib2.util.Fraction;

/**
 * A 3D image of floats on a voxel grid: a map, a mask written as numbers, a mean image. The planes are shared with the
 * caller, not copied; treat them as read-only once the volume is handed on.
 */
public final class Volume {

	private final SpatialGrid grid;
	private final float[][] planes;

	/** An image of zeros. */
	public Volume(final SpatialGrid grid) {
		this(grid, new float[grid.slices()][grid.planeSize()]);
	}

	/**
	 * @param grid voxel grid
	 * @param planes one array of width x height samples for each slice, x fastest
	 */
	public Volume(final SpatialGrid grid, final float[][] planes) {
		if (planes.length != grid.slices()) throw new IllegalArgumentException(planes.length + " planes for " + grid.slices() + " slices");
		for (final float[] plane : planes)
			if (plane.length != grid.planeSize()) throw new IllegalArgumentException("a plane of " + plane.length + " samples for " + grid.planeSize() + " voxels");
		this.grid = grid;
		this.planes = planes;
	}

	/** @return voxel grid */
	public SpatialGrid grid() {
		return grid;
	}

	/** @return samples of slice z, x fastest (shared) */
	public float[] plane(final int z) {
		return planes[z];
	}

	/** @return sample at a voxel */
	public float get(final int x, final int y, final int z) {
		return planes[z][y * grid.width() + x];
	}

	/** @return the samples as a 3D ImgLib2 image that shares the planes */
	public RandomAccessibleInterval<FloatType> image() {
		final List<FloatArray> slices = new ArrayList<>();
		for (final float[] plane : planes)
			slices.add(new FloatArray(plane));
		final PlanarImg<FloatType, FloatArray> image = new PlanarImg<>(slices, new long[] { grid.width(), grid.height(), grid.slices() }, new Fraction());
		image.setLinkedType(new FloatType(image));
		return image;
	}
}
