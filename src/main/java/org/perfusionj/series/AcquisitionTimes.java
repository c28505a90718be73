package org.perfusionj.series;

import java.util.Arrays;

import org.perfusionj.work.PerfusionException;

/**
 * When each frame of a series was acquired, s. Frames may be irregular, and slices may differ (shuttle scans: the table
 * moves between slabs).
 */
public final class AcquisitionTimes {

	/** Intervals that differ by less than this fraction of the mean interval count as equal. */
	private static final double UNIFORM_TOLERANCE = 1e-3;

	private final double[][] bySlice;

	private AcquisitionTimes(final double[][] bySlice) {
		this.bySlice = bySlice;
	}

	/** @return times i * intervalS, the same for all slices */
	public static AcquisitionTimes uniform(final int frames, final double intervalS) {
		if (!(intervalS > 0) || Double.isInfinite(intervalS)) throw new PerfusionException("The frame interval must be a positive number of seconds, but is " + intervalS + ". Give it, for example frame_interval_s=1.");
		final double[] times = new double[frames];
		for (int t = 0; t < frames; t++)
			times[t] = t * intervalS;
		return of(times);
	}

	/** @return times that hold for all slices */
	public static AcquisitionTimes of(final double[] times) {
		return perSlice(new double[][] { times });
	}

	/**
	 * @param bySlice s, one row of frame times for each slice (or one row for all slices)
	 * @throws PerfusionException if a time is not finite or does not increase
	 */
	public static AcquisitionTimes perSlice(final double[][] bySlice) {
		final double[][] copy = new double[bySlice.length][];
		for (int z = 0; z < copy.length; z++) {
			copy[z] = bySlice[z].clone();
			if (copy[z].length != copy[0].length) throw new PerfusionException("Slice " + (z + 1) + " has " + copy[z].length + " acquisition times, the first slice has " + copy[0].length + ".");
			for (int t = 0; t < copy[z].length; t++) {
				if (!Double.isFinite(copy[z][t])) throw new PerfusionException("The acquisition time of frame " + (t + 1) + " is " + copy[z][t] + ".");
				if (t > 0 && copy[z][t] <= copy[z][t - 1]) throw new PerfusionException("The acquisition times must increase, but frame " + (t + 1) + " is at " + copy[z][t] + " s after " + copy[z][t - 1] + " s. Check the time tags or the sidecar file, or give frame_interval_s.");
			}
		}
		return new AcquisitionTimes(Arrays.stream(copy).allMatch(row -> Arrays.equals(row, copy[0])) ? new double[][] { copy[0] } : copy);
	}

	/** @return number of frames */
	public int frames() {
		return bySlice[0].length;
	}

	/** @return true if all slices were acquired at the same times */
	public boolean sameForAllSlices() {
		return bySlice.length == 1;
	}

	/** @return number of rows of times: 1, or the number of slices */
	public int slices() {
		return bySlice.length;
	}

	/** @return time of frame t of slice z, s */
	public double time(final int z, final int t) {
		return bySlice[bySlice.length == 1 ? 0 : z][t];
	}

	/** @return a copy of the frame times of slice z, s */
	public double[] times(final int z) {
		return bySlice[bySlice.length == 1 ? 0 : z].clone();
	}

	/** @return true if the slices agree and the interval is constant within 0.1 % */
	public boolean isUniform() {
		if (bySlice.length > 1) return false;
		final double[] times = bySlice[0];
		final double step = meanIntervalS();
		for (int t = 1; t < times.length; t++)
			if (Math.abs(times[t] - times[0] - t * step) > UNIFORM_TOLERANCE * step) return false;
		return true;
	}

	/** @return mean interval of the first slice, s (NaN for one frame) */
	public double meanIntervalS() {
		final double[] times = bySlice[0];
		return times.length < 2 ? Double.NaN : (times[times.length - 1] - times[0]) / (times.length - 1);
	}

	/** @return earliest time of any slice, s */
	public double firstS() {
		return Arrays.stream(bySlice).mapToDouble(row -> row[0]).min().getAsDouble();
	}

	/** @return latest time of any slice, s */
	public double lastS() {
		return Arrays.stream(bySlice).mapToDouble(row -> row[row.length - 1]).max().getAsDouble();
	}
}
