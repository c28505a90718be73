package org.perfusionj.deconvolution;

/** A deconvolution made ready for blocks of curves; immutable, shared by all threads. */
@FunctionalInterface
public interface BlockPlan {

	/**
	 * @param capacity largest number of curves in one block
	 * @return a worker for one thread
	 */
	BlockDeconvolver newWorker(int capacity);

	/** @return the plan for the settings of a deconvolution */
	static BlockPlan of(final Deconvolution deconvolution) {
		final double[] fixed = deconvolution.fixedWeights();
		if (fixed != null) return new FixedFilterPlan(deconvolution, fixed);
		return deconvolution.settings().algorithm() == Algorithm.OSVD ? new OscillationPlan(deconvolution) : new TikhonovPlan(deconvolution);
	}
}
