package org.perfusionj.segmentation;

import org.perfusionj.series.Mask;

/**
 * How much of something lies on either side of the head.
 *
 * @param leftMl on the patient's left (the image's left where the orientation is not known), ml
 * @param rightMl on the other side, ml
 */
public record SideVolumes(double leftMl, double rightMl) {

	/** Part of the whole on the side with less of it from which on it is on both sides (chosen); less is what noise and a head that is not quite symmetric make. */
	static final double MUCH_ON_BOTH = 1.0 / 3;

	/**
	 * @param mask what is measured
	 * @param plane mirror plane of the head, on the same grid
	 * @return its volumes
	 */
	public static SideVolumes of(final Mask mask, final MirrorPlane plane) {
		final double voxelMl = mask.grid().voxelVolumeMl();
		return new SideVolumes(plane.left(mask).count() * voxelMl, plane.right(mask).count() * voxelMl);
	}

	/** @return the side with more of it; NONE if there is nothing, BOTH if it is the same on either side */
	public AffectedSide larger() {
		if (leftMl == rightMl) return leftMl > 0 ? AffectedSide.BOTH : AffectedSide.NONE;
		return leftMl > rightMl ? AffectedSide.LEFT : AffectedSide.RIGHT;
	}

	/** @return the part of the whole that lies on the side with less of it, 0 to 0.5; 0 if there is nothing */
	public double smallerShare() {
		return leftMl + rightMl > 0 ? Math.min(leftMl, rightMl) / (leftMl + rightMl) : 0;
	}

	/** @return whether so much lies on either side that neither is the affected one, and neither normal */
	public boolean muchOnBoth() {
		return smallerShare() >= MUCH_ON_BOTH;
	}
}
