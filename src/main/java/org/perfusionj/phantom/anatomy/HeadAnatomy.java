package org.perfusionj.phantom.anatomy;

/**
 * What one head is made of, at points of template space: MNI152 mm, x to the right, y to anterior, z to superior. The
 * {@link HeadShape} of the case bends this space into the subject's own head. Immutable and thread-safe.
 */
public interface HeadAnatomy {

	/**
	 * @param x mm
	 * @param y mm
	 * @param z mm
	 * @param fractions filled, one number for each {@link Tissue} by ordinal, sum 1; all {@link Tissue#AIR} outside the head
	 */
	void fractions(double x, double y, double z, float[] fractions);

	/**
	 * @return arterial territory of the point, numbered as in the JHU atlas, level 1: 1/2 ACA, 3/4 medial and 5/6 lateral
	 *         lenticulostriate, 7/8 MCA frontal, 9/10 parietal, 11/12 temporal, 13/14 occipital, 15/16 insular, 17/18 PCA
	 *         temporal, 19/20 occipital, 21/22 posterior choroidal and thalamic, 23/24 anterior choroidal, 25/26 basilar,
	 *         27/28 superior and 29/30 inferior cerebellar; odd = left (x below 0). 0 outside the brain.
	 */
	int territory(double x, double y, double z);

	/** @return z of the lowest point at which the brain (with cerebellum) lies, template mm */
	double brainBottomMm();

	/** @return z of the top of the brain, template mm */
	double brainTopMm();
}
