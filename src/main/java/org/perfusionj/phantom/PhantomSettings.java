package org.perfusionj.phantom;

import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;

import org.perfusionj.phantom.perfusion.Occlusion;
import org.perfusionj.phantom.scan.Timing;
import org.perfusionj.work.PerfusionException;

/**
 * What kind of phantom is wanted. Whatever is empty is drawn by the seed.
 *
 * @param seed of everything that is drawn
 * @param occlusion where the clot sits
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
public record PhantomSettings(long seed, Optional<Occlusion> occlusion, int matrix, OptionalDouble pixelMm, OptionalInt slices, OptionalDouble sliceMm, OptionalInt frames, OptionalDouble frameIntervalS, Timing timing,
	double dose, int motion)
{

	/** Largest grade of motion. */
	public static final int MAX_MOTION = 3;

	/** @throws PerfusionException if a value is impossible, with the reason */
	public PhantomSettings {
		if (matrix < 64 || matrix > 512) throw new PerfusionException("matrix must be 64 to 512 pixels, but is " + matrix + ".");
		if (pixelMm.isPresent() && !(pixelMm.getAsDouble() >= 0.3 && pixelMm.getAsDouble() <= 5)) throw new PerfusionException("pixel_mm must be 0.3 to 5 mm, but is " + pixelMm.getAsDouble() + ".");
		if (slices.isPresent() && (slices.getAsInt() < 1 || slices.getAsInt() > 320)) throw new PerfusionException("slices must be 1 to 320, but is " + slices.getAsInt() + ".");
		if (sliceMm.isPresent() && !(sliceMm.getAsDouble() >= 0.5 && sliceMm.getAsDouble() <= 20)) throw new PerfusionException("slice_mm must be 0.5 to 20 mm, but is " + sliceMm.getAsDouble() + ".");
		if (frames.isPresent() && (frames.getAsInt() < 10 || frames.getAsInt() > 500)) throw new PerfusionException("frames must be 10 to 500, but is " + frames.getAsInt() + ". With fewer no bolus can be seen.");
		if (frameIntervalS.isPresent() && !(frameIntervalS.getAsDouble() >= 0.2 && frameIntervalS.getAsDouble() <= 10)) throw new PerfusionException("frame_interval_s must be 0.2 to 10 s, but is " + frameIntervalS
			.getAsDouble() + ".");
		if (!(dose >= 0 && dose <= 100)) throw new PerfusionException("dose must be 0 (no noise) to 100 times the routine dose, but is " + dose + ".");
		if (motion < 0 || motion > MAX_MOTION) throw new PerfusionException("motion must be 0 (none) to " + MAX_MOTION + " (severe), but is " + motion + ".");
	}

	/** @return a phantom drawn by a seed: 256 x 256, routine dose, nothing moves, everything else as it comes */
	public static PhantomSettings of(final long seed) {
		return new PhantomSettings(seed, Optional.empty(), 256, OptionalDouble.empty(), OptionalInt.empty(), OptionalDouble.empty(), OptionalInt.empty(), OptionalDouble.empty(), Timing.AUTO, 1, 0);
	}
}
