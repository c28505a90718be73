package org.perfusionj.phantom.anatomy;

import org.perfusionj.simulation.RandomStream;

/**
 * The pattern of sulci on the surface of the brain: lines where a sum of plane waves of about the same length, in random
 * directions, is zero. Such lines meander without crossing, at an even distance of half a wave, as sulci do (13 mm apart).
 * Shorter waves make them less regular.
 */
final class Gyri {

	private static final int WAVES = 10;
	private static final int FINE_WAVES = 6;
	private static final double LENGTH_MM = 24;
	private static final double FINE_LENGTH_MM = 13;
	private static final double FINE_SHARE = 0.3;

	private final double[] kx = new double[WAVES + FINE_WAVES];
	private final double[] ky = new double[WAVES + FINE_WAVES];
	private final double[] kz = new double[WAVES + FINE_WAVES];
	private final double[] phase = new double[WAVES + FINE_WAVES];
	private final double[] weight = new double[WAVES + FINE_WAVES];
	private final double leastSlope;

	Gyri(final RandomStream random) {
		double slope = 0;
		for (int i = 0; i < phase.length; i++) {
			final boolean fine = i >= WAVES;
			final double k = 2 * Math.PI / ((fine ? FINE_LENGTH_MM : LENGTH_MM) * random.uniform(0.85, 1.15));
			final double u = random.gaussian();
			final double v = random.gaussian();
			final double w = random.gaussian();
			final double scale = k / Math.sqrt(u * u + v * v + w * w);
			kx[i] = u * scale;
			ky[i] = v * scale;
			kz[i] = w * scale;
			phase[i] = random.uniform(0, 2 * Math.PI);
			weight[i] = fine ? FINE_SHARE / Math.sqrt(FINE_WAVES) : 1 / Math.sqrt(WAVES);
			slope += weight[i] * weight[i] * k * k / 2;
		}
		leastSlope = 0.2 * Math.sqrt(slope);
	}

	/** @return distance on the surface from the nearest sulcus, mm, with different signs on its two sides; an estimate that is right near the sulcus */
	double acrossSulcus(final double x, final double y, final double z) {
		double value = 0;
		double gx = 0;
		double gy = 0;
		double gz = 0;
		for (int i = 0; i < phase.length; i++) {
			final double angle = kx[i] * x + ky[i] * y + kz[i] * z + phase[i];
			value += weight[i] * Math.sin(angle);
			final double slope = weight[i] * Math.cos(angle);
			gx += slope * kx[i];
			gy += slope * ky[i];
			gz += slope * kz[i];
		}
		return value / Math.sqrt(gx * gx + gy * gy + gz * gz + leastSlope * leastSlope);
	}
}
