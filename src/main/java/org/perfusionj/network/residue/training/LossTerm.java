package org.perfusionj.network.residue.training;

import org.perfusionj.work.Choice;

/** One thing that training makes small; each is a mean over curves. Quantities are in the units of {@link ScanTruth}. */
public enum LossTerm implements Choice {
	/** Squared error of the arrival delay, s^2 (Zeng et al. 2025, eq. 2). */
	DELAY("delay"),
	/** Like {@link #DELAY}, but growing in a straight line from errors of 1.5 s on (Huber 1964): curves that hardly show a delay do not drown the others. */
	ROBUST_DELAY("robust_delay"),
	/** Mean over frames of the squared error of the local AIF (eq. 2). */
	LOCAL_AIF("local_aif"),
	/** Mean over frames of the squared difference between the reconstructed tissue curve and the one that was given (eq. 2); needs no truth. */
	RECONSTRUCTION("reconstruction"),
	/** Mean over inner samples of the squared second derivative of the residue function (eq. 2); needs no truth. */
	SMOOTHNESS("smoothness"),
	/** Like {@link #RECONSTRUCTION}, but against the tissue curve without noise. */
	CLEAN("clean"),
	/** Squared error of CBF as a tissue with a CBV of 4 ml/100 g has it, (ml/100 g/min)^2: relative to the true CBV, as tests with a constant CBV weigh it. */
	CBF("cbf"),
	/** Mean over frames of the squared error of the residue function, in the unit of {@link #CBF}. */
	RESIDUE("residue"),
	/** Negative logarithm of the Gaussian density of the errors of ln CBF and of the delay with the predicted standard deviations, which alone learn from it. */
	SPREAD("spread");

	private final String key;

	LossTerm(final String key) {
		this.key = key;
	}

	@Override
	public String key() {
		return key;
	}

	/** @return whether it compares with a truth, which scans of patients do not have */
	public boolean needsTruth() {
		return this != RECONSTRUCTION && this != SMOOTHNESS;
	}
}
