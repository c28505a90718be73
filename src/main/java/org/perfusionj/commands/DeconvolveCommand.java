package org.perfusionj.commands;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;

import ij.ImagePlus;

import org.perfusionj.curve.Interpolation;
import org.perfusionj.deconvolution.Algorithm;
import org.perfusionj.deconvolution.DeconvolutionSettings;
import org.perfusionj.deconvolution.Lambda;
import org.perfusionj.deconvolution.MatrixForm;
import org.perfusionj.deconvolution.Quadrature;
import org.perfusionj.images.MaskFiles;
import org.perfusionj.images.RoiRegions;
import org.perfusionj.images.TiffVolumeWriter;
import org.perfusionj.io.InputFile;
import org.perfusionj.io.NiftiVolumeWriter;
import org.perfusionj.io.OutputFolder;
import org.perfusionj.io.ReadOptions;
import org.perfusionj.io.VolumeWriter;
import org.perfusionj.maps.DeconvolutionMethod;
import org.perfusionj.maps.MapComputation;
import org.perfusionj.maps.MapRequest;
import org.perfusionj.maps.PerfusionMap;
import org.perfusionj.pipeline.AnalysisSettings;
import org.perfusionj.pipeline.PerfusionAnalysis;
import org.perfusionj.pipeline.PerfusionResult;
import org.perfusionj.preprocessing.MaskChoice;
import org.perfusionj.preprocessing.PreprocessingSettings;
import org.perfusionj.preprocessing.SpatialFilter;
import org.perfusionj.report.Provenance;
import org.perfusionj.series.Mask;
import org.perfusionj.series.PerfusionSeries;
import org.perfusionj.series.Region;
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

/** Perfusion maps of a CT or MR series by deconvolution. */
@Plugin(type = Command.class, name = "deconvolve", label = "Deconvolve (sSVD/cSVD/oSVD/Tikhonov)", menuPath = "Plugins>Perfusion>Deconvolve (sSVD/cSVD/oSVD/Tikhonov)", headless = true,
	description = "Makes CBF, CBV, MTT, Tmax and TTP maps of a perfusion series by deconvolution. Research use only.")
public class DeconvolveCommand extends PerfusionCommand {

	private static final String NUMBER_FORMAT = "0.###";
	private static final double SMOOTHING_MM = PreprocessingSettings.DEFAULTS.smoothingMm();

	@Parameter(label = "Image", required = false, persist = false, description = "The open series to analyse.")
	private ImagePlus image;

	@Parameter(label = "Input", required = false, persist = false, style = "both", description = "Series to analyse: a DICOM folder, a NIfTI file, a TIFF hyperstack or what Bio-Formats opens. Empty: the active image.",
		attrs = @Attr(name = "group", value = "Files"))
	private String input = "";

	@Parameter(label = "Output folder", required = false, persist = false, style = "directory", description = "New folder for the results. Empty: they are only shown. In a macro's batch mode no windows open.", attrs = @Attr(name = "group", value = "Files"))
	private String output = "";

	@Parameter(label = "Format", choices = { "nifti", "tiff" }, description = "File format of the maps.", attrs = @Attr(name = "group", value = "Files"))
	private String format = "nifti";

	@Parameter(label = "Overwrite", description = "Replace an output folder that exists.", attrs = @Attr(name = "group", value = "Files"))
	private boolean overwrite = false;

	@Parameter(label = "ROI file", required = false, persist = false, style = "file", description = "ROI or ROI zip. ROIs whose name starts with AIF or VOF are vascular, all others are measured. Empty: ROI Manager and selection.",
		attrs = @Attr(name = "group", value = "Files"))
	private String rois = "";

	@Parameter(label = "Signal", choices = { "auto", "CT", "MR", "concentration" }, description = "What the numbers are. auto: what the file says, CT where it says nothing.", attrs = @Attr(name = "group", value = "Series"))
	private String signal = "auto";

	@Parameter(label = "Echo time", min = "0", stepSize = "1", style = "format:" + NUMBER_FORMAT, description = "Echo time of an MR series. 0: from the file.", attrs = { @Attr(name = "group", value = "Series"), @Attr(name = "unit", value = "ms") })
	private double echo_time_ms = 0;

	@Parameter(label = "Frame interval", min = "0", stepSize = "0.1", style = "format:" + NUMBER_FORMAT, description = "Time between frames. 0: from the file.", attrs = { @Attr(name = "group", value = "Series"), @Attr(name = "unit", value = "s") })
	private double frame_interval_s = 0;

	@Parameter(label = "Series ID", columns = 45, required = false, persist = false, description = "Which series of a DICOM folder: its series instance UID. Empty: the dynamic one.", attrs = @Attr(name = "group", value = "Series"))
	private String series = "";

	@Parameter(label = "Slices", min = "0", description = "Number of slices, for a stack that holds slices and times in one dimension. 0: from the file.", attrs = @Attr(name = "group", value = "Series"))
	private int slices = 0;

	@Parameter(label = "Plane order", choices = { "zt", "tz" }, description = "Order of the planes of such a stack: zt all slices of one time together, tz all times of one slice together.", attrs = @Attr(name = "group",
		value = "Series"))
	private String plane_order = "zt";

	@Parameter(label = "Interpolation", choices = { "linear", "cubic" }, description = "For irregular frame times: how they are resampled to a uniform grid (cubic is monotone).", attrs = @Attr(name = "group", value = "Series"))
	private String interpolation = "linear";

	@Parameter(label = "Baseline end", min = "0", stepSize = "0.5", style = "format:" + NUMBER_FORMAT, description = "Time of the last frame before the bolus. 0: found automatically.", attrs = { @Attr(name = "group", value = "Preprocessing"),
		@Attr(name = "unit", value = "s") })
	private double baseline_end_s = 0;

	@Parameter(label = "Filter", choices = { "none", "gaussian", "guided", "median" }, description = "In-plane filter: gaussian (see smoothing), guided (radius 2, epsilon 0.01, time average as guide), median (3 x 3).", attrs = @Attr(
		name = "group", value = "Preprocessing"))
	private String filter = "none";

	@Parameter(label = "Smoothing", min = "0", stepSize = "0.5", style = "format:" + NUMBER_FORMAT, description = "Full width at half maximum of the gaussian filter.", attrs = { @Attr(name = "group", value = "Preprocessing"), @Attr(name = "unit",
		value = "mm") })
	private double smoothing_mm = SMOOTHING_MM;

	@Parameter(label = "Mask", persist = false, style = "file", description = "auto: brain without skull and air. none: every voxel. roi: the ROIs named MASK..., or all measurement ROIs. Or the path of a NIfTI or TIFF mask.", attrs = { @Attr(name = "group",
		value = "Preprocessing"), @Attr(name = "values", value = "auto|none|roi|path") })
	private String mask = "auto";

	@Parameter(label = "AIF", persist = false, style = "file", description = "Arterial input function. auto: classical selection. roi: ROIs named AIF... or the selection. Or the path of a CSV with the columns time_s,aif,vof.", attrs = { @Attr(name = "group",
		value = "AIF and VOF"), @Attr(name = "values", value = "auto|roi|path") })
	private String aif = "auto";

	@Parameter(label = "VOF", persist = false, style = "file", description = "Venous output function, for the partial-volume correction of the AIF. auto: from the curve file of the AIF if it has one, else classical selection. roi: ROIs named VOF... Or a CSV.",
		attrs = { @Attr(name = "group", value = "AIF and VOF"), @Attr(name = "values", value = "auto|none|roi|path") })
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

	/** What the parameters say about the method, whatever the input is. */
	private record Choices(DeconvolutionMethod method, MapRequest request, ReadOptions options, PartialVolumeCorrection partialVolume) {}

	@Override
	protected void execute(final WorkMonitor monitor) throws IOException {
		final Choices choices = choices();
		if (output.isBlank()) {
			analyse(choices, Optional.empty(), monitor);
			return;
		}
		try (OutputFolder folder = OutputFolder.open(UserPath.of("output", output), overwrite, inputPaths())) {
			analyse(choices, Optional.of(folder), monitor);
		}
	}

	/** Finds what is wrong before anything is read. */
	private Choices choices() {
		if (input.isBlank() && image == null) throw new BadParameterException("There is no input. Open a perfusion series, or give the path of one: input=/data/case1.nii.gz");
		if (output.isBlank() && !Display.now().takesImages(false)) throw new BadParameterException("There is no display to show results on. Give a folder for them: output=/results/case1");
		VascularSources.check(aif, vof);
		if (isMaskFile()) UserPath.ofFile("mask", mask, "auto, none nor roi");
		if (!rois.isBlank()) UserPath.ofFile("rois", rois, "");
		try {
			if (SpatialFilter.of(filter) == SpatialFilter.GAUSSIAN && !(smoothing_mm > 0)) throw new PerfusionException("filter=gaussian needs smoothing_mm above 0, for example smoothing_mm=4, or use filter=none.");
			return new Choices(new DeconvolutionMethod(deconvolutionSettings(), density), new MapRequest(wantedMaps(), MapRequest.CbvRule.of(cbv), kappa, density, residue), new ReadOptions(series.trim(), frame_interval_s, slices,
				ReadOptions.PlaneOrder.of(plane_order), signalType()), PartialVolumeCorrection.of(partial_volume));
		}
		catch (final PerfusionException unusable) {
			throw new BadParameterException(unusable.getMessage(), unusable);
		}
	}

	/** Everything that is read and must not be replaced by results. */
	private Path[] inputPaths() {
		final List<Path> paths = new ArrayList<>();
		for (final Map.Entry<String, String> one : Map.of("input", input, "rois", rois, "aif", aif, "vof", vof, "mask", mask).entrySet())
			if (!one.getValue().isBlank()) paths.add(UserPath.of(one.getKey(), one.getValue()));
		// words such as auto are no files
		return paths.stream().filter(Files::exists).toArray(Path[]::new);
	}

	private void analyse(final Choices choices, final Optional<OutputFolder> folder, final WorkMonitor host) throws IOException {
		// what was assumed while reading belongs to the result, too
		final WarningCollector monitor = new WarningCollector(host);
		if (smoothing_mm > 0 && smoothing_mm != SMOOTHING_MM && SpatialFilter.of(filter) != SpatialFilter.GAUSSIAN) monitor.warn("smoothing_mm is used by filter=gaussian only; with filter=" + filter + " it does nothing.");
		final CaseInput opened = CaseInput.open(input, image, rois, VascularSources.roisWanted(aif, vof), choices.options(), folder.isPresent(), monitor.part(0, 0.25));
		final PerfusionSeries dynamic = signalType().map(opened.series()::withSignal).orElse(opened.series());
		final List<InputFile> files = new ArrayList<>(opened.files());
		final VascularSources vascular = VascularSources.of(aif, vof, opened, files, monitor);
		final AnalysisSettings settings = new AnalysisSettings(preprocessing(opened, files, monitor), vascular.aif(), vascular.vof(), vascular.vofRequired(), choices.partialVolume(), choices.method(), choices.request(), opened.rois()
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

	private Optional<SignalType> signalType() {
		return isAuto(signal) ? Optional.empty() : Optional.of(SignalType.of(signal));
	}

	private PreprocessingSettings preprocessing(final CaseInput opened, final List<InputFile> files, final WorkMonitor monitor) throws IOException {
		return new PreprocessingSettings(signalType(), echo_time_ms > 0 ? Optional.of(echo_time_ms) : Optional.empty(), Interpolation.of(interpolation), Optional.empty(), SpatialFilter.of(filter), smoothing_mm, baseline_end_s > 0 ? Optional
			.of(baseline_end_s) : Optional.empty(), maskChoice(opened, files, monitor));
	}

	private MaskChoice maskChoice(final CaseInput opened, final List<InputFile> files, final WorkMonitor monitor) throws IOException {
		if (isAuto(mask)) return MaskChoice.AUTO;
		if (mask.trim().equalsIgnoreCase("none")) return MaskChoice.NONE;
		if (mask.trim().equalsIgnoreCase("roi")) {
			final List<Region> named = opened.rois().regions().stream().filter(region -> region.name().toUpperCase(Locale.ROOT).startsWith("MASK")).toList();
			final List<Region> regions = named.isEmpty() ? opened.rois().regions() : named;
			if (regions.isEmpty()) throw new PerfusionException("mask=roi needs a ROI that is not named AIF or VOF. Draw one and add it to the ROI Manager, or use mask=auto.");
			return MaskChoice.of(new Mask(opened.series().grid(), RoiRegions.flags(opened.series().grid(), regions)));
		}
		final Path path = UserPath.of("mask", mask);
		final Mask read = MaskFiles.read(path, opened.series().grid());
		files.add(InputFile.of("mask", path.toAbsolutePath(), monitor));
		return MaskChoice.of(read);
	}

	private VolumeWriter writer() {
		return format.equalsIgnoreCase("tiff") ? new TiffVolumeWriter() : new NiftiVolumeWriter();
	}

	private boolean isMaskFile() {
		return !isAuto(mask) && !mask.trim().equalsIgnoreCase("none") && !mask.trim().equalsIgnoreCase("roi");
	}

	private static boolean isAuto(final String text) {
		return text.isBlank() || text.trim().equalsIgnoreCase("auto");
	}
}
