package org.perfusionj.series;

import org.perfusionj.work.Choice;
import org.perfusionj.work.PerfusionException;

/** What the numbers of a series are. */
public enum SignalType implements Choice {
	/** Computed tomography, HU. */
	CT("CT", "HU"),
	/** Dynamic susceptibility contrast MR, arbitrary signal units. */
	MR("MR", "a.u."),
	/** Already proportional to contrast agent concentration. */
	CONCENTRATION("concentration", "a.u.");

	private final String key;
	private final String unit;

	SignalType(final String key, final String unit) {
		this.key = key;
		this.unit = unit;
	}

	/** @return the name used in macros and on the command line */
	@Override
	public String key() {
		return key;
	}

	/** @return unit of the samples */
	public String unit() {
		return unit;
	}

	/** @return the unit of the concentration made from such a signal */
	public String concentrationUnit() {
		return this == CT ? "HU" : this == MR ? "1/s" : "a.u.";
	}

	/**
	 * @param key CT, MR or concentration, in any case
	 * @throws PerfusionException if it is none of them
	 */
	public static SignalType of(final String key) {
		return Choice.of("signal", key, values());
	}
}
