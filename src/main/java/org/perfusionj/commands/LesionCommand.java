package org.perfusionj.commands;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

import org.perfusionj.io.InputFile;
import org.perfusionj.maps.PerfusionMap;
import org.perfusionj.pipeline.TerritoryFile;
import org.perfusionj.segmentation.LesionMeasurement;
import org.perfusionj.segmentation.LesionRule;
import org.perfusionj.segmentation.LesionRules;
import org.perfusionj.segmentation.RuleThresholds;
import org.perfusionj.segmentation.Segmentation;
import org.perfusionj.segmentation.SegmentationSettings;
import org.perfusionj.segmentation.SegmentationSettings.Cleaning;
import org.perfusionj.segmentation.SegmentationSettings.Exclusions;
import org.perfusionj.segmentation.trained.LesionModelFile;
import org.perfusionj.segmentation.trained.TrainedRule;
import org.perfusionj.series.SignalType;
import org.perfusionj.work.WarningCollector;
import org.perfusionj.work.WorkMonitor;
import org.scijava.ItemVisibility;
import org.scijava.plugin.Attr;
import org.scijava.plugin.Parameter;

/** A command that finds the lesion of one case: the parameters that all such commands have, and the settings that they mean. */
public abstract class LesionCommand extends SeriesCommand {

	private static final String GROUP = "Core and penumbra";
	private static final String TMAX_S = "tmax_s";
	private static final String BAD_S = "bad_s";

	/** Whatever the rule, these decide what is late and normal in the table of volumes at thresholds. */
	private static final Set<String> OF_TABLES = Set.of(TMAX_S, BAD_S, "maps_fwhm_mm");

	/** A threshold as the user has it, and the rules that use it. */
	private record Threshold(String name, double value, double usual, String users) {
	}

	@Parameter(label = "Signal", choices = { "auto", "CT", "MR", "concentration" }, description = "What the series is or was. auto: what the files say, CT where they say nothing.", attrs = @Attr(name = "group", value = "Series"))
	private String signal = "auto";

	@Parameter(label = "Rule", choices = { LesionRules.AUTO, TrainedRule.NAME, "rcbf", "contralateral", "cbv", "salvageable_cbf", "salvageable_tmax", "bad" },
		description = "auto: trained where it fits the maps, else rcbf or, without Tmax, bad. trained: trees trained on phantoms. rcbf: CBF below a part of normal tissue, inside Tmax. contralateral: below a part of the other side. cbv: low CBV. salvageable_...: one mask, no core. bad: as rcbf, on BAD.",
		attrs = @Attr(name = "group", value = GROUP))
	private String rule = LesionRules.AUTO;

	@Parameter(label = "Model of trained", visibility = ItemVisibility.INVISIBLE, persist = false, style = "file", description = "Trained rule, for auto and trained. auto: the one that comes with this software. Or a file that train-lesion wrote.", attrs = { @Attr(name = "group", value = GROUP), @Attr(
		name = "values", value = "auto|path") })
	private String lesion_model = "auto";

	@Parameter(label = "Lesion Tmax", min = "0.1", max = "60", stepSize = "0.5", style = "format:" + NUMBER_FORMAT, description = "Tissue with a larger Tmax is lesion, with a smaller one normal (rcbf, contralateral, cbv).", attrs = {
		@Attr(name = "group", value = GROUP), @Attr(name = "unit", value = "s") })
	private double tmax_s = RuleThresholds.DEFAULTS.tmaxS();

	@Parameter(label = "Lesion BAD", min = "0.1", max = "60", stepSize = "0.5", style = "format:" + NUMBER_FORMAT, description = "The same for the bolus arrival delay: for bad, and for other rules where there is no Tmax.", attrs = {
		@Attr(name = "group", value = GROUP), @Attr(name = "unit", value = "s") })
	private double bad_s = RuleThresholds.DEFAULTS.badS();

	@Parameter(label = "Core rCBF", min = "1", max = "100", stepSize = "1", style = "format:" + NUMBER_FORMAT, description = "rcbf: the core has less than this part of the CBF of normal tissue.", attrs = { @Attr(name = "group", value = GROUP),
		@Attr(name = "unit", value = "%") })
	private double relative_cbf_percent = RuleThresholds.DEFAULTS.relativeCbfPercent();

	@Parameter(label = "Core rCBF, bad", min = "1", max = "100", stepSize = "1", style = "format:" + NUMBER_FORMAT, description = "The same for bad.", attrs = { @Attr(name = "group", value = GROUP), @Attr(name = "unit", value = "%") })
	private double bad_cbf_percent = RuleThresholds.DEFAULTS.badCbfPercent();

	@Parameter(label = "Other side", min = "1", max = "100", stepSize = "1", style = "format:" + NUMBER_FORMAT, description = "contralateral: the core has less than this part of the CBF of normal tissue of the other hemisphere.", attrs = {
		@Attr(name = "group", value = GROUP), @Attr(name = "unit", value = "%") })
	private double contralateral_percent = RuleThresholds.DEFAULTS.contralateralPercent();

	@Parameter(label = "Core CBV", min = "0.01", max = "20", stepSize = "0.1", style = "format:" + NUMBER_FORMAT, description = "cbv: the core has less CBV.", attrs = { @Attr(name = "group", value = GROUP), @Attr(name = "unit",
		value = "ml/100 g") })
	private double cbv_threshold = RuleThresholds.DEFAULTS.cbv();

	@Parameter(label = "Salvageable CBF", min = "0.1", max = "200", stepSize = "0.1", style = "format:" + NUMBER_FORMAT, description = "salvageable_cbf: tissue with less CBF.", attrs = { @Attr(name = "group", value = GROUP), @Attr(name = "unit",
		value = "ml/100 g/min") })
	private double cbf_salvageable = RuleThresholds.DEFAULTS.salvageableCbf();

	@Parameter(label = "Salvageable Tmax", min = "0.1", max = "60", stepSize = "0.5", style = "format:" + NUMBER_FORMAT, description = "salvageable_tmax: tissue with a larger Tmax.", attrs = { @Attr(name = "group", value = GROUP), @Attr(name = "unit",
		value = "s") })
	private double tmax_salvageable_s = RuleThresholds.DEFAULTS.salvageableTmaxS();

	@Parameter(label = "Map smoothing", min = "0", max = "30", stepSize = "0.5", style = "format:" + NUMBER_FORMAT, description = "Full width at half maximum of the gaussian with which maps are smoothed within tissue before any threshold. 0: none.",
		attrs = { @Attr(name = "group", value = GROUP), @Attr(name = "unit", value = "mm") })
	private double maps_fwhm_mm = RuleThresholds.DEFAULTS.smoothingMm();

	@Parameter(label = "Correct Tmax", description = "Tmax is corrected for the delay that the deconvolution itself adds (about 1 to 2 s), where it is known: for maps of this software.", attrs = @Attr(name = "group", value = GROUP))
	private boolean correct_delay = true;

	@Parameter(label = "Leave out CSF", description = "Fluid is no tissue.", attrs = @Attr(name = "group", value = "Exclusions and cleaning"))
	private boolean exclude_csf = Exclusions.DEFAULTS.csf();

	@Parameter(label = "Leave out vessels", description = "Large vessels are no tissue.", attrs = @Attr(name = "group", value = "Exclusions and cleaning"))
	private boolean exclude_vessels = Exclusions.DEFAULTS.vessels();

	@Parameter(label = "Leave out old infarct", description = "Dark tissue, which has little flow for another reason. CT only; needs the image before the bolus.", attrs = @Attr(name = "group", value = "Exclusions and cleaning"))
	private boolean exclude_old_infarct = Exclusions.DEFAULTS.oldInfarct();

	@Parameter(label = "Old infarct below", min = "-50", max = "60", stepSize = "1", style = "format:" + NUMBER_FORMAT, description = "Its largest density.", attrs = { @Attr(name = "group", value = "Exclusions and cleaning"), @Attr(name = "unit",
		value = "HU") })
	private double old_infarct_hu = Exclusions.DEFAULTS.oldInfarctHu();

	@Parameter(label = "Rim", min = "0", max = "20", stepSize = "0.5", style = "format:" + NUMBER_FORMAT, description = "Tissue nearer than this to the edge of the brain mask is left out.", attrs = { @Attr(name = "group",
		value = "Exclusions and cleaning"), @Attr(name = "unit", value = "mm") })
	private double rim_mm = Exclusions.DEFAULTS.rimMm();

	@Parameter(label = "Smallest lesion", min = "0", max = "1000", stepSize = "0.5", style = "format:" + NUMBER_FORMAT, description = "Connected parts of the lesion below this volume are dropped. 0: none.", attrs = { @Attr(name = "group",
		value = "Exclusions and cleaning"), @Attr(name = "unit", value = "ml") })
	private double smallest_ml = Cleaning.DEFAULTS.smallestMl();

	@Parameter(label = "Smallest core", min = "0", max = "1000", stepSize = "0.5", style = "format:" + NUMBER_FORMAT, description = "The same for the core.", attrs = { @Attr(name = "group", value = "Exclusions and cleaning"), @Attr(name = "unit",
		value = "ml") })
	private double smallest_core_ml = Cleaning.DEFAULTS.smallestCoreMl();

	@Parameter(label = "Fill holes", min = "0", max = "1000", stepSize = "0.5", style = "format:" + NUMBER_FORMAT, description = "Holes in the lesion up to this volume are filled as far as they are tissue. 0: none.", attrs = { @Attr(name = "group",
		value = "Exclusions and cleaning"), @Attr(name = "unit", value = "ml") })
	private double holes_ml = Cleaning.DEFAULTS.holesMl();

	@Parameter(label = "Territories", required = false, persist = false, style = "file", description = "Label image of arterial territories in the space of the scan (NIfTI or TIFF; names: a text file of that name beside it with a number and a name in each line): volumes are given for each.", attrs = @Attr(
		name = "group", value = "Files"))
	private String territories = "";

	/**
	 * @return what the parameters say of the lesion
	 * @throws org.perfusionj.work.PerfusionException if one has a value that no input could make right
	 */
	final SegmentationSettings segmentation() {
		territoryFile();
		return new SegmentationSettings(lesionRule(), new Exclusions(exclude_csf, exclude_vessels, exclude_old_infarct, old_infarct_hu, rim_mm), cleaning(), correct_delay);
	}

	private LesionRule lesionRule() {
		final LesionRules standard = LesionRules.standard(thresholds());
		if (rule.equals(LesionRules.AUTO)) return standard.automatic(trainedFile().or(TrainedRule::shippedIfAny).map(trained -> trained));
		return rule.equals(TrainedRule.NAME) ? trainedFile().orElseGet(TrainedRule::shipped) : standard.rule(rule);
	}

	private Optional<TrainedRule> trainedFile() {
		if (modelFile().isEmpty()) return Optional.empty();
		try {
			return Optional.of(new TrainedRule(LesionModelFile.read(modelFile().get())));
		}
		catch (final IOException unreadable) {
			throw new UncheckedIOException(unreadable);
		}
	}

	private Optional<Path> modelFile() {
		return isAuto(lesion_model) ? Optional.empty() : Optional.of(UserPath.ofFile("lesion_model", lesion_model, "auto"));
	}

	private Cleaning cleaning() {
		return new Cleaning(smallest_ml, smallest_core_ml, holes_ml);
	}

	/**
	 * @param files the files that are read for it are added, if checksums are wanted
	 * @param checksums whether they are
	 * @param monitor progress and cancel
	 * @return what measures the lesion
	 * @throws IOException if a file cannot be read
	 */
	final LesionMeasurement measurement(final List<InputFile> files, final boolean checksums, final WorkMonitor monitor) throws IOException {
		final Optional<TerritoryFile> file = territoryFile();
		if (file.isPresent() && checksums) for (final Path path : file.get().files())
			files.add(InputFile.of("territories", path.toAbsolutePath(), monitor));
		if ((rule.equals(TrainedRule.NAME) || rule.equals(LesionRules.AUTO)) && modelFile().isPresent() && checksums) files.add(InputFile.of("lesion_model", modelFile().get().toAbsolutePath(), monitor));
		return new LesionMeasurement(thresholds(), cleaning(), file.isPresent() ? Optional.of(file.get().read(monitor)) : Optional.empty());
	}

	/**
	 * Tells the user of every threshold that was changed and that the rule of a lesion does not use.
	 *
	 * @param lesion that was found
	 * @param monitor told of them
	 */
	final void warnOfUnused(final Segmentation lesion, final WarningCollector monitor) {
		final RuleThresholds usual = RuleThresholds.DEFAULTS;
		final Set<String> used = new HashSet<>(lesion.parameters().keySet());
		// a rule that takes either delay uses one of them
		if (used.containsAll(Set.of(TMAX_S, BAD_S))) used.remove(lesion.example().maps().get(PerfusionMap.TMAX).isPresent() ? BAD_S : TMAX_S);
		Stream.of(new Threshold(TMAX_S, tmax_s, usual.tmaxS(), "rcbf, contralateral and cbv on maps with Tmax"), new Threshold(BAD_S, bad_s, usual.badS(), "bad, and by rcbf, contralateral and cbv on maps without Tmax"), new Threshold("relative_cbf_percent",
			relative_cbf_percent, usual.relativeCbfPercent(), "rcbf"), new Threshold("bad_cbf_percent", bad_cbf_percent, usual.badCbfPercent(), "bad"), new Threshold("contralateral_percent", contralateral_percent, usual.contralateralPercent(),
				"contralateral"), new Threshold("cbv_threshold", cbv_threshold, usual.cbv(), "cbv"), new Threshold("cbf_salvageable", cbf_salvageable, usual.salvageableCbf(), "salvageable_cbf"), new Threshold("tmax_salvageable_s", tmax_salvageable_s, usual
					.salvageableTmaxS(), "salvageable_tmax"), new Threshold("maps_fwhm_mm", maps_fwhm_mm, usual.smoothingMm(), "the rules by thresholds")).filter(one -> one.value() != one.usual() && !used.contains(one.name())).forEach(one -> monitor.warn(one
						.name() + " is used by " + one.users() + " only; with rule=" + lesion.rule() + " it does not change core and lesion" + (OF_TABLES.contains(one.name()) ? ", only the volumes at thresholds." : ".")));
		if (modelFile().isPresent() && !lesion.rule().equals(TrainedRule.NAME)) monitor.warn("lesion_model is used by " + TrainedRule.NAME + " only; with rule=" + lesion.rule() + " it does nothing.");
	}

	private RuleThresholds thresholds() {
		return RuleThresholds.DEFAULTS.withDelays(tmax_s, bad_s).withPercents(relative_cbf_percent, bad_cbf_percent, contralateral_percent).withCbv(cbv_threshold).withSalvageable(cbf_salvageable, tmax_salvageable_s).withSmoothing(
			maps_fwhm_mm, RuleThresholds.DEFAULTS.median());
	}

	private Optional<TerritoryFile> territoryFile() {
		return territories.isBlank() ? Optional.empty() : Optional.of(new TerritoryFile(UserPath.ofFile("territories", territories, "")));
	}

	@Override
	Map<String, String> otherInputs() {
		return Map.of("territories", territories, "lesion_model", lesion_model);
	}

	@Override
	final Optional<SignalType> signalType() {
		return isAuto(signal) ? Optional.empty() : Optional.of(SignalType.of(signal));
	}
}
