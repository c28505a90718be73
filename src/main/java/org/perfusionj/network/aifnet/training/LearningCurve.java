package org.perfusionj.network.aifnet.training;

import java.util.List;

/**
 * How training went.
 *
 * @param epochs one row an epoch
 */
public record LearningCurve(List<Epoch> epochs) {

	/** Copies the list. */
	public LearningCurve {
		epochs = List.copyOf(epochs);
	}

	/**
	 * @param training mean loss over the training scans while they were learned
	 * @param validation mean of 1 - r against the annotated curves of the validation scans
	 * @param truth mean of 1 - r against the curves without noise that an expert would have measured there
	 * @param seconds since training began
	 */
	public record Epoch(double training, double validation, double truth, double seconds) {
	}

	/** @return index of the epoch with the best validation, -1 before the first */
	public int best() {
		int best = -1;
		for (int i = 0; i < epochs.size(); i++)
			if (best < 0 || epochs.get(i).validation() < epochs.get(best).validation()) best = i;
		return best;
	}
}
