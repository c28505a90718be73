package org.perfusionj.phantom.anatomy;

/**
 * Falx and tentorium, sheets of dura 1 mm thick. The tentorium is a tent with its ridge under the straight sinus, from (0, -47, 9) to the
 * confluence of sinuses at z -21, and its eaves at the transverse sinuses (z about -23) and the petrous ridges; the notch in
 * front lets the brain stem through. The falx hangs from the vault to near the corpus callosum, deeper behind than in front.
 */
final class Membranes {

	static final double HALF_THICKNESS = 0.5;

	private Membranes() {}

	/** @return signed distance above the tentorium or what continues it, mm */
	static double aboveTentorium(final double x, final double y, final double z) {
		final double side = Math.abs(x);
		final double ridge = 7.5 - 0.69 * Math.sqrt((y + 46) * (y + 46) + 9);
		final double eaves = -16 - 0.16 * side - 6 * Distance.step(y, -60, -25);
		// rounded, so that the sheet has no edge where ridge and eaves meet
		final double roof = -Distance.join(-(ridge + 2 - 0.5 * Math.sqrt(side * side + 16)), -eaves, 10);
		return (z - roof) * 0.8;
	}

	/** @return distance from the notch, mm, negative in it */
	static double notch(final double x, final double y) {
		return Distance.ellipse(x, y + 20, 22, 28);
	}

	/**
	 * The outer border of the corpus callosum and what lies under it as an oval in the plane between the hemispheres: genu
	 * at y 30, splenium at y -42, top at z 27.
	 *
	 * @return distance from that border, mm, negative inside
	 */
	static double callosum(final double y, final double z) {
		return Distance.ellipse(y + 6, z - 4.5, 36, 22.5);
	}

	/** @return distance from the region of the falx in the plane between the hemispheres, mm, negative in it */
	static double falx(final double y, final double z) {
		// free border: 24 mm above the callosum in front, 4 mm behind
		final double border = 5 + 20 * Distance.step(y, -45, 35);
		return Math.max(border - callosum(y, z), -aboveTentorium(0, y, z));
	}
}
