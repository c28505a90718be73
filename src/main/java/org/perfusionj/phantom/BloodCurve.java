package org.perfusionj.phantom;

import org.perfusionj.curve.TimeCurve;
import org.perfusionj.curve.TimeGrid;
import org.perfusionj.phantom.vessels.BloodPool;
import org.perfusionj.series.AcquisitionTimes;

/** The contrast of blood at the times at which a slice is scanned. */
final class BloodCurve {

	private BloodCurve() {}

	/**
	 * @param pool the blood
	 * @param time grid of its curve
	 * @return HU above baseline
	 */
	static TimeCurve of(final BloodPool pool, final TimeGrid time, final AcquisitionTimes times, final int slice) {
		final double[] values = new double[times.frames()];
		for (int t = 0; t < values.length; t++) {
			final double at = Math.min(Math.max(0, (times.time(slice, t) - time.startS()) / time.stepS()), time.count() - 1.0);
			final int k = Math.min((int) at, time.count() - 2);
			values[t] = pool.curve()[k] + (at - k) * (pool.curve()[k + 1] - pool.curve()[k]);
		}
		return new TimeCurve(times.times(slice), values);
	}
}
