package org.perfusionj.phantom.anatomy;

/**
 * Wide spaces of fluid at the base of the brain, each with the artery that runs in it: suprasellar (circle of Willis),
 * Sylvian stem (M1), interpeduncular and ambient (PCA), quadrigeminal (vein of Galen), and the Sylvian fissure
 * over the insula (M2, M3).
 */
final class Cisterns {

	private static final double[][] SYLVIAN_STEM = { { 12, 4.5, -20, 4 }, { 24, 9, -19.5, 2.5 }, { 38, 10.5, -19, 3.2 } };
	private static final double[][] AMBIENT = { { 7, -10, -21, 3 }, { 14, -14, -21, 3 }, { 18.5, -25, -16, 2.8 }, { 15, -35, -5, 3 }, { 7, -41, 0, 4 } };
	/** In front of the lamina terminalis and round the genu (A2). */
	private static final double[][] CALLOSAL = { { 0, 8, -18, 4 }, { 0, 18, -14, 3 }, { 0, 27, -6, 2.5 }, { 0, 34, 4, 2.5 }, { 0, 29, 14, 2.2 }, { 0, 14, 25, 2 }, { 0, -2, 29.5, 2 }, { 0, -20, 29, 2 }, { 0, -36, 22, 2 } };

	/** Half width of the fissure to the outer surface and over the insula, mm. */
	private final double slit;
	private final double pool;

	/** @param atrophy 0 young to 1 old */
	Cisterns(final double atrophy) {
		slit = 0.4 + 1.2 * atrophy;
		pool = 1.1 + 1.5 * atrophy;
	}

	/** @return distance from the basal cisterns, mm, negative inside */
	static double basal(final double x, final double y, final double z) {
		final double r = Math.abs(x);
		final double suprasellar = Distance.ellipsoid(r, y - 2, z + 23, 15, 10, 10);
		final double interpeduncular = Distance.ellipsoid(r, y + 11, z + 20, 9, 6, 9);
		final double quadrigeminal = Distance.ellipsoid(r, y + 41, z - 0.5, 9, 5.5, 7.5);
		final double tubes = Math.min(Math.min(Distance.limbs(r, y, z, SYLVIAN_STEM), Distance.limbs(r, y, z, AMBIENT)), Distance.limbs(r, y, z, CALLOSAL));
		return Distance.join(Distance.join(suprasellar, interpeduncular, 4), Math.min(quadrigeminal, tubes), 2);
	}

	/** @return whether the Sylvian fissure may be within 12 mm of the point */
	static boolean nearSylvian(final double x, final double y, final double z) {
		final double r = Math.abs(x);
		return r > 20 && y > -52 && y < 38 && z > -36 && z < 42;
	}

	/** @return distance from the Sylvian fissure, mm, negative in it */
	double sylvian(final double x, final double y, final double z) {
		final double r = Math.abs(x);
		final double insula = insula(y, z);
		final double wave = 1.2 * Math.sin(0.35 * r + 0.13 * y);
		final double line = 0.5 - 0.46 * y - 0.12 * (r - 45) + wave;
		final double toSurface = Math.max(Math.abs(z - line) * 0.9 - slit * (1 + 0.06 * (r - 45)), Math.max(Math.max(y - 24, -40 - y), insula - r));
		final double stem = Math.max(Math.abs(z + 17.5 - 0.12 * (r - 38) - wave) - slit, Math.max(Math.abs(y - 12) - 11, Math.abs(r - 38) - 15));
		final double overInsula = Math.max(Math.abs(r - insula) * 0.9 - pool, (Math.hypot((y + 1) / 25, (z - 0.5) / 18.5) - 1) * 18);
		return Math.min(Math.min(toSurface, stem), overInsula);
	}

	/** @return x of the fluid over the insula, which bulges outwards, right side */
	static double insula(final double y, final double z) {
		return 45.5 - 0.013 * (y + 2) * (y + 2) - 0.012 * (z + 1) * (z + 1);
	}
}
