package org.perfusionj.commands;

import java.math.BigDecimal;
import java.util.Locale;

import org.perfusionj.series.AcquisitionTimes;
import org.perfusionj.series.PerfusionSeries;
import org.perfusionj.series.SpatialGrid;
import org.perfusionj.work.Parallel;
import org.perfusionj.work.WorkMonitor;

/** A series in one line for the log: size, spacing, times, kind and range of values. */
final class SeriesSummary {

	private SeriesSummary() {}

	/** Reads every plane once for the range. */
	static String of(final PerfusionSeries series, final WorkMonitor monitor) {
		final SpatialGrid grid = series.grid();
		final float[] low = new float[series.frames()];
		final float[] high = new float[series.frames()];
		try (Parallel parallel = Parallel.allCores()) {
			parallel.run(series.frames(), monitor, () -> {
				final float[] plane = new float[grid.planeSize()];
				return t -> {
					low[t] = Float.POSITIVE_INFINITY;
					high[t] = Float.NEGATIVE_INFINITY;
					for (int z = 0; z < grid.slices(); z++) {
						series.planes().read(z, t, plane);
						for (final float value : plane) {
							if (!Float.isFinite(value)) continue;
							if (value < low[t]) low[t] = value;
							if (value > high[t]) high[t] = value;
						}
					}
				};
			});
		}
		float min = Float.POSITIVE_INFINITY;
		float max = Float.NEGATIVE_INFINITY;
		for (int t = 0; t < low.length; t++) {
			min = Math.min(min, low[t]);
			max = Math.max(max, high[t]);
		}
		return String.format(Locale.ROOT, "%s: %s voxels of %s x %s x %s mm, %d frames, %s; %s, %s to %s %s", series.name(), grid.sizeText(), number(grid.spacingX()), number(grid.spacingY()), number(grid.spacingZ()),
			series.frames(), times(series.times()), series.signal().key(), number(min), number(max), series.signal().unit());
	}

	private static String times(final AcquisitionTimes times) {
		if (times.isUniform()) return "one every " + number(times.meanIntervalS()) + " s";
		return "from " + number(times.firstS()) + " to " + number(times.lastS()) + " s, " + (times.sameForAllSlices() ? "irregular" : "different between slices") + " (" + number(times.meanIntervalS()) + " s apart on average)";
	}

	private static String number(final double value) {
		if (!Double.isFinite(value)) return "nothing";
		if (value == Math.rint(value) && Math.abs(value) < 1e9) return Long.toString((long) value);
		return new BigDecimal(String.format(Locale.ROOT, "%.4g", value)).stripTrailingZeros().toPlainString();
	}
}
