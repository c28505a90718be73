package org.perfusionj.phantom.anatomy;

import org.perfusionj.simulation.RandomStream;

/**
 * Lateral ventricles as limbs of changing thickness (frontal horn, body, atrium, occipital and temporal horn), third
 * ventricle as a slit, aqueduct, fourth ventricle as a tent. Some 15 ml at 30 years, two to three times as much at 80; the
 * sides differ by a few per cent, the occipital horns by more.
 */
final class Ventricles {

	/** Frontal horn, body and atrium of the right side: x, y, z, radius at middle age, mm. */
	private static final double[][] BODY = { { 12.5, 29, -1, 2.5 }, { 10, 25, 6, 5.5 }, { 8, 15, 12, 6 }, { 8.5, 3, 19.5, 5.7 }, { 13, -13, 24.5, 5.7 }, { 20, -30, 21, 6 }, { 25, -41, 11, 7 } };
	private static final double[][] OCCIPITAL_HORN = { { 25, -42, 9, 6.5 }, { 26, -54, 5, 3.2 }, { 25, -68, 4, 1 } };
	private static final double[][] TEMPORAL_HORN = { { 26, -40, 7, 6 }, { 33, -34, -4, 3 }, { 35, -24, -13, 2 }, { 31, -11, -20, 2 } };

	private final double[] wider = new double[2];
	private final double[] occipital = new double[2];
	private final double[] temporal = new double[2];
	private final double thirdHalfWidth;
	private final double fourthWider;

	/** @param atrophy 0 young to 1 old, see {@link Ageing} */
	Ventricles(final double atrophy, final RandomStream random) {
		final double common = -1.8 + 3.6 * atrophy + random.gaussian(0, 0.5, -1.2, 1.2);
		for (int side = 0; side < 2; side++) {
			wider[side] = common + random.gaussian(0, 0.3, -0.7, 0.7);
			occipital[side] = wider[side] + random.gaussian(0, 0.8, -1.8, 1.8);
			temporal[side] = 0.5 * wider[side] + random.gaussian(0, 0.3, -0.6, 0.6);
		}
		thirdHalfWidth = 1.2 + 2.4 * atrophy + random.gaussian(0, 0.25, -0.5, 0.5);
		fourthWider = 0.4 * common;
	}

	/** @return distance from the lateral ventricles, mm, negative inside */
	double lateral(final double x, final double y, final double z) {
		final int side = x < 0 ? 0 : 1;
		final double r = Math.abs(x);
		final double horns = Distance.join(Distance.limbs(r, y, z, BODY) - wider[side], Math.min(Distance.limbs(r, y, z, OCCIPITAL_HORN) - occipital[side], Distance.limbs(r, y, z, TEMPORAL_HORN) - temporal[side]), 3);
		// the septum between the ventricles, 1.5 mm
		return Math.max(horns, 0.75 - r);
	}

	/** @return distance from the third ventricle, mm: a slit from the optic recess (y 6, z -13) to the pineal recess (y -26, z 6) */
	double third(final double x, final double y, final double z) {
		final double outline = Distance.ellipse(y + 9 + 0.3 * z, z + 2, 15.5, 10);
		return Math.max(outline, Math.abs(x) - thirdHalfWidth * (0.6 + 0.4 * Distance.step(-outline, 0, 6)));
	}

	/** @return distance from aqueduct and fourth ventricle, mm */
	double fourth(final double x, final double y, final double z) {
		final double aqueduct = Distance.limb(x, y, z, 0, -26, -2, 0.8, 0, -38, -20, 1);
		// a tent that points backwards at the fastigium
		final double tent = Distance.ellipsoid(x, y + 43.5 + 0.25 * (z + 33), z + 34, 7 + fourthWider + 0.35 * Math.min(0, y + 43), 5.5 + fourthWider, 14);
		return Distance.join(aqueduct, tent, 3);
	}
}
