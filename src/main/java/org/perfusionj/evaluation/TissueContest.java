package org.perfusionj.evaluation;

import org.perfusionj.maps.PerfusionMap;

/**
 * A method against the best deconvolution in one tissue of phantoms: means over the scans in which the method and the deconvolutions have the map there. Which deconvolution is best
 * may differ between the two measures. Errors are in the unit of the map.
 *
 * @param method name of the method
 * @param estimator where the AIF and the VOF came from
 * @param map which map; the delay (BAD) of a deconvolution is its Tmax
 * @param tissue which tissue
 * @param scans number of scans
 * @param rmse root mean square error
 * @param rmseRival deconvolution with the lowest one
 * @param rivalRmse its error
 * @param medianAbsoluteError median of the absolute errors of the voxels
 * @param medianRival deconvolution with the lowest one
 * @param rivalMedianAbsoluteError its error
 */
public record TissueContest(String method, String estimator, PerfusionMap map, EvaluationTissue tissue, int scans, double rmse, String rmseRival, double rivalRmse, double medianAbsoluteError, String medianRival,
	double rivalMedianAbsoluteError)
{

	/** @return true if both errors are lower than those of every deconvolution */
	public boolean isBetter() {
		return isBetterByRmse() && isBetterByMedian();
	}

	/** @return true if the root mean square error is lower than that of every deconvolution */
	public boolean isBetterByRmse() {
		return rmse < rivalRmse;
	}

	/** @return true if the median absolute error is lower than that of every deconvolution */
	public boolean isBetterByMedian() {
		return medianAbsoluteError < rivalMedianAbsoluteError;
	}
}
