package org.perfusionj.series;

import java.util.Optional;

/**
 * A volume with what its file or window says beyond numbers.
 *
 * @param name of the file or window, for messages
 * @param volume its values, as they are stored
 * @param hasScale whether it says how large its voxels are; if not, its grid says 1 mm
 * @param unit of the values, if it says one
 */
public record SourceVolume(String name, Volume volume, boolean hasScale, Optional<String> unit) {

	/** @return its voxel grid */
	public SpatialGrid grid() {
		return volume.grid();
	}
}
