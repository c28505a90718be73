package org.perfusionj.phantom.scan;

/** Where points of template space lie in the subject's own head. */
@FunctionalInterface
public interface HeadPoints {

	/**
	 * @param x template mm
	 * @param y template mm
	 * @param z template mm
	 * @param out filled with mm in the head
	 */
	void toHead(double x, double y, double z, double[] out);
}
