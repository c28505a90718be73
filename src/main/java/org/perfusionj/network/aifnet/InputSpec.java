package org.perfusionj.network.aifnet;

import org.perfusionj.curve.TimeGrid;

/**
 * What a network looks at, whatever scan comes: a fixed number of frames of a fixed interval around the arrival of the bolus,
 * on cells of about one size. It belongs to the weights.
 *
 * @param frames number of frames T (paper, 2.2: fixed for all scans)
 * @param stepS interval between them, s
 * @param leadS time before the arrival of the bolus at which they begin, s
 * @param cellMm size of a cell in the plane, mm: so many whole voxels are put together that it comes near
 * @param cellDepthMm thickness of a cell, mm; slices at least half as thick stay as they are
 */
public record InputSpec(int frames, double stepS, double leadS, double cellMm, double cellDepthMm) {

	/** Static channels behind the frames: the pre-bolus image. */
	public static final int STATIC_CHANNELS = 1;

	/** What the shipped networks look at: 36 s from 6 s before the bolus, cells of about 1.8 mm. */
	public static final InputSpec DEFAULT = new InputSpec(24, 1.5, 6, 1.8, 5);

	/** @throws IllegalArgumentException if a number is impossible */
	public InputSpec {
		if (frames < 2 || !(stepS > 0) || !(leadS >= 0) || !(cellMm > 0) || !(cellDepthMm > 0)) throw new IllegalArgumentException("A network cannot look at " + frames + " frames of " + stepS + " s on cells of " + cellMm + " x " + cellDepthMm + " mm.");
	}

	/** @return number of channels of the network's input */
	public int channels() {
		return frames + STATIC_CHANNELS;
	}

	/**
	 * @param arrivalS arrival of the bolus, s after the first frame of the scan
	 * @return times of the network's frames, s after the first frame of the scan; some may lie before or after it
	 */
	public TimeGrid times(final double arrivalS) {
		return new TimeGrid(arrivalS - leadS, stepS, frames);
	}
}
