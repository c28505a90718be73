package org.perfusionj.deconvolution;

import org.perfusionj.work.Choice;
import org.perfusionj.work.PerfusionException;

/** How the convolution integral becomes a sum. */
public enum Quadrature implements Choice {
	/** Rectangle rule: dt times the sample. */
	RECTANGLE("rectangle"),
	/** Trapezoid rule: half weight at both ends. Toeplitz only. */
	TRAPEZOID("trapezoid"),
	/** Rectangle rule on the AIF filtered by (1, 4, 1)/6; Ostergaard et al., Magn. Reson. Med. 36:715, 1996. */
	SIMPSON("simpson"),
	/**
	 * AIF and residue function both piecewise linear; Sourbron et al., Phys. Med. Biol. 52:429, 2007. On a circulant matrix
	 * the weights become those of {@link #SIMPSON}.
	 */
	VOLTERRA("volterra");

	private final String key;

	Quadrature(final String key) {
		this.key = key;
	}

	/** @return name in macros */
	@Override
	public String key() {
		return key;
	}

	/** @throws PerfusionException if there is no such quadrature */
	public static Quadrature of(final String key) {
		return Choice.of("quadrature", key, values());
	}
}
