package org.perfusionj.deconvolution;

import java.util.List;

/** A deconvolution made ready for blocks of curves, shared by all threads. */
public interface BlockPlan {

	/**
	 * @param capacity largest number of curves in one block
	 * @return a worker for one thread
	 */
	BlockDeconvolver newWorker(int capacity);

	/** @return what the user must know about the curves that were deconvolved so far; empty if there is nothing */
	default List<String> warnings() {
		return List.of();
	}

	/** @return the plan for the settings of a deconvolution */
	static BlockPlan of(final Deconvolution deconvolution) {
		final double[] fixed = deconvolution.fixedWeights();
		if (fixed != null) return new FixedFilterPlan(deconvolution, fixed);
		return deconvolution.settings().algorithm() == Algorithm.OSVD ? new OscillationPlan(deconvolution) : new TikhonovPlan(deconvolution);
	}
}
