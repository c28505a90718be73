package org.perfusionj.evaluation;

/**
 * How well a map of a method tells true core from true penumbra, voxels of all phantoms pooled.
 *
 * @param method of the maps; {@link LesionScore#TRUTH} or {@link LesionScore#TRUTH_BAD} = the true ones
 * @param estimator where the AIF and the VOF came from; empty for true maps
 * @param map rCBF, rCBV, rMTT, rTmax, or rBAD of methods without Tmax: the map over its mean in normal tissue of the same head
 * @param phantoms that have core or penumbra within the brain of the maps
 * @param curve of all of them
 */
public record LesionRoc(String method, String estimator, String map, int phantoms, RocCurve curve) {
}
