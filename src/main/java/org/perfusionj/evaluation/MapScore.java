package org.perfusionj.evaluation;

import org.perfusionj.maps.PerfusionMap;

/**
 * How well one map of one phantom agrees with the truth in one tissue. Voxels with a large vessel are left out. A number that
 * does not exist is NaN; all are if there is no such voxel or no map.
 *
 * @param seed of the phantom
 * @param method name of the method
 * @param estimator where the AIF and the VOF came from
 * @param map which map
 * @param tissue which tissue
 * @param n voxels that were compared
 * @param rmse root mean square error, unit of the map
 * @param bias mean of estimate minus truth, unit of the map
 * @param pearson Pearson correlation
 * @param spearman Spearman correlation
 * @param truthMean mean of the truth, unit of the map
 * @param estimateMean mean of the estimate, unit of the map
 * @param medianError median of estimate minus truth, unit of the map
 * @param medianAbsoluteError median of the absolute errors, unit of the map
 * @param missed voxels of the tissue that the pipeline left out, because its mask does not reach them
 */
public record MapScore(long seed, String method, String estimator, PerfusionMap map, EvaluationTissue tissue, int n, double rmse, double bias, double pearson, double spearman, double truthMean, double estimateMean, double medianError,
	double medianAbsoluteError, int missed)
{

	static MapScore empty(final long seed, final String method, final String estimator, final PerfusionMap map, final EvaluationTissue tissue, final int missed) {
		final double none = Double.NaN;
		return new MapScore(seed, method, estimator, map, tissue, 0, none, none, none, none, none, none, none, none, missed);
	}
}
