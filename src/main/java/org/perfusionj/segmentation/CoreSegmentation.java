package org.perfusionj.segmentation;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

import org.perfusionj.maps.PerfusionMap;
import org.perfusionj.maps.TmaxResponse;
import org.perfusionj.preprocessing.VoxelSets;
import org.perfusionj.preprocessing.VoxelSets.Neighbours;
import org.perfusionj.preprocessing.VoxelSets.Parts;
import org.perfusionj.series.Mask;
import org.perfusionj.work.Parallel;
import org.perfusionj.work.WarningCollector;
import org.perfusionj.work.WorkMonitor;

/** Finds core and lesion of one case. Needs no user interface and writes nothing. */
public final class CoreSegmentation {

	/** Parameter of a segmentation of maps with Tmax: the response that it was corrected by, or {@link #NOT_CORRECTED}. */
	static final String TMAX_CORRECTED_BY = "tmax_corrected_by";
	static final String NOT_CORRECTED = "none";

	/** Scars beside a lesion that are worth a look. */
	private static final double SCAR_AT_LESION_ML = 1;

	private final SegmentationSettings settings;

	/** @param settings rule, exclusions, cleaning */
	public CoreSegmentation(final SegmentationSettings settings) {
		this.settings = settings;
	}

	/**
	 * @param maps of the case; not modified
	 * @param parallel threads to use
	 * @param monitor progress, log and cancel
	 * @return the lesion
	 * @throws org.perfusionj.work.PerfusionException if the maps or the rule cannot be used, with the reason and what to do
	 * @throws java.util.concurrent.CancellationException if the monitor is cancelled
	 */
	public Segmentation run(final LesionMaps maps, final Parallel parallel, final WorkMonitor monitor) {
		final WarningCollector log = new WarningCollector(monitor);
		final Optional<TmaxResponse> response = settings.correctTmax() && hasTmax(maps) ? maps.tmaxResponse() : Optional.empty();
		if (hasTmax(maps)) maps.tmaxResponse().flatMap(TmaxResponse::doubt).ifPresent(log::warn);
		if (settings.correctTmax() && hasTmax(maps) && response.isEmpty()) log.warn("correct_delay: it is not known how these maps measure Tmax, so it was not corrected for the delay that deconvolution adds (1 to 2 s). "
			+ "Compare volumes only with others of Tmax as measured. For maps of this software give their folder (input=) with its parameters.json, or the series.");
		return found(response.isPresent() ? maps.withCorrectedTmax() : maps, response, parallel, log);
	}

	private static boolean hasTmax(final LesionMaps maps) {
		return maps.get(PerfusionMap.TMAX).isPresent();
	}

	private Segmentation found(final LesionMaps maps, final Optional<TmaxResponse> corrected, final Parallel parallel, final WarningCollector log) {
		new MapChecks().check(maps, log).forEach(log::warn);
		log.progress(0, "Looking for what is no tissue");
		final TissueFinder.Found tissue = new TissueFinder(settings.exclusions()).find(maps, parallel, log);
		tissue.warnings().forEach(log::warn);
		log.progress(0.1, "Looking for the mirror plane");
		final MirrorPlaneFinder.Found mirror = new MirrorPlaneFinder().find(maps, log);
		mirror.warnings().forEach(log::warn);
		log.check();

		final LesionRule rule = settings.rule().forMaps(maps, log);
		if (hasTmax(maps) && corrected.isEmpty() && rule.needsCorrectedTmax()) log.warn("rule=" + rule.name() + " was made for Tmax without the delay that deconvolution adds, and Tmax of these maps is as measured"
			+ (settings.correctTmax() ? "" : " (correct_delay=false)") + ": it may find a wrong lesion. Use correct_delay=true with maps of this software, or another rule, for example rule=rcbf.");
		log.progress(0.2, "Looking for the lesion (" + rule.name() + ")");
		final LesionCase example = new LesionCase(maps, tissue.tissue(), mirror.plane());
		final LesionRule.Found found = rule.find(example, parallel, log.part(0.2, 0.8));
		found.warnings().forEach(log::warn);
		log.check();

		log.progress(0.8, "Cleaning the lesion");
		final LesionCleaner cleaner = new LesionCleaner(settings.cleaning());
		final Mask lesion = cleaner.lesion(found.core().map(found.lesion()::or).orElse(found.lesion()), example.tissue());
		log.check();
		final Optional<Mask> core = cleaner.core(found.core(), lesion);
		log.check();
		final AffectedSide side = AffectedSide.of(lesion, mirror.plane());
		if (side == AffectedSide.BOTH || SideVolumes.of(lesion, mirror.plane()).muchOnBoth()) log.warn("Much of the lesion lies on both sides: the opposite side is not normal tissue, and values relative to it mean little. Look at the delay map.");
		scarWarning(tissue.excluded(), lesion).ifPresent(log::warn);
		log.progress(1, "Lesion found");
		return new Segmentation(example, rule.name(), conditions(rule, maps, corrected), core, lesion, side, tissue.excluded(), parameters(rule, maps, corrected), log.warnings());
	}

	/** Hours after the onset a core is as dark as a scar. */
	private static Optional<String> scarWarning(final Map<String, Mask> excluded, final Mask lesion) {
		final Mask scars = excluded.get(TissueFinder.OLD_INFARCT);
		if (scars == null) return Optional.empty();
		final Parts parts = new VoxelSets(lesion.grid()).parts(scars.or(lesion), Neighbours.FACES);
		final boolean[] isIll = new boolean[parts.count() + 1];
		final int[] scar = new int[parts.count() + 1];
		for (int z = 0; z < lesion.grid().slices(); z++)
			for (int i = 0; i < lesion.grid().planeSize(); i++) {
				isIll[parts.at(z, i)] |= lesion.plane(z)[i];
				if (scars.plane(z)[i]) scar[parts.at(z, i)]++;
			}
		final double ml = IntStream.rangeClosed(1, parts.count()).filter(part -> isIll[part]).map(part -> scar[part]).sum() * lesion.grid().voxelVolumeMl();
		if (ml <= SCAR_AT_LESION_ML) return Optional.empty();
		return Optional.of(String.format(Locale.ROOT, "%.1f ml left out as old infarct touch the lesion. If they are the core of this stroke (dark some hours after the onset), core and lesion are too small: look at the image before contrast, and use exclude_old_infarct=false exclude_csf=false then.", ml));
	}

	private static String conditions(final LesionRule rule, final LesionMaps maps, final Optional<TmaxResponse> corrected) {
		if (!hasTmax(maps)) return rule.conditions(maps);
		return rule.conditions(maps) + corrected.map(response -> String.format(Locale.ROOT, " Tmax is corrected for the delay that the deconvolution adds (6 s were measured as %.1f s).", response.measured(6))).orElse(" Tmax is as measured.");
	}

	private Map<String, String> parameters(final LesionRule rule, final LesionMaps maps, final Optional<TmaxResponse> corrected) {
		final Map<String, String> parameters = new LinkedHashMap<>();
		parameters.put("rule", rule.name());
		parameters.putAll(rule.parameters());
		parameters.put("correct_delay", Boolean.toString(settings.correctTmax()));
		if (hasTmax(maps)) parameters.put(TMAX_CORRECTED_BY, corrected.map(TmaxResponse::text).orElse(NOT_CORRECTED));
		parameters.put("exclude_csf", Boolean.toString(settings.exclusions().csf()));
		parameters.put("exclude_vessels", Boolean.toString(settings.exclusions().vessels()));
		parameters.put("exclude_old_infarct", Boolean.toString(settings.exclusions().oldInfarct()));
		parameters.put("old_infarct_hu", ThresholdText.of(settings.exclusions().oldInfarctHu()));
		parameters.put("rim_mm", ThresholdText.of(settings.exclusions().rimMm()));
		parameters.put("smallest_ml", ThresholdText.of(settings.cleaning().smallestMl()));
		parameters.put("smallest_core_ml", ThresholdText.of(settings.cleaning().smallestCoreMl()));
		parameters.put("holes_ml", ThresholdText.of(settings.cleaning().holesMl()));
		return Collections.unmodifiableMap(parameters);
	}
}
