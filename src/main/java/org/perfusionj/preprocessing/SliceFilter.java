package org.perfusionj.preprocessing;

import org.perfusionj.series.SpatialGrid;
import org.perfusionj.work.Parallel;
import org.perfusionj.work.WorkMonitor;

/**
 * A filter in the plane of a slice, applied to all its frames. Through-plane filtering is left out on purpose: slices
 * of perfusion scans are 5-10 mm apart and may be measured at different times.
 */
interface SliceFilter {

	/**
	 * Filters the frames in place. Samples that are NaN or infinite stay as they are and do not spread to their
	 * neighbours.
	 *
	 * @param frames [frame][voxel] of one slice
	 * @param grid voxel grid of the series
	 * @param parallel threads to use
	 * @param monitor asked for cancellation
	 */
	void apply(float[][] frames, SpatialGrid grid, Parallel parallel, WorkMonitor monitor);
}
