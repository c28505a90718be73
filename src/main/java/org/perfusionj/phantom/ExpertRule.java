package org.perfusionj.phantom;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

import org.perfusionj.phantom.perfusion.Occlusion;
import org.perfusionj.vascular.Vessel;

/**
 * How an expert chooses the voxel of a vascular function (de la Rosa et al. 2021, 3.1.2): for the AIF in the anterior or
 * middle cerebral, internal carotid or basilar artery, on the side away from the lesion, early, high and narrow, with
 * little partial volume; for the VOF in the superior sagittal, transverse or sigmoid sinus, the highest. Made a
 * deterministic score; its weights are chosen.
 */
final class ExpertRule {

	private static final Set<String> ARTERIES = Set.of("ICA", "M1", "M2inf", "M2sup", "A1", "A2", "A3peri", "CMA", "BA");
	private static final Set<String> SINUSES = Set.of("SSS", "TS", "SIG");
	private static final String SCALP = "STA";
	private static final String PIAL = "pial";
	/** A curve lower than this part of the highest is not looked at. */
	private static final double LOWEST = 0.2;
	private static final double ARRIVAL_WEIGHT_PER_S = 0.12;
	private static final double WIDTH_WEIGHT_PER_S = 0.05;
	private static final double FRACTION_WEIGHT = 0.2;

	private final Vessel vessel;
	private final Occlusion occlusion;

	/**
	 * @param vessel which function
	 * @param occlusion where the clot sits: arteries of its side are not chosen, unless they run in the midline and it leaves them open
	 */
	ExpertRule(final Vessel vessel, final Occlusion occlusion) {
		this.vessel = vessel;
		this.occlusion = occlusion;
	}

	/** @return true if the branch is one in which the function is measured */
	boolean accepts(final String branch) {
		final String name = branch.replaceFirst("_[LR]$", "");
		if (vessel == Vessel.VOF) return SINUSES.contains(name);
		return ARTERIES.contains(name) && !(ofTheAffectedSide(branch) && mayBeBeyondTheClot(name));
	}

	private boolean ofTheAffectedSide(final String branch) {
		return occlusion.side() == Occlusion.Side.LEFT && branch.endsWith("_L") || occlusion.side() == Occlusion.Side.RIGHT && branch.endsWith("_R");
	}

	private boolean mayBeBeyondTheClot(final String name) {
		final boolean lateral = name.startsWith("ICA") || name.startsWith("M") || name.equals("A1");
		return lateral || occlusion.site() == Occlusion.Site.A || occlusion.site() == Occlusion.Site.ICA;
	}

	/** @return those voxels among which the choice is made */
	List<VesselVoxel> candidates(final List<VesselVoxel> voxels) {
		return bright(voxels.stream().filter(one -> accepts(one.pool().branch())));
	}

	/** @return the voxels of any artery or vein of the brain that light up, whatever an expert would say of them */
	static List<VesselVoxel> visible(final Vessel vessel, final List<VesselVoxel> voxels) {
		return bright(voxels.stream().filter(one -> one.pool().vein() == (vessel == Vessel.VOF) && isNoticed(one.pool().branch())));
	}

	/** @return true if the branch is one of the brain's named vessels, not of the scalp and not of the smallest */
	static boolean isNoticed(final String branch) {
		return !branch.startsWith(SCALP) && !branch.startsWith(PIAL);
	}

	private static List<VesselVoxel> bright(final Stream<VesselVoxel> voxels) {
		final List<VesselVoxel> wanted = voxels.filter(VesselVoxel::isBolus).toList();
		final double highest = wanted.stream().mapToDouble(one -> one.shape().peakToBaseline()).max().orElse(0);
		return wanted.stream().filter(one -> one.shape().peakToBaseline() >= LOWEST * highest).toList();
	}

	/** @return how well each of the candidates suits, the higher the better */
	double[] scores(final List<VesselVoxel> candidates) {
		final double highest = candidates.stream().mapToDouble(one -> one.shape().peakToBaseline()).max().orElse(0);
		final double earliest = candidates.stream().mapToDouble(VesselVoxel::arrivalS).min().orElse(0);
		final double narrowest = candidates.stream().mapToDouble(VesselVoxel::widthS).min().orElse(0);
		return candidates.stream().mapToDouble(one -> {
			final double height = one.shape().peakToBaseline() / highest;
			if (vessel == Vessel.VOF) return height;
			return height + FRACTION_WEIGHT * one.fraction() - ARRIVAL_WEIGHT_PER_S * (one.arrivalS() - earliest) - WIDTH_WEIGHT_PER_S * (one.widthS() - narrowest);
		}).toArray();
	}

	/** @return the one voxel, empty if no vessel is in the field of view */
	Optional<VesselVoxel> choose(final List<VesselVoxel> voxels) {
		final List<VesselVoxel> candidates = candidates(voxels);
		return best(candidates, scores(candidates));
	}

	/** @return the candidate with the largest score, the first of equals */
	static Optional<VesselVoxel> best(final List<VesselVoxel> candidates, final double[] scores) {
		int best = 0;
		for (int i = 1; i < scores.length; i++)
			if (scores[i] > scores[best]) best = i;
		return candidates.isEmpty() ? Optional.empty() : Optional.of(candidates.get(best));
	}
}
