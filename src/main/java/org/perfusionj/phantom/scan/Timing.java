package org.perfusionj.phantom.scan;

import org.perfusionj.work.Choice;
import org.perfusionj.work.PerfusionException;

/** How the frames of a scan are spaced in time. */
public enum Timing implements Choice {
	/** Drawn by the seed. */
	AUTO("auto"),
	/** Equal intervals. */
	REGULAR("regular"),
	/** Short intervals during the first pass, three times as long ones after it. */
	MIXED("mixed"),
	/** The table moves between two slabs: odd and even slices half an interval apart. */
	SHUTTLE("shuttle");

	private final String key;

	Timing(final String key) {
		this.key = key;
	}

	@Override
	public String key() {
		return key;
	}

	/** @throws PerfusionException if it is none of them */
	public static Timing of(final String key) {
		return Choice.of("timing", key, values());
	}
}
