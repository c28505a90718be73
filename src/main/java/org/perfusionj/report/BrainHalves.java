package org.perfusionj.report;

import org.perfusionj.series.Mask;
import org.perfusionj.series.SpatialGrid;

/**
 * A mask cut in two by the plane through its centroid at right angles to the patient's left-right axis. The centroid is
 * used instead of x = 0 because the patient seldom lies in the middle of the scanner. A head that is turned in the scanner
 * is cut along the scanner's axis, not along the falx. Voxels whose centre lies on the plane belong to neither half.
 * <p>
 * Where the orientation is unknown the image is cut at the centroid's column instead, and the names say so.
 *
 * @param left patient's left half, or the half of smaller column numbers if the orientation is unknown
 * @param right the other half
 * @param leftName name of the left half in tables
 * @param rightName name of the right half in tables
 */
record BrainHalves(Mask left, Mask right, String leftName, String rightName) {

	/** Voxels nearer to the plane than this fraction of a voxel lie on it. */
	private static final double ON_PLANE = 1e-3;

	static BrainHalves of(final Mask mask) {
		final SpatialGrid grid = mask.grid();
		final double[] affine = grid.orientation().affine();
		// without orientation the column number takes the place of the left-right coordinate
		final double dx = affine == null ? 1 : affine[0];
		final double dy = affine == null ? 0 : affine[1];
		final double dz = affine == null ? 0 : affine[2];
		final double centre = centroid(mask, dx, dy, dz);
		final double tolerance = ON_PLANE * Math.max(Math.abs(dx), Math.max(Math.abs(dy), Math.abs(dz)));
		final boolean[][] left = new boolean[grid.slices()][grid.planeSize()];
		final boolean[][] right = new boolean[grid.slices()][grid.planeSize()];
		for (int z = 0; z < grid.slices(); z++) {
			final boolean[] in = mask.plane(z);
			for (int i = 0; i < in.length; i++) {
				if (!in[i]) continue;
				final double offset = dx * (i % grid.width()) + dy * (i / grid.width()) + dz * z - centre;
				left[z][i] = offset < -tolerance;
				right[z][i] = offset > tolerance;
			}
		}
		return new BrainHalves(new Mask(grid, left), new Mask(grid, right), affine == null ? "image left" : "brain left", affine == null ? "image right" : "brain right");
	}

	private static double centroid(final Mask mask, final double dx, final double dy, final double dz) {
		final int width = mask.grid().width();
		double sum = 0;
		long count = 0;
		for (int z = 0; z < mask.grid().slices(); z++) {
			final boolean[] in = mask.plane(z);
			for (int i = 0; i < in.length; i++) {
				if (!in[i]) continue;
				sum += dx * (i % width) + dy * (i / width) + dz * z;
				count++;
			}
		}
		return sum / count;
	}
}
