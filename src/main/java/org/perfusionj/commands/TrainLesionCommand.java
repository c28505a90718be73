package org.perfusionj.commands;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CancellationException;

import org.perfusionj.deconvolution.DeconvolutionSettings;
import org.perfusionj.evaluation.MethodCatalogue;
import org.perfusionj.evaluation.training.LesionExamples;
import org.perfusionj.evaluation.training.LesionTraining;
import org.perfusionj.evaluation.training.LesionTrainingSettings;
import org.perfusionj.evaluation.training.PhantomCases;
import org.perfusionj.evaluation.training.TrainedLesion;
import org.perfusionj.io.FinishedFile;
import org.perfusionj.io.InputFile;
import org.perfusionj.io.OutputFolder;
import org.perfusionj.io.ParametersFile;
import org.perfusionj.io.SoftwareVersion;
import org.perfusionj.maps.PerfusionMethod;
import org.perfusionj.network.EngineChoice;
import org.perfusionj.network.aifnet.AifnetVessels;
import org.perfusionj.network.residue.ResidueMethods;
import org.perfusionj.network.residue.ResidueRequest;
import org.perfusionj.network.residue.Uncertainty;
import org.perfusionj.network.training.TrainingFolder;
import org.perfusionj.phantom.PhantomGenerator;
import org.perfusionj.phantom.PhantomSource;
import org.perfusionj.phantom.SeedRange;
import org.perfusionj.pipeline.AutomaticVessels;
import org.perfusionj.preprocessing.PreprocessingSettings;
import org.perfusionj.preprocessing.SpatialFilter;
import org.perfusionj.report.LesionTrainingReport;
import org.perfusionj.report.Provenance;
import org.perfusionj.report.WindowTitles;
import org.perfusionj.segmentation.trained.LesionModelFile;
import org.perfusionj.segmentation.trained.LesionModels;
import org.perfusionj.segmentation.trained.training.BoostingSettings;
import org.perfusionj.vascular.VascularEstimator;
import org.perfusionj.work.Parallel;
import org.perfusionj.work.PerfusionException;
import org.perfusionj.work.WarningCollector;
import org.perfusionj.work.WorkMonitor;
import org.scijava.command.Command;
import org.scijava.plugin.Attr;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;

/** Trains the lesion rule on phantoms. */
@Plugin(type = Command.class, name = "train-lesion", label = "Train lesion rule", menuPath = "Plugins>Perfusion>Train lesion rule", headless = true,
	description = "Trains the rule that finds infarct core and penumbra in maps, on phantoms that the whole pipeline analyses. Takes an hour or so; goes on where it was stopped. Research use only.")
public class TrainLesionCommand extends PerfusionCommand {

	private static final String PHANTOMS = "Phantoms";
	private static final String MAPS = "Maps";
	private static final String TRAINING = "Training";
	private static final String FILES = "Files";
	private static final String NAME = "lesion";
	private static final double DENSITY = 1;
	/** Part of the work after which all examples are made. */
	private static final double MADE = 0.6;

	@Parameter(label = "Seeds", description = "First and last seed of the phantoms, from 10000 on: 9001-9999 are held out for evaluation.", attrs = { @Attr(name = "group", value = PHANTOMS), @Attr(name = "values", value = "first-last") })
	private String seeds = "10000-10239";

	@Parameter(label = "Anatomy", persist = false, description = "Heads of the phantoms: built-in, or the folder of an atlas; or several, separated by semicolons, which the seeds take in turns.", attrs = { @Attr(name = "group",
		value = PHANTOMS), @Attr(name = "values", value = "built-in|path;...") })
	private String anatomy = PhantomSources.BUILT_IN;

	@Parameter(label = "Methods", columns = 45, description = "Methods of the maps, separated by commas: sSVD, cSVD, oSVD, Tikhonov, Tikhonov_circulant, residue.", attrs = @Attr(name = "group", value = MAPS))
	private String methods = "cSVD,oSVD,Tikhonov,sSVD";

	@Parameter(label = "Methods for each phantom", min = "0", max = "100", description = "By so many of the methods each phantom is analysed; phantoms take them in turns. 0: by all.", attrs = @Attr(name = "group", value = MAPS))
	private int methods_each = 0;

	@Parameter(label = "Filter", choices = { "none", "gaussian", "guided", "median" }, description = "In-plane filter of the pipeline.", attrs = @Attr(name = "group", value = MAPS))
	private String filter = "gaussian";

	@Parameter(label = "Smoothing", min = "0", stepSize = "0.5", style = "format:0.###", description = "Full width at half maximum of the gaussian filter.", attrs = { @Attr(name = "group", value = MAPS), @Attr(name = "unit", value = "mm") })
	private double smoothing_mm = AnalyzeCommand.SMOOTHING_MM;

	@Parameter(label = "AIFNet", persist = false, style = "both", description = "Weights of the network that finds AIF and VOF. auto: those that come with this software. Or a model file, or a folder with aif.aifnet and vof.aifnet.", attrs = {
		@Attr(name = "group", value = MAPS), @Attr(name = "values", value = "auto|path") })
	private String model = "auto";

	@Parameter(label = "Stages", min = "1", max = "2", description = "2: further trees see what the first ones say around a voxel and of the whole lesion.", attrs = @Attr(name = "group", value = TRAINING))
	private int stages = 2;

	@Parameter(label = "Voxels", min = "1", max = "10000000", description = "Voxels that are drawn of each case, at most: of ill tissue, and as many of the rest.", attrs = @Attr(name = "group", value = TRAINING))
	private int voxels = LesionTrainingSettings.DEFAULTS.voxels();

	@Parameter(label = "Trees", min = "1", max = "10000", description = "Most trees of each kind; growing ends before if more do not help on validation cases.", attrs = @Attr(name = "group", value = TRAINING))
	private int trees = BoostingSettings.DEFAULTS.trees();

	@Parameter(label = "Depth", min = "1", max = "16", description = "Most questions of a tree about a voxel.", attrs = @Attr(name = "group", value = TRAINING))
	private int depth = BoostingSettings.DEFAULTS.depth();

	@Parameter(label = "Rate", min = "0.001", max = "1", stepSize = "0.01", style = "format:0.####", description = "Part of its best score that a leaf gets.", attrs = @Attr(name = "group", value = TRAINING))
	private double rate = BoostingSettings.DEFAULTS.rate();

	@Parameter(label = "Validation", min = "2", max = "1000", description = "Each so many-th phantom is kept for validation.", attrs = @Attr(name = "group", value = TRAINING))
	private int validation_every = LesionTrainingSettings.DEFAULTS.validationEvery();

	@Parameter(label = "Seed", description = "Of what is drawn: the same seed and examples give the same rule.", attrs = @Attr(name = "group", value = TRAINING))
	private long seed = BoostingSettings.DEFAULTS.seed();

	@Parameter(label = "Add to", required = false, persist = false, style = "open", description = "Model file whose rules, for maps of other methods, are also in the new file. Empty: none.", attrs = @Attr(name = "group", value = FILES))
	private String add_to = "";

	@Parameter(label = "Examples folder", required = false, persist = false, style = "directory", description = "Folder that keeps the analysed phantoms, about 2 MB each and more, for further trainings. Empty: they are removed at the end.", attrs = @Attr(
		name = "group", value = FILES))
	private String examples = "";

	@Parameter(label = "Output folder", persist = false, style = "directory", description = "New folder for model, scores and model card. Until all is done examples are in a folder beside it, whose name ends in .training.", attrs = @Attr(
		name = "group", value = FILES))
	private String output = "";

	@Parameter(label = "Overwrite", persist = false, description = "Replace an output folder that exists.", attrs = @Attr(name = "group", value = FILES))
	private boolean overwrite = false;

	/** Networks that hold memory outside Java's. */
	private final List<PerfusionMethod> opened = new ArrayList<>();
	private final ResidueMethods networks;

	/** With the networks of this installation. */
	public TrainLesionCommand() {
		this(StandardNetworks.residue());
	}

	/** @param networks make networks ready */
	TrainLesionCommand(final ResidueMethods networks) {
		this.networks = networks;
	}

	/**
	 * What is asked for, after all that can be checked was checked.
	 *
	 * @param seeds of the phantoms
	 * @param settings how it is trained
	 * @param others rules that are also in the file
	 */
	private record Wanted(SeedRange seeds, LesionTrainingSettings settings, Optional<LesionModels> others) {
	}

	@Override
	protected void execute(final WorkMonitor host) throws IOException {
		final WarningCollector monitor = new WarningCollector(host);
		final Wanted wanted = wanted();
		try (OutputFolder folder = OutputFolder.open(UserPath.of("output", output), overwrite, inputs()); TrainingFolder training = TrainingFolder.open(folder.target()); Parallel parallel = Parallel.allCores()) {
			final PhantomCases cases = cases(parallel, monitor);
			final Map<String, String> recipe = recipe(cases);
			try {
				final LesionExamples made = LesionExamples.open(Files.createDirectories(examples.isBlank() ? training.examples() : UserPath.of("examples", examples)), recipe, cases);
				final List<List<Path>> files = made.files(wanted.seeds, parallel, monitor.part(0, MADE));
				final Map<String, String> facts = new LinkedHashMap<>(Map.of("software", SoftwareVersion.current().name() + " " + SoftwareVersion.current().version()));
				facts.putAll(recipe);
				facts.put("seeds", wanted.seeds.toString());
				final TrainedLesion trained = new LesionTraining(wanted.settings).run(files, facts, parallel, monitor.part(MADE, 1));
				write(folder, trained, wanted.others, cases, monitor);
				training.delete();
			}
			catch (final CancellationException cancelled) {
				monitor.log("The same command goes on with the examples that are made.");
				throw cancelled;
			}
		}
		finally {
			opened.forEach(PerfusionMethod::close);
			opened.clear();
		}
	}

	/** Finds what is wrong before anything is made. */
	private Wanted wanted() throws IOException {
		try {
			final SeedRange range = SeedRange.of(seeds);
			if (range.first() < SeedRange.FIRST_TRAINING_SEED) throw new BadParameterException("seeds=" + seeds + " are not for training: give seeds from " + SeedRange.FIRST_TRAINING_SEED + " on, for example seeds=10000-10239.");
			final BoostingSettings usual = BoostingSettings.DEFAULTS;
			final BoostingSettings boosting = new BoostingSettings(trees, 1 << depth, depth, rate, usual.l2(), usual.leastCurvature(), usual.rows(), usual.columns(), usual.patience(), seed);
			final LesionTrainingSettings standard = LesionTrainingSettings.DEFAULTS;
			final LesionTrainingSettings settings = new LesionTrainingSettings(standard.first(), stages == 1 ? List.of() : standard.second(), voxels, validation_every, standard.bins(), boosting);
			preprocessing();
			anatomies();
			return new Wanted(range, settings, add_to.isBlank() ? Optional.empty() : Optional.of(LesionModelFile.read(UserPath.ofFile("add_to", add_to, ""))));
		}
		catch (final BadParameterException named) {
			throw named;
		}
		catch (final PerfusionException | IllegalArgumentException unusable) {
			throw new BadParameterException(unusable.getMessage(), unusable);
		}
	}

	private PreprocessingSettings preprocessing() {
		final SpatialFilter spatial = SpatialFilter.of(filter);
		if (spatial != SpatialFilter.GAUSSIAN) return PreprocessingSettings.DEFAULTS.withFilter(spatial);
		if (!(smoothing_mm > 0)) throw new BadParameterException("filter=gaussian needs smoothing_mm above 0, for example smoothing_mm=6, or use filter=none.");
		return PreprocessingSettings.DEFAULTS.withFilter(spatial).withSmoothingMm(smoothing_mm);
	}

	/** @return each anatomy as the user wrote it */
	private List<String> anatomies() {
		final List<String> all = Arrays.stream(anatomy.split(";")).map(String::trim).filter(one -> !one.isEmpty()).toList();
		all.forEach(PhantomSources::folder);
		return all.isEmpty() ? List.of(PhantomSources.BUILT_IN) : all;
	}

	private PhantomCases cases(final Parallel parallel, final WarningCollector monitor) throws IOException {
		final Map<String, PhantomSource> sources = new LinkedHashMap<>();
		for (final String one : anatomies())
			if (!sources.containsKey(one)) sources.put(one, PhantomSources.of(one, parallel, monitor));
		final Optional<Path> weights = model.isBlank() || model.trim().equalsIgnoreCase("auto") ? Optional.empty() : Optional.of(UserPath.of("model", model));
		final VascularEstimator vessels = new AutomaticVessels(new AifnetVessels(StandardNetworks.aifnet(), weights, EngineChoice.of("auto", "auto")));
		final List<PerfusionMethod> chosen = methods(monitor);
		if (methods_each > chosen.size()) throw new BadParameterException("methods_each=" + methods_each + " is more than the " + chosen.size() + " methods that are asked for. Use 0 for all of them.");
		return new PhantomCases(anatomies().stream().map(sources::get).toList(), preprocessing(), vessels, chosen, methods_each == 0 ? chosen.size() : methods_each, DeconvolutionSettings.KAPPA, DENSITY);
	}

	private List<PerfusionMethod> methods(final WorkMonitor monitor) {
		try {
			return new MethodCatalogue(DeconvolutionSettings.KAPPA, DENSITY, file -> network(file.map(path -> UserPath.ofFile("methods", path, "")), monitor)).methods(methods, monitor);
		}
		catch (final PerfusionException unusable) {
			throw new BadParameterException(unusable.getMessage(), unusable);
		}
	}

	private PerfusionMethod network(final Optional<Path> file, final WorkMonitor monitor) {
		final PerfusionMethod network = networks.find(new ResidueRequest(file, EngineChoice.of("auto", "auto"), Uncertainty.NONE, DeconvolutionSettings.KAPPA, DENSITY), monitor);
		opened.add(network);
		return network;
	}

	/** @return all that decides what the example of a seed is */
	private Map<String, String> recipe(final PhantomCases cases) {
		final Map<String, String> recipe = new LinkedHashMap<>();
		recipe.put("phantom_version", PhantomGenerator.VERSION);
		recipe.put("anatomies", anatomyNames());
		recipe.put("methods", cases.methodNames());
		recipe.put("methods_for_each_phantom", Integer.toString(cases.each()));
		recipe.put("filter", filter.equals(SpatialFilter.GAUSSIAN.key()) ? filter + " " + smoothing_mm + " mm" : filter);
		recipe.put("tmax", "corrected for the delay that deconvolution adds");
		recipe.put("aif_and_vof", cases.vessels().name());
		return recipe;
	}

	/** @return names of the anatomies, without the places of their folders */
	private String anatomyNames() {
		return String.join(";", anatomies().stream().map(one -> PhantomSources.folder(one).map(folder -> folder.getFileName().toString()).orElse(PhantomSources.BUILT_IN)).toList());
	}

	/** The card is given to others with the model. */
	private Provenance withoutPlaces(final Provenance provenance) {
		final Map<String, String> parameters = new LinkedHashMap<>(provenance.parameters());
		parameters.put("anatomy", anatomyNames());
		return new Provenance(provenance.command(), parameters, provenance.origin(), provenance.inputs());
	}

	private void write(final OutputFolder folder, final TrainedLesion trained, final Optional<LesionModels> others, final PhantomCases cases, final WarningCollector monitor) throws IOException {
		final LesionModels.Part part = new LesionModels.Part(List.of(cases.methodNames().split(",")), trained.model());
		final LesionModels models = others.map(known -> known.with(part)).orElseGet(() -> new LesionModels(List.of(part)));
		final String file = NAME + LesionModelFile.EXTENSION;
		final Provenance provenance = new Provenance("train-lesion", parameterTexts(), trained.model().facts(), files(monitor));
		final LesionTrainingReport report = new LesionTrainingReport(trained);
		folder.write(file, path -> LesionModelFile.write(models, path));
		folder.write("learning_curve.csv", report.learningCurve()::write);
		folder.write("validation.csv", report.validation()::write);
		folder.write("model_card.md", path -> FinishedFile.write(path, report.card(SoftwareVersion.current(), withoutPlaces(provenance), file, monitor.warnings())));
		final List<String> outputs = folder.names();
		folder.write(OutputFolder.FINISHED, path -> new ParametersFile(provenance.command(), provenance.parameters(), provenance.origin(), provenance.inputs(), monitor.warnings(), outputs).write(path));
		folder.commit();
		report.lines().forEach(monitor::log);
		monitor.log("The model is " + folder.target().resolve(file));
		monitor.log("Research use only, not for diagnosis.");
		if (Display.now() == Display.WINDOWS) report.validation().show(WindowTitles.unused("Train lesion rule"));
	}

	private Path[] inputs() {
		return add_to.isBlank() ? new Path[0] : new Path[] { UserPath.of("add_to", add_to) };
	}

	private List<InputFile> files(final WorkMonitor monitor) throws IOException {
		return add_to.isBlank() ? List.of() : InputFile.allOf("add_to", UserPath.of("add_to", add_to).toAbsolutePath(), monitor.part(1, 1));
	}
}
