package org.perfusionj.phantom;

import org.perfusionj.series.Mask;
import org.perfusionj.series.Volume;

/**
 * What is true of a phantom, on the grid of its series, blurred as the scanner blurs. Maps are of tissue: blood of the
 * vessels that are drawn one by one is not in them; 0 outside the brain.
 *
 * @param cbf ml/100 g/min
 * @param cbv ml/100 g
 * @param mtt s
 * @param delay arrival of blood after the true AIF, s; negative where tissue is fed before it
 * @param tmax time at which the true residue function (with delay and dispersion after the AIF) is maximal, s
 * @param labels the tissue that most planes of the voxel are mostly made of, ordinal of {@link org.perfusionj.phantom.anatomy.Tissue}
 * @param vessels 0, or the number of the branch that fills most of the voxel's blood if blood fills at least a tenth of the voxel
 * @param states ordinal of {@link org.perfusionj.phantom.perfusion.TissueState}; 0 also outside the brain
 * @param brain voxels at least half of which are grey or white matter
 * @param core infarct core, part of the brain
 * @param penumbra tissue at risk, part of the brain, without the core
 * @param aif true arterial input function
 * @param vof true venous output function
 */
public record PhantomTruth(Volume cbf, Volume cbv, Volume mtt, Volume delay, Volume tmax, Volume labels, Volume vessels, Volume states, Mask brain, Mask core, Mask penumbra, VesselTruth aif,
	VesselTruth vof)
{
}
