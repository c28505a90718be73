package org.perfusionj.series;

import org.perfusionj.work.Parallel;
import org.perfusionj.work.WorkMonitor;

/**
 * Gives slices of a dynamic series one by one. Preprocessing steps are slice sources that decorate another slice source
 * (raw samples, resampled in time, filtered, turned into concentration), so that a later step such as motion correction
 * slots in without changing the others.
 */
public interface SliceSource {

	/** @return voxel grid */
	SpatialGrid grid();

	/** @return number of frames of every slice */
	int frames();

	/**
	 * @param z slice, from 0
	 * @param parallel the threads to use
	 * @param monitor asked for cancellation
	 * @return freshly made frames of the slice
	 */
	SliceFrames load(int z, Parallel parallel, WorkMonitor monitor);

	/**
	 * Like {@link #load}, into the memory of a slice that is no longer needed: making room for a slice anew can take longer
	 * than filling it.
	 *
	 * @param used frames of an earlier slice of this source, which may be overwritten; null = none
	 */
	default SliceFrames load(final int z, final SliceFrames used, final Parallel parallel, final WorkMonitor monitor) {
		return load(z, parallel, monitor);
	}
}
