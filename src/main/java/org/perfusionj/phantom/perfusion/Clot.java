package org.perfusionj.phantom.perfusion;

/**
 * A clot in an artery. It fills the lumen from one place of a branch to another and is denser than blood before contrast.
 *
 * @param branch name of the artery with its side, as in the table of centre lines
 * @param fromFraction where it begins along the branch by length, 0 to 1
 * @param toFraction where it ends, larger than where it begins, at most 1
 * @param lengthMm length, template mm
 * @param hu density, HU
 * @param x place of its middle, template mm
 * @param y place of its middle, template mm
 * @param z place of its middle, template mm
 */
public record Clot(String branch, double fromFraction, double toFraction, double lengthMm, double hu, double x, double y, double z) {

	/** @return true if the clot fills the branch at this place along it */
	public boolean holds(final double along) {
		return along >= fromFraction && along <= toFraction;
	}
}
