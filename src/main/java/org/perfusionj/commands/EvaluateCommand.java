package org.perfusionj.commands;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

import org.perfusionj.deconvolution.DeconvolutionSettings;
import org.perfusionj.evaluation.CurveEvaluation;
import org.perfusionj.evaluation.EstimatorCatalogue;
import org.perfusionj.evaluation.LesionCatalogue;
import org.perfusionj.evaluation.LesionChoice;
import org.perfusionj.evaluation.MethodCatalogue;
import org.perfusionj.evaluation.PhantomEvaluation;
import org.perfusionj.evaluation.PhantomEvaluationSettings;
import org.perfusionj.phantom.SeedRange;
import org.perfusionj.io.InputFile;
import org.perfusionj.io.OutputFolder;
import org.perfusionj.maps.PerfusionMethod;
import org.perfusionj.network.EngineChoice;
import org.perfusionj.network.aifnet.AifnetVessels;
import org.perfusionj.network.residue.ResidueMethods;
import org.perfusionj.network.residue.ResidueRequest;
import org.perfusionj.network.residue.Uncertainty;
import org.perfusionj.phantom.PhantomGenerator;
import org.perfusionj.phantom.PhantomSource;
import org.perfusionj.phantom.perfusion.Occlusion;
import org.perfusionj.phantom.scan.ScanOptions;
import org.perfusionj.preprocessing.PreprocessingSettings;
import org.perfusionj.preprocessing.SpatialFilter;
import org.perfusionj.report.EvaluationReport;
import org.perfusionj.report.Provenance;
import org.perfusionj.segmentation.LesionRule;
import org.perfusionj.segmentation.LesionRules;
import org.perfusionj.segmentation.RuleThresholds;
import org.perfusionj.segmentation.trained.LesionModelFile;
import org.perfusionj.segmentation.trained.TrainedRule;
import org.perfusionj.simulation.AifWidth;
import org.perfusionj.simulation.CurveSimulator;
import org.perfusionj.simulation.TestPrior;
import org.perfusionj.vascular.PartialVolumeCorrection;
import org.perfusionj.work.Parallel;
import org.perfusionj.work.PerfusionException;
import org.perfusionj.work.WarningCollector;
import org.perfusionj.work.WorkMonitor;
import org.scijava.command.Command;
import org.scijava.plugin.Attr;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;

/** Measures methods against known truth: on simulated curves, or the whole pipeline on head phantoms. */
@Plugin(type = Command.class, name = "evaluate", menuPath = "Plugins>Perfusion>Evaluate methods", headless = true,
	description = "Measures perfusion methods against known truth: on six sets of simulated curves, or the whole pipeline on simulated head scans, to maps and lesions. Research use only.")
public class EvaluateCommand extends PerfusionCommand {

	private static final String NUMBER_FORMAT = "0.###";
	private static final String ON_PHANTOMS = "On phantoms";
	private static final double DENSITY = 1;
	private static final String RANDOM = "random";
	private static final String BOTH = "both";
	private static final String LESIONS = "lesions";
	private static final String AUTO = "auto";
	/** Below this many curves in a condition averages differ by more than a few percent between seeds. */
	private static final int ENOUGH_CURVES = 200;

	@Parameter(label = "Evaluate on", choices = { "curves", "phantom" }, description = "curves: the six sets of simulated curves of Zeng et al. 2025. phantom: simulated head scans, with AIF, VOF and the whole pipeline.")
	private String set = "curves";

	@Parameter(label = "Methods", columns = 45, description = "Methods, separated by commas: sSVD, cSVD, oSVD, Tikhonov, Tikhonov_circulant, residue (the network that comes with this software), residue:/path/of/another.residue; or all. On phantoms also none: AIF and VOF only.")
	private String methods = "sSVD,cSVD,oSVD,Tikhonov";

	@Parameter(label = "Engine", choices = { "auto", "onnx", "nd4j" }, description = "What runs networks. auto: ONNX Runtime if it can be used, else ND4J.")
	private String engine = "auto";

	@Parameter(label = "Device", choices = { "auto", "cpu", "cuda" }, description = "Where networks run. auto: a CUDA GPU if one can be used, else the processor.")
	private String device = "auto";

	@Parameter(label = "Curves in each condition", min = "2", description = "Number of curves in each of the 33 conditions, or of the one condition of a training prior.", attrs = @Attr(name = "group", value = "On curves"))
	private int n = 1000;

	@Parameter(label = "Seed", description = "Of the curves: the same seed gives the same curves.", attrs = @Attr(name = "group", value = "On curves"))
	private long seed = 1;

	@Parameter(label = "AIF width", choices = { "literature", "calibrated", BOTH }, description = "Width of the arterial input functions. literature: as published. calibrated: time axis times 0.53, which reproduces the CBF errors that the paper prints.", attrs = @Attr(
		name = "group", value = "On curves"))
	private String aif_width = "calibrated";

	@Parameter(label = "Curves drawn from", choices = { "paper", "wide", "broad", "published" }, description = "paper: the six sets of Zeng et al. 2025. wide: the same, but MTT 2-30 s and CBV 0.3-12 ml/100 g. broad, published: new curves of a training prior, in one condition.", attrs = @Attr(
		name = "group", value = "On curves"))
	private String prior = "paper";

	@Parameter(label = "Seeds", description = "First and last seed of the phantoms. 9001-9999 are held out for evaluation: nothing is tuned on them. Up to 8999: for tuning. From 10000: for training.", attrs = { @Attr(name = "group",
		value = ON_PHANTOMS), @Attr(name = "values", value = "first-last") })
	private String seeds = "9001-9004";

	@Parameter(label = "Estimators", columns = 45, description = "Where AIF and VOF come from, separated by commas: auto (AIFNet, else classical), aifnet, classical, truth, rater1, rater2; or all. Maps are made with each.", attrs = @Attr(name = "group",
		value = ON_PHANTOMS))
	private String estimators = "auto";

	@Parameter(label = "Model", persist = false, style = "both", description = "Weights of AIFNet. auto: those that come with this software. Or a model file, or a folder with aif.aifnet and vof.aifnet.", attrs = { @Attr(name = "group",
		value = ON_PHANTOMS), @Attr(name = "values", value = "auto|path") })
	private String model = "auto";

	@Parameter(label = "Anatomy", persist = false, style = "directory", description = "Head of the phantoms: built-in, or the folder of an atlas.", attrs = { @Attr(name = "group", value = ON_PHANTOMS), @Attr(name = "values",
		value = "built-in|path") })
	private String anatomy = PhantomSources.BUILT_IN;

	@Parameter(label = "Occlusion", choices = { RANDOM, "none", "left_ICA", "left_M1", "left_M2", "left_A", "left_P", "right_ICA", "right_M1", "right_M2", "right_A", "right_P" }, description = "Where the clot sits. random: drawn by the seed.", attrs = @Attr(
		name = "group", value = ON_PHANTOMS))
	private String occlusion = RANDOM;

	@Parameter(label = "Slices", description = "Number of slices. auto: drawn by the seed.", attrs = { @Attr(name = "group", value = ON_PHANTOMS), @Attr(name = "values", value = "auto|1 to 320") })
	private String slices = DrawnNumber.DRAWN;

	@Parameter(label = "Frames", description = "Number of frames. auto: drawn by the seed.", attrs = { @Attr(name = "group", value = ON_PHANTOMS), @Attr(name = "values", value = "auto|10 to 500") })
	private String frames = DrawnNumber.DRAWN;

	@Parameter(label = "Frame interval", description = "Time between frames; of the first phase where the timing is mixed. auto: drawn by the seed.", attrs = { @Attr(name = "group", value = ON_PHANTOMS), @Attr(name = "unit",
		value = "s"), @Attr(name = "values", value = "auto|0.2 to 10") })
	private String frame_interval_s = DrawnNumber.DRAWN;

	@Parameter(label = "Dose", min = "0", max = "100", stepSize = "0.1", style = "format:" + NUMBER_FORMAT, description = "Radiation dose relative to a routine scan; noise goes with the inverse square root. 0: no noise.", attrs = @Attr(
		name = "group", value = ON_PHANTOMS))
	private double dose = 1;

	@Parameter(label = "Motion", min = "0", max = "3", description = "Head motion: 0 none, 1 mild, 2 moderate, 3 severe.", attrs = @Attr(name = "group", value = ON_PHANTOMS))
	private int motion = 0;

	@Parameter(label = "Filter", choices = { "none", "gaussian", "guided", "median" }, description = "In-plane filter of the pipeline.", attrs = @Attr(name = "group", value = ON_PHANTOMS))
	private String filter = "none";

	@Parameter(label = "Smoothing", min = "0", stepSize = "0.5", style = "format:" + NUMBER_FORMAT, description = "Full width at half maximum of the gaussian filter.", attrs = { @Attr(name = "group", value = ON_PHANTOMS), @Attr(
		name = "unit", value = "mm") })
	private double smoothing_mm = PreprocessingSettings.DEFAULTS.smoothingMm();

	@Parameter(label = "Lesion rules", columns = 45, description = "Rules that find core and lesion, separated by commas: trained, rcbf, contralateral, cbv, salvageable_cbf, salvageable_tmax, bad; or all, or none. Each is applied to the true maps first.", attrs = @Attr(
		name = "group", value = ON_PHANTOMS))
	private String rules = "all";

	@Parameter(label = "Trained rule", persist = false, style = "both", description = "Model of the rule trained: auto: the one that comes with this software. Or a model file that train-lesion wrote.", attrs = { @Attr(name = "group",
		value = ON_PHANTOMS), @Attr(name = "values", value = "auto|path") })
	private String lesion_model = AUTO;

	@Parameter(label = "Scores", choices = { "all", LESIONS }, description = "all: maps, residue functions and lesions. lesions: lesions only, which is faster. AIF and VOF are always scored.", attrs = @Attr(name = "group", value = ON_PHANTOMS))
	private String scores = "all";

	@Parameter(label = "Output folder", required = false, persist = false, style = "directory", description = "New folder for tables, plots and report. Empty: they are only shown.", attrs = @Attr(name = "group", value = "Files"))
	private String output = "";

	@Parameter(label = "Overwrite", persist = false, description = "Replace an output folder that exists.", attrs = @Attr(name = "group", value = "Files"))
	private boolean overwrite = false;

	/** Networks that hold memory outside Java's. */
	private final List<PerfusionMethod> opened = new ArrayList<>();
	private final ResidueMethods networks;

	/** With the networks of this installation. */
	public EvaluateCommand() {
		this(StandardNetworks.residue());
	}

	/** @param networks make networks ready */
	EvaluateCommand(final ResidueMethods networks) {
		this.networks = networks;
	}

	/** An evaluation that is ready to run. */
	@FunctionalInterface
	private interface Evaluation {

		EvaluationOutput run(Provenance provenance, Parallel parallel, WarningCollector monitor);
	}

	@Override
	protected void execute(final WorkMonitor host) throws IOException {
		try {
			evaluate(new WarningCollector(host));
		}
		finally {
			opened.forEach(PerfusionMethod::close);
			opened.clear();
		}
	}

	private void evaluate(final WarningCollector monitor) throws IOException {
		final boolean onPhantoms = set.equals("phantom");
		final Evaluation evaluation = checked(onPhantoms, monitor);
		if (output.isBlank()) {
			evaluate(evaluation, provenance(onPhantoms, List.of()), Optional.empty(), monitor);
			return;
		}
		final Optional<Path> atlas = onPhantoms ? PhantomSources.folder(anatomy) : Optional.empty();
		try (OutputFolder folder = OutputFolder.open(UserPath.of("output", output), overwrite, atlas.stream().toArray(Path[]::new))) {
			final List<InputFile> files = atlas.isPresent() ? InputFile.allOf("anatomy", atlas.get().toAbsolutePath(), monitor) : List.of();
			evaluate(evaluation, provenance(onPhantoms, files), Optional.of(folder), monitor);
		}
	}

	/** Finds what is wrong before anything is made. */
	private Evaluation checked(final boolean onPhantoms, final WorkMonitor monitor) throws IOException {
		if (output.isBlank() && !Display.now().takesImages(false)) throw new BadParameterException("There is no display to show results on. Give a folder for them: output=/results/evaluation");
		try {
			return onPhantoms ? phantoms(monitor) : curves(monitor);
		}
		catch (final BadParameterException named) {
			throw named;
		}
		catch (final PerfusionException unusable) {
			throw new BadParameterException(unusable.getMessage(), unusable);
		}
	}

	private Provenance provenance(final boolean onPhantoms, final List<InputFile> files) {
		return new Provenance("evaluate", parameterTexts(), onPhantoms ? Map.of(EvaluationReport.PHANTOM_VERSION, PhantomGenerator.VERSION) : Map.of(), files);
	}

	private void evaluate(final Evaluation evaluation, final Provenance provenance, final Optional<OutputFolder> folder, final WarningCollector monitor) throws IOException {
		final EvaluationOutput result;
		try (Parallel parallel = Parallel.allCores()) {
			result = evaluation.run(provenance, parallel, monitor);
		}
		if (folder.isPresent()) result.write(folder.get(), provenance, monitor.warnings(), monitor.part(0.95, 1));
		result.log(monitor);
		final Display display = Display.now();
		if (display.takesImages(folder.isPresent())) result.show(display);
	}

	private Evaluation curves(final WorkMonitor opening) {
		// the simulator's kappa must be that of the methods; both cancel
		final CurveSimulator simulator = CurveSimulator.STANDARD;
		final List<AifWidth> widths = aif_width.equals(BOTH) ? List.of(AifWidth.values()) : List.of(AifWidth.of(aif_width));
		final TestPrior tested = TestPrior.of(prior);
		final CurveEvaluation evaluation = new CurveEvaluation(n, seed, simulator, tested);
		final List<PerfusionMethod> chosen = methods(simulator.kappa(), opening);
		return (provenance, parallel, monitor) -> {
			if (n < ENOUGH_CURVES) monitor.warn("n=" + n + " curves in each condition are few: averages depend on the seed. Use n=1000 for figures to compare.");
			return EvaluationOutput.of(evaluation.run(chosen, widths, parallel, monitor.part(0, 0.95)), tested, provenance, monitor.warnings());
		};
	}

	private List<PerfusionMethod> methods(final double kappa, final WorkMonitor opening) {
		return new MethodCatalogue(kappa, DENSITY, file -> network(file.map(path -> UserPath.ofFile("methods", path, "")), kappa, opening)).methods(methods, opening);
	}

	private PerfusionMethod network(final Optional<Path> file, final double kappa, final WorkMonitor opening) {
		final PerfusionMethod network = networks.find(new ResidueRequest(file, EngineChoice.of(engine, device), Uncertainty.IF_ESTIMATED, kappa, DENSITY), opening);
		opened.add(network);
		return network;
	}

	private Evaluation phantoms(final WorkMonitor opening) throws IOException {
		final Optional<Path> weights = model.isBlank() || model.trim().equalsIgnoreCase("auto") ? Optional.empty() : Optional.of(UserPath.of("model", model));
		final PhantomEvaluationSettings settings = new PhantomEvaluationSettings(SeedRange.of(seeds), occlusion.equals(RANDOM) ? Optional.empty() : Optional.of(Occlusion.of(occlusion)), scan(), preprocessing(), new EstimatorCatalogue(
			PartialVolumeCorrection.AREA, () -> new AifnetVessels(StandardNetworks.aifnet(), weights, EngineChoice.of(engine, device))).estimators(estimators), methods.trim().equalsIgnoreCase("none") ? List.of() : methods(DeconvolutionSettings.KAPPA, opening), DeconvolutionSettings.KAPPA, DENSITY, lesionRules(opening), scores.equals(LESIONS));
		final PhantomSource source;
		try (Parallel parallel = Parallel.allCores()) {
			source = PhantomSources.of(anatomy, parallel, opening);
		}
		return (provenance, parallel, monitor) -> {
			if (!settings.seeds().isHeldOut()) monitor.warn("seeds=" + settings.seeds() + " are not all held out for evaluation (" + SeedRange.EVALUATION + "): methods that were tuned or trained on them look better than they are.");
			if (smoothing_mm != PreprocessingSettings.DEFAULTS.smoothingMm() && settings.preprocessing().filter() != SpatialFilter.GAUSSIAN) monitor.warn("smoothing_mm is used by filter=gaussian only; with filter=" + filter + " it does nothing.");
			if (!settings.rules().isEmpty() && settings.preprocessing().filter() == SpatialFilter.NONE) monitor.warn("Lesion rules compare voxels with thresholds, which noise crosses, and filter=none. Use the filter of analyze: filter=gaussian smoothing_mm=" + Math.round(AnalyzeCommand.SMOOTHING_MM) + ".");
			return EvaluationOutput.of(new PhantomEvaluation(settings, source).run(parallel, monitor.part(0, 0.95)), settings, provenance, monitor.warnings());
		};
	}

	private List<LesionChoice> lesionRules(final WorkMonitor opening) throws IOException {
		final LesionRule[] trained = trained(opening).stream().toArray(LesionRule[]::new);
		return new LesionCatalogue(LesionRules.standard(RuleThresholds.DEFAULTS, trained), LesionRules.standard(RuleThresholds.DEFAULTS.withSmoothing(0, false), trained)).choices(rules);
	}

	private Optional<LesionRule> trained(final WorkMonitor opening) throws IOException {
		if (!lesion_model.isBlank() && !lesion_model.trim().equalsIgnoreCase(AUTO)) return Optional.of(new TrainedRule(LesionModelFile.read(UserPath.ofFile("lesion_model", lesion_model, AUTO))));
		try {
			return Optional.of(TrainedRule.shipped());
		}
		catch (final PerfusionException missing) {
			if (rules.toLowerCase(Locale.ROOT).contains(TrainedRule.NAME)) throw missing;
			opening.log(missing.getMessage());
			return Optional.empty();
		}
	}

	private ScanOptions scan() {
		final ScanOptions drawn = ScanOptions.DEFAULTS;
		return new ScanOptions(drawn.matrix(), drawn.pixelMm(), DrawnNumber.whole("slices", slices), drawn.sliceMm(), DrawnNumber.whole("frames", frames), DrawnNumber.number("frame_interval_s", frame_interval_s), drawn.timing(), dose,
			motion);
	}

	private PreprocessingSettings preprocessing() {
		final SpatialFilter spatial = SpatialFilter.of(filter);
		if (spatial == SpatialFilter.GAUSSIAN && !(smoothing_mm > 0)) throw new PerfusionException("filter=gaussian needs smoothing_mm above 0, for example smoothing_mm=4, or use filter=none.");
		final PreprocessingSettings settings = PreprocessingSettings.DEFAULTS.withFilter(spatial);
		return spatial == SpatialFilter.GAUSSIAN ? settings.withSmoothingMm(smoothing_mm) : settings;
	}
}
