package org.perfusionj.preprocessing;

import org.perfusionj.series.SliceFrames;
import org.perfusionj.series.SliceSource;
import org.perfusionj.series.SpatialGrid;
import org.perfusionj.work.Parallel;
import org.perfusionj.work.WorkMonitor;

/** Slices that went through a spatial filter. */
final class FilteredSlices implements SliceSource {

	private final SliceSource source;
	private final SliceFilter filter;

	/**
	 * @param source slices to filter
	 * @param filter applied to each
	 */
	FilteredSlices(final SliceSource source, final SliceFilter filter) {
		this.source = source;
		this.filter = filter;
	}

	@Override
	public SpatialGrid grid() {
		return source.grid();
	}

	@Override
	public int frames() {
		return source.frames();
	}

	@Override
	public SliceFrames load(final int z, final SliceFrames used, final Parallel parallel, final WorkMonitor monitor) {
		final SliceFrames slice = source.load(z, used, parallel, monitor);
		filter.apply(slice.frames(), grid(), parallel, monitor);
		return slice;
	}
}
