package org.perfusionj.segmentation;

import org.perfusionj.series.Mask;
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

	/** A lesion is on both sides if the smaller part is more than this share of the larger one (chosen): less is what noise and a plane that is not quite straight make. */
	private static final double BOTH_ABOVE = 0.5;

	private final String key;

	AffectedSide(final String key) {
		this.key = key;
	}

	@Override
	public String key() {
		return key;
	}

	/**
	 * @param lesion what is ill, for example where blood is late
	 * @param plane mirror plane of the head
	 * @return where most of it lies
	 */
	public static AffectedSide of(final Mask lesion, final MirrorPlane plane) {
		final int right = plane.right(lesion).count();
		final int left = lesion.count() - right;
		if (left + right == 0) return NONE;
		if (Math.min(left, right) > BOTH_ABOVE * Math.max(left, right)) return BOTH;
		return left > right ? LEFT : RIGHT;
	}
}
