package org.perfusionj.commands;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;

import org.perfusionj.deconvolution.Algorithm;
import org.perfusionj.deconvolution.DeconvolutionSettings;
import org.perfusionj.deconvolution.Lambda;
import org.perfusionj.deconvolution.MatrixForm;
import org.perfusionj.deconvolution.Quadrature;
import org.perfusionj.io.InputFile;
import org.perfusionj.io.OutputFolder;
import org.perfusionj.io.ReadOptions;
import org.perfusionj.maps.DeconvolutionMethod;
import org.perfusionj.maps.MapComputation;
import org.perfusionj.maps.MapRequest;
import org.perfusionj.maps.PerfusionMap;
import org.perfusionj.pipeline.AnalysisSettings;
import org.perfusionj.pipeline.PerfusionAnalysis;
import org.perfusionj.pipeline.PerfusionResult;
import org.perfusionj.preprocessing.PreprocessingSettings;
import org.perfusionj.preprocessing.SpatialFilter;
import org.perfusionj.report.Provenance;
import org.perfusionj.series.PerfusionSeries;
import org.perfusionj.series.SignalType;
import org.perfusionj.vascular.PartialVolumeCorrection;
import org.perfusionj.work.Parallel;
import org.perfusionj.work.PerfusionException;
import org.perfusionj.work.WarningCollector;
import org.scijava.command.Command;
import org.scijava.plugin.Attr;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;

/** Perfusion maps of a CT or MR series by deconvolution. */
@Plugin(type = Command.class, name = "deconvolve", label = "Deconvolve (sSVD/cSVD/oSVD/Tikhonov)", menuPath = "Plugins>Perfusion>Deconvolve (sSVD/cSVD/oSVD/Tikhonov)", headless = true,
	description = "Makes CBF, CBV, MTT, Tmax and TTP maps of a perfusion series by deconvolution. Research use only.")
public class DeconvolveCommand extends SeriesCommand {

	private static final double SMOOTHING_MM = PreprocessingSettings.DEFAULTS.smoothingMm();

	@Parameter(label = "ROI file", required = false, persist = false, style = "file", description = "ROI or ROI zip. ROIs whose name starts with AIF or VOF are vascular, all others are measured. Empty: ROI Manager and selection.",
		attrs = @Attr(name = "group", value = "Files"))
	private String rois = "";

	@Parameter(label = "Signal", choices = { "auto", "CT", "MR", "concentration" }, description = "What the numbers are. auto: what the file says, CT where it says nothing.", attrs = @Attr(name = "group", value = "Series"))
	private String signal = "auto";

	@Parameter(label = "Echo time", min = "0", stepSize = "1", style = "format:" + NUMBER_FORMAT, description = "Echo time of an MR series. 0: from the file.", attrs = { @Attr(name = "group", value = "Series"), @Attr(name = "unit", value = "ms") })
	private double echo_time_ms = 0;

	@Parameter(label = "Filter", choices = { "none", "gaussian", "guided", "median" }, description = "In-plane filter: gaussian (see smoothing), guided (radius 2, epsilon 0.01, time average as guide), median (3 x 3).", attrs = @Attr(
		name = "group", value = "Preprocessing"))
	private String filter = "none";

	@Parameter(label = "Smoothing", min = "0", stepSize = "0.5", style = "format:" + NUMBER_FORMAT, description = "Full width at half maximum of the gaussian filter.", attrs = { @Attr(name = "group", value = "Preprocessing"), @Attr(name = "unit",
		value = "mm") })
	private double smoothing_mm = SMOOTHING_MM;

	@Parameter(label = "AIF", persist = false, style = "file", description = "Arterial input function. auto: found automatically. aifnet: by the network. classical: by rules. roi: ROIs named AIF... or the selection. Or the path of a CSV with the columns time_s,aif,vof.",
		attrs = { @Attr(name = "group", value = "AIF and VOF"), @Attr(name = "values", value = "auto|aifnet|classical|roi|path") })
	private String aif = "auto";

	@Parameter(label = "VOF", persist = false, style = "file",
		description = "Venous output function, for the partial-volume correction of the AIF. auto: from the curve file of the AIF if it has one, else found automatically. aifnet, classical: as for the AIF. roi: ROIs named VOF... Or a CSV.",
		attrs = { @Attr(name = "group", value = "AIF and VOF"), @Attr(name = "values", value = "auto|aifnet|classical|none|roi|path") })
	private String vof = "auto";

	@Parameter(label = "Partial volume", choices = { "area", "peak", "none" }, description = "How the AIF is scaled by the VOF: ratio of areas, of peaks, or not.", attrs = @Attr(name = "group", value = "AIF and VOF"))
	private String partial_volume = "area";

	@Parameter(label = "Method", choices = { "sSVD", "cSVD", "oSVD", "Tikhonov" }, description = "Deconvolution method. cSVD and oSVD are insensitive to delay.", attrs = @Attr(name = "group", value = "Deconvolution"))
	private String method = "oSVD";

	@Parameter(label = "Matrix", choices = { "auto", "toeplitz", "circulant" }, description = "Convolution matrix; a choice for Tikhonov only. auto: toeplitz for sSVD and Tikhonov, circulant for cSVD and oSVD.", attrs = @Attr(name = "group",
		value = "Deconvolution"))
	private String matrix = "auto";

	@Parameter(label = "Quadrature", choices = { "auto", "rectangle", "trapezoid", "simpson", "volterra" }, description = "How the convolution integral becomes a sum. auto: rectangle for the SVD methods, volterra for Tikhonov.", attrs = @Attr(
		name = "group", value = "Deconvolution"))
	private String quadrature = "auto";

	@Parameter(label = "Threshold", description = "Singular values below this fraction of the largest are dropped (sSVD, cSVD). auto: 0.2 for sSVD, 0.1 for cSVD.", attrs = { @Attr(name = "group", value = "Deconvolution"), @Attr(
		name = "values", value = "auto|number from 0 to 1") })
	private String threshold = "auto";

	@Parameter(label = "Oscillation index", min = "0.0001", max = "10", stepSize = "0.005", style = "format:0.####", description = "Limit of the oscillation index (oSVD).", attrs = @Attr(name = "group", value = "Deconvolution"))
	private double oscillation_index = DeconvolutionSettings.OSCILLATION_INDEX;

	@Parameter(label = "Lambda", description = "Tikhonov parameter: lcurve, gcv, or a number relative to the largest singular value.", attrs = { @Attr(name = "group", value = "Deconvolution"), @Attr(name = "values",
		value = "lcurve|gcv|number") })
	private String lambda = "lcurve";

	@Parameter(label = "Kappa", min = "0.01", max = "10", stepSize = "0.01", style = "format:" + NUMBER_FORMAT, description = "Factor on the tissue concentration: haematocrit and density together.", attrs = @Attr(name = "group", value = "Maps"))
	private double kappa = DeconvolutionSettings.KAPPA;

	@Parameter(label = "Density", min = "0.5", max = "2", stepSize = "0.01", style = "format:" + NUMBER_FORMAT, description = "Density of brain tissue: 1.0 where kappa includes it, else 1.04.", attrs = { @Attr(name = "group", value = "Maps"), @Attr(
		name = "unit", value = "g/ml") })
	private double density = 1;

	@Parameter(label = "CBV", choices = { "area", "residue" }, description = "area: ratio of the areas of tissue curve and AIF. residue: integral of the residue function.", attrs = @Attr(name = "group", value = "Maps"))
	private String cbv = "area";

	@Parameter(label = "Maps", columns = 45, description = "Which maps, separated by commas: CBF, CBV, MTT, Tmax, TTP, rCBF, rCBV, rMTT, rTmax.", attrs = @Attr(name = "group", value = "Maps"))
	private String maps = "CBF,CBV,MTT,Tmax,TTP";

	@Parameter(label = "Residue function", description = "Keep the residue function of every voxel as a 4D image (needs as much memory as the series).", attrs = @Attr(name = "group", value = "Maps"))
	private boolean residue = false;

	@Override
	Analysis checked() {
		VascularSources.check(aif, vof);
		if (!rois.isBlank()) UserPath.ofFile("rois", rois, "");
		if (SpatialFilter.of(filter) == SpatialFilter.GAUSSIAN && !(smoothing_mm > 0)) throw new PerfusionException("filter=gaussian needs smoothing_mm above 0, for example smoothing_mm=4, or use filter=none.");
		final DeconvolutionMethod chosen = new DeconvolutionMethod(deconvolutionSettings(), density);
		final MapRequest request = new MapRequest(wantedMaps(), MapRequest.CbvRule.of(cbv), kappa, density, residue);
		final PartialVolumeCorrection correction = PartialVolumeCorrection.of(partial_volume);
		return (options, folder, monitor) -> analyse(chosen, request, correction, options, folder, monitor);
	}

	@Override
	Map<String, String> otherInputs() {
		return Map.of("rois", rois, "aif", aif, "vof", vof);
	}

	private void analyse(final DeconvolutionMethod chosen, final MapRequest request, final PartialVolumeCorrection correction, final ReadOptions options, final Optional<OutputFolder> folder, final WarningCollector monitor) throws IOException {
		if (smoothing_mm > 0 && smoothing_mm != SMOOTHING_MM && SpatialFilter.of(filter) != SpatialFilter.GAUSSIAN) monitor.warn("smoothing_mm is used by filter=gaussian only; with filter=" + filter + " it does nothing.");
		final CaseInput opened = open(rois, CaseInput.RoiUse.ALL, VascularSources.roisWanted(aif, vof), options, folder.isPresent(), monitor.part(0, 0.25));
		final PerfusionSeries dynamic = signalType().map(opened.series()::withSignal).orElse(opened.series());
		final List<InputFile> files = new ArrayList<>(opened.files());
		final VascularSources vascular = VascularSources.of(aif, vof, opened, files, monitor);
		final PreprocessingSettings concentration = preprocessing(opened, files, monitor).withFilter(SpatialFilter.of(filter)).withSmoothingMm(smoothing_mm);
		final AnalysisSettings settings = new AnalysisSettings(echo_time_ms > 0 ? concentration.withEchoTimeMs(echo_time_ms) : concentration, vascular.aif(), vascular.vof(), vascular.vofRequired(), correction, chosen, request, opened.rois()
			.regions());
		try (Parallel parallel = Parallel.allCores()) {
			final PerfusionResult result = new PerfusionAnalysis(settings).run(dynamic, parallel, monitor.part(0.25, 0.8)).withWarnings(monitor.warnings());
			result.parameters().forEach((key, value) -> monitor.log(key + " = " + value));
			final CaseOutput results = new CaseOutput(result, parallel, monitor.part(0.8, 0.82));
			if (folder.isPresent()) results.write(folder.get(), writer(), new Provenance("deconvolve", parameterTexts(), opened.origin(), files), opened.measured(), monitor.part(0.82, 1));
			results.log(monitor);
			final Display display = Display.now();
			if (display.takesImages(folder.isPresent())) results.show(display, vascular.isAutomatic());
		}
	}

	private DeconvolutionSettings deconvolutionSettings() {
		return new DeconvolutionSettings(Algorithm.of(method), isAuto(matrix) ? Optional.empty() : Optional.of(MatrixForm.of(matrix)), isAuto(quadrature) ? Optional.empty() : Optional.of(Quadrature.of(quadrature)), thresholdNumber(),
			oscillation_index, Lambda.of(lambda), kappa);
	}

	private OptionalDouble thresholdNumber() {
		if (isAuto(threshold)) return OptionalDouble.empty();
		try {
			return OptionalDouble.of(Double.parseDouble(threshold.trim()));
		}
		catch (final NumberFormatException notANumber) {
			throw new PerfusionException("threshold=" + threshold + " is neither auto nor a number from 0 to 1.", notANumber);
		}
	}

	private Set<PerfusionMap> wantedMaps() {
		final Set<PerfusionMap> wanted = EnumSet.noneOf(PerfusionMap.class);
		Arrays.stream(maps.split("[,;\\s]+")).filter(name -> !name.isBlank()).map(PerfusionMap::of).forEach(wanted::add);
		// said before the series is read
		if (wanted.contains(PerfusionMap.BAD)) throw new PerfusionException(MapComputation.notEstimated("Deconvolution", PerfusionMap.BAD));
		return wanted;
	}

	@Override
	Optional<SignalType> signalType() {
		return isAuto(signal) ? Optional.empty() : Optional.of(SignalType.of(signal));
	}
}
