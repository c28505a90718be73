package org.perfusionj.segmentation.trained;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.perfusionj.work.Parallel;
import org.perfusionj.work.WorkMonitor;

/**
 * A trained lesion rule: stages one behind the other, each of which knows what the one before says, and from which probability on a voxel is called core or lesion.
 *
 * @param stages at least one
 * @param coreThreshold probability from which a voxel is core, above 0, below 1
 * @param lesionThreshold probability from which it is lesion
 * @param facts how it was trained and measured, in order
 */
public record LesionModel(List<LesionStage> stages, double coreThreshold, double lesionThreshold, Map<String, String> facts) {

	/** @throws IllegalArgumentException if it has no stage, the first one needs one before it, or a threshold is no probability */
	public LesionModel {
		stages = List.copyOf(stages);
		facts = Collections.unmodifiableMap(new LinkedHashMap<>(facts));
		if (stages.isEmpty() || stages.get(0).features().stream().anyMatch(VoxelFeature::needsChances)) throw new IllegalArgumentException("a rule of " + stages.size() + " stages, the first of which must not need another one");
		if (!(coreThreshold > 0 && coreThreshold < 1) || !(lesionThreshold > 0 && lesionThreshold < 1)) throw new IllegalArgumentException("thresholds of " + coreThreshold + " and " + lesionThreshold + " are no probabilities");
	}

	/**
	 * @param example features of a case
	 * @param parallel threads to use
	 * @param monitor progress and cancel
	 * @return what the last stage says
	 * @throws java.util.concurrent.CancellationException if the monitor is cancelled
	 */
	public LesionChances judge(final CaseFeatures example, final Parallel parallel, final WorkMonitor monitor) {
		Optional<LesionChances> chances = Optional.empty();
		for (int s = 0; s < stages.size(); s++) {
			monitor.progress((double) s / stages.size(), "Judging voxels (stage " + (s + 1) + " of " + stages.size() + ")");
			chances = Optional.of(stages.get(s).judge(example, chances, parallel, monitor));
		}
		return chances.get();
	}
}
