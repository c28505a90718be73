package org.perfusionj.phantom;

import org.perfusionj.curve.TimeCurve;
import org.perfusionj.series.Voxel;

/**
 * The voxel that a simulated rater chose.
 *
 * @param voxel where
 * @param curve what the rater sees there: HU above baseline with noise, at the frame times
 */
public record RaterPick(Voxel voxel, TimeCurve curve) {
}
