package org.perfusionj.deconvolution;

/**
 * Deconvolves many curves at once, in single precision: the fast path for images. Not thread-safe (it keeps scratch
 * memory): make one for each thread with {@link BlockPlan#newWorker}.
 */
public interface BlockDeconvolver {

	/**
	 * @param tissue concentration, [sample][curve]; finite
	 * @param count number of curves, at most the capacity the worker was made with
	 * @param out filled for curves 0 to count - 1
	 */
	void deconvolve(float[][] tissue, int count, ResidueBlock out);
}
