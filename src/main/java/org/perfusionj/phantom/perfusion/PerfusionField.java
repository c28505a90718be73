package org.perfusionj.phantom.perfusion;

/** The true perfusion of the brain of a case, at points of template space (MNI mm). Immutable and thread-safe. */
public interface PerfusionField {

	/** @return shape of the gamma distributed transit times, everywhere the same; see {@link org.perfusionj.simulation.GammaTransit} */
	double alpha();

	/**
	 * @param x mm
	 * @param y mm
	 * @param z mm
	 * @param grey fraction of the point that is grey matter, 0 to 1
	 * @param white fraction that is white matter, 0 to 1; flow and volume are 0 where both are 0
	 * @param out filled
	 */
	void sample(double x, double y, double z, double grey, double white, PerfusionPoint out);
}
