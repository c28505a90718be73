package org.perfusionj.commands;

import java.io.IOException;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import org.perfusionj.deconvolution.DeconvolutionSettings;
import org.perfusionj.io.OutputFolder;
import org.perfusionj.io.ReadOptions;
import org.perfusionj.maps.MapRequest;
import org.perfusionj.maps.PerfusionMap;
import org.perfusionj.maps.PerfusionMethod;
import org.perfusionj.pipeline.PerfusionAnalysis;
import org.perfusionj.pipeline.PerfusionResult;
import org.perfusionj.pipeline.VoxelExplorer;
import org.perfusionj.preprocessing.PreprocessingSettings;
import org.perfusionj.preprocessing.SpatialFilter;
import org.perfusionj.report.Provenance;
import org.perfusionj.series.SignalType;
import org.perfusionj.vascular.PartialVolumeCorrection;
import org.perfusionj.work.Parallel;
import org.perfusionj.work.PerfusionException;
import org.perfusionj.work.WarningCollector;
import org.scijava.plugin.Attr;
import org.scijava.plugin.Parameter;

/** A command that makes perfusion maps of a series with an arterial input function: the parameters of all such commands, and the way from the series to maps, tables, windows and files. */
public abstract class MapsCommand extends SeriesCommand {

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

	@Parameter(label = "Kappa", min = "0.01", max = "10", stepSize = "0.01", style = "format:" + NUMBER_FORMAT, description = "Factor on the tissue concentration: haematocrit and density together.", attrs = @Attr(name = "group", value = "Maps"))
	private double kappa = DeconvolutionSettings.KAPPA;

	@Parameter(label = "Density", min = "0.5", max = "2", stepSize = "0.01", style = "format:" + NUMBER_FORMAT, description = "Density of brain tissue: 1.0 where kappa includes it, else 1.04.", attrs = { @Attr(name = "group", value = "Maps"), @Attr(
		name = "unit", value = "g/ml") })
	private double density = 1;

	@Parameter(label = "CBV", choices = { "area", "residue" }, description = "area: ratio of the areas of tissue curve and AIF. residue: integral of the residue function.", attrs = @Attr(name = "group", value = "Maps"))
	private String cbv = "area";

	@Parameter(label = "Residue function", description = "Keep the residue function of every voxel as a 4D image (needs as much memory as the series).", attrs = @Attr(name = "group", value = "Maps"))
	private boolean residue = false;

	@Parameter(label = "Explore curves", description = "A click on a map that is shown opens a window with the curves of its voxels. The series stays in memory as long as the maps are open.", attrs = @Attr(name = "group", value = "Maps"))
	private boolean explore = true;

	/**
	 * @param kappa factor on the tissue concentration
	 * @param density of brain tissue, g/ml
	 * @return how the maps are made
	 * @throws PerfusionException if a parameter has a value that no series could make right
	 */
	abstract MapChoices.Method method(double kappa, double density);

	/**
	 * @return the maps that the user wants and the method can make
	 * @throws PerfusionException if it cannot make one of them
	 */
	abstract Set<PerfusionMap> wantedMaps();

	/** @return whether the local AIFs are kept */
	boolean keepsLocalAif() {
		return false;
	}

	/** @return name of the command in the provenance file */
	abstract String command();

	@Override
	final Analysis checked() {
		final MapRequest request = new MapRequest(wantedMaps(), MapRequest.CbvRule.of(cbv), kappa, density, residue, keepsLocalAif());
		final MapChoices choices = new MapChoices(rois, aif, vof, PartialVolumeCorrection.of(partial_volume), SpatialFilter.of(filter), smoothing_mm, echo_time_ms, method(kappa, density), request);
		return (options, folder, monitor) -> analyse(choices, options, folder, monitor);
	}

	@Override
	Map<String, String> otherInputs() {
		return Map.of("rois", rois, "aif", aif, "vof", vof);
	}

	private void analyse(final MapChoices choices, final ReadOptions options, final Optional<OutputFolder> folder, final WarningCollector monitor) throws IOException {
		choices.warnOfUnusedSmoothing(SMOOTHING_MM, monitor);
		// what is missing for the method is told before a large series is read
		final PerfusionMethod method = choices.method().open(monitor);
		boolean explored = false;
		try {
			explored = analyse(method, choices, options, folder, monitor);
		}
		finally {
			if (!explored) method.close();
		}
	}

	/** @return whether the method is still in use, by the windows that it is explored in */
	private boolean analyse(final PerfusionMethod method, final MapChoices choices, final ReadOptions options, final Optional<OutputFolder> folder, final WarningCollector monitor) throws IOException {
		final MapChoices.Ready ready = choices.read(this, method, options, folder.isPresent(), monitor.part(0, 0.25));
		try (Parallel parallel = Parallel.allCores()) {
			final PerfusionResult result = new PerfusionAnalysis(ready.settings()).run(ready.series(), parallel, monitor.part(0.25, 0.8)).withWarnings(monitor.warnings());
			result.parameters().forEach((key, value) -> monitor.log(key + " = " + value));
			final CaseOutput results = new CaseOutput(result, parallel, monitor.part(0.8, 0.82));
			if (folder.isPresent()) results.write(folder.get(), writer(), new Provenance(command(), parameterTexts(), ready.opened().origin(), ready.files()), ready.opened().measured(), monitor.part(0.82, 1));
			results.log(monitor);
			final Display display = Display.now();
			final boolean explored = explore && display == Display.WINDOWS;
			if (explored) monitor.log("Click a map to see the curves of its voxels.");
			if (display.takesImages(folder.isPresent())) results.show(display, ready.isAutomatic(), explored ? Optional.of(new VoxelExplorer(result, method, choices.request())) : Optional.empty(), openSeries());
			return explored;
		}
	}

	/** @return the maps that a text names */
	static Set<PerfusionMap> mapsOf(final String text) {
		final Set<PerfusionMap> wanted = EnumSet.noneOf(PerfusionMap.class);
		Arrays.stream(text.split("[,;\\s]+")).filter(name -> !name.isBlank()).map(PerfusionMap::of).forEach(wanted::add);
		return wanted;
	}

	@Override
	final Optional<SignalType> signalType() {
		return isAuto(signal) ? Optional.empty() : Optional.of(SignalType.of(signal));
	}
}
