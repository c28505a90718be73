package org.perfusionj.phantom.anatomy;

/**
 * Basal ganglia, thalamus, amygdala and hippocampus. The internal capsule is what is left between the caudate nucleus
 * and the thalamus on one side and the lentiform nucleus (putamen and pallidum) on the other.
 */
final class DeepGrey {

	/** Caudate nucleus, right: head beside the frontal horn, body over the thalamus, tail. */
	private static final double[][] CAUDATE = { { 11.5, 19, 1, 4.5 }, { 14, 14, 9, 5 }, { 16, 2, 18, 3.2 }, { 19, -16, 22, 2.2 }, { 25, -28, 18, 1.5 } };
	/** Hippocampus in the floor of the temporal horn, amygdala in front of it. */
	private static final double[][] HIPPOCAMPUS = { { 22, -4, -20, 6 }, { 26, -14, -20, 5 }, { 30, -27, -12, 4 }, { 25, -36, -4, 3 } };

	private DeepGrey() {}

	static double caudate(final double x, final double y, final double z) {
		return Distance.limbs(Math.abs(x), y, z, CAUDATE);
	}

	/** Putamen (outside) and pallidum, a lens of 45 x 17 x 25 mm, its flat side turned by 20 degrees. */
	static double lentiform(final double x, final double y, final double z) {
		final double u = Math.abs(x) - 23.5;
		final double v = y - 1;
		final double across = 0.94 * u - 0.3 * (0 - v) * 1;
		final double along = 0.94 * v - 0.3 * u;
		return Distance.ellipsoid(across, along, z - 1 + 0.15 * u, across > 0 ? 7 : 9, 19, 11.5);
	}

	static double thalamus(final double x, final double y, final double z) {
		final double u = Math.abs(x) - 11;
		final double v = y + 18.5;
		// they diverge to the back
		return Distance.ellipsoid(0.92 * u + 0.38 * v, 0.92 * v - 0.38 * u, z - 6.5, 8, 14.5, 9.5);
	}

	static double hippocampus(final double x, final double y, final double z) {
		return Distance.limbs(Math.abs(x), y, z, HIPPOCAMPUS);
	}

	/** @return distance from the nearest nucleus, mm, negative inside */
	static double any(final double x, final double y, final double z) {
		return Math.min(Math.min(caudate(x, y, z), lentiform(x, y, z)), Math.min(thalamus(x, y, z), hippocampus(x, y, z)));
	}
}
