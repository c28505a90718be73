package org.perfusionj.evaluation;

import org.perfusionj.phantom.perfusion.Occlusion;

/**
 * How well a rule found the lesion of one phantom. Numbers are NaN if the rule could not be applied. Lesion = core and
 * penumbra together.
 *
 * @param seed of the phantom
 * @param method of the maps
 * @param rule name of the rule
 * @param sideTrue side of the clot
 * @param side side that was found; NONE also if the rule could not be applied
 * @param coreTrueMl true core, ml
 * @param coreMl core that was found, ml
 * @param coreDice overlap of the two, 0 to 1; NaN if both are empty
 * @param lesionTrueMl true lesion, ml
 * @param lesionMl lesion that was found, ml
 * @param lesionDice overlap of the two, 0 to 1; NaN if both are empty
 * @param estimator where the AIF and the VOF came from
 */
public record LesionScore(long seed, String method, String rule, Occlusion.Side sideTrue, Occlusion.Side side, double coreTrueMl, double coreMl, double coreDice, double lesionTrueMl, double lesionMl, double lesionDice, String estimator) {
}
