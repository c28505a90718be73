package org.perfusionj.deconvolution;

import org.perfusionj.work.PerfusionException;

/**
 * Deconvolution of single tissue curves by an AIF, in double precision: the reference that the fast path for images is
 * held to. Prepared once for an AIF and a time grid; immutable and thread-safe.
 */
public final class Deconvolution {

	/** Thresholds that oSVD tries: 0.01, 0.02, ..., 0.99 of the largest singular value. */
	static final int OSVD_STEPS = 99;

	private final DeconvolutionSettings settings;
	private final SingularSystem system;
	private final TikhonovGrid grid;

	/**
	 * @param aif arterial input function on a uniform grid, any concentration unit
	 * @param stepS interval, s, greater than 0
	 * @param settings the method
	 * @throws PerfusionException if the AIF is shorter than 2 samples, zero, or holds a NaN
	 */
	public Deconvolution(final double[] aif, final double stepS, final DeconvolutionSettings settings) {
		if (!(stepS > 0) || Double.isInfinite(stepS)) throw new PerfusionException("The interval between frames must be positive, but is " + stepS + " s.");
		this.settings = settings;
		this.system = SingularSystem.of(aif, stepS, settings.resolvedQuadrature(), settings.resolvedMatrix());
		this.grid = settings.algorithm() == Algorithm.TIKHONOV && settings.lambda().rule() != Lambda.Rule.FIXED ? new TikhonovGrid(system.values(), settings.lambda().rule()) : null;
	}

	/** @return number of samples N of the AIF and of the tissue curves */
	public int samples() {
		return system.samples();
	}

	/** @return the settings it was made with */
	public DeconvolutionSettings settings() {
		return settings;
	}

	SingularSystem system() {
		return system;
	}

	TikhonovGrid tikhonovGrid() {
		return grid;
	}

	/**
	 * @param tissue concentration on the grid of the AIF and in its unit
	 * @return residue function
	 * @throws PerfusionException if the lengths differ
	 */
	public Residue deconvolve(final double[] tissue) {
		if (tissue.length != samples()) throw new PerfusionException("The tissue curve has " + tissue.length + " samples, the AIF " + samples() + ".");
		final double[] b = system.project(tissue);
		return switch (settings.algorithm()) {
			case SSVD, CSVD -> solve(truncation(settings.resolvedThreshold()), b, settings.resolvedThreshold());
			case OSVD -> leastOscillating(b);
			case TIKHONOV -> {
				final double mu = grid == null ? settings.lambda().relative() * system.values()[0] : grid.mu(grid.choose(squares(b)));
				yield solve(tikhonov(mu), b, mu);
			}
		};
	}

	/**
	 * @param residue one of {@link #deconvolve}
	 * @return the tissue curve that it predicts: the convolution with the AIF by the matrix that was inverted, kappa undone
	 */
	public double[] fit(final Residue residue) {
		final double[] fit = system.convolve(residue.values());
		for (int k = 0; k < fit.length; k++)
			fit[k] /= settings.kappa();
		return fit;
	}

	private Residue leastOscillating(final double[] b) {
		Residue residue = null;
		int kept = -1;
		for (int step = 1; step <= OSVD_STEPS; step++) {
			final double threshold = step / 100.0;
			final int keeps = kept(threshold);
			// the residue function changes only where another singular value drops out
			if (keeps == kept) continue;
			kept = keeps;
			residue = solve(truncation(threshold), b, threshold);
			if (Residue.oscillationIndex(residue.values()) < settings.oscillationIndex()) return residue;
		}
		// the definition reports the last threshold that was tried
		return new Residue(residue.values(), samples(), OSVD_STEPS / 100.0);
	}

	/** @return how many singular values reach the fraction of the largest */
	int kept(final double threshold) {
		final double[] s = system.values();
		int kept = 0;
		while (kept < s.length && s[kept] > 0 && s[kept] >= threshold * s[0])
			kept++;
		return kept;
	}

	private double[] truncation(final double threshold) {
		final double[] weights = new double[system.size()];
		for (int i = kept(threshold) - 1; i >= 0; i--)
			weights[i] = 1 / system.values()[i];
		return weights;
	}

	private double[] tikhonov(final double mu) {
		final double[] weights = new double[system.size()];
		for (int i = 0; i < weights.length; i++) {
			final double s = system.values()[i];
			weights[i] = s / (s * s + mu * mu);
		}
		return weights;
	}

	/** @return weights of the singular vectors if they are the same for every curve, else null */
	double[] fixedWeights() {
		return switch (settings.algorithm()) {
			case SSVD, CSVD -> truncation(settings.resolvedThreshold());
			case TIKHONOV -> grid == null ? tikhonov(settings.lambda().relative() * system.values()[0]) : null;
			case OSVD -> null;
		};
	}

	private Residue solve(final double[] weights, final double[] b, final double used) {
		final double[] r = system.combine(weights, b);
		for (int k = 0; k < r.length; k++)
			r[k] *= settings.kappa();
		return new Residue(r, samples(), used);
	}

	private static double[] squares(final double[] b) {
		final double[] squares = new double[b.length];
		for (int i = 0; i < b.length; i++)
			squares[i] = b[i] * b[i];
		return squares;
	}
}
