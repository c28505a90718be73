package org.perfusionj.curve;

import org.perfusionj.work.Choice;
import org.perfusionj.work.PerfusionException;

/** How values between two samples of a curve are found. */
public enum Interpolation implements Choice {
	/** A straight line between neighbouring samples. */
	LINEAR("linear"),
	/** A cubic between neighbouring samples that is smooth and never overshoots them (PCHIP). */
	MONOTONE_CUBIC("cubic");

	private final String key;

	Interpolation(final String key) {
		this.key = key;
	}

	/** @return the name used in macros and on the command line */
	@Override
	public String key() {
		return key;
	}

	/**
	 * @param key linear or cubic, in any case
	 * @throws PerfusionException if it is neither
	 */
	public static Interpolation of(final String key) {
		return Choice.of("interpolation", key, values());
	}
}
