package org.perfusionj.phantom;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.perfusionj.phantom.perfusion.Occlusion;
import org.perfusionj.simulation.RandomStream;
import org.perfusionj.vascular.Vessel;

/**
 * A rater who follows the expert's rule and deviates from it as people do: prefers one vessel to another, does not see which
 * of the neighbouring voxels is best, and now and then takes any vessel that lights up, of either side and any size. How far was set, on seeds 1001-1060, so
 * that two of these raters agree as the two of de la Rosa et al. 2021 do (Tables 1 and 2: AIF r 0.971, 5th percentile 0.883;
 * VOF 0.985, 0.944) and as often choose the same voxel and slice (annotations published with the paper: AIF 32 and 69 %).
 */
final class SimulatedRater {

	private static final double AIF_VESSEL_SD = 0.1;
	private static final double AIF_VOXEL_SD = 0.03;
	private static final double AIF_DISTRACTED = 0.2;
	private static final double VOF_VESSEL_SD = 0.05;
	private static final double VOF_VOXEL_SD = 0.02;
	private static final double VOF_DISTRACTED = 0.1;

	private final Vessel vessel;
	private final ExpertRule rule;
	private final RandomStream random;

	/**
	 * @param vessel which function
	 * @param occlusion where the clot sits
	 * @param random the rater's own stream
	 */
	SimulatedRater(final Vessel vessel, final Occlusion occlusion, final RandomStream random) {
		this.vessel = vessel;
		this.rule = new ExpertRule(vessel, occlusion);
		this.random = random;
	}

	/** @return the rater's voxel, empty if no vessel is in the field of view */
	Optional<VesselVoxel> choose(final List<VesselVoxel> voxels) {
		final boolean arterial = vessel == Vessel.AIF;
		final RandomStream attention = random.named("attention");
		if (attention.chance(arterial ? AIF_DISTRACTED : VOF_DISTRACTED)) {
			final List<VesselVoxel> any = ExpertRule.visible(vessel, voxels);
			return any.isEmpty() ? Optional.empty() : Optional.of(attention.pick(any));
		}
		final List<VesselVoxel> candidates = rule.candidates(voxels);
		final double[] scores = rule.scores(candidates);
		final Map<String, Double> taste = new HashMap<>();
		final RandomStream eye = random.named("voxels");
		for (int i = 0; i < scores.length; i++) {
			final String branch = candidates.get(i).pool().branch();
			scores[i] += taste.computeIfAbsent(branch, name -> random.named(name).gaussian(0, arterial ? AIF_VESSEL_SD : VOF_VESSEL_SD)) + eye.gaussian(0, arterial ? AIF_VOXEL_SD : VOF_VOXEL_SD);
		}
		return ExpertRule.best(candidates, scores);
	}
}
