package org.perfusionj.series;

import java.util.List;

/**
 * A named set of voxels: a ROI translated from the host's pixels.
 *
 * @param name as the user sees it
 * @param voxels without repetition, indices from 0
 */
public record Region(String name, List<Voxel> voxels) {

	/** Copies the list. */
	public Region {
		voxels = List.copyOf(voxels);
	}
}
