package org.perfusionj.phantom;

import java.util.Arrays;

import net.imglib2.RandomAccess;
import net.imglib2.type.numeric.RealType;

import org.perfusionj.curve.TimeCurve;
import org.perfusionj.series.PerfusionSeries;
import org.perfusionj.series.Voxel;

/** What is measured in one voxel of a series: the signal over the mean of the frames before contrast comes. */
final class MeasuredCurve {

	/** The curve begins to rise this long before the foot of its steep part, s. */
	private static final double EARLIER_S = 1.5;

	private MeasuredCurve() {}

	/**
	 * @param arrivalS foot of the rise, s after the first frame of the voxel; the baseline ends 1.5 s earlier, but holds at least the first frame
	 * @return HU above baseline
	 */
	static TimeCurve of(final PerfusionSeries series, final Voxel voxel, final double arrivalS) {
		final RandomAccess<? extends RealType<?>> samples = series.storedSamples().randomAccess();
		final double[] times = series.times().times(voxel.z());
		final double[] values = new double[times.length];
		for (int t = 0; t < values.length; t++)
			values[t] = series.slope() * samples.setPositionAndGet(voxel.x(), voxel.y(), voxel.z(), t).getRealDouble() + series.intercept();
		int before = 1;
		while (before < times.length && times[before] - times[0] <= arrivalS - EARLIER_S)
			before++;
		final double baseline = Arrays.stream(values, 0, before).average().orElseThrow();
		for (int t = 0; t < values.length; t++)
			values[t] -= baseline;
		return new TimeCurve(times, values);
	}
}
