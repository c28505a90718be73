package org.perfusionj.evaluation.training;

import java.util.List;
import java.util.Map;

import org.perfusionj.segmentation.trained.LesionModel;

/**
 * What a training of the lesion rule gives.
 *
 * @param model the rule
 * @param losses mean logarithmic loss on the validation cases after each tree, by the name of the trees, in order
 * @param scores how well the lesions of the validation cases are found
 */
public record TrainedLesion(LesionModel model, Map<String, double[]> losses, List<ValidationScore> scores) {
}
