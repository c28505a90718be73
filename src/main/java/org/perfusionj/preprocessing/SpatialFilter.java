package org.perfusionj.preprocessing;

import org.perfusionj.work.Choice;
import org.perfusionj.work.PerfusionException;

/** Which filter is applied in the plane of each slice. */
public enum SpatialFilter implements Choice {
	/** The samples as they are. */
	NONE("none"),
	/** Gaussian smoothing with a width in mm. */
	GAUSSIAN("gaussian"),
	/** Guided filter with the time average as guide: radius 2 pixels, epsilon 0.01. */
	GUIDED("guided"),
	/** Median of 3 x 3 pixels. */
	MEDIAN("median");

	private final String key;

	SpatialFilter(final String key) {
		this.key = key;
	}

	/** @return the name used in macros and on the command line */
	@Override
	public String key() {
		return key;
	}

	/**
	 * @param key none, gaussian, guided or median, in any case
	 * @throws PerfusionException if it is none of them
	 */
	public static SpatialFilter of(final String key) {
		return Choice.of("filter", key, values());
	}
}
