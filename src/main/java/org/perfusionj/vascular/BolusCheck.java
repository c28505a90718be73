package org.perfusionj.vascular;

import java.util.Locale;
import java.util.Optional;

import org.perfusionj.work.PerfusionException;

/** Tells curves that cannot be a vascular function, whatever way they were got. */
final class BolusCheck {

	private BolusCheck() {}

	/**
	 * @param values curve with baseline 0
	 * @param stepS interval between samples, s
	 * @param what the curve in words, to begin a sentence with, for example "The AIF from ROI AIF-1"
	 * @param cure what to do about it, a sentence
	 * @throws PerfusionException if the curve is not finite, zero or shows no bolus
	 */
	static void require(final double[] values, final double stepS, final String what, final String cure) {
		problem(values, stepS).ifPresent(problem -> {
			throw new PerfusionException(what + " " + problem + " " + cure);
		});
	}

	/**
	 * @param values curve with baseline 0
	 * @param stepS interval between samples, s
	 * @return what is wrong with a curve that is not finite, zero or shows no bolus, to end a sentence with
	 */
	static Optional<String> problem(final double[] values, final double stepS) {
		boolean allZero = true;
		for (int i = 0; i < values.length; i++) {
			if (!Double.isFinite(values[i])) return Optional.of("is " + values[i] + " at sample " + (i + 1) + ".");
			allZero &= values[i] == 0;
		}
		if (allZero) return Optional.of("is zero at all times.");
		final BolusShape shape = BolusShape.of(values, stepS);
		if (!(shape.peak() > 0)) return Optional.of("never rises above its baseline.");
		if (shape.contrastToNoise() >= VascularLimits.BOLUS_CONTRAST_TO_NOISE) return Optional.empty();
		return Optional.of(String.format(Locale.ROOT, "shows no bolus: its peak is %.3g at a noise of %.3g.", shape.peak(), shape.noise()));
	}
}
