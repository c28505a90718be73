package org.perfusionj.network.residue.training;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

import org.perfusionj.network.NetworkEngine;
import org.perfusionj.network.graph.GraphSplit;
import org.perfusionj.network.residue.ResidueModel;
import org.perfusionj.network.residue.ResidueModelFile;
import org.perfusionj.work.Parallel;
import org.perfusionj.work.PerfusionException;
import org.perfusionj.work.WorkMonitor;

/**
 * Trains a network further on scans without a truth (Zeng et al. 2025, section 2.2): all weights stay as they are but those of the residue decoder, which learn to reconstruct the
 * tissue curves with smooth residue functions.
 */
public final class FineTuning {

	/** Begin of the names of the weights that are trained. */
	public static final String DECODER = "residue.";

	private static final String TRAINING = "training.curves";
	private static final String VALIDATION = "validation.curves";
	private static final double READ = 0.4;

	private final ResidueModel model;
	private final ResidueTrainingSettings settings;
	private final int mostCurves;
	private final int curvesTogether;
	private final NetworkEngine fixedEngine;
	private final NetworkEngine engine;
	private final Parallel parallel;

	/** Gives scans one after the other, so that not all need be in memory. */
	public interface Scans {

		/** @return how many there are */
		int size();

		/**
		 * @param index number of the scan, from 0
		 * @param monitor progress and cancel
		 * @return the scan; empty if it cannot be used, which the log says
		 * @throws IOException if it cannot be read
		 */
		Optional<UnlabelledScan> read(int index, WorkMonitor monitor) throws IOException;
	}

	/**
	 * @param model to start from
	 * @param settings how; their loss is {@link LossWeights#UNLABELLED} or another that needs no truth
	 * @param mostCurves drawn from a scan, at most
	 * @param curvesTogether curves of a scan that are learned together
	 * @param fixedEngine computes what has no weights
	 * @param engine computes and differentiates what has
	 * @param parallel threads for the rest
	 * @throws PerfusionException if the network has no residue decoder of its own
	 */
	public FineTuning(final ResidueModel model, final ResidueTrainingSettings settings, final int mostCurves, final int curvesTogether, final NetworkEngine fixedEngine, final NetworkEngine engine, final Parallel parallel) {
		if (model.design().graph().weights().stream().noneMatch(weight -> weight.name().startsWith(DECODER))) throw new PerfusionException("The network has no weights of a residue decoder alone: it cannot be fine-tuned. Use another model.");
		this.model = model;
		this.settings = settings;
		this.mostCurves = mostCurves;
		this.curvesTogether = curvesTogether;
		this.fixedEngine = fixedEngine;
		this.engine = engine;
		this.parallel = parallel;
	}

	/** @return all that decides what training does but the scans, by name; in order */
	public Map<String, String> facts() {
		final Map<String, String> facts = new LinkedHashMap<>();
		facts.put("start_weights_sha256", ResidueModelFile.checksum(model));
		facts.put("most_curves_of_a_scan", Integer.toString(mostCurves));
		facts.put("curves_together", Integer.toString(curvesTogether));
		facts.putAll(settings.facts());
		return facts;
	}

	/**
	 * @param scans to learn from
	 * @param examples folder for the curves; taken as they are if training has begun, else made anew
	 * @param checkpoint file to go on from if it exists
	 * @param given facts for the model, before those of the training
	 * @param monitor progress, cancel and log
	 * @return the model, calibrated as it was; the facts of the one it was made from follow its own
	 * @throws IOException if a file cannot be read or written
	 * @throws PerfusionException if no scan can be used, or there is another checkpoint
	 * @throws java.util.concurrent.CancellationException if the monitor is cancelled; the checkpoint stays
	 */
	public TrainedResidue run(final Scans scans, final Path examples, final Path checkpoint, final Map<String, String> given, final WorkMonitor monitor) throws IOException {
		final GraphSplit split = GraphSplit.of(model.design().graph());
		if (!Files.exists(checkpoint)) {
			Files.deleteIfExists(examples.resolve(TRAINING));
			Files.deleteIfExists(examples.resolve(VALIDATION));
		}
		try (ExampleFile training = ExampleFile.open(examples.resolve(TRAINING), facts().toString()); ExampleFile validation = ExampleFile.open(examples.resolve(VALIDATION), facts().toString())) {
			if (training.size() == 0) read(scans, new UnlabelledExamples(model.design(), split.fixed(), mostCurves, curvesTogether, settings.seed(), fixedEngine, parallel), training, validation, monitor.part(0, READ));
			if (validation.size() == 0) throw new PerfusionException("There are too few curves to learn from: at least " + (curvesTogether + 1) + " tissue voxels with contrast are needed. Give more scans, or check their masks.");
			final ResidueTrainer.Trained trained = new ResidueTrainer(split.trained(), settings, name -> name.startsWith(DECODER), engine, parallel).train(training, validation, Optional.of(model.weights()), checkpoint, monitor.part(READ, 1));
			return new TrainedResidue(new ResidueModel(model.design(), trained.weights(), model.cbfSdFactor(), model.badSdFactor(), facts(trained, given)), trained.curve(), Optional.empty());
		}
	}

	private static void read(final Scans scans, final UnlabelledExamples source, final ExampleFile training, final ExampleFile validation, final WorkMonitor monitor) throws IOException {
		int curves = 0;
		int used = 0;
		for (int i = 0; i < scans.size(); i++) {
			final WorkMonitor part = monitor.part((double) i / scans.size(), (i + 1.0) / scans.size());
			final Optional<UnlabelledScan> scan = scans.read(i, part.part(0, 0.7));
			if (scan.isEmpty()) continue;
			try {
				curves += source.add(scan.get(), training, validation, part.part(0.7, 1));
				used++;
			}
			catch (final PerfusionException unusable) {
				monitor.log("Warning: " + scan.get().name() + " is left out. " + unusable.getMessage());
			}
		}
		if (used == 0) throw new PerfusionException("No scan can be learned from. The log says why.");
		monitor.log(String.format(Locale.ROOT, "%,d curves of %d scans, a tenth for validation.", curves, used));
	}

	private Map<String, String> facts(final ResidueTrainer.Trained trained, final Map<String, String> given) {
		final Map<String, String> facts = new LinkedHashMap<>(given);
		facts.putAll(facts());
		facts.put("curves_seen", Long.toString(trained.curves()));
		facts.put("training_seconds", String.format(Locale.ROOT, "%.0f", trained.seconds()));
		facts.put("loss_factors", ResidueTrainer.text(trained.factors()));
		final ResidueLearningCurve.Row best = trained.curve().rows().get(trained.curve().best());
		for (final LossTerm term : settings.loss().weights().keySet())
			facts.put("validation_" + term.key(), String.format(Locale.ROOT, "%.5g", best.validation()[term.ordinal()]));
		model.facts().forEach((name, value) -> facts.put("start_" + name, value));
		return facts;
	}
}
