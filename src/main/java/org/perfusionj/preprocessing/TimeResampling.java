package org.perfusionj.preprocessing;

import java.util.Arrays;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.stream.IntStream;

import org.perfusionj.curve.Interpolation;
import org.perfusionj.curve.TimeGrid;
import org.perfusionj.series.AcquisitionTimes;
import org.perfusionj.work.PerfusionException;

/**
 * How the frames of a series come onto one uniform time grid. Where the frames already are uniform and the same for all
 * slices nothing is resampled.
 * <p>
 * Otherwise the grid runs from the latest first frame of any slice to the earliest last frame of any slice: inside that
 * window every slice was measured, so no slice is extrapolated (at each end a slice loses at most the lag between the
 * slices, less than one interval in a shuttle scan). The step is the median of all intervals. Time 0 is that of the
 * very first frame, so that times of users (of the baseline, of an AIF) mean the same as in the measured series.
 *
 * @param needed true if the frames have to be resampled
 * @param grid the uniform times of the result, s after the earliest frame of any slice
 * @param originS acquisition time of the first grid time, s
 * @param deviationS largest distance of a frame from uniform times, s
 */
record TimeResampling(boolean needed, TimeGrid grid, double originS, double deviationS) {

	/** A grid with more frames than this many times the measured ones means that the times are wrong. */
	private static final int MAX_GROWTH = 10;

	/**
	 * @param times acquisition times
	 * @param stepS the wanted step, s; empty = the mean interval where the times are uniform, else their median
	 * @throws PerfusionException if the slices were not measured at overlapping times or a gap is far too long
	 */
	static TimeResampling of(final AcquisitionTimes times, final OptionalDouble stepS) {
		if (stepS.isPresent() && !(stepS.getAsDouble() > 0 && Double.isFinite(stepS.getAsDouble()))) throw new PerfusionException("The time step for resampling must be a positive number of seconds, but is " + stepS.getAsDouble() + ".");
		final boolean uniform = times.isUniform();
		if (uniform && (stepS.isEmpty() || Math.abs(stepS.getAsDouble() - times.meanIntervalS()) <= 1e-3 * times.meanIntervalS()))
			return new TimeResampling(false, new TimeGrid(0, times.meanIntervalS(), times.frames()), times.firstS(), 0);
		final double step = stepS.orElseGet(() -> medianInterval(times));
		final double start = IntStream.range(0, times.slices()).mapToDouble(z -> times.time(z, 0)).max().getAsDouble();
		final double end = IntStream.range(0, times.slices()).mapToDouble(z -> times.time(z, times.frames() - 1)).min().getAsDouble();
		final double count = Math.floor((end - start) / step + 1e-6) + 1;
		if (end <= start || end - start < (times.lastS() - times.firstS()) / 2) throw new PerfusionException(text("The slices were measured at times that hardly overlap: all of them only between %.1f and %.1f s, the series lasts from %.1f to %.1f s. "
			+ "If each slab had its own injection, analyse the slabs one by one; else give the interval between frames, for example frame_interval_s=2.", start, end, times.firstS(), times.lastS()));
		if (count > (double) MAX_GROWTH * times.frames()) throw new PerfusionException(text("Resampling %d frames over %.1f s to steps of %.3f s would make %.0f frames. Check the acquisition times for a long gap, or give the interval between frames, for example frame_interval_s=1.", times.frames(), end - start,
			step, count));
		return new TimeResampling(true, new TimeGrid(start - times.firstS(), step, (int) count), start, deviation(times));
	}

	/** @return one line for the log */
	String text(final Interpolation interpolation) {
		if (!needed) return text("Frame times are uniform: %d frames of %.4g s, not resampled", grid.count(), grid.stepS());
		return text("Frame times differ by up to %.3g s from uniform; resampled to %d frames of %.4g s (%s), the first of them %.3g s after the first measured one", deviationS, grid.count(), grid.stepS(), interpolation.key(), grid.startS());
	}

	private static double medianInterval(final AcquisitionTimes times) {
		final double[] intervals = IntStream.range(0, times.slices()).boxed().flatMapToDouble(z -> IntStream.range(1, times.frames()).mapToDouble(t -> times.time(z, t) - times.time(z, t - 1))).sorted().toArray();
		return (intervals[intervals.length / 2] + intervals[(intervals.length - 1) / 2]) / 2;
	}

	private static double deviation(final AcquisitionTimes times) {
		final double[] means = IntStream.range(0, times.slices()).mapToDouble(z -> (times.time(z, times.frames() - 1) - times.time(z, 0)) / (times.frames() - 1)).toArray();
		final double mean = Arrays.stream(means).average().getAsDouble();
		double deviation = 0;
		for (int z = 0; z < times.slices(); z++)
			for (int t = 0; t < times.frames(); t++)
				deviation = Math.max(deviation, Math.abs(times.time(z, t) - times.firstS() - t * mean));
		return deviation;
	}

	private static String text(final String format, final Object... values) {
		return String.format(Locale.ROOT, format, values);
	}
}
