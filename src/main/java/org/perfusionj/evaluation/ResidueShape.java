package org.perfusionj.evaluation;

/**
 * How much a residue function oscillates.
 *
 * @param oscillationIndex of Wu et al. (Magn. Reson. Med. 2003, eq. 9): sum of the absolute second differences over all N samples, divided by N and by the
 *          largest sample
 * @param negativeShare area below zero, as a share of the area of the absolute values; 0 to 1
 * @param riseAfterPeak by how much it rises again after its largest sample, all together, as a fraction of that sample; 0 if it never does
 */
public record ResidueShape(double oscillationIndex, double negativeShare, double riseAfterPeak) {

	/** Of a function that is nowhere above zero, or no number. */
	static final ResidueShape NONE = new ResidueShape(Double.NaN, Double.NaN, Double.NaN);

	/**
	 * @param residue residue functions, [sample][curve]
	 * @param curve which of them
	 */
	static ResidueShape of(final float[][] residue, final int curve) {
		int top = 0;
		double bends = 0;
		double negative = 0;
		double area = 0;
		for (int k = 0; k < residue.length; k++) {
			final double value = residue[k][curve];
			if (value > residue[top][curve]) top = k;
			if (k > 1) bends += Math.abs(value - 2 * residue[k - 1][curve] + residue[k - 2][curve]);
			negative += Math.max(0, -value);
			area += Math.abs(value);
		}
		final double peak = residue[top][curve];
		if (!(peak > 0) || !Double.isFinite(area)) return NONE;
		double rise = 0;
		for (int k = top + 1; k < residue.length; k++)
			rise += Math.max(0, residue[k][curve] - residue[k - 1][curve]);
		return new ResidueShape(bends / residue.length / peak, negative / area, rise / peak);
	}
}
