package org.perfusionj.network.residue.training;

import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

import org.perfusionj.network.NetworkEngine;
import org.perfusionj.network.graph.Graph;
import org.perfusionj.network.graph.GraphNetwork;
import org.perfusionj.network.graph.GraphSplit;
import org.perfusionj.network.residue.ResidueDesign;
import org.perfusionj.network.residue.ResidueModel;
import org.perfusionj.simulation.CurveSimulator;
import org.perfusionj.simulation.TrainingCurves;
import org.perfusionj.work.Parallel;
import org.perfusionj.work.WorkMonitor;

/** One training on simulated curves: from nothing to a model with its figures. What was interrupted goes on. */
public final class ResidueTraining {

	/** Part of the progress that making training curves, training, and measuring are. */
	private static final double MADE = 0.4;
	private static final double TRAINED = 0.95;

	private final ResidueTrainingPlan plan;
	private final ResidueTrainingSettings settings;
	private final NetworkEngine fixedEngine;
	private final NetworkEngine engine;
	private final Parallel parallel;

	/**
	 * @param plan on what
	 * @param settings how
	 * @param fixedEngine computes what has no weights
	 * @param engine computes and differentiates what has
	 * @param parallel threads for the rest
	 */
	public ResidueTraining(final ResidueTrainingPlan plan, final ResidueTrainingSettings settings, final NetworkEngine fixedEngine, final NetworkEngine engine, final Parallel parallel) {
		this.plan = plan;
		this.settings = settings;
		this.fixedEngine = fixedEngine;
		this.engine = engine;
		this.parallel = parallel;
	}

	/** @return all that decides what training does, by name; in order */
	public Map<String, String> facts() {
		final Map<String, String> facts = new LinkedHashMap<>(plan.facts());
		facts.putAll(settings.facts());
		return facts;
	}

	/**
	 * @param start weights to start from; empty = random ones
	 * @param examples folder for the curves; those that are there from the same plan are taken, and no more of them than the plan says if they were made for a larger one
	 * @param checkpoint file to go on from if it exists
	 * @param facts for the model, before those of the training
	 * @param monitor progress, cancel and log
	 * @throws IOException if a file cannot be read or written
	 * @throws org.perfusionj.work.PerfusionException if there are other curves or another checkpoint
	 * @throws java.util.concurrent.CancellationException if the monitor is cancelled; curves and checkpoint stay
	 */
	public TrainedResidue run(final Optional<float[]> start, final Path examples, final Path checkpoint, final Map<String, String> facts, final WorkMonitor monitor) throws IOException {
		final GraphSplit split = GraphSplit.of(plan.design().graph());
		final SimulatedExamples source = new SimulatedExamples(plan.design(), split.fixed(), new TrainingCurves(plan.prior().curves(), CurveSimulator.STANDARD, plan.seed()), plan.curvesPerScan(), fixedEngine, parallel);
		try (ExampleFile training = open(examples, "training", split.fixed(), 0); ExampleFile validation = open(examples, "validation", split.fixed(), ResidueTrainingPlan.FIRST_VALIDATION)) {
			source.fill(validation, ResidueTrainingPlan.FIRST_VALIDATION, plan.scans(plan.validationCurves()), monitor.part(0, 0.1 * MADE));
			source.fill(training, 0, plan.scans(plan.curves()), monitor.part(0.1 * MADE, MADE));
			// the files may be those of a larger training
			final Examples learned = training.first(plan.scans(plan.curves()));
			final Examples heldOut = validation.first(plan.scans(plan.validationCurves()));
			monitor.log(String.format(Locale.ROOT, "Training a network of %,d weights (%,d in use by %s) on %,d curves (of a file of %.1f GB).", plan.design().graph().parameters(), split.trained().parameters(), engine.description(), (long) learned.size() * plan
				.curvesPerScan(), training.length() / 1e9));
			final ResidueTrainer.Trained trained = new ResidueTrainer(split.trained(), settings, name -> true, engine, parallel).train(learned, heldOut, start, checkpoint, monitor.part(MADE, TRAINED));
			return measured(split.trained(), trained, source, examples, facts, monitor.part(TRAINED, 1));
		}
	}

	private ExampleFile open(final Path folder, final String name, final Graph fixed, final long first) throws IOException {
		return ExampleFile.open(folder.resolve(name + ".curves"), plan.recipe(fixed) + ", from scan " + first);
	}

	private TrainedResidue measured(final Graph graph, final ResidueTrainer.Trained trained, final SimulatedExamples source, final Path examples, final Map<String, String> given, final WorkMonitor monitor) throws IOException {
		final Map<String, String> facts = new LinkedHashMap<>(given);
		facts.putAll(facts());
		final ResidueLearningCurve.Row best = trained.curve().rows().get(trained.curve().best());
		facts.put("curves_seen", Long.toString(trained.curves()));
		facts.put("training_seconds", String.format(Locale.ROOT, "%.0f", trained.seconds()));
		facts.put("loss_factors", ResidueTrainer.text(trained.factors()));
		facts.put("validation_loss", String.format(Locale.ROOT, "%.5g", best.loss()));
		for (final LossTerm term : LossTerm.values())
			facts.put("validation_" + term.key(), String.format(Locale.ROOT, "%.5g", best.validation()[term.ordinal()]));
		facts.put("validation_cbf_rmse_at_cbv_4", String.format(Locale.ROOT, "%.3f", best.cbfError()));
		facts.put("validation_delay_rmse_s", String.format(Locale.ROOT, "%.3f", best.delayError()));
		if (!graph.outputs().containsKey(ResidueDesign.SPREAD)) return new TrainedResidue(new ResidueModel(plan.design(), trained.weights(), 1, 1, facts), trained.curve(), Optional.empty());
		try (ExampleFile first = open(examples, "calibration", source.fixed(), ResidueTrainingPlan.FIRST_CALIBRATION); ExampleFile second = open(examples, "coverage", source.fixed(), ResidueTrainingPlan.FIRST_COVERAGE); GraphNetwork network = engine.open(graph, trained.weights())) {
			source.fill(first, ResidueTrainingPlan.FIRST_CALIBRATION, plan.scans(plan.calibrationCurves()), monitor.part(0, 0.5));
			source.fill(second, ResidueTrainingPlan.FIRST_COVERAGE, plan.scans(plan.calibrationCurves()), monitor.part(0.5, 1));
			final Examples others = second.first(plan.scans(plan.calibrationCurves()));
			final SpreadCalibration calibration = SpreadCalibration.of(network, first.first(plan.scans(plan.calibrationCurves())), monitor);
			final SpreadCalibration.Coverage before = SpreadCalibration.NONE.coverage(network, others, monitor);
			final SpreadCalibration.Coverage coverage = calibration.coverage(network, others, monitor);
			facts.put("coverage_curves", Integer.toString(coverage.curves()));
			facts.put("coverage_uncalibrated", text(before));
			facts.put("coverage", text(coverage));
			monitor.log("Intervals of one standard deviation hold the truth of " + coverage.curves() + " other curves: " + text(coverage) + " (before calibration " + text(before) + ").");
			return new TrainedResidue(new ResidueModel(plan.design(), trained.weights(), calibration.cbfFactor(), calibration.delayFactor(), facts), trained.curve(), Optional.of(coverage));
		}
	}

	private static String text(final SpreadCalibration.Coverage coverage) {
		return String.format(Locale.ROOT, "CBF %.1f %%, BAD %.1f %%", 100 * coverage.cbf(), 100 * coverage.delay());
	}
}
