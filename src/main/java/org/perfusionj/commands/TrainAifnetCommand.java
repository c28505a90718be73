package org.perfusionj.commands;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.CancellationException;

import org.perfusionj.io.InputFile;
import org.perfusionj.io.OutputFolder;
import org.perfusionj.io.SoftwareVersion;
import org.perfusionj.network.Device;
import org.perfusionj.network.EngineChoice;
import org.perfusionj.network.NetworkEngine;
import org.perfusionj.network.NetworkEngines;
import org.perfusionj.network.aifnet.AifnetDesign;
import org.perfusionj.network.aifnet.AifnetKind;
import org.perfusionj.network.aifnet.AifnetModel;
import org.perfusionj.network.aifnet.AifnetModelFile;
import org.perfusionj.network.aifnet.InputSpec;
import org.perfusionj.network.aifnet.InstalledAifnet;
import org.perfusionj.network.aifnet.training.AifnetTraining;
import org.perfusionj.network.aifnet.training.AnnotatedScans;
import org.perfusionj.network.aifnet.training.Augmentation;
import org.perfusionj.network.aifnet.training.ExampleFolder;
import org.perfusionj.network.aifnet.training.MixedHeads;
import org.perfusionj.network.aifnet.training.PatientSplit;
import org.perfusionj.network.aifnet.training.PhantomExamples;
import org.perfusionj.network.aifnet.training.ScanExamples;
import org.perfusionj.network.aifnet.training.StoredExamples;
import org.perfusionj.network.aifnet.training.TrainedModel;
import org.perfusionj.network.aifnet.training.TrainingSettings;
import org.perfusionj.network.training.TrainingFolder;
import org.perfusionj.phantom.PhantomGenerator;
import org.perfusionj.phantom.PhantomSource;
import org.perfusionj.phantom.SeedRange;
import org.perfusionj.phantom.anatomy.BuiltInTemplate;
import org.perfusionj.report.Provenance;
import org.perfusionj.vascular.Vessel;
import org.perfusionj.work.Choice;
import org.perfusionj.work.Parallel;
import org.perfusionj.work.PerfusionException;
import org.perfusionj.work.WarningCollector;
import org.perfusionj.work.WorkMonitor;
import org.scijava.command.Command;
import org.scijava.plugin.Attr;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;

/** Trains AIFNet on phantoms or on the user's own annotated scans. */
@Plugin(type = Command.class, name = "train-aifnet", menuPath = "Plugins>Perfusion>Train AIFNet", headless = true,
	description = "Trains networks that find the arterial input function and the venous output function of CT perfusion series: on simulated scans, or on your own annotated ones; from scratch, or starting from a model. Takes hours; goes on where it was stopped. Research use only.")
public class TrainAifnetCommand extends PerfusionCommand {

	private static final String AUTO = "auto";
	private static final String SHIPPED = "shipped";
	private static final String SCANS = "Scans";
	private static final String NETWORK = "Network";
	private static final String TRAINING = "Training";
	private static final String FILES = "Files";
	/** Part of the progress that the preparation of scans is. */
	private static final double PREPARED = 0.3;

	private final NetworkEngines engines;

	@Parameter(label = "Vessels", choices = { "both", "aif", "vof" }, description = "What the networks shall find: one for the arterial input function, one for the venous output function, or both.")
	private String vessel = "both";

	@Parameter(label = "Own scans", required = false, persist = false, style = "directory", description = "Folder of annotated CT perfusion scans: ROI files (AIF, VOF) beside them, or annotations.csv with scan,vessel,x,y,z. Empty: phantoms are made.", attrs = @Attr(
		name = "group", value = SCANS))
	private String input = "";

	@Parameter(label = "Seeds", columns = 14, description = "First and last seed of the phantoms. From 10000: for training. 9001-9999 are held out for evaluation and refused.", attrs = { @Attr(name = "group", value = SCANS), @Attr(name = "values", value = "first-last") })
	private String seeds = "10000-10699";

	@Parameter(label = "Anatomy", persist = false, style = "directory", description = "Head of the phantoms: built-in, or the folder of an atlas; then every fifth phantom (seeds that end in 4 or 9) has the built-in head all the same.", attrs = {
		@Attr(name = "group", value = SCANS), @Attr(name = "values", value = PhantomSources.BUILT_IN + "|path") })
	private String anatomy = PhantomSources.BUILT_IN;

	@Parameter(label = "Folds", choices = { "1", "5" }, description = "1: all scans are for training and validation. 5: cross-validation, in each fold 70 % of the patients for training, 10 % for validation, 20 % for test.", attrs = @Attr(name = "group",
		value = SCANS))
	private String folds = "1";

	@Parameter(label = "Validation", description = "Number of patients whose scans tell when to stop: of phantoms the first seeds, of own scans drawn by the seed. auto: one in ten.", attrs = { @Attr(name = "group", value = SCANS), @Attr(name = "values",
		value = "auto|1 or more") })
	private String validation = AUTO;

	@Parameter(label = "Kind", choices = { "aifnet", "regression", "segmentation" }, description = "aifnet: a probability for every voxel. regression: the curve itself. segmentation: vessel or not.", attrs = @Attr(name = "group", value = NETWORK))
	private String kind = AifnetKind.PROBABILITY.key();

	@Parameter(label = "Layers (K)", description = "Number of convolutional layers before the output. auto: those of the model to start from, else 2 (regression: always 6).", attrs = { @Attr(name = "group", value = NETWORK), @Attr(name = "values",
		value = "auto|1 to 8") })
	private String layers = AUTO;

	@Parameter(label = "Filters", description = "Exponent e: layer k has 2^(e+k) filters. auto: that of the model to start from, else 3.", attrs = { @Attr(name = "group", value = NETWORK), @Attr(name = "values", value = "auto|0 to 5") })
	private String filters = AUTO;

	@Parameter(label = "Start from", required = false, persist = false, style = "both", description = "Model to train further: shipped, a model file, or a folder with aif.aifnet and vof.aifnet. Empty: from scratch.", attrs = { @Attr(name = "group",
		value = NETWORK), @Attr(name = "values", value = SHIPPED + "|path") })
	private String start = "";

	@Parameter(label = "Device", choices = { "auto", "cpu", "cuda" }, description = "Where networks run. auto: a CUDA GPU if one can be used, else the processor.", attrs = @Attr(name = "group", value = NETWORK))
	private String device = "auto";

	@Parameter(label = "Augmentation", description = "Each time a scan is seen its bolus is shifted and scaled, and it is mirrored.", attrs = @Attr(name = "group", value = TRAINING))
	private boolean augmentation = true;

	@Parameter(label = "Epochs", min = "1", max = "10000", description = "How often all scans are seen, at most. The learning rate falls to nothing over them.", attrs = @Attr(name = "group", value = TRAINING))
	private int epochs = 10;

	@Parameter(label = "Patience", min = "1", max = "10000", description = "Epochs without a better validation after which training stops.", attrs = @Attr(name = "group", value = TRAINING))
	private int patience = 5;

	@Parameter(label = "Learning rate", min = "0", max = "10", stepSize = "0.01", style = "format:0.#####", description = "At the start.", attrs = @Attr(name = "group", value = TRAINING))
	private double learning_rate = 0.05;

	@Parameter(label = "Imitation", description = "First epochs, in which the network learns to find voxels like the annotated one; then the loss of the paper. auto: 1 from scratch, else 0.", attrs = { @Attr(name = "group", value = TRAINING), @Attr(
		name = "values", value = "auto|0 or more") })
	private String imitation = AUTO;

	@Parameter(label = "Sharpness", min = "0.1", max = "10", stepSize = "0.1", style = "format:0.###", description = "After training the probability P of a voxel becomes P^sharpness: above 1 fewer voxels count, and the curves are earlier and narrower.", attrs = @Attr(
		name = "group", value = TRAINING))
	private double sharpness = 1.5;

	@Parameter(label = "Seed", description = "Of first weights, order, augmentation and splits: the same seed gives the same models on the same machine.", attrs = @Attr(name = "group", value = TRAINING))
	private long seed = 1;

	@Parameter(label = "Examples folder", required = false, persist = false, style = "directory", description = "Folder that keeps prepared scans (2 to 8 MB each) for further trainings. Empty: they are removed at the end.", attrs = @Attr(name = "group", value = FILES))
	private String examples = "";

	@Parameter(label = "Output folder", persist = false, style = "directory", description = "New folder for models, learning curves and model card. Until all is done checkpoints are in a folder beside it, whose name ends in .training.", attrs = @Attr(
		name = "group", value = FILES))
	private String output = "";

	@Parameter(label = "Overwrite", persist = false, description = "Replace an output folder that exists.", attrs = @Attr(name = "group", value = FILES))
	private boolean overwrite = false;

	/** With the engines of this software. */
	public TrainAifnetCommand() {
		this(StandardNetworks.engines());
	}

	/** @param engines finds what networks run on */
	protected TrainAifnetCommand(final NetworkEngines engines) {
		this.engines = engines;
	}

	/**
	 * What is asked for, after all that can be checked was checked.
	 *
	 * @param settings how each vessel is trained
	 * @param starts models to start from
	 * @param spec what the networks look at
	 */
	private record Wanted(Map<Vessel, TrainingSettings> settings, Map<Vessel, AifnetModel> starts, InputSpec spec) {
	}

	/**
	 * Scans to learn from.
	 *
	 * @param examples prepared
	 * @param data facts of them
	 * @param files what was read
	 */
	private record Data(StoredExamples examples, Map<String, String> data, List<InputFile> files) {
	}

	@Override
	protected void execute(final WorkMonitor host) throws IOException {
		final WarningCollector monitor = new WarningCollector(host);
		final Wanted wanted = wanted(monitor);
		final Path target = UserPath.of("output", output);
		try (OutputFolder folder = OutputFolder.open(target, overwrite, inputs()); TrainingFolder training = TrainingFolder.open(folder.target())) {
			final NetworkEngine engine = engines.findForTraining(EngineChoice.on(Device.of(device)), monitor);
			try {
				final Data data = data(wanted.spec, training, monitor);
				training.require(facts(wanted, data));
				if (training.isBegun()) monitor.log("Going on with the training in " + training.folder());
				final List<TrainedModel> models = train(engine, wanted, data, training, monitor);
				final TrainingOutput result = new TrainingOutput(models, input.isBlank());
				result.write(folder, new Provenance("train-aifnet", parameterTexts(), resolved(models, data), data.files), monitor.warnings(), monitor);
				training.delete();
				result.log(monitor);
				final Display display = Display.now();
				if (display.takesImages(true)) result.show(display);
			}
			catch (final CancellationException cancelled) {
				if (training.isBegun()) monitor.log("The same command goes on from the checkpoints in " + training.folder() + ".");
				throw cancelled;
			}
		}
	}

	/** Finds what is wrong before anything is made. */
	private Wanted wanted(final WarningCollector monitor) throws IOException {
		try {
			if (input.isBlank()) checkSeeds(monitor);
			else if (!Files.isDirectory(UserPath.of("input", input))) throw new BadParameterException("input=" + input + " is no folder. Give the folder of your annotated scans, or leave it empty to train on phantoms.");
			if (!examples.isBlank() && path("examples", examples).startsWith(path("output", output))) throw new BadParameterException("The folder examples=" + examples + " lies in the output folder. Give one elsewhere.");
			PhantomSources.folder(anatomy);
			Device.of(device);
			number("validation", validation, 1);
			if (Integer.parseInt(folds) > 1 && number("validation", validation, 1).isPresent()) monitor.warn("validation=" + validation + " does nothing with folds=" + folds + ": a tenth of the patients is for validation in each fold.");
			final Map<Vessel, AifnetModel> starts = new EnumMap<>(Vessel.class);
			for (final Vessel one : vessels())
				start(one).ifPresent(model -> starts.put(one, model));
			final Map<Vessel, TrainingSettings> settings = new EnumMap<>(Vessel.class);
			for (final Vessel one : vessels())
				settings.put(one, settings(one, Optional.ofNullable(starts.get(one))));
			final Set<InputSpec> specs = Set.copyOf(settings.values().stream().map(TrainingSettings::input).toList());
			if (specs.size() > 1) throw new BadParameterException("The two models of start=" + start + " look at different frames or cells. Train them one after the other: vessel=aif, then vessel=vof.");
			return new Wanted(settings, starts, specs.iterator().next());
		}
		catch (final BadParameterException named) {
			throw named;
		}
		catch (final PerfusionException | IllegalArgumentException unusable) {
			throw new BadParameterException(unusable.getMessage(), unusable);
		}
	}

	private void checkSeeds(final WarningCollector monitor) {
		final SeedRange range = SeedRange.of(seeds);
		if (range.first() <= SeedRange.EVALUATION.last() && range.last() >= SeedRange.EVALUATION.first()) throw new BadParameterException("seeds=" + seeds + " holds seeds that are kept for evaluation (" + SeedRange.EVALUATION +
			"): a network that has seen them cannot be measured any more. Train from " + SeedRange.FIRST_TRAINING_SEED + " on.");
		if (range.first() < SeedRange.FIRST_TRAINING_SEED) monitor.warn("seeds=" + seeds + " are not for training but for looking at and tuning on. Train from " + SeedRange.FIRST_TRAINING_SEED + " on.");
	}

	private static Path path(final String key, final String text) {
		return UserPath.of(key, text).toAbsolutePath().normalize();
	}

	private Set<Vessel> vessels() {
		return vessel.equals("both") ? EnumSet.allOf(Vessel.class) : EnumSet.of(Vessel.valueOf(vessel.toUpperCase(Locale.ROOT)));
	}

	private static OptionalInt number(final String key, final String text, final int least) {
		final OptionalInt number = DrawnNumber.whole(key, text);
		if (number.isPresent() && number.getAsInt() < least) throw new BadParameterException(key + "=" + text.trim() + " is too small: give " + least + " or more, or auto.");
		return number;
	}

	private Optional<AifnetModel> start(final Vessel one) throws IOException {
		if (start.isBlank()) return Optional.empty();
		if (start.trim().equalsIgnoreCase(SHIPPED)) return Optional.of(InstalledAifnet.shipped(one));
		final Path path = UserPath.of("start", start);
		if (!Files.exists(path)) throw new BadParameterException("start=" + start + " is neither " + SHIPPED + " nor an existing file or folder. Check the word or the path.");
		return Optional.of(InstalledAifnet.given("start", one, vessels(), path));
	}

	private TrainingSettings settings(final Vessel one, final Optional<AifnetModel> model) {
		final AifnetKind chosen = Choice.of("kind", kind, AifnetKind.values());
		final AifnetDesign usual = model.map(AifnetModel::design).orElse(AifnetDesign.DEFAULT);
		final int usualLayers = chosen == AifnetKind.REGRESSION ? AifnetDesign.REGRESSION_LAYERS : usual.layers();
		final AifnetDesign design = new AifnetDesign(chosen, number("layers", layers, 1).orElse(usualLayers), number("filters", filters, 0).orElse(usual.filterExponent()));
		if (chosen == AifnetKind.REGRESSION && design.layers() != AifnetDesign.REGRESSION_LAYERS) throw new BadParameterException("kind=regression always has " + AifnetDesign.REGRESSION_LAYERS + " layers. Leave layers out.");
		if (model.isPresent() && !model.get().design().equals(design)) throw new BadParameterException("start=" + start + " is a network of another design (" + text(model.get().design()) + ") than is asked for (" + text(design) +
			"). A model can only be trained further as it is: leave layers and filters out and give its kind, or start from scratch.");
		return new TrainingSettings(one, design, model.map(AifnetModel::input).orElse(InputSpec.DEFAULT), augmentation ? Augmentation.DEFAULT : Augmentation.NONE, learning_rate, TrainingSettings.MOMENTUM, TrainingSettings.LARGEST_GRADIENT, number(
			"imitation", imitation, 0).orElse(model.isPresent() ? 0 : 1), epochs, patience, seed);
	}

	private static String text(final AifnetDesign design) {
		return "kind=" + design.kind().key() + " layers=" + design.layers() + " filters=" + design.filterExponent();
	}

	private Path[] inputs() {
		final List<Path> inputs = new ArrayList<>();
		if (!input.isBlank()) inputs.add(UserPath.of("input", input));
		else PhantomSources.folder(anatomy).ifPresent(inputs::add);
		if (!start.isBlank() && !start.trim().equalsIgnoreCase(SHIPPED)) inputs.add(UserPath.of("start", start));
		return inputs.toArray(Path[]::new);
	}

	private Data data(final InputSpec spec, final TrainingFolder training, final WorkMonitor monitor) throws IOException {
		final Path folder = examples.isBlank() ? training.examples() : UserPath.of("examples", examples);
		try (Parallel parallel = Parallel.allCores()) {
			return input.isBlank() ? phantoms(spec, folder, parallel, monitor.part(0, PREPARED)) : scans(spec, folder, parallel, monitor.part(0, PREPARED));
		}
	}

	private Data phantoms(final InputSpec spec, final Path folder, final Parallel parallel, final WorkMonitor monitor) throws IOException {
		final Optional<Path> atlas = PhantomSources.folder(anatomy);
		final List<InputFile> files = atlas.isPresent() ? InputFile.allOf("anatomy", atlas.get().toAbsolutePath(), monitor.part(0, 0)) : List.of();
		final Map<String, String> facts = new LinkedHashMap<>();
		facts.put("data", "phantoms");
		facts.put("anatomy", atlas.isPresent() ? "atlas " + files.get(0).sha256() + ", every fifth built-in" : PhantomSources.BUILT_IN);
		facts.putAll(PhantomExamples.description());
		final ExampleFolder store = ExampleFolder.open(folder, madeFor(facts, spec));
		final PhantomSource heads = PhantomSources.of(anatomy, parallel, monitor.part(0, 0));
		final PhantomSource source = atlas.isPresent() ? new MixedHeads(heads, new PhantomGenerator(new BuiltInTemplate())) : heads;
		final SeedRange range = SeedRange.of(seeds);
		facts.put("seeds", range.toString());
		return new Data(store.prepare(new PhantomExamples(source, spec).recipes(range), parallel, monitor), facts, files);
	}

	private Data scans(final InputSpec spec, final Path folder, final Parallel parallel, final WorkMonitor monitor) throws IOException {
		final Map<String, String> facts = new LinkedHashMap<>();
		facts.put("data", "annotated scans");
		final AnnotatedScans scans = AnnotatedScans.in(UserPath.of("input", input), StandardFormats.opener(), monitor.part(0, 0.2));
		final ExampleFolder store = ExampleFolder.open(folder, madeFor(facts, spec));
		return new Data(store.prepare(new ScanExamples(StandardFormats.opener(), spec).recipes(scans), parallel, monitor.part(0.2, 1)), facts, scans.files());
	}

	private static Map<String, String> madeFor(final Map<String, String> data, final InputSpec spec) {
		final Map<String, String> madeFor = new LinkedHashMap<>(data);
		madeFor.put("input", spec.toString());
		return madeFor;
	}

	/** @return all that decides what training does */
	private Map<String, String> facts(final Wanted wanted, final Data data) {
		final Map<String, String> facts = new LinkedHashMap<>();
		facts.put("software", SoftwareVersion.current().version());
		facts.put("folds", folds);
		facts.put("validation", validation);
		facts.put("scans", data.examples.size() + " " + data.examples.fingerprint());
		wanted.settings.forEach((one, settings) -> facts.put(one.name(), settings.toString()));
		wanted.starts.forEach((one, model) -> facts.put(one + " start", AifnetModelFile.checksum(model)));
		return facts;
	}

	private List<TrainedModel> train(final NetworkEngine engine, final Wanted wanted, final Data data, final TrainingFolder training, final WorkMonitor monitor) throws IOException {
		final Map<String, String> facts = new LinkedHashMap<>();
		facts.put("software", SoftwareVersion.current().name() + " " + SoftwareVersion.current().version());
		facts.putAll(data.data);
		final int all = wanted.settings.size() * Integer.parseInt(folds);
		final List<TrainedModel> models = new ArrayList<>();
		for (final TrainingSettings settings : wanted.settings.values()) {
			final AifnetTraining one = new AifnetTraining(engine, settings, Optional.ofNullable(wanted.starts.get(settings.vessel())), sharpness);
			final List<PatientSplit> splits = splits(data.examples.with(settings.vessel()), settings.vessel());
			for (int n = 0; n < splits.size(); n++) {
				final WorkMonitor part = monitor.part(PREPARED + (1 - PREPARED) * models.size() / all, PREPARED + (1 - PREPARED) * (models.size() + 1) / all);
				models.add(one.run(splits.size() > 1 ? n + 1 : 0, splits.get(n), facts, training, part));
			}
		}
		return models;
	}

	private List<PatientSplit> splits(final StoredExamples annotated, final Vessel one) {
		if (annotated.size() == 0) throw new PerfusionException("No scan that can be used has an annotated " + one + ". Annotate it, or train the other vessel alone: vessel=" + (one == Vessel.AIF ? "vof" : "aif") + ".");
		final List<String> drawn = PatientSplit.shuffled(annotated.patients(), seed);
		if (Integer.parseInt(folds) > 1) return PatientSplit.folds(annotated, drawn, Integer.parseInt(folds));
		// phantoms are in random order as they are
		final List<String> patients = input.isBlank() ? annotated.patients() : drawn;
		return List.of(PatientSplit.first(annotated, patients, number("validation", validation, 1).orElse(PatientSplit.validationPatients(patients.size()))));
	}

	/** @return what the parameters became */
	private static Map<String, String> resolved(final List<TrainedModel> models, final Data data) {
		final Map<String, String> resolved = new LinkedHashMap<>();
		resolved.put("scans_used", Integer.toString(data.examples.size()));
		resolved.put("patients", Integer.toString(data.examples.patients().size()));
		for (final TrainedModel model : models) {
			resolved.put(model.name() + "_weights_sha256", AifnetModelFile.checksum(model.model()));
			model.model().facts().forEach((fact, value) -> resolved.put(model.name() + "_" + fact, value));
		}
		return resolved;
	}
}
