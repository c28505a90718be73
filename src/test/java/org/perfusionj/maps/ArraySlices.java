package org.perfusionj.maps;

import org.perfusionj.curve.TimeGrid;
import org.perfusionj.series.SliceFrames;
import org.perfusionj.series.SliceSource;
import org.perfusionj.series.SpatialGrid;
import org.perfusionj.work.Parallel;
import org.perfusionj.work.WorkMonitor;

/** Slices held in arrays [slice][frame][voxel], for tests. */
public record ArraySlices(SpatialGrid grid, TimeGrid time, float[][][] data) implements SliceSource {

	@Override
	public int frames() {
		return time.count();
	}

	@Override
	public SliceFrames load(final int z, final SliceFrames used, final Parallel parallel, final WorkMonitor monitor) {
		final float[][] frames = new float[data[z].length][];
		for (int t = 0; t < frames.length; t++)
			frames[t] = data[z][t].clone();
		return new SliceFrames(z, time.times(), frames);
	}
}
