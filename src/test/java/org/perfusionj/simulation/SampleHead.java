package org.perfusionj.simulation;

/** Draws the slices of the sample's head: ellipses inside ellipses, arteries and the sagittal sinus as small spots. */
final class SampleHead {

	/** Half axes of the head, mm. */
	private static final double HALF_WIDTH_MM = 76;
	private static final double HALF_LENGTH_MM = 95;

	/** Size of the head in each slice, from the base upwards. */
	private static final double[] SCALE = { 1, 0.98, 0.95, 0.91 };

	private SampleHead() {}

	/** @return true for the half of the image in which the stroke lies: the patient's left, large x */
	static boolean isStrokeSide(final int x, final int size) {
		return x > size / 2 + 3;
	}

	/**
	 * @param z slice
	 * @param size pixels along x and y
	 * @param pixelMm pixel size, mm
	 * @param tissue filled, x fastest
	 * @param blood filled with the fraction of blood in voxels of vessels
	 */
	static void draw(final int z, final int size, final double pixelMm, final SampleTissue[] tissue, final double[] blood) {
		final double centre = (size - 1) / 2.0;
		for (int y = 0; y < size; y++)
			for (int x = 0; x < size; x++)
				tissue[y * size + x] = at((x - centre) * pixelMm / (HALF_WIDTH_MM * SCALE[z]), (y - centre) * pixelMm / (HALF_LENGTH_MM * SCALE[z]));
		final Spots spots = new Spots(size, pixelMm, SCALE[z], tissue, blood);
		// anterior cerebral arteries, both middle cerebral arteries, sinus: centre in units of the head, one row of fractions a line
		spots.put(SampleTissue.ARTERY, -0.02, -0.52, new double[][] { { 0.6, 0.45 }, { 0.7, 0.5 } });
		spots.put(SampleTissue.ARTERY, -0.42, -0.12, new double[][] { { 0.5, 0.7, 0.45 } });
		spots.put(SampleTissue.ARTERY, 0.42, -0.12, new double[][] { { 0.45, 0.65, 0.5 } });
		spots.put(SampleTissue.VEIN, 0, 0.82, new double[][] { { 0.6, 0.9, 0.9, 0.6 }, { 0.9, 1, 1, 0.9 }, { 0.7, 1, 1, 0.7 } });
	}

	/** @param u x and v y from the centre of the head in units of its half axes */
	private static SampleTissue at(final double u, final double v) {
		final double r = Math.hypot(u, v);
		if (r > 1) return SampleTissue.AIR;
		if (r > 0.95) return SampleTissue.SCALP;
		if (r > 0.88) return SampleTissue.SKULL;
		final double side = Math.abs(u);
		if (r > 0.85 || inside(side - 0.1, v, 0.05, 0.22)) return SampleTissue.CSF;
		// the inner border of the cortex is folded
		final boolean grey = r > 0.72 + 0.04 * Math.cos(14 * Math.atan2(v, u)) || inside(side - 0.25, v, 0.09, 0.17);
		if (inside(u - 0.54, v - 0.05, 0.24, 0.24)) return grey ? SampleTissue.GREY_CORE : SampleTissue.WHITE_CORE;
		if (inside(u - 0.52, v, 0.36, 0.45)) return grey ? SampleTissue.GREY_PENUMBRA : SampleTissue.WHITE_PENUMBRA;
		return grey ? SampleTissue.GREY : SampleTissue.WHITE;
	}

	private static boolean inside(final double x, final double y, final double a, final double b) {
		return x * x / (a * a) + y * y / (b * b) < 1;
	}

	/** Small rectangles of voxels that blood fills in part. */
	private record Spots(int size, double pixelMm, double scale, SampleTissue[] tissue, double[] blood) {

		void put(final SampleTissue vessel, final double u, final double v, final double[][] fractions) {
			final int left = (int) Math.round((size - 1) / 2.0 + u * HALF_WIDTH_MM * scale / pixelMm - (fractions[0].length - 1) / 2.0);
			final int top = (int) Math.round((size - 1) / 2.0 + v * HALF_LENGTH_MM * scale / pixelMm - (fractions.length - 1) / 2.0);
			for (int y = 0; y < fractions.length; y++)
				for (int x = 0; x < fractions[y].length; x++) {
					final int i = (top + y) * size + left + x;
					tissue[i] = vessel;
					blood[i] = fractions[y][x];
				}
		}
	}
}
