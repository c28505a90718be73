package org.perfusionj.network.residue.training;

import org.perfusionj.curve.TimeGrid;
import org.perfusionj.series.Mask;
import org.perfusionj.series.SliceSource;

/**
 * A scan of which nobody knows the truth.
 *
 * @param name of the scan
 * @param slices concentration, one frame for each sample of the time grid
 * @param time uniform time grid
 * @param tissue voxels to learn from; their curves must be finite
 * @param aif concentration in the artery on the time grid
 */
public record UnlabelledScan(String name, SliceSource slices, TimeGrid time, Mask tissue, double[] aif) {
}
