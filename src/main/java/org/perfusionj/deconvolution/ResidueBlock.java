package org.perfusionj.deconvolution;

/** Where a {@link BlockDeconvolver} writes: peak, place of the peak and, if wanted, the residue function of each curve. */
public final class ResidueBlock {

	private final float[] peak;
	private final int[] peakIndex;
	private final float[][] residue;

	/**
	 * @param capacity curves it can hold
	 * @param samples samples N of each residue function
	 * @param withResidue whether the residue functions are wanted, or only their peaks
	 */
	public ResidueBlock(final int capacity, final int samples, final boolean withResidue) {
		peak = new float[capacity];
		peakIndex = new int[capacity];
		residue = withResidue ? new float[samples][capacity] : null;
	}

	/**
	 * Writes into the arrays of the caller.
	 *
	 * @param peak see {@link #peak()}
	 * @param peakIndex see {@link #peakIndex()}
	 * @param residue see {@link #residue()}, or null
	 */
	public ResidueBlock(final float[] peak, final int[] peakIndex, final float[][] residue) {
		this.peak = peak;
		this.peakIndex = peakIndex;
		this.residue = residue;
	}

	/** @return largest R among the first N samples, 1/s, a number for each curve */
	public float[] peak() {
		return peak;
	}

	/** @return first sample at which R is maximal, a number for each curve */
	public int[] peakIndex() {
		return peakIndex;
	}

	/** @return residue functions, 1/s, [sample][curve], the first N samples; null unless wanted */
	public float[][] residue() {
		return residue;
	}
}
