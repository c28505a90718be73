package org.perfusionj.evaluation;

import org.perfusionj.segmentation.SegmentationSettings;

/**
 * A lesion rule in an evaluation.
 *
 * @param settings how it is applied to the maps of methods
 * @param exact how it is applied to true maps, which have no noise: without smoothing, otherwise the same
 */
public record LesionChoice(SegmentationSettings settings, SegmentationSettings exact) {

	/** @return name of the rule */
	public String name() {
		return settings.rule().name();
	}
}
