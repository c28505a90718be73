package org.perfusionj.phantom.anatomy;

/**
 * Midbrain (30 mm wide), pons (32 mm wide, 23 mm deep, its front 3 mm behind the clivus with the basilar artery between), medulla and
 * cord; cerebellum (105 mm wide) with its white centre, peduncles and folia.
 */
final class HindBrain {

	private HindBrain() {}

	/** @return distance from the brain stem, mm, negative inside */
	static double stem(final double x, final double y, final double z) {
		final double midbrain = Math.max(Distance.ellipse(x, y + 24.5, 14.5, 10.5), Math.max(z - 2, -24 - z));
		// the fossa between the cerebral peduncles
		final double peduncles = Math.max(midbrain, -Distance.limb(x, y, z, 0, -12, -8, 4, 0, -14, -22, 4.5));
		final double pons = Distance.ellipsoid(x, y + 29 - 0.25 * (z + 34), z + 34, 16, 11, 14);
		final double medulla = Distance.limb(x, y, z, 0, -33, -46, 8.5, 0, -43, -66, 6.5);
		final double cord = Distance.limb(x, y, z, 0, -43, -66, 6.5, 0, -47, -140, 5.5);
		return Distance.join(Distance.join(peduncles, pons, 6), Distance.join(medulla, cord, 6), 6);
	}

	/** @return distance from the cerebellum, mm, negative inside, where only bone and tentorium do not bound it */
	static double cerebellum(final double x, final double y, final double z) {
		final double r = Math.abs(x);
		final double lobes = Distance.join(Distance.ellipsoid(r - 21, y + 63, z + 35, 37, 36, 33), Distance.ellipsoid(x, y + 60, z + 24, 20, 32, 30), 10);
		// cistern round the midbrain and the upper pons (superior cerebellar artery)
		final double beside = Distance.limb(r, y, z, 15, -18, -27, 3, 15, -34, -20, 3.2);
		// vallecula and posterior notch between the hemispheres
		return Math.max(lobes, -Math.min(beside, Distance.limb(x, y, z, 0, -104, -40, 7, 0, -60, -66, 6)));
	}

	/** @return distance from the white centre of the cerebellum and its peduncles, mm */
	static double cerebellarWhite(final double x, final double y, final double z) {
		final double r = Math.abs(x);
		final double centre = Distance.ellipsoid(r - 18, y + 58, z + 36, 16, 12, 8);
		final double middle = Distance.limb(r, y, z, 8, -30, -35, 8, 18, -50, -36, 7.5);
		final double upper = Distance.limb(r, y, z, 4, -33, -16, 3, 10, -52, -32, 4);
		return Distance.join(Distance.join(centre, middle, 6), upper, 4);
	}

	/** @return angle around the centre of the cerebellum in folia: whole numbers are fissures, which run from side to side */
	static double folia(final double x, final double y, final double z) {
		final double u = -(y + 44 - 0.004 * x * x);
		final double w = z + 34;
		return Math.atan2(w, u) * 26 / Math.PI;
	}
}
