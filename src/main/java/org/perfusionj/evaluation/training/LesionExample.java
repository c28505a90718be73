package org.perfusionj.evaluation.training;

import org.perfusionj.segmentation.LesionMaps;
import org.perfusionj.series.Mask;

/**
 * A head whose lesion is known.
 *
 * @param maps as the pipeline makes them
 * @param core true core, also outside the maps' brain mask
 * @param lesion true core and penumbra
 * @param hard tissue that is not normal and no lesion either: it is learned from as closely as the lesion
 */
public record LesionExample(LesionMaps maps, Mask core, Mask lesion, Mask hard) {

	/** @return true core, ml */
	public double coreMl() {
		return core.count() * maps.grid().voxelVolumeMl();
	}

	/** @return true core and penumbra, ml */
	public double lesionMl() {
		return lesion.count() * maps.grid().voxelVolumeMl();
	}
}
