package org.perfusionj.network.residue.training;

import java.util.Arrays;

/**
 * The reconstructed tissue curve of {@link org.perfusionj.deconvolution.Reconstruction} with kappa 1, and derivatives of a sum over it. Keeps scratch memory: one for each thread.
 */
final class TrapezoidGradient {

	private final double stepS;
	private final double[] undelayed;
	private final double[] undelayedGradient;
	private double frames;
	private double[] aif;
	private double[] residue;
	/** The tissue curve after {@link #reconstruct}. */
	final double[] curve;
	/** Derivative by the delay after {@link #derive}. */
	double delayGradient;

	TrapezoidGradient(final double stepS, final int frames) {
		this.stepS = stepS;
		this.undelayed = new double[frames];
		this.undelayedGradient = new double[frames];
		this.curve = new double[frames];
	}

	/** Puts the tissue curve into {@link #curve}. Arrays are kept until {@link #derive}. */
	void reconstruct(final double[] localAif, final double[] residueFunction, final double delayS) {
		aif = localAif;
		residue = residueFunction;
		frames = delayS / stepS;
		for (int k = 1; k < curve.length; k++) {
			double sum = (aif[0] * residue[k] + aif[k] * residue[0]) / 2;
			for (int j = 1; j < k; j++)
				sum += aif[j] * residue[k - j];
			undelayed[k] = stepS * sum;
		}
		for (int k = 0; k < curve.length; k++) {
			final double at = k - frames;
			final int before = (int) at;
			if (at < 0) curve[k] = 0;
			else curve[k] = at == before ? undelayed[before] : undelayed[before] + (at - before) * (undelayed[before + 1] - undelayed[before]);
		}
	}

	/**
	 * @param gradient derivative of a loss by {@link #curve}
	 * @param aifGradient is added to: derivative by the local AIF
	 * @param residueGradient is added to: derivative by the residue function
	 */
	void derive(final double[] gradient, final double[] aifGradient, final double[] residueGradient) {
		Arrays.fill(undelayedGradient, 0);
		delayGradient = 0;
		for (int k = 0; k < curve.length; k++) {
			final double at = k - frames;
			if (at <= 0) continue;
			// at a frame: the slope before it, where a longer delay goes
			final int after = (int) Math.ceil(at);
			final double fraction = at - (after - 1);
			undelayedGradient[after] += fraction * gradient[k];
			undelayedGradient[after - 1] += (1 - fraction) * gradient[k];
			delayGradient -= gradient[k] * (undelayed[after] - undelayed[after - 1]) / stepS;
		}
		for (int k = 1; k < curve.length; k++) {
			final double one = stepS * undelayedGradient[k];
			if (one == 0) continue;
			aifGradient[0] += one * residue[k] / 2;
			residueGradient[k] += one * aif[0] / 2;
			aifGradient[k] += one * residue[0] / 2;
			residueGradient[0] += one * aif[k] / 2;
			for (int j = 1; j < k; j++) {
				aifGradient[j] += one * residue[k - j];
				residueGradient[k - j] += one * aif[j];
			}
		}
	}
}
