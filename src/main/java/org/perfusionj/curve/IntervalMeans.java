package org.perfusionj.curve;

import java.util.Arrays;

/**
 * Means of curves over consecutive intervals of equal length: how curves of any sampling are brought to a coarser or finer
 * one without losing what lies between its points. A curve is taken as linear between its samples and constant beyond
 * its ends; each mean is taken over {@value #POINTS} points of its interval. Immutable and thread-safe.
 */
public final class IntervalMeans {

	private static final int POINTS = 5;

	private final int[] from;
	private final double[][] weights;
	private final int samples;

	/**
	 * @param times of the samples of the curves, s, strictly increasing
	 * @param intervals centre of each interval, s; their step is the length of an interval
	 */
	public IntervalMeans(final double[] times, final TimeGrid intervals) {
		this.samples = times.length;
		this.from = new int[intervals.count()];
		this.weights = new double[intervals.count()][];
		for (int k = 0; k < from.length; k++) {
			final double[] row = new double[times.length];
			for (int p = 0; p < POINTS; p++)
				add(times, intervals.time(k) + ((p + 0.5) / POINTS - 0.5) * intervals.stepS(), row);
			trim(k, row);
		}
	}

	private static void add(final double[] times, final double time, final double[] row) {
		final int last = times.length - 1;
		if (time <= times[0]) row[0] += 1.0 / POINTS;
		else if (time >= times[last]) row[last] += 1.0 / POINTS;
		else {
			int after = 1;
			while (times[after] < time)
				after++;
			final double fraction = (time - times[after - 1]) / (times[after] - times[after - 1]);
			row[after - 1] += (1 - fraction) / POINTS;
			row[after] += fraction / POINTS;
		}
	}

	private void trim(final int k, final double[] row) {
		int first = 0;
		while (row[first] == 0)
			first++;
		int end = row.length;
		while (row[end - 1] == 0)
			end--;
		from[k] = first;
		weights[k] = Arrays.copyOfRange(row, first, end);
	}

	/** @return number of intervals */
	public int count() {
		return from.length;
	}

	/**
	 * @param values one for each time
	 * @return one for each interval
	 */
	public double[] of(final double[] values) {
		if (values.length != samples) throw new IllegalArgumentException(values.length + " values for " + samples + " times");
		final double[] means = new double[from.length];
		for (int k = 0; k < means.length; k++)
			for (int i = 0; i < weights[k].length; i++)
				means[k] += weights[k][i] * values[from[k] + i];
		return means;
	}

	/**
	 * One interval of many curves.
	 *
	 * @param k interval
	 * @param rows [time][curve]
	 * @param offset first curve
	 * @param means filled with the mean of each curve
	 * @param count number of curves
	 */
	public void of(final int k, final float[][] rows, final int offset, final float[] means, final int count) {
		Arrays.fill(means, 0, count, 0);
		for (int i = 0; i < weights[k].length; i++) {
			final float weight = (float) weights[k][i];
			final float[] row = rows[from[k] + i];
			for (int v = 0; v < count; v++)
				means[v] += weight * row[offset + v];
		}
	}
}
