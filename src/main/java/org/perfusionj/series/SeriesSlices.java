package org.perfusionj.series;

import org.perfusionj.work.Parallel;
import org.perfusionj.work.WorkMonitor;

/** The slices of a series as they are, calibrated. */
public final class SeriesSlices implements SliceSource {

	private final PerfusionSeries series;

	/** @param series where the samples come from */
	public SeriesSlices(final PerfusionSeries series) {
		this.series = series;
	}

	@Override
	public SpatialGrid grid() {
		return series.grid();
	}

	@Override
	public int frames() {
		return series.frames();
	}

	@Override
	public SliceFrames load(final int z, final SliceFrames used, final Parallel parallel, final WorkMonitor monitor) {
		final float[][] frames = used == null ? new float[series.frames()][series.grid().planeSize()] : used.frames();
		parallel.forEach(frames.length, monitor, t -> series.planes().read(z, t, frames[t]));
		return new SliceFrames(z, series.times().times(z), frames);
	}
}
