package org.perfusionj.io;

import java.util.Optional;

import org.perfusionj.series.SignalType;
import org.perfusionj.work.Choice;
import org.perfusionj.work.PerfusionException;

/**
 * What the user says about a file beyond what the file says itself.
 *
 * @param series id of the series to read where there are several (see {@link SeriesEntry}); empty = the dynamic one
 * @param frameIntervalS s between frames, instead of what the file says; 0 = from the file
 * @param slices number of slices, for stacks that hold slices and times in one dimension; 0 = from the file
 * @param planeOrder order of the planes of such a stack
 * @param signal what the numbers are, if the user says so; else from the file (CT where it does not say)
 */
public record ReadOptions(String series, double frameIntervalS, int slices, PlaneOrder planeOrder, Optional<SignalType> signal) {

	/** Everything from the file. */
	public static final ReadOptions FROM_FILE = new ReadOptions("", 0, 0, PlaneOrder.SLICES_FIRST, Optional.empty());

	/** Order of the planes in a stack of slices x frames. */
	public enum PlaneOrder implements Choice {
		/** All slices of the first time, then all slices of the second time. */
		SLICES_FIRST("zt"),
		/** All times of the first slice, then all times of the second slice. */
		TIMES_FIRST("tz");

		private final String key;

		PlaneOrder(final String key) {
			this.key = key;
		}

		/** @return name in macros: zt or tz */
		@Override
		public String key() {
			return key;
		}

		/** @throws PerfusionException if the key is neither zt nor tz */
		public static PlaneOrder of(final String key) {
			return Choice.of("plane_order", key, values());
		}
	}

	/** @throws PerfusionException if the interval or the number of slices is negative */
	public ReadOptions {
		if (!(frameIntervalS >= 0) || Double.isInfinite(frameIntervalS)) throw new PerfusionException("frame_interval_s must be a positive number of seconds, or 0 to take it from the file, but is " + frameIntervalS + ".");
		if (slices < 0) throw new PerfusionException("slices must be positive, or 0 to take it from the file, but is " + slices + ".");
	}
}
