package org.perfusionj.evaluation;

/**
 * How much the residue functions of one method oscillate in one tissue of one phantom: means over voxels, evenly chosen where there are many. NaN if there is
 * no voxel, or no map.
 *
 * @param seed of the phantom
 * @param method name of the method
 * @param estimator where the AIF and the VOF came from
 * @param tissue which tissue
 * @param n voxels
 * @param oscillationIndex oscillation index of Wu et al. (Magn. Reson. Med. 2003): mean absolute second difference of the samples, as a fraction of the largest
 * @param negativeShare area below zero, as a share of the area of the absolute values
 * @param riseAfterPeak by how much the function rises again after its largest sample, as a fraction of that sample; 0 if it never does
 */
public record ResidueScore(long seed, String method, String estimator, EvaluationTissue tissue, int n, double oscillationIndex, double negativeShare, double riseAfterPeak) {

	static ResidueScore empty(final long seed, final String method, final String estimator, final EvaluationTissue tissue) {
		return new ResidueScore(seed, method, estimator, tissue, 0, Double.NaN, Double.NaN, Double.NaN);
	}
}
