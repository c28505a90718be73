package org.perfusionj.network.aifnet;

import org.perfusionj.series.SpatialGrid;

/**
 * Cells of whole voxels: the grid on which a network looks at a scan. Cells at the upper borders may hold fewer voxels.
 *
 * @param voxels grid of the scan
 * @param perX voxels of a cell along x
 * @param perY voxels of a cell along y
 * @param perZ slices of a cell
 */
public record CellGrid(SpatialGrid voxels, int perX, int perY, int perZ) {

	/** @return cells of about the size the network was trained on */
	public static CellGrid of(final SpatialGrid voxels, final InputSpec spec) {
		return new CellGrid(voxels, per(spec.cellMm(), voxels.spacingX()), per(spec.cellMm(), voxels.spacingY()), per(spec.cellDepthMm(), voxels.spacingZ()));
	}

	private static int per(final double wantedMm, final double spacingMm) {
		return Math.max(1, (int) Math.round(wantedMm / spacingMm));
	}

	/** @return cells along x */
	public int width() {
		return (voxels.width() + perX - 1) / perX;
	}

	/** @return cells along y */
	public int height() {
		return (voxels.height() + perY - 1) / perY;
	}

	/** @return cells along z */
	public int depth() {
		return (voxels.slices() + perZ - 1) / perZ;
	}

	/** @return cells of one layer */
	public int planeSize() {
		return width() * height();
	}

	/** @return all cells */
	public int count() {
		return planeSize() * depth();
	}

	/** @return the cell of a voxel within its layer */
	public int inPlane(final int x, final int y) {
		return y / perY * width() + x / perX;
	}

	/** @return the cell of a voxel */
	public int cell(final int x, final int y, final int z) {
		return z / perZ * planeSize() + inPlane(x, y);
	}
}
