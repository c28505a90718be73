package org.perfusionj.phantom.scan;

/**
 * Errors of the images of one slice. Planes have the pixels of the image, row by row.
 *
 * @param error to be added to every frame, HU: bone-made beam hardening, streaks and rings
 * @param iodineError to be added while contrast is as dense as it was given, and in proportion before and after, HU
 * @param noise factor of the noise's standard deviation: as projected, in a unit that all slices of a scan share, or with a mean of 1 over
 *          the brain of a scan, see {@link Artefacts#levelled}
 * @param streakShare share of the noise's standard deviation that is streaks along x, 0 to 1
 */
public record SliceArtefacts(float[] error, float[] iodineError, float[] noise, float[] streakShare) {

	/** @return the same with other factors of the noise */
	SliceArtefacts withNoise(final float[] newNoise) {
		return new SliceArtefacts(error, iodineError, newNoise, streakShare);
	}
}
