package org.perfusionj.phantom;

import org.perfusionj.phantom.vessels.BloodVoxels;

/**
 * What one plane of the head lattice holds.
 *
 * @param density HU before contrast, vessels included
 * @param brain perfused grey and white matter
 * @param plexus perfused tissue that is no brain
 * @param blood vessels
 * @param labels ordinal of the tissue that fills most of each point
 * @param brainFraction grey and white matter together, 0 to 1, without the blood of drawn vessels
 * @param core infarct core, as a fraction of the point
 * @param penumbra tissue at risk, as a fraction of the point
 * @param states ordinal of the state of the tissue of each point
 */
record HeadPlane(float[] density, PerfusedPoints brain, PerfusedPoints plexus, BloodVoxels blood, byte[] labels, float[] brainFraction, float[] core, float[] penumbra, byte[] states) {
}
