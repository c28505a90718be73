package org.perfusionj.simulation;

import org.perfusionj.curve.TimeGrid;

/**
 * How the frames of a scan are drawn.
 *
 * @param intervalS frame interval, s
 * @param fewestFrames at least 2
 * @param mostFrames at least fewestFrames; every number between is as likely
 */
public record ScanPrior(Distribution intervalS, int fewestFrames, int mostFrames) {

	/** Frames that are just not one too many by rounding. */
	private static final double TOLERANCE = 1e-9;

	/** @throws IllegalArgumentException if the interval is not positive or the numbers of frames are not in order */
	public ScanPrior {
		if (!(intervalS.low() > 0 && intervalS.zeroShare() == 0)) throw new IllegalArgumentException("The frame interval must be positive, but can be " + (intervalS.zeroShare() > 0 ? 0 : intervalS.low()) + " s.");
		if (fewestFrames < 2 || mostFrames < fewestFrames) throw new IllegalArgumentException("A scan needs 2 frames or more, not " + fewestFrames + " to " + mostFrames + ".");
	}

	/**
	 * @param intervalS frame interval, s
	 * @param durationS number of frames times interval, rounded down to whole frames, s
	 * @return always the same frames
	 */
	public static ScanPrior fixed(final double intervalS, final double durationS) {
		final int frames = (int) Math.floor(durationS / intervalS + TOLERANCE);
		return new ScanPrior(Distribution.fixed(intervalS), frames, frames);
	}

	/** @return frames from 0 s */
	TimeGrid draw(final RandomStream random) {
		final double interval = intervalS.draw(random);
		return new TimeGrid(0, interval, random.integer(fewestFrames, mostFrames));
	}
}
