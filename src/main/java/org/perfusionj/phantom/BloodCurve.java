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
		for (int t = 0; t < values.length; t++)
			values[t] = at(pool, time, times.time(slice, t));
		return new TimeCurve(times.times(slice), values);
	}

	/** @return HU above baseline at a time on the clock of the scan; before and after the grid that of its ends */
	static double at(final BloodPool pool, final TimeGrid time, final double timeS) {
		final double[] curve = pool.curve();
		final double at = Math.min(Math.max(0, (timeS - time.startS()) / time.stepS()), time.count() - 1.0);
		final int k = Math.min((int) at, time.count() - 2);
		return curve[k] + (at - k) * (curve[k + 1] - curve[k]);
	}
}
