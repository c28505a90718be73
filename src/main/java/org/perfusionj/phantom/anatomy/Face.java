package org.perfusionj.phantom.anatomy;

/**
 * What lies outside the brain case: outline of the head, petrous bones and mastoids, sphenoid and clivus, walls of the
 * face, orbits with eyes of 24 mm, sinuses and airways. Simple bodies in their places, enough for slices that reach below the vault.
 */
final class Face {

	private static final double EYE_X = 32;
	private static final double EYE_Y = 63;
	private static final double EYE_Z = -36;

	/** Petrous pyramid from its tip beside the clivus to the mastoid process; rows of x, y, z, radius as in all that follow, right side. */
	private static final double[][] PETROUS = { { 13, -14, -42, 5 }, { 34, -28, -42, 8 }, { 56, -38, -46, 10 }, { 58, -34, -62, 7 } };
	/** Greater wing of the sphenoid, behind and beside the orbit. */
	private static final double[][] WING = { { 18, 14, -36, 3 }, { 34, 26, -36, 3 }, { 50, 36, -38, 3.5 }, { 56, 52, -38, 3.5 } };
	/** Outer wall of the orbit and zygomatic arch. */
	private static final double[][] ZYGOMA = { { 52, 60, -22, 4 }, { 55, 56, -48, 5 }, { 66, 20, -55, 3 }, { 68, -8, -54, 3 } };
	/** Upper and inner rim of the orbit. */
	private static final double[][] RIM = { { 54, 58, -26, 4 }, { 36, 74, -17, 4 }, { 10, 80, -24, 4 }, { 6, 86, -38, 2.5 } };
	/** Ramus and body of the lower jaw. */
	private static final double[][] JAW = { { 54, 2, -60, 5 }, { 52, 4, -100, 6 }, { 30, 60, -125, 6 } };
	private static final double[][] MASTOID_CELLS = { { 42, -30, -43, 3.5 }, { 57, -39, -45, 8 }, { 58, -35, -60, 5 } };
	private static final double[][] ORBIT = { { 14, 20, -30, 3 }, { 27, 46, -34, 15 }, { EYE_X, 66, EYE_Z, 17 } };

	private Face() {}

	/** @return distance from face, jaw, neck and ears, mm, negative inside */
	static double outline(final double x, final double y, final double z) {
		final double r = Math.abs(x);
		final double face = Distance.ellipsoid(x, y - 28, z + 52, 68, 68, 68);
		final double nose = Distance.limb(x, y, z, 0, 88, -28, 6, 0, 104, -58, 10);
		final double jaw = Distance.limb(x, y, z, 0, 40, -70, 46, 0, 45, -120, 42);
		final double neck = Distance.limb(x, y, z, 0, -42, -58, 66, 0, -38, -140, 62);
		final double ear = Distance.ellipsoid(r - 81, y + 24, z + 44, 7, 16, 28);
		final double cheeks = Distance.ellipsoid(x, y + 15, z + 50, 78, 88, 72);
		return Math.min(ear, Distance.join(Distance.join(Distance.join(face, cheeks, 20), jaw, 20), Distance.join(neck, nose, 10), 14));
	}

	/** @return distance from solid bone of the skull base and face, mm */
	static double bone(final double x, final double y, final double z) {
		final double r = Math.abs(x);
		final double petrous = Distance.limbs(r, y, z, PETROUS);
		final double sphenoid = Distance.ellipsoid(r, y - 6, z + 46, 19, 17, 10);
		final double clivus = Distance.limb(0.6 * r, y, z, 0, -7, -42, 6, 0, -27, -74, 5);
		final double wing = Distance.limbs(r, y, z, WING);
		final double zygoma = Distance.limbs(r, y, z, ZYGOMA);
		final double rim = Distance.limbs(r, y, z, RIM);
		final double cheek = Math.abs(Distance.ellipsoid(r - 28, y - 52, z + 68, 18, 20, 17)) - 1.2;
		final double palate = Math.max(Distance.ellipsoid(x, y - 50, z + 92, 28, 36, 6), -90 - z);
		final double jaw = Distance.limbs(r, y, z, JAW);
		return Math.min(Math.min(Math.min(petrous, sphenoid), Math.min(clivus, wing)), Math.min(Math.min(zygoma, rim), Math.min(Math.min(cheek, palate), jaw)));
	}

	/** @return distance from air: frontal sinus, sphenoid sinus, ethmoid cells, nose, maxillary sinuses, throat, ear canal, mastoid cells */
	static double air(final double x, final double y, final double z) {
		final double r = Math.abs(x);
		final double sphenoid = Math.max(Distance.ellipsoid(r, y - 13, z + 45, 13, 12, 8), 0.6 - r);
		final double ethmoid = Math.max(Math.max(r - 11, Math.abs(y - 46) - 22), Math.max(z + 31, -54 - z));
		final double nose = Math.max(Math.max(r - 9, Math.abs(y - 52) - 36), Math.max(z + 52, -86 - z));
		final double maxillary = Distance.ellipsoid(r - 28, y - 52, z + 68, 17, 19, 16);
		final double throat = Distance.limb(x, y, z, 0, 14, -66, 9, 0, 6, -140, 8);
		final double canal = Distance.limb(r, y, z, 54, -20, -48, 3, 90, -22, -47, 3.5);
		return Math.min(Math.min(Math.min(sphenoid, ethmoid), Math.min(nose, maxillary)), Math.min(Math.min(throat, canal), mastoidCells(r, y, z)));
	}

	/** @return distance from the part of the temporal bone that is full of small cells of air, mm */
	static double mastoidCells(final double x, final double y, final double z) {
		return Distance.limbs(Math.abs(x), y, z, MASTOID_CELLS);
	}

	/** @return distance from the frontal sinus between the tables above the nose, mm; size 0.6 to 1.3 */
	static double frontalSinus(final double x, final double y, final double z, final double size) {
		return Math.max(Distance.ellipsoid(x, y - 78, z + 14, 26 * size, 8, 13 * size), 0.5 - Math.abs(x));
	}

	/** @return distance from the orbit, a cone of fat, mm */
	static double orbit(final double x, final double y, final double z) {
		return Distance.limbs(Math.abs(x), y, z, ORBIT);
	}

	/** @return distance from the eyeball, mm */
	static double eye(final double x, final double y, final double z) {
		return Math.sqrt((Math.abs(x) - EYE_X) * (Math.abs(x) - EYE_X) + (y - EYE_Y) * (y - EYE_Y) + (z - EYE_Z) * (z - EYE_Z)) - 12;
	}

	/** @return distance from optic nerve and eye muscles, mm */
	static double strings(final double x, final double y, final double z) {
		final double r = Math.abs(x);
		final double nerve = Distance.limb(r, y, z, 14, 20, -30, 2, EYE_X - 2, 51, EYE_Z, 2);
		final double inner = Distance.limb(r, y, z, 13, 21, -30, 1, EYE_X - 11, 55, EYE_Z, 2.2);
		final double outer = Distance.limb(r, y, z, 17, 20, -30, 1, EYE_X + 11, 54, EYE_Z, 2);
		final double upper = Distance.limb(r, y, z, 15, 20, -29, 1, EYE_X, 54, EYE_Z + 11, 2);
		final double lower = Distance.limb(r, y, z, 15, 20, -31, 1, EYE_X, 54, EYE_Z - 11, 2);
		return Math.min(nerve, Math.min(Math.min(inner, outer), Math.min(upper, lower)));
	}
}
