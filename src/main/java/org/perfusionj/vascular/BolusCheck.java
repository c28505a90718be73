package org.perfusionj.vascular;

import java.util.Locale;

import org.perfusionj.work.PerfusionException;

/** Refuses curves that cannot be a vascular function, whatever way they were got. */
final class BolusCheck {

	/** A smoothed maximum below this many noise standard deviations is noise: white noise itself reaches about 1.5. */
	private static final double LEAST_CONTRAST_TO_NOISE = 2.5;

	private BolusCheck() {}

	/**
	 * @param values curve with baseline 0
	 * @param stepS interval between samples, s
	 * @param what the curve in words, to begin a sentence with, for example "The AIF from ROI AIF-1"
	 * @param cure what to do about it, a sentence
	 * @throws PerfusionException if the curve is not finite, zero or shows no bolus
	 */
	static void require(final double[] values, final double stepS, final String what, final String cure) {
		boolean allZero = true;
		for (int i = 0; i < values.length; i++) {
			if (!Double.isFinite(values[i])) throw new PerfusionException(what + " is " + values[i] + " at sample " + (i + 1) + ". " + cure);
			allZero &= values[i] == 0;
		}
		if (allZero) throw new PerfusionException(what + " is zero at all times. " + cure);
		final BolusShape shape = BolusShape.of(values, stepS);
		if (!(shape.peak() > 0)) throw new PerfusionException(what + " never rises above its baseline. " + cure);
		if (shape.contrastToNoise() < LEAST_CONTRAST_TO_NOISE) throw new PerfusionException(String.format(Locale.ROOT, "%s shows no bolus: its peak is %.3g at a noise of %.3g. %s", what, shape.peak(), shape.noise(), cure));
	}
}
