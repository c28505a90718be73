package org.perfusionj.series;

/**
 * The voxel grid of a series, a map or a mask.
 *
 * @param width voxels along x
 * @param height voxels along y
 * @param slices voxels along z
 * @param spacingX mm between voxel centres along x
 * @param spacingY mm along y
 * @param spacingZ mm along z
 * @param orientation where the voxels lie in the patient
 */
public record SpatialGrid(int width, int height, int slices, double spacingX, double spacingY, double spacingZ, Orientation orientation) {

	/** @throws IllegalArgumentException if a size is below 1 or a spacing is not positive */
	public SpatialGrid {
		if (width < 1 || height < 1 || slices < 1) throw new IllegalArgumentException("An image of " + width + " x " + height + " x " + slices + " voxels is empty.");
		if (!(spacingX > 0 && spacingY > 0 && spacingZ > 0)) throw new IllegalArgumentException("Voxel spacing must be positive, but is " + spacingX + " x " + spacingY + " x " + spacingZ + " mm.");
	}

	/** @return voxels in one slice */
	public int planeSize() {
		return width * height;
	}

	/** @return volume of one voxel, ml */
	public double voxelVolumeMl() {
		return spacingX * spacingY * spacingZ / 1000;
	}

	/** @return true if the other grid has as many voxels along each axis */
	public boolean sameSize(final SpatialGrid other) {
		return width == other.width && height == other.height && slices == other.slices;
	}

	/** @return true if the voxel is one of the grid */
	public boolean contains(final Voxel voxel) {
		return voxel.x() >= 0 && voxel.x() < width && voxel.y() >= 0 && voxel.y() < height && voxel.z() >= 0 && voxel.z() < slices;
	}

	/** @return the size as text, for messages */
	public String sizeText() {
		return width + " x " + height + " x " + slices;
	}
}
