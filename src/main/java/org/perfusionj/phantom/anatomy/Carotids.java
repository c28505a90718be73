package org.perfusionj.phantom.anatomy;

/** Where the internal carotid arteries pass the skull base: soft tissue of the canal in the petrous bone and of the cavernous sinus. */
final class Carotids {

	/** Right side: x, y, z, radius of the canal. */
	private static final double[][] CANAL = { { 32, -18, -72, 4 }, { 31.5, -17, -56, 3.4 }, { 28.5, -11, -48, 3.2 }, { 19, -7, -47, 3.2 }, { 15, -4, -42.5, 3.6 }, { 14, 0, -35.5, 4 }, { 13, 6, -33, 3.6 }, { 11.5, 6.5, -29, 3 } };

	private Carotids() {}

	/** @return distance from the canals, mm, negative inside; 30 where they are far */
	static double canal(final double x, final double y, final double z) {
		final double r = Math.abs(x);
		return z > -24 || r < 5 || r > 40 || y < -26 || y > 14 ? 30 : Distance.limbs(r, y, z, CANAL);
	}
}
