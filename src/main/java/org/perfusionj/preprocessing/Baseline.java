package org.perfusionj.preprocessing;

/**
 * Where the pre-bolus baseline of a series lies, the same for every voxel.
 *
 * @param firstFrame first frame that belongs to the baseline, from 0
 * @param endFrame first frame after the baseline, at least firstFrame + 1
 * @param arrivalS time at which the bolus arrives, s after the first frame
 */
public record Baseline(int firstFrame, int endFrame, double arrivalS) {

	/** @throws IllegalArgumentException if the baseline holds no frame */
	public Baseline {
		if (firstFrame < 0 || endFrame <= firstFrame) throw new IllegalArgumentException("The baseline needs at least one frame, but goes from frame " + firstFrame + " to " + endFrame + ".");
	}

	/** @return number of baseline frames */
	public int frames() {
		return endFrame - firstFrame;
	}
}
