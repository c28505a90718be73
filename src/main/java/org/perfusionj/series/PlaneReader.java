package org.perfusionj.series;

/** Fills planes with calibrated samples: the fast way into a series, one plane at a time. Thread-safe. */
@FunctionalInterface
public interface PlaneReader {

	/**
	 * @param z slice, from 0
	 * @param t frame, from 0
	 * @param plane filled with width x height calibrated samples (HU for CT), x fastest
	 */
	void read(int z, int t, float[] plane);
}
