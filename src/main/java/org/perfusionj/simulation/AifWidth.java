package org.perfusionj.simulation;

import org.perfusionj.work.Choice;
import org.perfusionj.work.PerfusionException;

/** How wide the arterial input functions of the test sets are: the one open choice of Zeng et al. 2025 that moves their averages. */
public enum AifWidth implements Choice {
	/** The shapes of the literature as they are. */
	LITERATURE("literature", 1),
	/** Time axis times 0.53, which reproduces the CBF errors that the paper prints. */
	CALIBRATED("calibrated", 0.53);

	private final String key;
	private final double timeFactor;

	AifWidth(final String key, final double timeFactor) {
		this.key = key;
		this.timeFactor = timeFactor;
	}

	@Override
	public String key() {
		return key;
	}

	/** @return factor on the time axis of the AIF */
	public double timeFactor() {
		return timeFactor;
	}

	/** @throws PerfusionException if it is neither */
	public static AifWidth of(final String key) {
		return Choice.of("aif_width", key, values());
	}
}
