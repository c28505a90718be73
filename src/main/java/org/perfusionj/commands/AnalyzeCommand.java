package org.perfusionj.commands;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

import org.perfusionj.io.OutputFolder;
import org.perfusionj.io.ReadOptions;
import org.perfusionj.maps.PerfusionMethod;
import org.perfusionj.network.residue.ResidueMethods;
import org.perfusionj.pipeline.AnalysedCase;
import org.perfusionj.pipeline.CaseAnalysis;
import org.perfusionj.pipeline.VoxelExplorer;
import org.perfusionj.preprocessing.SpatialFilter;
import org.perfusionj.report.Provenance;
import org.perfusionj.segmentation.LesionMeasurement;
import org.perfusionj.segmentation.SegmentationSettings;
import org.perfusionj.vascular.PartialVolumeCorrection;
import org.perfusionj.work.Parallel;
import org.perfusionj.work.WarningCollector;
import org.scijava.command.Command;
import org.scijava.plugin.Attr;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;

/** From a CT or MR series to the report: AIF and VOF, maps, infarct core and penumbra, volumes. */
@Plugin(type = Command.class, name = AnalyzeCommand.COMMAND, label = "Analyze case", menuPath = "Plugins>Perfusion>Analyze case", headless = true,
	description = "Finds AIF and VOF of a perfusion series, makes its maps, finds infarct core and penumbra and reports their volumes. Research use only.",
	attrs = @Attr(name = "hidden", value = "bad_s,bad_cbf_percent,contralateral_percent,cbv_threshold,cbf_salvageable,tmax_salvageable_s,maps_fwhm_mm,correct_delay,exclude_csf,exclude_vessels,exclude_old_infarct,old_infarct_hu,rim_mm,smallest_ml,smallest_core_ml,holes_ml"))
public class AnalyzeCommand extends LesionCommand {

	/** Word of the command line. */
	static final String COMMAND = "analyze";

	/** Method of the maps where the user names none: that of de la Rosa et al. 2021, and the deconvolution whose relative flow is most nearly linear; others make low flow too high beside normal flow. */
	static final String METHOD = "Tikhonov";

	/** Width of the filter where the user names none, mm: rules compare voxels with thresholds, which noise crosses. */
	static final double SMOOTHING_MM = 6;

	private final ResidueMethods networks;

	@Parameter(label = "ROI file", required = false, persist = false, style = "file", description = "ROI or ROI zip. ROIs whose name starts with AIF or VOF are vascular, all others are measured. Empty: ROI Manager and selection.",
		attrs = @Attr(name = "group", value = "Files"))
	private String rois = "";

	@Parameter(label = "Filter", choices = { "none", "gaussian", "guided", "median" }, description = "In-plane filter of the series: gaussian (see smoothing), guided (radius 2, epsilon 0.01, time average as guide), median (3 x 3).", attrs = @Attr(
		name = "group", value = "Preprocessing"))
	private String filter = "gaussian";

	@Parameter(label = "Smoothing", min = "0", stepSize = "0.5", style = "format:" + NUMBER_FORMAT, description = "Full width at half maximum of the gaussian filter.", attrs = { @Attr(name = "group", value = "Preprocessing"), @Attr(name = "unit",
		value = "mm") })
	private double smoothing_mm = SMOOTHING_MM;

	@Parameter(label = "AIF", persist = false, style = "file", description = "Arterial input function. auto: found automatically. aifnet: by the network. classical: by rules. roi: ROIs named AIF... or the selection. Or the path of a CSV with the columns time_s,aif,vof.",
		attrs = { @Attr(name = "group", value = "AIF, VOF and maps"), @Attr(name = "values", value = "auto|aifnet|classical|roi|path") })
	private String aif = "auto";

	@Parameter(label = "VOF", persist = false, style = "file",
		description = "Venous output function, for the partial-volume correction of the AIF. auto: from the curve file of the AIF if it has one, else found automatically. aifnet, classical: as for the AIF. roi: ROIs named VOF... Or a CSV.",
		attrs = { @Attr(name = "group", value = "AIF, VOF and maps"), @Attr(name = "values", value = "auto|aifnet|classical|none|roi|path") })
	private String vof = "auto";

	@Parameter(label = "Partial volume", choices = { "area", "peak", "none" }, description = "How the AIF is scaled by the VOF: ratio of areas, of peaks, or not.", attrs = @Attr(name = "group", value = "AIF, VOF and maps"))
	private String partial_volume = "area";

	@Parameter(label = "Method", choices = { "sSVD", "cSVD", "oSVD", "Tikhonov", NamedMaps.RESIDUE }, description = "What makes the maps: a deconvolution with its defaults (cSVD and oSVD are insensitive to delay), or residue: the network of deep residue estimation.",
		attrs = @Attr(name = "group", value = "AIF, VOF and maps"))
	private String method = METHOD;

	@Parameter(label = "Explore curves", description = "A click on a map that is shown opens a window with the curves of its voxels. The series stays in memory as long as the maps are open.", attrs = @Attr(name = "group", value = "AIF, VOF and maps"))
	private boolean explore = true;

	/** With the networks of this software. */
	public AnalyzeCommand() {
		this(StandardNetworks.residue());
	}

	/** @param networks make the network of deep residue estimation ready */
	protected AnalyzeCommand(final ResidueMethods networks) {
		this.networks = networks;
	}

	@Override
	Analysis checked() {
		final SegmentationSettings segmentation = segmentation();
		final NamedMaps maps = NamedMaps.of(method, networks);
		final MapChoices choices = new MapChoices(rois, aif, vof, PartialVolumeCorrection.of(partial_volume), SpatialFilter.of(filter), smoothing_mm, 0, maps.method(), maps.request());
		return (options, folder, monitor) -> analyse(choices, segmentation, options, folder, monitor);
	}

	@Override
	Map<String, String> otherInputs() {
		final Map<String, String> inputs = new LinkedHashMap<>(super.otherInputs());
		inputs.putAll(Map.of("rois", rois, "aif", aif, "vof", vof));
		return inputs;
	}

	private void analyse(final MapChoices choices, final SegmentationSettings segmentation, final ReadOptions options, final Optional<OutputFolder> folder, final WarningCollector monitor) throws IOException {
		choices.warnOfUnusedSmoothing(SMOOTHING_MM, monitor);
		// what is missing for the method is told before a large series is read
		final PerfusionMethod opened = choices.method().open(monitor);
		boolean explored = false;
		try {
			explored = analyse(opened, choices, segmentation, options, folder, monitor);
		}
		finally {
			if (!explored) opened.close();
		}
	}

	/** @return whether the method is still in use, by the windows that it is explored in */
	private boolean analyse(final PerfusionMethod opened, final MapChoices choices, final SegmentationSettings segmentation, final ReadOptions options, final Optional<OutputFolder> folder, final WarningCollector monitor) throws IOException {
		final MapChoices.Ready ready = choices.read(this, opened, options, folder.isPresent(), monitor.part(0, 0.25));
		final LesionMeasurement measurement = measurement(ready.files(), folder.isPresent(), monitor);
		try (Parallel parallel = Parallel.allCores()) {
			final AnalysedCase found = new CaseAnalysis(ready.settings(), segmentation, measurement).run(ready.series(), parallel, monitor.part(0.25, 0.85));
			warnOfUnused(found.lesion(), monitor);
			final AnalysedCase analysed = found.withWarnings(monitor.warnings());
			analysed.perfusion().parameters().forEach((key, value) -> monitor.log(key + " = " + value));
			final AnalysedOutput results = new AnalysedOutput(analysed, parallel, monitor.part(0.85, 0.87));
			if (folder.isPresent()) results.write(folder.get(), writer(), new Provenance(COMMAND, parameterTexts(), ready.opened().origin(), ready.files()), ready.opened().measured(), monitor.part(0.87, 1));
			results.log(monitor);
			final Display display = Display.now();
			final boolean exploring = explore && display == Display.WINDOWS;
			if (exploring) monitor.log("Click a map to see the curves of its voxels.");
			if (display.takesImages(folder.isPresent())) results.show(display, ready.isAutomatic(), exploring ? Optional.of(new VoxelExplorer(analysed.perfusion(), opened, choices.request())) : Optional.empty(), openSeries());
			return exploring;
		}
	}
}
