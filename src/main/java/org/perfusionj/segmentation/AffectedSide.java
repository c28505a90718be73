package org.perfusionj.segmentation;

import org.perfusionj.work.Choice;

/** On which side of the patient a lesion is. */
public enum AffectedSide implements Choice {
	/** There is no lesion. */
	NONE("none"),
	/** The patient's left; the image's left where the orientation is not known. */
	LEFT("left"),
	/** The patient's right. */
	RIGHT("right"),
	/** Much of it on either side. */
	BOTH("both");

	private final String key;

	AffectedSide(final String key) {
		this.key = key;
	}

	@Override
	public String key() {
		return key;
	}
}
