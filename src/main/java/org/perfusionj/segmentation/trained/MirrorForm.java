package org.perfusionj.segmentation.trained;

/** How smoothed values of a source are compared with those of the mirrored side. */
public enum MirrorForm {
	/** Not at all. */
	NONE(""),
	/** The value at the mirrored place takes their place. */
	MIRRORED("~mirror"),
	/** Difference from the mirrored place. */
	DIFFERENCE("-mirror"),
	/** Ratio to the mirrored place, of which at least 0.1 is taken. */
	RATIO("/mirror");

	private final String suffix;

	MirrorForm(final String suffix) {
		this.suffix = suffix;
	}

	/** @return how it stands in the name of a feature */
	String suffix() {
		return suffix;
	}
}
