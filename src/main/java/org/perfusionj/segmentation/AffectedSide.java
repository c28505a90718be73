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
	 * @return where most of it lies; both if much lies on either side, see {@link SideVolumes#muchOnBoth()}
	 */
	public static AffectedSide of(final Mask lesion, final MirrorPlane plane) {
		final SideVolumes volumes = SideVolumes.of(lesion, plane);
		return volumes.muchOnBoth() ? BOTH : volumes.larger();
	}
}
