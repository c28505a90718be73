package org.perfusionj.phantom.anatomy;

/**
 * A lattice of points that moves with the head: planes of pixels, thinner than the slices of the scan and reaching a
 * little beyond them, on which the phantom is drawn before it is sampled by the scanner. Index (0, 0, 0) is the centre of
 * the first point.
 *
 * @param width points along x
 * @param height points along y
 * @param planes points along z
 * @param pixelMm distance along x and y
 * @param planeMm distance along z
 * @param toHead 12 numbers, three rows of four: from indices to mm in the subject's head (RAS), rigid but for the scaling by
 *          the distances
 */
public record HeadGrid(int width, int height, int planes, double pixelMm, double planeMm, double[] toHead) {

	/** Copies the matrix. */
	public HeadGrid {
		toHead = toHead.clone();
	}

	/** @return points in one plane */
	public int planeSize() {
		return width * height;
	}

	/** @return a copy of the matrix */
	@Override
	public double[] toHead() {
		return toHead.clone();
	}

	/** @param out filled with the place of the index (which may lie between points) in the head, mm */
	public void toHead(final double x, final double y, final double z, final double[] out) {
		for (int row = 0; row < 3; row++)
			out[row] = toHead[4 * row] * x + toHead[4 * row + 1] * y + toHead[4 * row + 2] * z + toHead[4 * row + 3];
	}

	/** @param out filled with the index of a place in the head given in mm, not rounded and maybe outside the lattice */
	public void toIndex(final double x, final double y, final double z, final double[] out) {
		final double dx = x - toHead[3];
		final double dy = y - toHead[7];
		final double dz = z - toHead[11];
		// rigid: the inverse of the rotation is its transpose
		out[0] = (toHead[0] * dx + toHead[4] * dy + toHead[8] * dz) / (pixelMm * pixelMm);
		out[1] = (toHead[1] * dx + toHead[5] * dy + toHead[9] * dz) / (pixelMm * pixelMm);
		out[2] = (toHead[2] * dx + toHead[6] * dy + toHead[10] * dz) / (planeMm * planeMm);
	}
}
