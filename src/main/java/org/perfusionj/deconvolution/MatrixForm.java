package org.perfusionj.deconvolution;

import org.perfusionj.work.PerfusionException;

/** Shape of the convolution matrix. */
public enum MatrixForm {
	/** Lower triangular, N x N: causal, sensitive to tissue that enhances before the AIF. */
	TOEPLITZ("toeplitz"),
	/** Circulant, 2N x 2N over zero-padded curves: insensitive to delay in either direction. */
	CIRCULANT("circulant");

	private final String key;

	MatrixForm(final String key) {
		this.key = key;
	}

	/** @return name in macros */
	public String key() {
		return key;
	}

	/** @throws PerfusionException if it is neither toeplitz nor circulant */
	public static MatrixForm of(final String key) {
		for (final MatrixForm form : values())
			if (form.key.equalsIgnoreCase(key.trim())) return form;
		throw new PerfusionException("matrix=" + key + " is unknown: use auto, toeplitz or circulant.");
	}
}
