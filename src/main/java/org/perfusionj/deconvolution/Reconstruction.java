package org.perfusionj.deconvolution;

/**
 * The tissue curve that local AIF, residue function and arrival delay stand for (Zeng et al. 2025, eqs. 1 and 7): kappa C(t) = (Ca * R)(t - delay).
 * <p>
 * The convolution is the trapezoid rule on the frames: kappa c(k) = dt [Ca(0) R(k) / 2 + sum over j = 1..k-1 of Ca(j) R(k-j) + Ca(k) R(0) / 2], and c(0) = 0.
 * The delay shifts c by linear interpolation between frames; before the bolus arrives, the curve is 0. Tissue that fills before the AIF has a negative delay;
 * what it would need of c after the last frame is the value of that frame. A delay of 0 leaves c as it is, so that
 * results of a deconvolution, which have the delay in R, are reconstructed by this, too.
 *
 * @param stepS interval of the frames, s
 * @param kappa factor on the tissue concentration (haematocrit and density)
 */
public record Reconstruction(double stepS, double kappa) {

	/** @throws IllegalArgumentException if a value is not positive */
	public Reconstruction {
		if (!(stepS > 0 && stepS < Double.POSITIVE_INFINITY)) throw new IllegalArgumentException("The interval between frames must be positive, but is " + stepS + " s.");
		if (!(kappa > 0 && kappa < Double.POSITIVE_INFINITY)) throw new IllegalArgumentException("kappa must be positive, but is " + kappa + ".");
	}

	/**
	 * @param aif AIF at the tissue, not delayed, one value a frame
	 * @param residue flow-scaled residue function at lags 0, dt, 2 dt ..., 1/s, at least as many values
	 * @param delayS arrival delay, s; negative if it comes before the AIF
	 * @return tissue concentration at the frames, in the unit of the AIF
	 * @throws IllegalArgumentException if the residue function is shorter than the AIF, or the delay is not finite
	 */
	public double[] curve(final double[] aif, final double[] residue, final double delayS) {
		return shifted(convolved(aif, residue), delayS);
	}

	private double[] convolved(final double[] aif, final double[] residue) {
		if (residue.length < aif.length) throw new IllegalArgumentException("A residue function of " + residue.length + " samples does not reach over an AIF of " + aif.length + ".");
		final double[] curve = new double[aif.length];
		for (int k = 1; k < curve.length; k++) {
			double sum = (aif[0] * residue[k] + aif[k] * residue[0]) / 2;
			for (int j = 1; j < k; j++)
				sum += aif[j] * residue[k - j];
			curve[k] = stepS / kappa * sum;
		}
		return curve;
	}

	/**
	 * @param curve values at the frames
	 * @param delayS s
	 * @return the curve so much later, by linear interpolation; 0 before its first frame, the last value after its last
	 * @throws IllegalArgumentException if the delay is not finite
	 */
	public double[] shifted(final double[] curve, final double delayS) {
		if (!Double.isFinite(delayS)) throw new IllegalArgumentException("The delay must be a number, but is " + delayS + " s.");
		final double frames = delayS / stepS;
		final double[] shifted = new double[curve.length];
		for (int k = 0; k < curve.length; k++) {
			final double at = Math.min(k - frames, curve.length - 1);
			if (at < 0) continue;
			final int before = (int) at;
			final double fraction = at - before;
			shifted[k] = fraction == 0 ? curve[before] : curve[before] + fraction * (curve[before + 1] - curve[before]);
		}
		return shifted;
	}
}
