package org.perfusionj.phantom.scan;

import org.perfusionj.series.AcquisitionTimes;
import org.perfusionj.simulation.RandomStream;

/**
 * When the frames of a scan are taken. Scans last 40 to 75 s mostly: long enough for the whole bolus in nine of ten patients at 53 s
 * (Kasasbeh et al., Stroke 2016;47:2966), so that short scans cut some off.
 *
 * @param timing how frames are spaced, never {@link Timing#AUTO}
 * @param intervalS time between frames, of the first phase where the timing is mixed, s
 * @param times of all frames, for each slice if the timing is shuttle
 */
record FrameTimes(Timing timing, double intervalS, AcquisitionTimes times) {

	/** Frames of real scans. */
	private static final int FEWEST = 40;
	private static final int MOST = 120;
	/** Shortest interval in which a table can go and come, s. */
	private static final double SHUTTLE_S = 1.5;
	/** Intervals after the first pass, in intervals of the first pass. */
	private static final int LATER = 3;
	/** Intervals, each as often as it is listed, s (chosen; most real scans have 1 s). */
	private static final double[] INTERVALS_S = { 0.8, 0.9, 1, 1, 1, 1, 1, 1, 1, 1, 1.1, 1.25, 1.5, 1.5, 1.5, 1.7, 2, 2, 2.5, 3 };

	/** @param slices of the scan */
	static FrameTimes draw(final ScanOptions options, final int slices, final RandomStream random) {
		final double durationS = random.chance(0.12) ? random.uniform(36, 44) : random.gaussian(58, 9, 44, 78);
		final double intervalS = options.frameIntervalS().isPresent() ? options.frameIntervalS().getAsDouble() : interval(options, durationS, random.named("interval"));
		final Timing timing = options.timing() == Timing.AUTO ? timing(options, intervalS, slices, random.named("timing")) : options.timing();
		final double firstPassS = random.uniform(30, 40);
		final int later = random.integer(5, 10);
		final int early = (int) Math.round(firstPassS / intervalS) + 1;
		final int regular = (int) Math.round(durationS / intervalS) + 1;
		final int frames = options.frames().orElse(Math.max(FEWEST, Math.min(MOST, timing == Timing.MIXED ? early + later : regular)));
		// at least the last two frames are late ones
		return new FrameTimes(timing, intervalS, times(timing, intervalS, frames, Math.min(early, frames - 2), slices));
	}

	private static double interval(final ScanOptions options, final double durationS, final RandomStream random) {
		if (options.timing() == Timing.SHUTTLE) return random.uniform(SHUTTLE_S, 3);
		if (options.frames().isEmpty()) return INTERVALS_S[random.integer(0, INTERVALS_S.length - 1)];
		// as many frames as asked for in a usual time, in steps of a tenth of a second
		return Math.max(0.8, Math.min(3, Math.rint(10 * durationS / options.frames().getAsInt()) / 10));
	}

	private static Timing timing(final ScanOptions options, final double intervalS, final int slices, final RandomStream random) {
		final double share = random.uniform();
		if (intervalS >= SHUTTLE_S) return share < 0.35 && slices > 1 ? Timing.SHUTTLE : Timing.REGULAR;
		// a short scan has no second phase
		final boolean roomForTwoPhases = options.frames().isEmpty() || options.frames().getAsInt() * intervalS >= 35;
		return share < 0.2 && intervalS <= 1.1 && roomForTwoPhases ? Timing.MIXED : Timing.REGULAR;
	}

	private static AcquisitionTimes times(final Timing timing, final double intervalS, final int frames, final int early, final int slices) {
		if (timing == Timing.REGULAR) return AcquisitionTimes.uniform(frames, intervalS);
		if (timing == Timing.MIXED) {
			final double[] times = new double[frames];
			for (int t = 0; t < frames; t++)
				times[t] = intervalS * (t < early ? t : early - 1 + LATER * (t - early + 1));
			return AcquisitionTimes.of(times);
		}
		final double[][] times = new double[slices][frames];
		for (int z = 0; z < slices; z++)
			for (int t = 0; t < frames; t++)
				times[z][t] = intervalS * (t + (z % 2) / 2.0);
		return AcquisitionTimes.perSlice(times);
	}
}
