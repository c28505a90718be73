package org.perfusionj.deconvolution;

import org.perfusionj.work.Choice;
import org.perfusionj.work.PerfusionException;

/** Shape of the convolution matrix. */
public enum MatrixForm implements Choice {
	/** Lower triangular, N x N: causal, sensitive to tissue that enhances before the AIF. */
	TOEPLITZ("toeplitz"),
	/** Circulant, 2N x 2N over zero-padded curves: insensitive to delay in either direction. */
	CIRCULANT("circulant");

	private final String key;

	MatrixForm(final String key) {
		this.key = key;
	}

	/** @return name in macros */
	@Override
	public String key() {
		return key;
	}

	/** @throws PerfusionException if it is neither toeplitz nor circulant */
	public static MatrixForm of(final String key) {
		return Choice.of("matrix", key, values());
	}
}
