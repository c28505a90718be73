package org.perfusionj.pipeline;

import org.perfusionj.series.Volume;
import org.perfusionj.vascular.CurveQuality;
import org.perfusionj.vascular.CurveVerdict;
import org.perfusionj.vascular.VascularFunction;
import org.perfusionj.vascular.VascularMetrics;
import org.perfusionj.vascular.Vessel;

/**
 * A vascular function that a network found, with all that is needed to judge it.
 *
 * @param function the curve, with the voxels that contribute most, best first
 * @param probability how much each voxel contributes, sum 1, or all 0 if that is not known
 * @param recalibration what the curve was multiplied by, see {@link org.perfusionj.network.aifnet.AifnetResult}
 * @param metrics its numbers
 * @param quality what it is worth, and why
 */
public record FoundVessel(VascularFunction function, Volume probability, double recalibration, VascularMetrics metrics, CurveQuality quality) {

	/** @return AIF or VOF */
	public Vessel vessel() {
		return function.vessel();
	}

	/** @return true if it is known where the curve comes from; a network that predicts the curve itself does not tell */
	public boolean hasVoxels() {
		return metrics.effectiveVoxels() > 0;
	}

	/** @return false if maps made with the curve would be wrong */
	public boolean isUsable() {
		return quality.verdict() != CurveVerdict.UNUSABLE;
	}
}
