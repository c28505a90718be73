package org.perfusionj.phantom.perfusion;

import java.util.Arrays;

import org.perfusionj.phantom.anatomy.HeadAnatomy;
import org.perfusionj.phantom.anatomy.Tissue;

/** A smooth brain with all territories, for tests: a cortex 8 mm thick round white matter, two ventricles, deep grey matter, a cerebellum. */
final class EllipsoidHead implements HeadAnatomy {

	private static final double BOTTOM = -60;
	private static final double TOP = 74;
	private static final double CEREBELLUM_TOP = -22;

	@Override
	public void fractions(final double x, final double y, final double z, final float[] fractions) {
		Arrays.fill(fractions, 0);
		fractions[tissue(x, y, z).ordinal()] = 1;
	}

	private static Tissue tissue(final double x, final double y, final double z) {
		if (radius(x, y, z) > 1.12) return Tissue.AIR;
		if (radius(x, y, z) > 1 || z < BOTTOM || Math.abs(x) < 1) return Tissue.CSF;
		if (isCerebellum(y, z)) return radius(x, y, z) > 0.8 ? Tissue.GREY : Tissue.WHITE;
		if (inside(Math.abs(x) - 10, y, z - 16, 6, 32, 12)) return Tissue.CSF;
		if (radius(x, y, z) > 0.87 || inside(Math.abs(x) - 25, y - 2, z - 4, 9, 20, 12)) return Tissue.GREY;
		return Tissue.WHITE;
	}

	private static double radius(final double x, final double y, final double z) {
		return Math.sqrt(x * x / (66 * 66) + (y + 16) * (y + 16) / (86.0 * 86) + (z - 4) * (z - 4) / (70.0 * 70));
	}

	private static boolean inside(final double x, final double y, final double z, final double a, final double b, final double c) {
		return x * x / (a * a) + y * y / (b * b) + z * z / (c * c) < 1;
	}

	private static boolean isCerebellum(final double y, final double z) {
		return y < -35 && z < CEREBELLUM_TOP;
	}

	@Override
	public int territory(final double x, final double y, final double z) {
		if (radius(x, y, z) > 1 || z < BOTTOM) return 0;
		return left(Math.abs(x), y, z) + (x > 0 ? 1 : 0);
	}

	private static int left(final double x, final double y, final double z) {
		if (isCerebellum(y, z)) return z < -40 ? 29 : 27;
		if (z < -22 && x < 14 && y > -35 && y < -5) return 25;
		if (x < 18 && y > -30 && y < -8 && z < 18 && z > -15) return 21;
		if (inside(x - 25, y - 2, z - 4, 13, 24, 20)) return x < 20 && y > 0 ? 3 : 5;
		if (inside(x - 42, y - 4, z - 4, 7, 20, 16)) return 15;
		if (x < 24 && y > -45 && z > -14) return 1;
		if (y < -60 && x < 34) return 19;
		if (z < -18 && y < -8) return 17;
		if (y < -62) return 13;
		if (z < 2) return y > 12 ? 7 : 11;
		return y > -12 ? 7 : 9;
	}

	@Override
	public double brainBottomMm() {
		return BOTTOM;
	}

	@Override
	public double brainTopMm() {
		return TOP;
	}
}
