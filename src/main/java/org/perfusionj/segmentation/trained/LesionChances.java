package org.perfusionj.segmentation.trained;

/**
 * How likely each tissue voxel is core or lesion. Arrays are shared; do not change them.
 *
 * @param core probability of core, 0 to 1, voxels in their order
 * @param lesion probability of core or penumbra
 */
public record LesionChances(float[] core, float[] lesion) {
}
