package org.perfusionj.network.aifnet;

import org.perfusionj.work.Choice;

/** The three networks that the paper compares (3.2.3). */
public enum AifnetKind implements Choice {

	/** AIFNet itself: a probability for every cell; the curve is the expectation of the cells' curves (equations 2 and 3). */
	PROBABILITY("aifnet"),
	/** Predicts the samples of the curve itself. */
	REGRESSION("regression"),
	/** Tells vessel from everything else; the curve is the mean of the highest ranked cells. */
	SEGMENTATION("segmentation");

	private final String key;

	AifnetKind(final String key) {
		this.key = key;
	}

	@Override
	public String key() {
		return key;
	}
}
