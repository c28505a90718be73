package org.perfusionj.phantom.vessels;

import java.util.Arrays;

import org.perfusionj.phantom.anatomy.HeadAnatomy;
import org.perfusionj.phantom.anatomy.Tissue;

/** A head of nested ellipsoids: white matter, 5 mm of cortex, 3 mm of fluid, skull, scalp. */
final class EllipsoidHead implements HeadAnatomy {

	private static final double[] CENTRE = { 0, -18, 8 };
	private static final double[] INNER_SKULL = { 70, 88, 76 };

	private static double scaled(final double x, final double y, final double z, final double grown) {
		final double u = (x - CENTRE[0]) / (INNER_SKULL[0] + grown);
		final double v = (y - CENTRE[1]) / (INNER_SKULL[1] + grown);
		final double w = (z - CENTRE[2]) / (INNER_SKULL[2] + grown);
		return u * u + v * v + w * w;
	}

	@Override
	public void fractions(final double x, final double y, final double z, final float[] fractions) {
		Arrays.fill(fractions, 0);
		fractions[tissue(x, y, z).ordinal()] = 1;
	}

	private static Tissue tissue(final double x, final double y, final double z) {
		if (scaled(x, y, z, 12) > 1) return Tissue.AIR;
		if (scaled(x, y, z, 6) > 1) return Tissue.SOFT;
		if (scaled(x, y, z, 0) > 1) return Tissue.BONE;
		if (scaled(x, y, z, -3) > 1) return Tissue.CSF;
		return scaled(x, y, z, -8) > 1 ? Tissue.GREY : Tissue.WHITE;
	}

	@Override
	public int territory(final double x, final double y, final double z) {
		if (scaled(x, y, z, -3) > 1) return 0;
		final int right = x < 0 ? 0 : 1;
		if (y < -45 && z < -20) return 29 + right;
		if (Math.abs(x) < 25 && Math.abs(y + 5) < 25 && Math.abs(z - 2) < 14) return 5 + right;
		return 7 + right;
	}

	@Override
	public double brainBottomMm() {
		return CENTRE[2] - INNER_SKULL[2] + 3;
	}

	@Override
	public double brainTopMm() {
		return CENTRE[2] + INNER_SKULL[2] - 3;
	}
}
