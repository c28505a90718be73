package org.perfusionj.network.aifnet;

/** Sums of the curves of cells. */
final class CellCurves {

	private CellCurves() {}

	/**
	 * @param cells the scan
	 * @param weights one for each cell
	 * @return weighted sum of their curves over the whole scan, HU above baseline (equation 2)
	 */
	static double[] sum(final CellSeries cells, final float[] weights) {
		final double[] sum = new double[cells.time().count()];
		for (int t = 0; t < sum.length; t++) {
			final float[] frame = cells.curves()[t];
			for (int c = 0; c < weights.length; c++)
				if (weights[c] > 0) sum[t] += weights[c] * (double) frame[c];
		}
		return sum;
	}
}
