package org.perfusionj.series;

import org.perfusionj.work.Parallel;
import org.perfusionj.work.WorkMonitor;

/**
 * Gives slices of a dynamic series one by one. Preprocessing steps are slice sources that decorate another slice source
 * (raw samples, resampled in time, filtered, turned into concentration), so that a further step slots in
 * without changing the others.
 */
public interface SliceSource {

	/** @return voxel grid */
	SpatialGrid grid();

	/** @return number of frames of every slice */
	int frames();

	/**
	 * Loads a slice, into the memory of one that is no longer needed: making room for a slice anew can take longer than
	 * filling it.
	 *
	 * @param z slice, from 0
	 * @param used frames of an earlier slice of this source, which may be overwritten; null = none
	 * @param parallel the threads to use
	 * @param monitor asked for cancellation
	 * @return frames of the slice, owned by the caller
	 */
	SliceFrames load(int z, SliceFrames used, Parallel parallel, WorkMonitor monitor);

	/** @return freshly made frames of the slice, see {@link #load(int, SliceFrames, Parallel, WorkMonitor)} */
	default SliceFrames load(final int z, final Parallel parallel, final WorkMonitor monitor) {
		return load(z, null, parallel, monitor);
	}
}
