package org.perfusionj.phantom.scan;

import java.util.OptionalDouble;
import java.util.OptionalInt;

import org.perfusionj.work.PerfusionException;

/**
 * What kind of scan is wanted. Whatever is empty is drawn by the seed.
 *
 * @param matrix pixels along x and y: 64 to 512
 * @param pixelMm pixel size, mm
 * @param slices number of slices
 * @param sliceMm slice thickness, mm
 * @param frames number of frames
 * @param frameIntervalS time between frames, s; of the first phase where the timing is mixed
 * @param timing how the frames are spaced
 * @param dose of radiation, 1 = routine; noise goes with 1/sqrt(dose); 0 = no noise at all
 * @param motion grade of head motion: 0 none, 1 mild, 2 moderate, 3 severe
 */
public record ScanOptions(int matrix, OptionalDouble pixelMm, OptionalInt slices, OptionalDouble sliceMm, OptionalInt frames, OptionalDouble frameIntervalS, Timing timing, double dose, int motion) {

	/** 256 x 256, routine dose, nothing moves, everything else as it comes. */
	public static final ScanOptions DEFAULTS = new ScanOptions(256, OptionalDouble.empty(), OptionalInt.empty(), OptionalDouble.empty(), OptionalInt.empty(), OptionalDouble.empty(), Timing.AUTO, 1, 0);

	/** Largest grade of motion. */
	public static final int MAX_MOTION = 3;

	/** @throws PerfusionException if a value is impossible, with the reason */
	public ScanOptions {
		if (matrix < 64 || matrix > 512) throw new PerfusionException("matrix must be 64 to 512 pixels, but is " + matrix + ".");
		check("pixel_mm", pixelMm, 0.3, 5, "mm");
		if (slices.isPresent() && (slices.getAsInt() < 1 || slices.getAsInt() > 320)) throw new PerfusionException("slices must be 1 to 320, but is " + slices.getAsInt() + ".");
		check("slice_mm", sliceMm, 0.5, 20, "mm");
		if (frames.isPresent() && (frames.getAsInt() < 10 || frames.getAsInt() > 500)) throw new PerfusionException("frames must be 10 to 500, but is " + frames.getAsInt() + ". With fewer no bolus can be seen.");
		check("frame_interval_s", frameIntervalS, 0.2, 10, "s");
		if (!(dose >= 0 && dose <= 100)) throw new PerfusionException("dose must be 0 (no noise) to 100 times the routine dose, but is " + dose + ".");
		if (motion < 0 || motion > MAX_MOTION) throw new PerfusionException("motion must be 0 (none) to " + MAX_MOTION + " (severe), but is " + motion + ".");
	}

	private static void check(final String name, final OptionalDouble value, final double low, final double high, final String unit) {
		if (value.isPresent() && !(value.getAsDouble() >= low && value.getAsDouble() <= high)) throw new PerfusionException(name + " must be " + low + " to " + high + " " + unit + ", but is " + value.getAsDouble() + ".");
	}
}
