package org.perfusionj.curve;

import java.util.Arrays;

/** An immutable curve: values at strictly increasing times. */
public final class TimeCurve {

	private final double[] times;
	private final double[] values;

	/**
	 * @param times s, strictly increasing, finite
	 * @param values one for each time
	 * @throws IllegalArgumentException if the lengths differ, there is no sample, or the times do not increase
	 */
	public TimeCurve(final double[] times, final double[] values) {
		if (times.length != values.length) throw new IllegalArgumentException("A curve needs as many values as times, but has " + values.length + " values and " + times.length + " times.");
		if (times.length == 0) throw new IllegalArgumentException("A curve needs at least one sample.");
		for (int i = 0; i < times.length; i++) {
			if (!Double.isFinite(times[i])) throw new IllegalArgumentException("Time " + (i + 1) + " of the curve is " + times[i] + ".");
			if (i > 0 && times[i] <= times[i - 1]) throw new IllegalArgumentException("The times of a curve must increase, but sample " + (i + 1) + " is at " + times[i] + " s after " + times[i - 1] + " s.");
		}
		this.times = times.clone();
		this.values = values.clone();
	}

	/** A curve on a uniform grid. */
	public TimeCurve(final TimeGrid grid, final double[] values) {
		this(grid.times(), values);
	}

	/** @return number of samples */
	public int size() {
		return times.length;
	}

	/** @return time of sample {@code index}, s */
	public double time(final int index) {
		return times[index];
	}

	/** @return value of sample {@code index} */
	public double value(final int index) {
		return values[index];
	}

	/** @return a copy of the times, s */
	public double[] times() {
		return times.clone();
	}

	/** @return a copy of the values */
	public double[] values() {
		return values.clone();
	}

	/** @return the curve with every value multiplied by {@code factor} */
	public TimeCurve scaled(final double factor) {
		final double[] scaled = values.clone();
		for (int i = 0; i < scaled.length; i++)
			scaled[i] *= factor;
		return new TimeCurve(times, scaled);
	}

	/** @return area under the curve by the trapezoid rule, value unit times s */
	public double area() {
		double area = 0;
		for (int i = 1; i < times.length; i++)
			area += (times[i] - times[i - 1]) * (values[i] + values[i - 1]) / 2;
		return area;
	}

	@Override
	public boolean equals(final Object other) {
		return other instanceof TimeCurve curve && Arrays.equals(times, curve.times) && Arrays.equals(values, curve.values);
	}

	@Override
	public int hashCode() {
		return 31 * Arrays.hashCode(times) + Arrays.hashCode(values);
	}

	@Override
	public String toString() {
		return "TimeCurve of " + times.length + " samples, " + times[0] + " to " + times[times.length - 1] + " s";
	}
}
