package org.perfusionj.evaluation.training;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

import org.perfusionj.segmentation.trained.VoxelFeature;
import org.perfusionj.segmentation.trained.training.BoostingSettings;

/**
 * How a lesion rule is trained.
 *
 * @param first features of the first stage
 * @param second features of the second stage; empty = there is none
 * @param voxels drawn of each case, at most: as many of its ill tissue, and as many of the rest; at least 1
 * @param validationEvery each so many-th case is kept for validation; at least 2
 * @param bins of a feature, 2 to 256
 * @param boosting how trees are grown
 */
public record LesionTrainingSettings(List<VoxelFeature> first, List<VoxelFeature> second, int voxels, int validationEvery, int bins, BoostingSettings boosting) {

	/** The usual features and trees. */
	public static final LesionTrainingSettings DEFAULTS = new LesionTrainingSettings(StandardFeatures.first(), StandardFeatures.second(), 6000, 4, 64, BoostingSettings.DEFAULTS);

	/** @throws IllegalArgumentException if a value is out of range */
	public LesionTrainingSettings {
		first = List.copyOf(first);
		second = List.copyOf(second);
		if (first.isEmpty() || voxels < 1 || validationEvery < 2) throw new IllegalArgumentException(first.size() + " features, voxels=" + voxels + ", validation_every=" + validationEvery + ": use at least one feature and voxel, and every 2nd case.");
	}

	/** @return the same with other trees */
	public LesionTrainingSettings withBoosting(final BoostingSettings other) {
		return new LesionTrainingSettings(first, second, voxels, validationEvery, bins, other);
	}

	/** @return all of it by name, in order */
	public Map<String, String> facts() {
		final Map<String, String> facts = new LinkedHashMap<>();
		facts.put("features", names(first));
		facts.put("features_of_second_stage", names(second));
		facts.put("voxels_per_case", Integer.toString(voxels));
		facts.put("validation_every", Integer.toString(validationEvery));
		facts.put("bins", Integer.toString(bins));
		facts.put("trees_at_most", Integer.toString(boosting.trees()));
		facts.put("leaves", Integer.toString(boosting.leaves()));
		facts.put("depth", Integer.toString(boosting.depth()));
		facts.put("rate", Double.toString(boosting.rate()));
		facts.put("l2", Double.toString(boosting.l2()));
		facts.put("least_curvature", Double.toString(boosting.leastCurvature()));
		facts.put("rows", Double.toString(boosting.rows()));
		facts.put("columns", Double.toString(boosting.columns()));
		facts.put("patience", Integer.toString(boosting.patience()));
		facts.put("seed", Long.toString(boosting.seed()));
		return facts;
	}

	private static String names(final List<VoxelFeature> features) {
		return features.stream().map(VoxelFeature::name).collect(Collectors.joining(" "));
	}
}
