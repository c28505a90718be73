package org.perfusionj.phantom.vessels;

/**
 * How much blood of which pool lies at the points of one plane of a {@link org.perfusionj.phantom.anatomy.HeadGrid}, sparse: a
 * point that several pools touch has several entries. Fractions come from counting cells much smaller than a point.
 *
 * @param points index y * width + x, ascending
 * @param pools number of the pool
 * @param fractions part of the point that it fills, 0 to 1; those of one point add up to at most 1
 */
public record BloodVoxels(int[] points, int[] pools, float[] fractions) {
}
