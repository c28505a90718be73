package org.perfusionj.network.aifnet.training;

import java.util.List;
import java.util.Optional;

import org.perfusionj.network.aifnet.AifnetModel;

/**
 * A model and how it came about.
 *
 * @param model the model, with the facts of its training
 * @param settings how it was trained
 * @param curve how training went
 * @param split which scans were for what
 * @param before scores of the model that training started from, on the validation scans; empty if there was none
 * @param validation its scores on the validation scans
 * @param test its scores on the test scans; empty if there are none
 */
public record TrainedModel(AifnetModel model, TrainingSettings settings, LearningCurve curve, PatientSplit split, Optional<List<ExampleScore>> before, List<ExampleScore> validation, List<ExampleScore> test) {

	/** Copies the lists. */
	public TrainedModel {
		before = before.map(List::copyOf);
		validation = List.copyOf(validation);
		test = List.copyOf(test);
	}
}
