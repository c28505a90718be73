package org.perfusionj.curve;

import java.util.Arrays;

/** Peaks of many curves held as rows, [sample][curve]. */
public final class CurvePeaks {

	private CurvePeaks() {}

	/**
	 * Finds for each curve its largest value (signed) and the first sample that holds it.
	 *
	 * @param rows [sample][curve]
	 * @param count number of curves
	 * @param peak filled with the largest value of each curve
	 * @param index filled with the sample at which it lies
	 */
	public static void find(final float[][] rows, final int count, final float[] peak, final int[] index) {
		System.arraycopy(rows[0], 0, peak, 0, count);
		Arrays.fill(index, 0, count, 0);
		for (int k = 1; k < rows.length; k++)
			raise(rows[k], k, peak, index, count);
	}

	private static void raise(final float[] row, final int k, final float[] peak, final int[] index, final int count) {
		for (int v = 0; v < count; v++)
			if (row[v] > peak[v]) {
				peak[v] = row[v];
				index[v] = k;
			}
	}
}
