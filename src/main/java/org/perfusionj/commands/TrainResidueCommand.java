package org.perfusionj.commands;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CancellationException;

import org.perfusionj.io.InputFile;
import org.perfusionj.io.OutputFolder;
import org.perfusionj.io.SoftwareVersion;
import org.perfusionj.network.Device;
import org.perfusionj.network.EngineChoice;
import org.perfusionj.network.NetworkEngine;
import org.perfusionj.network.NetworkEngines;
import org.perfusionj.network.residue.ResidueDesign;
import org.perfusionj.network.residue.ResidueDesigns;
import org.perfusionj.network.residue.ResidueModel;
import org.perfusionj.network.residue.ResidueModelFile;
import org.perfusionj.network.residue.training.LossWeights;
import org.perfusionj.network.residue.training.ResidueTraining;
import org.perfusionj.network.residue.training.ResidueTrainingPlan;
import org.perfusionj.network.residue.training.ResidueTrainingSettings;
import org.perfusionj.network.residue.training.TrainedResidue;
import org.perfusionj.network.training.TrainingFolder;
import org.perfusionj.report.Provenance;
import org.perfusionj.work.Choice;
import org.perfusionj.work.Parallel;
import org.perfusionj.work.PerfusionException;
import org.perfusionj.work.WarningCollector;
import org.perfusionj.work.WorkMonitor;
import org.scijava.command.Command;
import org.scijava.plugin.Attr;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;

/** Trains a network for deep residue estimation on simulated curves. */
@Plugin(type = Command.class, name = "train-residue", menuPath = "Plugins>Perfusion>Train deep residue network", headless = true,
	description = "Trains a network that estimates local AIF, residue function and arrival delay from tissue curve and AIF, on simulated curves; from scratch, or starting from a model. Takes hours; goes on where it was stopped. Research use only.")
public class TrainResidueCommand extends PerfusionCommand {

	private static final String CURVES = "Curves";
	private static final String NETWORK = "Network";
	private static final String TRAINING = "Training";
	private static final String FILES = "Files";

	private final NetworkEngines engines;

	@Parameter(label = "Prior", choices = { "broad", "published" }, description = "What the curves are drawn from. published: the ranges of Zeng et al. 2025.", attrs = @Attr(name = "group", value = CURVES))
	private String prior = "broad";

	@Parameter(label = "Different curves", min = "1", description = "Curves that are simulated and stored, about 2 KB each and more.", attrs = @Attr(name = "group", value = CURVES))
	private long curves = 1_000_000;

	@Parameter(label = "Curves per scan", min = "1", max = "100000", description = "Curves that share frames and AIF, as the voxels of a patient do.", attrs = @Attr(name = "group", value = CURVES))
	private int curves_per_scan = 256;

	@Parameter(label = "Curves for validation", min = "1", description = "Held-out curves that tell how training goes.", attrs = @Attr(name = "group", value = CURVES))
	private int validation = 10_000;

	@Parameter(label = "Curves for calibration", min = "1", description = "Held-out curves that calibrate predicted standard deviations; as many others test that.", attrs = @Attr(name = "group", value = CURVES))
	private int calibration = 20_000;

	@Parameter(label = "Design", required = false, description = "Kind of network, and settings that differ from the usual ones, for example memory hidden=256. Empty: that of the model to start from.", attrs = @Attr(name = "group", value = NETWORK))
	private String design = "memory";

	@Parameter(label = "Start from", required = false, persist = false, style = "open", description = "Model file to train further, of the same design. Empty: from scratch.", attrs = @Attr(name = "group", value = NETWORK))
	private String start = "";

	@Parameter(label = "Device", choices = { "auto", "cpu", "cuda" }, description = "Where networks run. auto: a CUDA GPU if one can be used, else the processor.", attrs = @Attr(name = "group", value = NETWORK))
	private String device = "auto";

	@Parameter(label = "Loss", description = "What is made small. published: eq. 2 of Zeng et al. 2025, terms balanced 1:1:7:1. supervised: all errors against the truth. Or terms with weights, for example delay=1 cbf=0.1 spread=1.", attrs = @Attr(name = "group",
		value = TRAINING))
	private String loss = "supervised";

	@Parameter(label = "Epochs", min = "1", max = "100000", description = "How often all stored curves are seen. The learning rate falls to nothing over them.", attrs = @Attr(name = "group", value = TRAINING))
	private int epochs = 10;

	@Parameter(label = "Minutes", min = "0", style = "format:0.##", description = "Time for training (curves not counted), with the learning rate falling accordingly. 0: as long as it takes.", attrs = @Attr(name = "group", value = TRAINING))
	private double minutes = 0;

	@Parameter(label = "Batch", min = "1", description = "Curves in a step; whole scans.", attrs = @Attr(name = "group", value = TRAINING))
	private int batch = 1024;

	@Parameter(label = "Learning rate", min = "0", max = "1", stepSize = "0.0001", style = "format:0.#######", description = "The largest, after the warm-up.", attrs = @Attr(name = "group", value = TRAINING))
	private double rate = 0.001;

	@Parameter(label = "Weight decay", min = "0", max = "10", stepSize = "0.001", style = "format:0.#######", description = "Part of a weight that is lost in a step with learning rate 1.", attrs = @Attr(name = "group", value = TRAINING))
	private double weight_decay = 0;

	@Parameter(label = "Averaging", min = "0", max = "0.99999", stepSize = "0.001", style = "format:0.#####", description = "Part of the moving average of the weights that a step keeps. 0: none.", attrs = @Attr(name = "group", value = TRAINING))
	private double averaging = ResidueTrainingSettings.AVERAGING;

	@Parameter(label = "Seed", description = "Of curves, first weights and order: the same seed gives the same model on the same machine, unless time ends the training.", attrs = @Attr(name = "group", value = TRAINING))
	private long seed = 1;

	@Parameter(label = "Examples folder", required = false, persist = false, style = "directory", description = "Folder that keeps the curves for further trainings of the same design. Empty: they are removed at the end.", attrs = @Attr(name = "group", value = FILES))
	private String examples = "";

	@Parameter(label = "Output folder", persist = false, style = "directory", description = "New folder for model, learning curve and model card. Until all is done checkpoints are in a folder beside it, whose name ends in .training.", attrs = @Attr(
		name = "group", value = FILES))
	private String output = "";

	@Parameter(label = "Overwrite", persist = false, description = "Replace an output folder that exists.", attrs = @Attr(name = "group", value = FILES))
	private boolean overwrite = false;

	/** With the engines of this software. */
	public TrainResidueCommand() {
		this(StandardNetworks.engines());
	}

	/** @param engines finds what networks run on */
	protected TrainResidueCommand(final NetworkEngines engines) {
		this.engines = engines;
	}

	/**
	 * What is asked for, after all that can be checked was checked.
	 *
	 * @param plan on what
	 * @param settings how
	 * @param start model to start from
	 */
	private record Wanted(ResidueTrainingPlan plan, ResidueTrainingSettings settings, Optional<ResidueModel> start) {
	}

	@Override
	protected void execute(final WorkMonitor host) throws IOException {
		final WarningCollector monitor = new WarningCollector(host);
		final Wanted wanted = wanted();
		try (OutputFolder folder = OutputFolder.open(UserPath.of("output", output), overwrite, inputs()); TrainingFolder training = TrainingFolder.open(folder.target()); Parallel parallel = Parallel.allCores()) {
			final NetworkEngine runs = engines.find(EngineChoice.on(Device.of(device)), monitor);
			final NetworkEngine trains = engines.findForTraining(EngineChoice.on(Device.of(device)), monitor);
			final ResidueTraining task = new ResidueTraining(wanted.plan, wanted.settings, runs, trains, parallel);
			try {
				training.require(facts(wanted, task));
				if (training.isBegun()) monitor.log("Going on with the training in " + training.folder());
				final TrainedResidue trained = task.run(wanted.start.map(ResidueModel::weights), Files.createDirectories(examples.isBlank() ? training.examples() : UserPath.of("examples", examples)), training.checkpoint("residue"), origin(wanted), monitor);
				final ResidueOutput result = new ResidueOutput(trained, "Train deep residue network", true);
				result.write(folder, new Provenance("train-residue", parameterTexts(), trained.model().facts(), files(monitor)), monitor.warnings(), monitor);
				training.delete();
				result.log(monitor);
				result.show(Display.now());
			}
			catch (final CancellationException cancelled) {
				monitor.log("The same command goes on from what is in " + training.folder() + ".");
				throw cancelled;
			}
		}
	}

	/** Finds what is wrong before anything is made. */
	private Wanted wanted() throws IOException {
		try {
			Device.of(device);
			final Optional<ResidueModel> model = start.isBlank() ? Optional.empty() : Optional.of(ResidueModelFile.read(UserPath.ofFile("start", start, "")));
			if (design.isBlank() && model.isEmpty()) throw new BadParameterException("design is empty. Give a kind of network, for example design=memory, or a model to start from.");
			final ResidueDesign chosen = design.isBlank() ? model.get().design() : ResidueDesigns.named(design);
			if (model.isPresent() && !same(model.get().design(), chosen)) throw new BadParameterException("start=" + start + " is a network of another design (" + model.get().design().key() + " " + model.get().design().settings() +
				") than is asked for. Leave design empty to take that of the model.");
			final ResidueTrainingPlan plan = new ResidueTrainingPlan(chosen, Choice.of("prior", prior, ResidueTrainingPlan.Prior.values()), seed, curves, curves_per_scan, validation, calibration);
			return new Wanted(plan, new ResidueTrainingSettings(LossWeights.of(loss), epochs, minutes, Math.max(1, Math.round((float) batch / curves_per_scan)), rate, ResidueTrainingSettings.WARM_UP, weight_decay, ResidueTrainingSettings.LARGEST_GRADIENT,
				averaging, seed), model);
		}
		catch (final BadParameterException named) {
			throw named;
		}
		catch (final PerfusionException | IllegalArgumentException unusable) {
			throw new BadParameterException(unusable.getMessage(), unusable);
		}
	}

	private static boolean same(final ResidueDesign one, final ResidueDesign other) {
		return one.key().equals(other.key()) && one.settings().equals(other.settings());
	}

	private Path[] inputs() {
		return start.isBlank() ? new Path[0] : new Path[] { UserPath.of("start", start) };
	}

	private List<InputFile> files(final WorkMonitor monitor) throws IOException {
		return start.isBlank() ? List.of() : InputFile.allOf("start", UserPath.of("start", start).toAbsolutePath(), monitor.part(1, 1));
	}

	/** @return all that decides what training does */
	private static Map<String, String> facts(final Wanted wanted, final ResidueTraining task) {
		final Map<String, String> facts = new LinkedHashMap<>(origin(wanted));
		facts.putAll(task.facts());
		return facts;
	}

	private static Map<String, String> origin(final Wanted wanted) {
		final Map<String, String> facts = new LinkedHashMap<>();
		facts.put("software", SoftwareVersion.current().name() + " " + SoftwareVersion.current().version());
		facts.put("command", "train-residue");
		wanted.start.ifPresent(model -> facts.put("start_weights_sha256", ResidueModelFile.checksum(model)));
		return facts;
	}
}
