package org.perfusionj.vascular;

import java.util.Locale;

/** What a vascular function is worth, best first. */
public enum CurveVerdict {
	/** Nothing speaks against it. */
	GOOD,
	/** To be looked at before it is used. */
	DOUBTFUL,
	/** Not to be used: maps made with it are wrong. */
	UNUSABLE;

	/** @return name in tables: good, doubtful, unusable */
	public String key() {
		return name().toLowerCase(Locale.ROOT);
	}
}
