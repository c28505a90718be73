package org.perfusionj.preprocessing;

import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;

import org.perfusionj.curve.TimeCurve;
import org.perfusionj.curve.TimeGrid;
import org.perfusionj.series.SignalType;
import org.perfusionj.work.PerfusionException;

/**
 * Finds the frames before the bolus in the mean enhancement curve of the strongest part of a series. The baseline ends
 * with the last frame before the arrival; if at least four frames come before it, one is left out for safety, since the
 * first contrast agent in other voxels may be a little earlier. For MR, leading frames whose magnetisation is not yet
 * steady are left out at the start.
 */
final class BaselineFinder {

	/** With fewer frames before the arrival none is given up for safety. */
	private static final int FRAMES_FOR_MARGIN = 4;
	/** A mean curve that enhances less than this has no bolus, however little noise there is: HU. */
	private static final double MIN_ENHANCEMENT_HU = 2;
	/** The same for MR: change of ln S. */
	private static final double MIN_ENHANCEMENT_LOG = 0.02;

	private BaselineFinder() {}

	/**
	 * @param enhancement mean curve on the time grid of the series: HU for CT, -ln of the signal for MR
	 * @param noise standard deviation of the noise of one frame of it, infinite if unknown
	 * @param time the grid
	 * @param signal CT or MR
	 * @param baselineEndS time of the last baseline frame as the user wants it, s after the first frame
	 * @param warnings told what the user must know
	 * @throws PerfusionException if there is no bolus, or the wanted end lies outside the scan
	 */
	static Baseline find(final TimeCurve enhancement, final double noise, final TimeGrid time, final SignalType signal, final Optional<Double> baselineEndS, final Consumer<String> warnings) {
		final boolean ct = signal == SignalType.CT;
		final BolusArrival bolus = BolusArrival.in(enhancement, noise, ct ? MIN_ENHANCEMENT_HU : MIN_ENHANCEMENT_LOG, ct ? " HU" : "");
		if (baselineEndS.isPresent()) return chosen(baselineEndS.get(), time, bolus, warnings);
		if (!bolus.found()) throw new PerfusionException("No bolus: " + bolus.reason() + ". Is this a contrast series" + (ct ? " in HU" : "") + "? If the input already is a concentration use signal=concentration" + (ct ? ", if it is MR use signal=MR." : ", if it is CT use signal=CT.") + " If there is a bolus that is only weak here (a small mask), give the time of the last frame before it, for example baseline_end_s=8.");
		int end = framesUntil(bolus.arrivalS(), time);
		if (end - bolus.skippedFrames() >= FRAMES_FOR_MARGIN) end--;
		if (bolus.skippedFrames() > 0) warnings.accept("The first " + bolus.skippedFrames() + " frame(s) differ from the rest of the baseline (magnetisation not steady) and are left out of it.");
		if (end - bolus.skippedFrames() == 1) warnings.accept(String.format(Locale.ROOT, "The bolus is already arriving in or right after the first frame (%.1f s), so that frame alone is the baseline: concentrations are noisy and may be too low. Start scanning earlier, or give baseline_end_s.", bolus.arrivalS()));
		return new Baseline(bolus.skippedFrames(), end, bolus.arrivalS());
	}

	private static Baseline chosen(final double endS, final TimeGrid time, final BolusArrival bolus, final Consumer<String> warnings) {
		final double last = time.time(time.count() - 1);
		if (!(endS >= 0 && endS < last)) throw new PerfusionException(String.format(Locale.ROOT, "baseline_end_s=%s is outside the scan: give a time from 0 to below %.1f s (after the first frame), or leave it out.", endS, last));
		final int end = framesUntil(endS, time);
		if (!bolus.found()) warnings.accept("No bolus was found (" + bolus.reason() + "); the given end of the baseline is used.");
		else if (bolus.arrivalS() < endS - time.stepS()) warnings.accept(String.format(Locale.ROOT, "The given end of the baseline, %.1f s, is later than the bolus, which arrives at %.1f s.", endS, bolus.arrivalS()));
		return new Baseline(0, end, bolus.found() ? bolus.arrivalS() : time.time(end - 1));
	}

	/** @return number of frames not later than a time */
	private static int framesUntil(final double timeS, final TimeGrid time) {
		return Math.max(1, Math.min(time.count() - 1, 1 + (int) Math.floor((timeS - time.startS()) / time.stepS() + 1e-6)));
	}
}
