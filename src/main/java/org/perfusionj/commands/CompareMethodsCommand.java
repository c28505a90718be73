package org.perfusionj.commands;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.perfusionj.deconvolution.DeconvolutionSettings;
import org.perfusionj.evaluation.MethodCatalogue;
import org.perfusionj.evaluation.PairedTest;
import org.perfusionj.evaluation.TissueCohort;
import org.perfusionj.evaluation.TissueComparisonSettings;
import org.perfusionj.evaluation.TissueFolder;
import org.perfusionj.evaluation.TissueNames;
import org.perfusionj.evaluation.TissueResult;
import org.perfusionj.evaluation.TissueScores;
import org.perfusionj.io.InputFile;
import org.perfusionj.io.OutputFolder;
import org.perfusionj.io.ReadOptions;
import org.perfusionj.maps.PerfusionMethod;
import org.perfusionj.network.Device;
import org.perfusionj.network.EngineChoice;
import org.perfusionj.network.residue.ResidueMethods;
import org.perfusionj.network.residue.ResidueRequest;
import org.perfusionj.network.residue.Uncertainty;
import org.perfusionj.preprocessing.PreprocessingSettings;
import org.perfusionj.preprocessing.SpatialFilter;
import org.perfusionj.report.Provenance;
import org.perfusionj.series.SignalType;
import org.perfusionj.vascular.PartialVolumeCorrection;
import org.perfusionj.work.Parallel;
import org.perfusionj.work.PerfusionException;
import org.perfusionj.work.WarningCollector;
import org.perfusionj.work.WorkMonitor;
import org.scijava.command.Command;
import org.scijava.plugin.Attr;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;

/** Methods on normal and ischaemic tissue of a folder of scans with masks. */
@Plugin(type = Command.class, name = "compare-methods", menuPath = "Plugins>Perfusion>Compare methods on tissue", headless = true,
	description = "Compares perfusion methods in normal and ischaemic tissue over a folder of scans with lesion masks: means, differences, paired tests, residue functions and reconstructed curves. Research use only.")
public class CompareMethodsCommand extends PerfusionCommand {

	private static final String NUMBER_FORMAT = "0.###";
	private static final double SMOOTHING_MM = PreprocessingSettings.DEFAULTS.smoothingMm();

	@Parameter(label = "Folder of cases", persist = false, style = "directory",
		description = "Folder with a folder for each case: its series and its lesion mask. Folders of phantoms are cases, too.", attrs = @Attr(name = "group", value = "Files"))
	private String input = "";

	@Parameter(label = "Output folder", required = false, persist = false, style = "directory", description = "New folder for tables, plots and report. Empty: they are only shown.", attrs = @Attr(name = "group", value = "Files"))
	private String output = "";

	@Parameter(label = "Overwrite", persist = false, description = "Replace an output folder that exists.", attrs = @Attr(name = "group", value = "Files"))
	private boolean overwrite = false;

	@Parameter(label = "Series", columns = 30,
		description = "What the series is called in the folder of a case, without ending, or a pattern with *. auto: series, the only image, or the DICOM images.", attrs = { @Attr(name = "group", value = "Cases"), @Attr(
		name = "values", value = "auto|name") })
	private String series = TissueNames.AUTO;

	@Parameter(label = "Lesion", columns = 30,
		description = "What the mask of ischaemic tissue is called; several joined by + are taken together. auto: lesion, else core+penumbra.", attrs = { @Attr(name = "group", value = "Cases"), @Attr(name = "values",
		value = "auto|name") })
	private String lesion = TissueNames.AUTO;

	@Parameter(label = "Signal", choices = { "auto", "CT", "MR", "concentration" }, description = "What the numbers are. auto: what the file says, CT where it says nothing.", attrs = @Attr(name = "group", value = "Cases"))
	private String signal = "auto";

	@Parameter(label = "Frame interval", min = "0", stepSize = "0.1", style = "format:" + NUMBER_FORMAT,
		description = "Time between frames. 0: from the files.", attrs = { @Attr(name = "group", value = "Cases"), @Attr(name = "unit", value = "s") })
	private double frame_interval_s = 0;

	@Parameter(label = "Example", columns = 30, persist = false, required = false, description = "Case whose curves are plotted. auto: the first with all four squares.", attrs = { @Attr(name = "group", value = "Cases"), @Attr(name = "values",
		value = "auto|name") })
	private String example = "auto";

	@Parameter(label = "Methods", columns = 45,
		description = "Methods, separated by commas; the others are compared with the first: sSVD, cSVD, oSVD, Tikhonov, Tikhonov_circulant, residue (the shipped network), residue:/path/of/another.residue. all: those that run here.", attrs = @Attr(
		name = "group", value = "Methods"))
	private String methods = "all";

	@Parameter(label = "Device", choices = { "auto", "cpu", "cuda" }, description = "Where networks of methods run. auto: a CUDA GPU if one can be used, else the processor.", attrs = @Attr(name = "group", value = "Methods"))
	private String device = "auto";

	@Parameter(label = "AIF", columns = 30,
		description = "Arterial input function. auto: found automatically. aifnet: by the network. classical: by rules. roi: ROIs named AIF... in rois.zip of each case. Or a CSV in the folder of each case, for example curves.csv.",
		attrs = { @Attr(name = "group", value = "AIF and VOF"), @Attr(name = "values", value = "auto|aifnet|classical|roi|name") })
	private String aif = "auto";

	@Parameter(label = "VOF", columns = 30,
		description = "Venous output function, for the partial-volume correction of the AIF. auto: from the curve file of the AIF if it has one, else found automatically. Others as for the AIF.", attrs = { @Attr(name = "group",
		value = "AIF and VOF"), @Attr(name = "values", value = "auto|aifnet|classical|none|roi|name") })
	private String vof = "auto";

	@Parameter(label = "Partial volume", choices = { "area", "peak", "none" }, description = "How the AIF is scaled by the VOF: ratio of areas, of peaks, or not.", attrs = @Attr(name = "group", value = "AIF and VOF"))
	private String partial_volume = "area";

	@Parameter(label = "Filter", choices = { "none", "gaussian", "guided", "median" },
		description = "In-plane filter, for all methods: guided (radius 2, epsilon 0.01, as in the paper), gaussian (see smoothing), median (3 x 3).", attrs = @Attr(
		name = "group", value = "Preprocessing"))
	private String filter = "guided";

	@Parameter(label = "Smoothing", min = "0", stepSize = "0.5", style = "format:" + NUMBER_FORMAT,
		description = "Full width at half maximum of the gaussian filter.", attrs = { @Attr(name = "group", value = "Preprocessing"), @Attr(name = "unit",
		value = "mm") })
	private double smoothing_mm = SMOOTHING_MM;

	@Parameter(label = "Kappa", min = "0.01", max = "10", stepSize = "0.01", style = "format:" + NUMBER_FORMAT,
		description = "Factor on the tissue concentration: haematocrit and density together.", attrs = @Attr(name = "group", value = "Maps"))
	private double kappa = DeconvolutionSettings.KAPPA;

	@Parameter(label = "Density", min = "0.5", max = "2", stepSize = "0.01", style = "format:" + NUMBER_FORMAT,
		description = "Density of brain tissue: 1.0 where kappa includes it, else 1.04.", attrs = { @Attr(name = "group", value = "Maps"), @Attr(
		name = "unit", value = "g/ml") })
	private double density = 1;

	private final ResidueMethods networks;
	/** Networks that hold memory outside Java's. */
	private final List<PerfusionMethod> opened = new ArrayList<>();

	/** With the networks of this installation. */
	public CompareMethodsCommand() {
		this(StandardNetworks.residue());
	}

	/** @param networks make networks ready */
	CompareMethodsCommand(final ResidueMethods networks) {
		this.networks = networks;
	}

	/** What is asked for, checked. */
	private record Plan(Path folder, TissueNames names, ReadOptions options, TissueComparisonSettings settings, PartialVolumeCorrection correction) {
	}

	@Override
	protected void execute(final WorkMonitor host) throws IOException {
		final WarningCollector monitor = new WarningCollector(host);
		try {
			compare(checked(monitor), monitor);
		}
		finally {
			opened.forEach(PerfusionMethod::close);
			opened.clear();
		}
	}

	private void compare(final Plan plan, final WarningCollector monitor) throws IOException {
		final List<TissueFolder> folders = TissueFolder.in(plan.folder(), plan.names(), monitor);
		if (!isAutoExample() && folders.stream().noneMatch(one -> one.name().equals(example.trim()))) throw new BadParameterException("example=" + example + " is no case in " + plan.folder() + ". Use auto, or the name of the folder of a case.");
		if (smoothing_mm != SMOOTHING_MM && plan.settings().preprocessing().filter() != SpatialFilter.GAUSSIAN) monitor.warn("smoothing_mm is used by filter=gaussian only; with filter=" + filter + " it does nothing.");
		final CaseVessels vessels = new CaseVessels(aif, vof, plan.correction());
		final List<CaseInFolder> cases = folders.stream().map(folder -> new CaseInFolder(folder, plan.names(), plan.options(), vessels)).toList();
		monitor.log(cases.size() + (cases.size() == 1 ? " case" : " cases") + " in " + plan.folder());
		if (output.isBlank()) {
			run(plan, cases, Optional.empty(), monitor);
			return;
		}
		final List<Path> read = new ArrayList<>();
		for (final CaseInFolder one : cases)
			read.addAll(one.files());
		try (OutputFolder results = OutputFolder.open(UserPath.of("output", output), overwrite, read.toArray(Path[]::new))) {
			run(plan, cases, Optional.of(results), monitor);
		}
	}

	/** Finds what is wrong before anything is read. */
	private Plan checked(final WorkMonitor monitor) {
		final Path folder = UserPath.of("input", input);
		if (input.isBlank() || !Files.isDirectory(folder)) throw new BadParameterException("input=" + input + " is no folder. Give the folder that holds a folder for each case.");
		if (output.isBlank() && !Display.now().takesImages(false)) throw new BadParameterException("There is no display to show results on. Give a folder for them: output=/results/methods");
		CaseVessels.check(aif, vof);
		try {
			final SpatialFilter spatial = SpatialFilter.of(filter);
			if (spatial == SpatialFilter.GAUSSIAN && !(smoothing_mm > 0)) throw new PerfusionException("filter=gaussian needs smoothing_mm above 0, for example smoothing_mm=4, or use filter=none.");
			final Optional<SignalType> type = SeriesCommand.isAuto(signal) ? Optional.empty() : Optional.of(SignalType.of(signal));
			final PreprocessingSettings preprocessing = PreprocessingSettings.DEFAULTS.withFilter(spatial).withSmoothingMm(smoothing_mm);
			final TissueNames names = new TissueNames(series, lesion);
			final ReadOptions options = new ReadOptions("", frame_interval_s, 0, ReadOptions.PlaneOrder.SLICES_FIRST, type);
			final PartialVolumeCorrection correction = PartialVolumeCorrection.of(partial_volume);
			final List<PerfusionMethod> chosen = new MethodCatalogue(kappa, density, file -> network(file, monitor)).methods(methods, monitor);
			return new Plan(folder, names, options, new TissueComparisonSettings(type.map(preprocessing::withSignal).orElse(preprocessing), chosen, kappa, density), correction);
		}
		catch (final BadParameterException named) {
			throw named;
		}
		catch (final PerfusionException unusable) {
			throw new BadParameterException(unusable.getMessage(), unusable);
		}
	}

	private PerfusionMethod network(final Optional<String> file, final WorkMonitor monitor) {
		final PerfusionMethod network = networks.find(new ResidueRequest(file.map(path -> UserPath.ofFile("methods", path, "")), EngineChoice.on(Device.of(device)), Uncertainty.NONE, kappa, density), monitor);
		opened.add(network);
		return network;
	}

	private boolean isAutoExample() {
		return SeriesCommand.isAuto(example);
	}

	private void run(final Plan plan, final List<CaseInFolder> cases, final Optional<OutputFolder> folder, final WarningCollector monitor) throws IOException {
		final TissueScores scores;
		try (Parallel parallel = Parallel.allCores()) {
			scores = new TissueCohort(plan.settings()).compare(cases, parallel, monitor.part(0, 0.9));
		}
		if (scores.cases().size() < PairedTest.LEAST) monitor.warn("Only " + scores.cases().size() + (scores.cases().size() == 1 ? " case was" : " cases were") + " compared: a test over cases needs " + PairedTest.LEAST + ".");
		final List<InputFile> files = new ArrayList<>();
		// what made no result need not be readable
		final List<CaseInFolder> compared = cases.stream().filter(one -> !scores.failed().containsKey(one.name())).toList();
		if (folder.isPresent()) for (int i = 0; i < compared.size(); i++)
			files.addAll(compared.get(i).inputs(monitor.part(0.9 + 0.05 * i / compared.size(), 0.9 + 0.05 * (i + 1) / compared.size())));
		final Provenance provenance = new Provenance("compare-methods", parameterTexts(), resolved(plan), files);
		final EvaluationOutput result = EvaluationOutput.of(scores, example(scores, monitor), density, provenance, monitor.warnings());
		if (folder.isPresent()) result.write(folder.get(), provenance, monitor.warnings(), monitor.part(0.95, 1));
		result.log(monitor);
		final Display display = Display.now();
		if (display.takesImages(folder.isPresent())) result.show(display);
	}

	/** What each method was, by name. */
	private static Map<String, String> resolved(final Plan plan) {
		final Map<String, String> resolved = new LinkedHashMap<>();
		for (final PerfusionMethod method : plan.settings().methods())
			method.parameters().forEach((key, value) -> resolved.put(method.name() + " " + key, value));
		return resolved;
	}

	private TissueResult example(final TissueScores scores, final WarningCollector monitor) {
		if (!isAutoExample()) {
			final Optional<TissueResult> named = scores.cases().stream().filter(one -> one.name().equals(example.trim())).findFirst();
			if (named.isPresent()) return named.get();
			monitor.warn("example=" + example + " could not be compared: the curves of another case are plotted.");
		}
		// of several the first
		return scores.cases().stream().min(Comparator.comparingInt(one -> -one.rois().size())).orElseThrow();
	}
}
