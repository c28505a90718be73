package org.perfusionj.vascular;

/** Which vascular function. */
public enum Vessel {
	/** Arterial input function. */
	AIF,
	/** Venous output function. */
	VOF
}
