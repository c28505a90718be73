package org.perfusionj.network.aifnet.training;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

import org.perfusionj.network.aifnet.AifnetModel;
import org.perfusionj.vascular.Vessel;

/**
 * A model and how it came about.
 *
 * @param model the model, with the facts of its training
 * @param fold number of the fold in a cross-validation, from 1; 0 = there is none
 * @param settings how it was trained
 * @param curve how training went
 * @param split which scans were for what
 * @param before scores of the model that training started from, on the validation scans; empty if there was none
 * @param validation its scores on the validation scans
 * @param test its scores on the test scans; empty if there are none
 */
public record TrainedModel(AifnetModel model, int fold, TrainingSettings settings, LearningCurve curve, PatientSplit split, Optional<List<ExampleScore>> before, List<ExampleScore> validation, List<ExampleScore> test) {

	/** Copies the lists. */
	public TrainedModel {
		before = before.map(List::copyOf);
		validation = List.copyOf(validation);
		test = List.copyOf(test);
	}

	/** @return name of its files without ending: aif, or aif_fold1 */
	public String name() {
		return name(model.vessel(), fold);
	}

	static String name(final Vessel vessel, final int fold) {
		return vessel.name().toLowerCase(Locale.ROOT) + (fold > 0 ? "_fold" + fold : "");
	}
}
