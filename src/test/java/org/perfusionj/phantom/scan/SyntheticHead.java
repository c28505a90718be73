package org.perfusionj.phantom.scan;

import java.util.Arrays;

import org.perfusionj.phantom.anatomy.HeadAnatomy;
import org.perfusionj.phantom.anatomy.Tissue;

/** A head of nested ellipsoids: brain within 68 x 86 x 70 mm of (0, -15, 10), 7 mm of bone, 5 mm of scalp. */
final class SyntheticHead implements HeadAnatomy {

	@Override
	public void fractions(final double x, final double y, final double z, final float[] fractions) {
		Arrays.fill(fractions, 0);
		fractions[tissue(x, y, z).ordinal()] = 1;
	}

	private static Tissue tissue(final double x, final double y, final double z) {
		if (within(x, y, z, 0)) return Tissue.WHITE;
		if (within(x, y, z, 7)) return Tissue.BONE;
		return within(x, y, z, 12) ? Tissue.SOFT : Tissue.AIR;
	}

	private static boolean within(final double x, final double y, final double z, final double more) {
		return Math.pow(x / (68 + more), 2) + Math.pow((y + 15) / (86 + more), 2) + Math.pow((z - 10) / (70 + more), 2) <= 1;
	}

	@Override
	public int territory(final double x, final double y, final double z) {
		return within(x, y, z, 0) ? 7 : 0;
	}

	@Override
	public double brainBottomMm() {
		return -60;
	}

	@Override
	public double brainTopMm() {
		return 80;
	}
}
