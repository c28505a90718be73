package org.perfusionj.evaluation;

import org.perfusionj.segmentation.AffectedSide;

/**
 * How well a rule found the lesion of one phantom. Lesion = core and penumbra together. The ceiling of a rule is its own score on the true maps, which have no noise: no method can be blamed for
 * what is missing above it.
 *
 * @param seed of the phantom
 * @param method of the maps; {@link #TRUTH} or {@link #TRUTH_BAD} = the true ones
 * @param estimator where the AIF and the VOF came from; empty for true maps
 * @param rule name of the rule
 * @param sideTrue side of the clot; NONE in a healthy head
 * @param side side that was found; NONE also if the rule could not be applied
 * @param core agreement of the cores; only the true volume if the rule could not be applied or says nothing of a core
 * @param lesion agreement of the lesions; only the true volume if the rule could not be applied
 * @param coreCeiling Dice of the core on the true maps; NaN if it is not defined there
 * @param lesionCeiling Dice of the lesion on the true maps; NaN if it is not defined there
 * @param message why the rule could not be applied; empty if it was
 */
public record LesionScore(long seed, String method, String estimator, String rule, AffectedSide sideTrue, AffectedSide side, MaskAgreement core, MaskAgreement lesion, double coreCeiling, double lesionCeiling, String message) {

	/** Method of the true CBF, CBV, MTT, Tmax and delay. */
	public static final String TRUTH = "truth";
	/** Method of the same without Tmax: what methods that estimate BAD only are compared with. */
	public static final String TRUTH_BAD = "truth without Tmax";

	/** @return true if maps of that name are true ones */
	static boolean isTruth(final String method) {
		return method.equals(TRUTH) || method.equals(TRUTH_BAD);
	}

	/** @return true if this is the rule on true maps */
	public boolean isCeiling() {
		return isTruth(method);
	}

	/** @return false if the rule could not be applied */
	public boolean isDone() {
		return message.isEmpty();
	}

	/** @return true if there is nothing to find */
	public boolean isHealthy() {
		return lesion.referenceMl() == 0;
	}

	/** @return Dice of the core over its ceiling; NaN where there is no ceiling, or it is 0 */
	public double coreShare() {
		return coreCeiling > 0 ? core.dice() / coreCeiling : Double.NaN;
	}

	/** @return Dice of the lesion over its ceiling; NaN where there is no ceiling, or it is 0 */
	public double lesionShare() {
		return lesionCeiling > 0 ? lesion.dice() / lesionCeiling : Double.NaN;
	}
}
