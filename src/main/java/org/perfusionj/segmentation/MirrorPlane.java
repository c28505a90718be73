package org.perfusionj.segmentation;

import org.perfusionj.series.Mask;
import org.perfusionj.series.SpatialGrid;

/**
 * The plane in which a head is its own mirror image, in mm along the axes of the grid (voxel index times spacing): a x + b y + c z = offset, (a, b, c) of length 1 and pointing to the
 * patient's right; where the orientation of the grid is not known, to larger columns.
 *
 * @param grid voxel grid
 * @param a component of the normal along x
 * @param b component along y
 * @param c component along z
 * @param offsetMm distance of the plane from the centre of the first voxel, mm
 * @param isOriented whether left and right are those of the patient
 */
public record MirrorPlane(SpatialGrid grid, double a, double b, double c, double offsetMm, boolean isOriented) {

	/** @return distance of a voxel from the plane, mm; positive on the patient's right */
	public double distanceMm(final double x, final double y, final double z) {
		return a * x * grid.spacingX() + b * y * grid.spacingY() + c * z * grid.spacingZ() - offsetMm;
	}

	/** @return the voxels of a mask on the patient's right of the plane */
	public Mask right(final Mask mask) {
		return side(mask, 1);
	}

	/** @return the voxels of a mask on the patient's left of the plane, with those whose centre lies on it */
	public Mask left(final Mask mask) {
		return side(mask, -1);
	}

	private Mask side(final Mask mask, final int sign) {
		final boolean[][] planes = new boolean[grid.slices()][grid.planeSize()];
		for (int z = 0; z < planes.length; z++)
			for (int i = 0; i < planes[z].length; i++)
				planes[z][i] = mask.plane(z)[i] && distanceMm(i % grid.width(), i / grid.width(), z) > 0 == sign > 0;
		return new Mask(grid, planes);
	}

	/**
	 * @param voxel x, y and z of a voxel, in voxels
	 * @param mirrored receives where its mirror image lies, in voxels; may be outside the grid
	 */
	public void mirror(final double[] voxel, final double[] mirrored) {
		final double twice = 2 * distanceMm(voxel[0], voxel[1], voxel[2]);
		mirrored[0] = voxel[0] - twice * a / grid.spacingX();
		mirrored[1] = voxel[1] - twice * b / grid.spacingY();
		mirrored[2] = voxel[2] - twice * c / grid.spacingZ();
	}
}
