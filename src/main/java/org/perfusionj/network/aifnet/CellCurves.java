package org.perfusionj.network.aifnet;

import java.util.stream.IntStream;

import org.perfusionj.vascular.RiseTimes;

/** Sums of the curves of cells, and what they are made of. */
final class CellCurves {

	/** What weighs less than this part of the heaviest cell is not looked at alone. */
	private static final float LEAST_PART = 0.01f;

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

	/** @return when the cells rise that make up such a sum */
	static RiseTimes rises(final CellSeries cells, final float[] weights) {
		float heaviest = 0;
		for (final float weight : weights)
			heaviest = Math.max(heaviest, weight);
		final float least = LEAST_PART * heaviest;
		final int[] heavy = IntStream.range(0, weights.length).filter(c -> weights[c] > 0 && weights[c] >= least).toArray();
		return RiseTimes.of(heavy.length, n -> curve(cells, heavy[n]), n -> weights[heavy[n]], cells.time().stepS());
	}

	private static double[] curve(final CellSeries cells, final int cell) {
		final double[] curve = new double[cells.time().count()];
		for (int t = 0; t < curve.length; t++)
			curve[t] = cells.curves()[t][cell];
		return curve;
	}
}
