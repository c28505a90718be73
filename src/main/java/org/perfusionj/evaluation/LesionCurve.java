package org.perfusionj.evaluation;

import org.perfusionj.maps.PerfusionMap;

/**
 * How well a map of a run tells core from penumbra of the reference, voxels pooled over all cases: a curve of Fig. 6 of de la Rosa et al. (Med. Image Anal. 2021).
 *
 * @param run whose maps they are
 * @param map which map
 * @param cases number of cases
 * @param inReference in how many of them the penumbra is that of the reference; in the others it is the rest of the lesion that was found
 * @param curve sensitivity over false positives
 */
public record LesionCurve(String run, PerfusionMap map, int cases, int inReference, RocCurve curve) {
}
