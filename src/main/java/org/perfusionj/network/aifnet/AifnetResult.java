package org.perfusionj.network.aifnet;

import org.perfusionj.series.Volume;
import org.perfusionj.vascular.Contributions;
import org.perfusionj.vascular.RiseTimes;
import org.perfusionj.vascular.VascularFunction;
import org.perfusionj.work.WorkMonitor;

/**
 * What AIFNet found.
 *
 * @param function the curve, for the VOF recalibrated, with the voxels that contribute most, best first
 * @param probability how much each voxel of the scan contributes, sum 1 (equation 3 of the paper)
 * @param recalibration what the curve was multiplied by (2.4.1); 1 for the AIF
 * @param rises when the parts of the scan rise that contribute
 */
public record AifnetResult(VascularFunction function, Volume probability, double recalibration, RiseTimes rises) {

	/**
	 * @param monitor asked for cancellation as long as they are used
	 * @return what contributes to the curve, to judge it by
	 */
	public Contributions contributions(final WorkMonitor monitor) {
		return Contributions.of(probability, rises, monitor);
	}
}
