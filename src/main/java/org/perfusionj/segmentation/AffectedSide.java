package org.perfusionj.segmentation;

import org.perfusionj.preprocessing.VoxelSets;
import org.perfusionj.preprocessing.VoxelSets.Neighbours;
import org.perfusionj.preprocessing.VoxelSets.Parts;
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
	 * The side of the large connected parts: parts count by the square of their volume, since noise makes many small ones on either side.
	 *
	 * @param lesion what is ill, for example where blood is late
	 * @param plane mirror plane of the head
	 * @return the side with more; both if the other side has a third of the sum or more: its parts are then at least 0.7 times as large
	 */
	public static AffectedSide of(final Mask lesion, final MirrorPlane plane) {
		final double right = squares(plane.right(lesion));
		final double left = squares(plane.left(lesion));
		if (left + right == 0) return NONE;
		if (Math.min(left, right) >= SideVolumes.MUCH_ON_BOTH * (left + right)) return BOTH;
		return left > right ? LEFT : RIGHT;
	}

	private static double squares(final Mask mask) {
		final Parts parts = new VoxelSets(mask.grid()).parts(mask, Neighbours.FACES);
		double sum = 0;
		for (int part = 1; part <= parts.count(); part++)
			sum += (double) parts.size(part) * parts.size(part);
		return sum;
	}
}
