package org.perfusionj.network.aifnet.training;

import java.util.Locale;

import org.perfusionj.simulation.RandomStream;

/**
 * How a scan is changed each time it is seen (paper, 2.3.1): the bolus is shifted, because its arrival depends on injection and
 * patient, and its height is scaled, because that depends on the contrast agent. Scans are also mirrored, as they come with either
 * side to the left and with either end first.
 *
 * @param shiftFrames largest shift to either side, frames; at most {@link TrainingExample#MARGIN}
 * @param leastScale smallest factor of the enhancement
 * @param mostScale largest factor of the enhancement
 * @param mirrored true: mirrored along x, y and z in half of the cases each
 */
public record Augmentation(int shiftFrames, double leastScale, double mostScale, boolean mirrored) {

	/** Nothing is changed. */
	public static final Augmentation NONE = new Augmentation(0, 1, 1, false);

	/** What the shipped networks were trained with. */
	public static final Augmentation DEFAULT = new Augmentation(2, 0.6, 1.6, true);

	/** @throws IllegalArgumentException if a number is impossible */
	public Augmentation {
		if (shiftFrames < 0 || shiftFrames > TrainingExample.MARGIN) throw new IllegalArgumentException("The bolus can be shifted by 0 to " + TrainingExample.MARGIN + " frames, not by " + shiftFrames + ".");
		if (!(leastScale > 0 && mostScale >= leastScale)) throw new IllegalArgumentException("The enhancement cannot be scaled by " + leastScale + " to " + mostScale + ".");
	}

	/** @return what is done, in words */
	String text() {
		if (equals(NONE)) return "none";
		return String.format(Locale.ROOT, "bolus shifted by up to %d frames, enhancement times %s to %s%s", shiftFrames, leastScale, mostScale, mirrored ? ", mirrored" : "");
	}

	/**
	 * What is done to one scan.
	 *
	 * @param shift frames by which the bolus comes later
	 * @param scale factor of the enhancement
	 * @param mirrorX columns are reversed
	 * @param mirrorY rows are reversed
	 * @param mirrorZ layers are reversed
	 */
	record Change(int shift, double scale, boolean mirrorX, boolean mirrorY, boolean mirrorZ) {

		/** Nothing. */
		static final Change NONE = new Change(0, 1, false, false, false);
	}

	/** @return what is done this time */
	Change draw(final RandomStream random) {
		return new Change(random.integer(-shiftFrames, shiftFrames), random.uniform(leastScale, mostScale), mirrored && random.chance(0.5), mirrored && random.chance(0.5), mirrored && random.chance(0.5));
	}
}
