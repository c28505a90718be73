package org.perfusionj.network.aifnet.training;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToDoubleFunction;

import org.perfusionj.network.NetworkEngine;
import org.perfusionj.network.aifnet.AifnetKind;
import org.perfusionj.network.aifnet.AifnetModel;
import org.perfusionj.network.aifnet.AifnetModelFile;
import org.perfusionj.network.training.TrainingFolder;
import org.perfusionj.work.WorkMonitor;

/** One training from prepared scans to a model with its figures. */
public final class AifnetTraining {

	/** Part of the progress that the epochs are; the rest is measuring. */
	private static final double EPOCHS = 0.95;
	private static final String SHARPNESS = "sharpness";

	private final NetworkEngine engine;
	private final TrainingSettings settings;
	private final Optional<AifnetModel> start;
	private final double sharpness;

	/**
	 * @param engine what computes
	 * @param settings how
	 * @param start model to start from, of the same vessel, design and input; empty = random weights
	 * @param sharpness by how much the model is sharpened when it is trained, see {@link AifnetModel#sharpened}; of other kinds than AIFNet nothing is
	 */
	public AifnetTraining(final NetworkEngine engine, final TrainingSettings settings, final Optional<AifnetModel> start, final double sharpness) {
		this.engine = engine;
		this.settings = settings;
		this.start = start;
		this.sharpness = settings.design().kind() == AifnetKind.PROBABILITY ? sharpness : 1;
	}

	/**
	 * @param fold number of the fold in a cross-validation, from 1; 0 = there is none
	 * @param split scans with annotations of the vessel
	 * @param data facts of the scans, for the model file; in order. Nothing that names a person, a place or a time: the same run gives the same file.
	 * @param folder where the checkpoint of this training is kept: it goes on from it if there is one
	 * @param monitor progress, cancel and log
	 * @return the model of the best validation
	 * @throws IOException if a scan cannot be read or the checkpoint cannot be written
	 * @throws org.perfusionj.work.PerfusionException if the checkpoint is damaged or of another training
	 * @throws java.util.concurrent.CancellationException if the monitor is cancelled; the last checkpoint stays
	 */
	public TrainedModel run(final int fold, final PatientSplit split, final Map<String, String> data, final TrainingFolder folder, final WorkMonitor monitor) throws IOException {
		final ModelTest test = new ModelTest(engine);
		monitor.log(settings.vessel() + (fold > 0 ? ", fold " + fold : "") + ": training on " + text(split.training()) + ", validation on " + text(split.validation()) + (split.test().size() > 0 ? ", test on " + text(split.test()) : "") + ".");
		final Optional<List<ExampleScore>> before = start.isPresent() ? Optional.of(test.scores(start.get(), split.validation(), monitor.part(0, 0))) : Optional.empty();
		before.ifPresent(scores -> monitor.log(String.format(Locale.ROOT, "Before training: validation 1 - r %.4f (truth %.4f)", 1 - mean(scores, ExampleScore::r), 1 - mean(scores, ExampleScore::truthR))));
		final AifnetTrainer.Trained trained = new AifnetTrainer(settings, engine).train(split.training(), split.validation(), start.map(AifnetTraining::asTrained), Optional.of(folder.checkpoint(TrainedModel.name(settings.vessel(), fold))), monitor.part(0, EPOCHS));
		final int ranked = settings.design().kind() == AifnetKind.SEGMENTATION ? test.bestRanked(model(trained.weights(), 0, Map.of()), split.validation(), monitor.part(EPOCHS, EPOCHS)) : 0;
		final AifnetModel model = model(trained.weights(), ranked, Map.of()).sharpened(sharpness);
		final List<ExampleScore> validation = test.scores(model, split.validation(), monitor.part(EPOCHS, 0.98));
		if (before.isPresent() && mean(validation, ExampleScore::r) < mean(before.get(), ExampleScore::r)) monitor.log("Warning: The " + settings.vessel() + " model is worse on the validation scans than the one that training started from. Try a lower learning_rate, or more scans.");
		final List<ExampleScore> tested = test.scores(model, split.test(), monitor.part(0.98, 1));
		final Map<String, String> facts = new LinkedHashMap<>(data);
		facts.putAll(facts(split, trained.curve(), validation, tested));
		return new TrainedModel(model(model.weights(), ranked, facts), fold, settings, trained.curve(), split, before, validation, tested);
	}

	/** The loss works on probabilities that are not sharpened. */
	private static float[] asTrained(final AifnetModel model) {
		return model.sharpened(1 / Double.parseDouble(model.facts().getOrDefault(SHARPNESS, "1"))).weights();
	}

	private AifnetModel model(final float[] weights, final int ranked, final Map<String, String> facts) {
		return new AifnetModel(settings.vessel(), settings.design(), settings.input(), weights, ranked, facts);
	}

	private Map<String, String> facts(final PatientSplit split, final LearningCurve curve, final List<ExampleScore> validation, final List<ExampleScore> test) {
		final Map<String, String> facts = new LinkedHashMap<>();
		facts.put("training", text(split.training()));
		facts.put("validation", text(split.validation()));
		if (split.test().size() > 0) facts.put("test", text(split.test()));
		facts.put("started_from", start.map(model -> "model with weights " + AifnetModelFile.checksum(model)).orElse("random weights"));
		facts.putAll(settings.facts());
		facts.put(SHARPNESS, number(sharpness));
		facts.put("epochs_done", Integer.toString(curve.epochs().size()));
		facts.put("best_epoch", Integer.toString(curve.best() + 1));
		facts.put("validation_r", number(mean(validation, ExampleScore::r)));
		facts.put("validation_r_truth", number(mean(validation, ExampleScore::truthR)));
		if (!test.isEmpty()) {
			facts.put("test_r", number(mean(test, ExampleScore::r)));
			facts.put("test_r_truth", number(mean(test, ExampleScore::truthR)));
		}
		return facts;
	}

	private static String text(final StoredExamples scans) {
		final int patients = scans.patients().size();
		return scans.size() + (scans.size() == 1 ? " scan of " : " scans of ") + patients + (patients == 1 ? " patient" : " patients");
	}

	private static double mean(final List<ExampleScore> scores, final ToDoubleFunction<ExampleScore> value) {
		return scores.stream().mapToDouble(value).average().orElse(Double.NaN);
	}

	private static String number(final double value) {
		return String.format(Locale.ROOT, "%.4f", value);
	}
}
