package org.perfusionj.network.aifnet;

/** The three networks that the paper compares (3.2.3). */
public enum AifnetKind {

	/** AIFNet itself: a probability for every cell; the curve is the expectation of the cells' curves (equations 2 and 3). */
	PROBABILITY,
	/** Predicts the samples of the curve itself. */
	REGRESSION,
	/** Tells vessel from everything else; the curve is the mean of the highest ranked cells. */
	SEGMENTATION
}
