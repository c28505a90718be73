package org.perfusionj.deconvolution;

import java.util.Arrays;

import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.SingularValueDecomposition;

import org.perfusionj.work.PerfusionException;

/**
 * Singular value decomposition {@code A = U diag(s) V^T} of a convolution matrix, in real numbers for both matrix forms,
 * so that every regularisation rule is written once: {@code R = V diag(w) U^T C}.
 * <p>
 * Singular values descend. Of U only the rows that meet measured samples are kept (the zero padding of the circulant form
 * contributes nothing).
 */
final class SingularSystem {

	private final int samples;
	private final double[] values;
	private final double[][] left;
	private final double[][] right;

	/** left[i] and right[i] are the singular vectors of values[i]. */
	private SingularSystem(final int samples, final double[] values, final double[][] left, final double[][] right) {
		this.samples = samples;
		this.values = values;
		this.left = left;
		this.right = right;
	}

	/**
	 * @param aif concentration on a uniform grid, at least 2 samples
	 * @param stepS interval, s
	 * @throws PerfusionException if the AIF holds a NaN or is zero
	 */
	static SingularSystem of(final double[] aif, final double stepS, final Quadrature quadrature, final MatrixForm form) {
		if (aif.length < 2) throw new PerfusionException("The AIF has " + aif.length + " samples; a deconvolution needs at least 2.");
		boolean zero = true;
		for (int k = 0; k < aif.length; k++) {
			if (!Double.isFinite(aif[k])) throw new PerfusionException("The AIF holds the value " + aif[k] + " at sample " + (k + 1) + ". Choose other AIF voxels or repair the curve file.");
			zero &= aif[k] == 0;
		}
		if (zero) throw new PerfusionException("The AIF is zero at every sample. Choose voxels in an artery.");
		final SingularSystem system = form == MatrixForm.TOEPLITZ ? toeplitz(aif, stepS, quadrature) : circulant(aif, stepS, quadrature);
		if (!(system.values[0] > 0)) throw new PerfusionException("The AIF gives a convolution matrix of zeros. Choose voxels in an artery.");
		return system;
	}

	private static SingularSystem toeplitz(final double[] aif, final double stepS, final Quadrature quadrature) {
		final SingularValueDecomposition svd = new SingularValueDecomposition(new Array2DRowRealMatrix(toeplitzMatrix(aif, stepS, quadrature), false));
		return new SingularSystem(aif.length, svd.getSingularValues(), svd.getUT().getData(), svd.getVT().getData());
	}

	/** The N x N matrix of the causal convolution. */
	static double[][] toeplitzMatrix(final double[] aif, final double dt, final Quadrature quadrature) {
		final int n = aif.length;
		final double[][] a = new double[n][n];
		final double[] kernel = quadrature == Quadrature.SIMPSON ? filtered(aif) : aif;
		switch (quadrature) {
			case RECTANGLE, SIMPSON -> {
				for (int i = 0; i < n; i++)
					for (int j = 0; j <= i; j++)
						a[i][j] = dt * kernel[i - j];
			}
			case TRAPEZOID -> {
				for (int i = 1; i < n; i++) {
					for (int j = 1; j < i; j++)
						a[i][j] = dt * kernel[i - j];
					a[i][0] = dt * kernel[i] / 2;
					a[i][i] = dt * kernel[0] / 2;
				}
			}
			case VOLTERRA -> {
				for (int i = 1; i < n; i++) {
					a[i][i] = dt * (2 * aif[0] + aif[1]) / 6;
					for (int j = 1; j < i; j++)
						a[i][i - j] = dt * (aif[j - 1] + 4 * aif[j] + aif[j + 1]) / 6;
					a[i][0] = dt * (aif[i - 1] + 2 * aif[i]) / 6;
				}
			}
		}
		return a;
	}

	private static double[] filtered(final double[] aif) {
		final int n = aif.length;
		final double[] filtered = new double[n];
		for (int k = 0; k < n; k++)
			filtered[k] = ((k > 0 ? aif[k - 1] : 0) + 4 * aif[k] + (k < n - 1 ? aif[k + 1] : 0)) / 6;
		return filtered;
	}

	/**
	 * A circulant matrix is diagonal in the Fourier basis: with H the transform of its first column, the real vectors
	 * cos(2 pi k n / L) and sin(2 pi k n / L) are right singular vectors of |H_k|, and the left ones are the same shifted by
	 * the phase of H_k.
	 */
	private static SingularSystem circulant(final double[] aif, final double dt, final Quadrature quadrature) {
		final int n = aif.length;
		final int length = 2 * n;
		final double[] column = new double[length];
		final double[] kernel = quadrature == Quadrature.RECTANGLE ? aif : filtered(aif);
		for (int k = 0; k < n; k++)
			column[k] = dt * kernel[k];
		if (quadrature != Quadrature.RECTANGLE) column[n] = dt * aif[n - 1] / 6;
		final double[] cos = new double[length];
		final double[] sin = new double[length];
		for (int k = 0; k < length; k++) {
			cos[k] = Math.cos(2 * Math.PI * k / length);
			sin[k] = Math.sin(2 * Math.PI * k / length);
		}
		final double[] re = new double[n + 1];
		final double[] im = new double[n + 1];
		final double[] magnitude = new double[n + 1];
		final Integer[] order = new Integer[n + 1];
		for (int k = 0; k <= n; k++) {
			for (int j = 0; j < length; j++) {
				re[k] += column[j] * cos[(int) ((long) k * j % length)];
				im[k] -= column[j] * sin[(int) ((long) k * j % length)];
			}
			if (k == 0 || k == n) im[k] = 0;
			magnitude[k] = Math.hypot(re[k], im[k]);
			order[k] = k;
		}
		Arrays.sort(order, (a, b) -> Double.compare(magnitude[b], magnitude[a]));
		final double[] values = new double[length];
		final double[][] left = new double[length][n];
		final double[][] right = new double[length][length];
		int next = 0;
		for (final int k : order) {
			final boolean single = k == 0 || k == n;
			final double phase = Math.atan2(im[k], re[k]);
			final double scale = Math.sqrt((single ? 1.0 : 2.0) / length);
			for (int part = 0; part < (single ? 1 : 2); part++) {
				values[next] = magnitude[k];
				for (int j = 0; j < length; j++) {
					final int index = (int) ((long) k * j % length);
					right[next][j] = scale * (part == 0 ? cos[index] : sin[index]);
				}
				for (int j = 0; j < n; j++) {
					final double angle = 2 * Math.PI * ((long) k * j % length) / length + phase;
					left[next][j] = scale * (part == 0 ? Math.cos(angle) : Math.sin(angle));
				}
				next++;
			}
		}
		return new SingularSystem(n, values, left, right);
	}

	/** @return number of measured samples N */
	int samples() {
		return samples;
	}

	/** @return number of samples of the residue function: N for Toeplitz, 2N for circulant */
	int length() {
		return right[0].length;
	}

	/** @return number of singular values */
	int size() {
		return values.length;
	}

	/** @return singular values, descending (shared) */
	double[] values() {
		return values;
	}

	/** @return left singular vectors, [i][measured sample] (shared) */
	double[][] left() {
		return left;
	}

	/** @return right singular vectors, [i][residue sample] (shared) */
	double[][] right() {
		return right;
	}

	/** @return U^T C: the tissue curve in the basis of the left singular vectors */
	double[] project(final double[] tissue) {
		final double[] b = new double[values.length];
		for (int i = 0; i < b.length; i++)
			for (int j = 0; j < samples; j++)
				b[i] += left[i][j] * tissue[j];
		return b;
	}

	/** @return V diag(weights) b */
	double[] combine(final double[] weights, final double[] b) {
		final double[] r = new double[length()];
		for (int i = 0; i < b.length; i++) {
			final double a = weights[i] * b[i];
			if (a == 0) continue;
			for (int j = 0; j < r.length; j++)
				r[j] += a * right[i][j];
		}
		return r;
	}

	/** @return A r at the measured samples: what a residue function as long as {@link #length} predicts */
	double[] convolve(final double[] r) {
		final double[] tissue = new double[samples];
		for (int i = 0; i < values.length; i++) {
			double part = 0;
			for (int j = 0; j < r.length; j++)
				part += right[i][j] * r[j];
			for (int j = 0; j < samples; j++)
				tissue[j] += values[i] * part * left[i][j];
		}
		return tissue;
	}
}
