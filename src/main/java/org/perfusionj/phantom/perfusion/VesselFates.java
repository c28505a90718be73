package org.perfusionj.phantom.perfusion;

/** How blood reaches the arteries of a case, by branch. Immutable and thread-safe. */
public interface VesselFates {

	/** A healthy head. */
	VesselFates ALL_OPEN = (branch, alongFraction) -> VesselFate.OPEN;

	/**
	 * @param branch name of an artery as in the table of centre lines, with its side: "M1_L", "M2sup_R", "BA"; a name that is
	 *          not known stays open
	 * @param alongFraction place along the branch by length, 0 where blood enters in a healthy head to 1
	 * @return what becomes of the blood there
	 */
	VesselFate of(String branch, double alongFraction);
}
