package org.perfusionj.evaluation;

import org.perfusionj.maps.PerfusionMap;

/**
 * What a method measures in one region of one case.
 *
 * @param region normal or ischaemic tissue
 * @param measure what was measured
 * @param map in which map
 * @param method name of the method; {@link TissueComparison#TRUTH} for what is true
 * @param voxels voxels with a number
 * @param missed voxels of the region without a number; for MTT also those whose CBF is not positive
 * @param spread of the numbers over the voxels, in the unit of the measure
 */
public record TissueValue(TissueRegion region, TissueMeasure measure, PerfusionMap map, String method, int voxels, int missed, Spread spread) {

	/** @return the number of the case: the mean over the voxels, or their median, see {@link TissueMeasure#isMedian}; NaN without a voxel */
	public double value() {
		return measure.isMedian() ? spread.median() : spread.mean();
	}
}
