package org.perfusionj.deconvolution;

import org.perfusionj.work.Choice;
import org.perfusionj.work.PerfusionException;

/** The deconvolution methods. */
public enum Algorithm implements Choice {
	/** Standard (Toeplitz) truncated singular value decomposition; Ostergaard et al., Magn. Reson. Med. 36:715, 1996. */
	SSVD("sSVD", MatrixForm.TOEPLITZ, Quadrature.RECTANGLE),
	/** Block-circulant truncated SVD, insensitive to delay; Wu et al., Magn. Reson. Med. 50:164, 2003. */
	CSVD("cSVD", MatrixForm.CIRCULANT, Quadrature.RECTANGLE),
	/** Block-circulant SVD, truncated for each curve until the oscillation index falls below a limit; Wu et al. 2003. */
	OSVD("oSVD", MatrixForm.CIRCULANT, Quadrature.RECTANGLE),
	/** Tikhonov regularisation over the singular values; Calamante et al., Magn. Reson. Med. 50:1237, 2003. */
	TIKHONOV("Tikhonov", MatrixForm.TOEPLITZ, Quadrature.VOLTERRA);

	private final String key;
	private final MatrixForm matrix;
	private final Quadrature quadrature;

	Algorithm(final String key, final MatrixForm matrix, final Quadrature quadrature) {
		this.key = key;
		this.matrix = matrix;
		this.quadrature = quadrature;
	}

	/** @return name in menus, macros and tables */
	@Override
	public String key() {
		return key;
	}

	/** @return matrix used unless the user chooses another */
	public MatrixForm defaultMatrix() {
		return matrix;
	}

	/** @return quadrature used unless the user chooses another */
	public Quadrature defaultQuadrature() {
		return quadrature;
	}

	/** @throws PerfusionException if there is no such method */
	public static Algorithm of(final String key) {
		return Choice.of("method", key, values());
	}
}
