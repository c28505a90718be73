package org.perfusionj.vascular;

import org.perfusionj.series.Voxel;

/**
 * A voxel that may belong to the vessel looked for.
 *
 * @param voxel where
 * @param curve its concentration, one value a sample
 * @param shape its shape in numbers
 * @param score how well it fits, larger is better
 */
record Candidate(Voxel voxel, double[] curve, BolusShape shape, double score) {

	/** @return the part of the curve's variance that is not noise, 0 to 1 */
	double reliability() {
		double mean = 0;
		for (final double value : curve)
			mean += value / curve.length;
		double variance = 0;
		for (final double value : curve)
			variance += (value - mean) * (value - mean) / curve.length;
		return variance > 0 ? Math.max(0, 1 - shape.noise() * shape.noise() / variance) : 0;
	}
}
