package org.perfusionj.commands;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import org.perfusionj.evaluation.RaterComparison;
import org.perfusionj.evaluation.VascularReading;
import org.perfusionj.images.VascularRois;
import org.perfusionj.io.InputFile;
import org.perfusionj.io.OutputFolder;
import org.perfusionj.io.ReadOptions;
import org.perfusionj.network.EngineChoice;
import org.perfusionj.network.aifnet.AifnetFinder;
import org.perfusionj.network.aifnet.AifnetFinders;
import org.perfusionj.pipeline.VesselAnalysis;
import org.perfusionj.pipeline.VesselResult;
import org.perfusionj.preprocessing.PreprocessingSettings;
import org.perfusionj.report.Provenance;
import org.perfusionj.series.SignalType;
import org.perfusionj.vascular.Vessel;
import org.perfusionj.work.Parallel;
import org.perfusionj.work.PerfusionException;
import org.perfusionj.work.WarningCollector;
import org.perfusionj.work.WorkMonitor;
import org.scijava.command.Command;
import org.scijava.plugin.Attr;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;

/** AIF and VOF of a CT series by AIFNet. */
@Plugin(type = Command.class, name = "aif", label = "Estimate AIF/VOF (AIFNet)", menuPath = "Plugins>Perfusion>Estimate AIF/VOF (AIFNet)", headless = true,
	description = "Finds the arterial input function and the venous output function of a CT perfusion series with a neural network, shows which vessels they come from and judges them. Research use only.")
public class EstimateVascularCommand extends SeriesCommand {

	private static final String NETWORK = "AIFNet";

	private final AifnetFinders finders;

	@Parameter(label = "ROI file", required = false, persist = false, style = "file", description = "ROI or ROI zip of raters to compare with: AIF..., VOF..., of a second rater AIF-r2, VOF-r2. Empty: those in the ROI Manager.", attrs = @Attr(
		name = "group", value = "Files"))
	private String rois = "";

	@Parameter(label = "Signal", choices = { "auto", "CT" }, description = "What the numbers are: AIFNet needs HU. auto: what the file says, CT where it says nothing.", attrs = @Attr(name = "group", value = "Series"))
	private String signal = "auto";

	@Parameter(label = "Vessels", choices = { "both", "aif", "vof" }, description = "What to find: the arterial input function, the venous output function, or both.", attrs = @Attr(name = "group", value = NETWORK))
	private String vessel = "both";

	@Parameter(label = "Model", persist = false, style = "both", description = "auto: the weights that come with this software. Or a model file, or a folder with aif.aifnet and vof.aifnet.", attrs = { @Attr(name = "group", value = NETWORK), @Attr(
		name = "values", value = "auto|path") })
	private String model = "auto";

	@Parameter(label = "Engine", choices = { "auto", "onnx", "nd4j" }, description = "What runs the network. auto: ONNX Runtime if it can be used, else ND4J.", attrs = @Attr(name = "group", value = NETWORK))
	private String engine = "auto";

	@Parameter(label = "Device", choices = { "auto", "cpu", "cuda" }, description = "Where the network runs. auto: a CUDA GPU if one can be used, else the processor.", attrs = @Attr(name = "group", value = NETWORK))
	private String device = "auto";

	/** With the networks of this software. */
	public EstimateVascularCommand() {
		this(StandardNetworks.aifnet());
	}

	/** @param finders opens AIFNet */
	protected EstimateVascularCommand(final AifnetFinders finders) {
		this.finders = finders;
	}

	@Override
	Analysis checked() {
		final EngineChoice where = EngineChoice.of(engine, device);
		final Optional<Path> weights = isAuto(model) ? Optional.empty() : Optional.of(existing(UserPath.of("model", model)));
		if (!rois.isBlank()) UserPath.ofFile("rois", rois, "");
		return (options, folder, monitor) -> analyse(where, weights, options, folder, monitor);
	}

	private Path existing(final Path path) {
		if (!Files.exists(path)) throw new BadParameterException("model=" + model + " is neither auto nor an existing file or folder. Check the word or the path.");
		return path;
	}

	@Override
	Map<String, String> otherInputs() {
		return Map.of("model", model, "rois", rois);
	}

	@Override
	Optional<SignalType> signalType() {
		return isAuto(signal) ? Optional.empty() : Optional.of(SignalType.of(signal));
	}

	private Set<Vessel> vessels() {
		return vessel.equalsIgnoreCase("both") ? EnumSet.allOf(Vessel.class) : EnumSet.of(Vessel.valueOf(vessel.toUpperCase(Locale.ROOT)));
	}

	private void analyse(final EngineChoice where, final Optional<Path> weights, final ReadOptions options, final Optional<OutputFolder> folder, final WarningCollector monitor) throws IOException {
		final List<InputFile> files = new ArrayList<>();
		final CaseInput opened;
		final VesselOutput results;
		// a model that cannot be used is told before a large series is read; what the network holds is free before results are drawn
		try (AifnetFinder finder = finders.open(vessels(), weights, where, monitor); Parallel parallel = Parallel.allCores()) {
			opened = open(rois, CaseInput.RoiUse.OF_PEOPLE, Set.of(), options, folder.isPresent(), monitor.part(0, 0.25));
			files.addAll(opened.files());
			if (folder.isPresent() && weights.isPresent()) files.add(InputFile.of("model", weights.get().toAbsolutePath(), monitor.part(0.25, 0.25)));
			final PreprocessingSettings preprocessing = preprocessing(opened, files, monitor);
			final VesselResult result = new VesselAnalysis(preprocessing, vessels(), finder).run(opened.series(), parallel, monitor.part(0.25, 0.85));
			final Optional<RaterComparison> comparison = comparison(result, opened.rois(), parallel, monitor);
			results = new VesselOutput(result.withWarnings(monitor.warnings()), comparison);
		}
		if (folder.isPresent()) results.write(folder.get(), writer(), new Provenance("aif", parameterTexts(), opened.origin(), files), monitor.part(0.9, 1));
		results.log(monitor);
		final Display display = Display.now();
		// who has what he asked for on disk can no longer cancel
		if (display.takesImages(folder.isPresent())) results.show(display, folder.isPresent() ? WorkMonitor.SILENT : monitor);
	}

	private Optional<RaterComparison> comparison(final VesselResult result, final VascularRois raters, final Parallel parallel, final WarningCollector monitor) {
		try {
			final List<VascularReading> network = result.vessels().stream().map(found -> VascularReading.ofNetwork(found.function(), found.probability(), found.quality().verdict(), monitor)).toList();
			final List<VascularReading> people = VascularReading.ofRaters(raters, result.concentration(), parallel, monitor.part(0.85, 0.9));
			final Optional<RaterComparison> comparison = Optional.of(RaterComparison.of(result.concentration(), network, people)).filter(all -> !all.isEmpty());
			if (comparison.isEmpty() && !rois.isBlank()) monitor.warn("There is no comparison: rois=" + rois + " holds no ROI of a rater for a vessel that was found. Name them AIF..., VOF..., those of a second rater AIF-r2, VOF-r2. ROIs that a program has chosen are no rater's.");
			return comparison;
		}
		catch (final PerfusionException unfit) {
			if (!rois.isBlank()) throw unfit;
			// those in the ROI Manager may be there for something else
			monitor.warn("There is no comparison with the ROIs of the ROI Manager. " + unfit.getMessage());
			return Optional.empty();
		}
	}
}
