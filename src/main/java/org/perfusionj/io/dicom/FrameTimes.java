package org.perfusionj.io.dicom;

import java.util.Arrays;
import java.util.Comparator;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;

import org.perfusionj.io.ReadOptions;
import org.perfusionj.series.AcquisitionTimes;
import org.perfusionj.work.PerfusionException;
import org.perfusionj.work.WorkMonitor;

/**
 * Puts the images of each slice in the order of time and says when they were acquired.
 *
 * @param frames images by slice and time
 * @param times acquisition times relative to the first
 * @param source where the times come from, for the log
 */
record FrameTimes(Frame[][] frames, AcquisitionTimes times, String source) {

	private static final double HALF_DAY_S = 43200;
	private static final double DAY_S = 86400;
	/** Two images of one slice are at least so far apart, s. */
	private static final double DISTINCT_S = 1e-3;
	/** Clocks of the slices of one frame that differ by less are the same, s. */
	private static final double SAME_S = 1.5e-3;
	private static final double MICRO = 1e6;

	/** A tag that may tell the time. */
	private record Source(String name, ToDoubleFunction<Frame.Moment> seconds) {

		double of(final Frame frame) {
			return seconds.applyAsDouble(frame.moment());
		}
	}

	/** Tags that say when the image was acquired, most exact first. */
	private static final List<Source> ACQUISITION = List.of(new Source("AcquisitionDateTime", Frame.Moment::acquisitionDateTime), new Source("AcquisitionTime", Frame.Moment::acquisitionTime), new Source("TriggerTime",
		Frame.Moment::triggerTime), new Source("TemporalPositionTimeOffset or FrameTime", Frame.Moment::timeOffset));
	/** The time at which the image was made, which may be the time of reconstruction. */
	private static final Source CONTENT = new Source("ContentTime", Frame.Moment::contentTime);

	/**
	 * @param stack a full grid of slices x times
	 * @throws PerfusionException if the files do not say when the images were acquired and no interval is given
	 */
	static FrameTimes of(final SliceStack stack, final ReadOptions options, final WorkMonitor monitor) {
		final Frame[][] frames = stack.slices().stream().map(slice -> slice.toArray(Frame[]::new)).toArray(Frame[][]::new);
		final Source exact = stack.timed() ? null : firstDistinct(frames);
		final double[][] seconds = exact == null ? null : unrolled(frames, exact);
		if (exact != null) sortBy(frames, seconds);
		else if (!stack.timed()) {
			final Comparator<Frame> order = coarseOrder(frames);
			for (final Frame[] slice : frames)
				Arrays.sort(slice, order);
		}
		if (options.frameIntervalS() > 0) return new FrameTimes(frames, AcquisitionTimes.uniform(frames[0].length, options.frameIntervalS()), "frame_interval_s");
		if (exact != null) return new FrameTimes(frames, relative(seconds), exact.name);
		return indirect(frames, monitor);
	}

	/** Times of images that are in order already, from tags that do not exactly say when they were acquired. */
	private static FrameTimes indirect(final Frame[][] frames, final WorkMonitor monitor) {
		final int count = frames[0].length;
		final double[][] content = ordered(unrolled(frames, CONTENT));
		if (content != null) {
			monitor.log("Warning: the DICOM files have no usable acquisition times; ContentTime is used, which may be the time of reconstruction. If the times are wrong, give frame_interval_s.");
			return new FrameTimes(frames, relative(content), CONTENT.name);
		}
		final Frame.Moment first = frames[0][0].moment();
		final double resolution = first.temporalResolution();
		if (resolution > 0) {
			monitor.log("Warning: the DICOM files have no usable acquisition times; TemporalResolution (" + resolution + " s) is used as the interval. If that is wrong, give frame_interval_s.");
			return new FrameTimes(frames, AcquisitionTimes.uniform(count, resolution), "TemporalResolution");
		}
		if (frames[0][0].image().info().modality().equals("MR") && first.repetitionTime() > 0) {
			monitor.log("Warning: the DICOM files have no usable acquisition times; RepetitionTime (" + first.repetitionTime() +
				" s) is used as the interval, which is right for single-shot echo planar images only. If that is wrong, give frame_interval_s.");
			return new FrameTimes(frames, AcquisitionTimes.uniform(count, first.repetitionTime()), "RepetitionTime");
		}
		throw new PerfusionException(noTimes(frames));
	}

	private static String noTimes(final Frame[][] frames) {
		for (final Frame[] slice : frames)
			for (int t = 1; t < slice.length; t++) {
				final double time = slice[t].moment().acquisitionTime();
				if (Double.isFinite(time) && time == slice[t - 1].moment().acquisitionTime()) return "The DICOM files do not tell the frames apart in time: for example " + slice[t - 1].image().file() + frameText(slice[t - 1]) + " and " +
					slice[t].image().file() + frameText(slice[t]) + " are of the same slice and have the same acquisition time. Give frame_interval_s (seconds between frames); the frames are then taken in the order of their numbers.";
			}
		return "The DICOM files have no acquisition times (AcquisitionDateTime, AcquisitionTime, ContentTime, TriggerTime, TemporalResolution). Give frame_interval_s (seconds between frames); the frames are then taken in the order of their numbers.";
	}

	private static String frameText(final Frame frame) {
		return frame.image().frames() > 1 ? " (frame " + (frame.index() + 1) + ")" : "";
	}

	private static Source firstDistinct(final Frame[][] frames) {
		for (final Source source : ACQUISITION) {
			final double[][] seconds = unrolled(frames, source);
			if (seconds == null) continue;
			for (final double[] row : seconds)
				Arrays.sort(row);
			if (ordered(seconds) != null) return source;
		}
		return null;
	}

	/** @return the times if they increase in every slice, else null */
	private static double[][] ordered(final double[][] seconds) {
		if (seconds == null) return null;
		for (final double[] row : seconds)
			for (int t = 1; t < row.length; t++)
				if (!(row[t] - row[t - 1] >= DISTINCT_S)) return null;
		return seconds;
	}

	/** @return s of each image; if the scan went over midnight while the date stayed, a day is added after it; null unless all images have the tag */
	private static double[][] unrolled(final Frame[][] frames, final Source source) {
		final double[][] seconds = Arrays.stream(frames).map(slice -> Arrays.stream(slice).mapToDouble(source::of).toArray()).toArray(double[][]::new);
		final double[] all = Arrays.stream(seconds).flatMapToDouble(Arrays::stream).sorted().toArray();
		// NaN sorts last
		if (!Double.isFinite(all[all.length - 1])) return null;
		if (all[all.length - 1] - all[0] >= DAY_S) return seconds;
		double midnight = Double.NEGATIVE_INFINITY;
		for (int i = 1; i < all.length; i++)
			if (all[i] - all[i - 1] > HALF_DAY_S) midnight = all[i];
		for (final double[] row : seconds)
			for (int t = 0; t < row.length; t++)
				if (row[t] < midnight) row[t] += DAY_S;
		return seconds;
	}

	private static void sortBy(final Frame[][] frames, final double[][] seconds) {
		for (int z = 0; z < frames.length; z++) {
			final double[] keys = seconds[z].clone();
			final Frame[] slice = frames[z].clone();
			final Integer[] order = new Integer[keys.length];
			Arrays.setAll(order, i -> i);
			Arrays.sort(order, Comparator.comparingDouble(i -> keys[i]));
			for (int t = 0; t < order.length; t++) {
				frames[z][t] = slice[order[t]];
				seconds[z][t] = keys[order[t]];
			}
		}
	}

	/** By what all images have: the acquisition time even if several share one, temporal position, acquisition and instance number. */
	private static Comparator<Frame> coarseOrder(final Frame[][] frames) {
		Comparator<Frame> order = (a, b) -> 0;
		for (final Source source : ACQUISITION.subList(0, 2)) {
			final double[][] seconds = unrolled(frames, source);
			if (seconds == null || Arrays.stream(seconds).flatMapToDouble(Arrays::stream).distinct().count() == 1) continue;
			final Map<Frame, Double> times = new IdentityHashMap<>();
			for (int z = 0; z < frames.length; z++)
				for (int t = 0; t < frames[z].length; t++)
					times.put(frames[z][t], seconds[z][t]);
			order = Comparator.comparingDouble(times::get);
			break;
		}
		final List<ToDoubleFunction<Frame.Moment>> keys = List.of(Frame.Moment::temporalPosition, Frame.Moment::acquisitionNumber);
		for (final ToDoubleFunction<Frame.Moment> key : keys)
			if (Arrays.stream(frames).flatMap(Arrays::stream).allMatch(frame -> Double.isFinite(key.applyAsDouble(frame.moment())))) order = order.thenComparingDouble(frame -> key.applyAsDouble(frame.moment()));
		return order.thenComparing(Frame.BY_NUMBER);
	}

	/** @return times from the earliest on, to the microsecond that DICOM gives; one row if the slices agree */
	private static AcquisitionTimes relative(final double[][] seconds) {
		final double first = Arrays.stream(seconds).mapToDouble(row -> row[0]).min().orElseThrow();
		final double[][] times = new double[seconds.length][];
		double spread = 0;
		for (int z = 0; z < times.length; z++) {
			times[z] = Arrays.stream(seconds[z]).map(s -> Math.round((s - first) * MICRO) / MICRO).toArray();
			for (int t = 0; t < times[z].length; t++)
				spread = Math.max(spread, Math.abs(times[z][t] - times[0][t]));
		}
		return spread <= SAME_S ? AcquisitionTimes.of(times[0]) : AcquisitionTimes.perSlice(times);
	}
}
