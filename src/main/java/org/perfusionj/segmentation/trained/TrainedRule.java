package org.perfusionj.segmentation.trained;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;

import org.perfusionj.maps.PerfusionMap;
import org.perfusionj.segmentation.LesionCase;
import org.perfusionj.segmentation.LesionMaps;
import org.perfusionj.segmentation.LesionRule;
import org.perfusionj.series.Mask;
import org.perfusionj.series.SignalType;
import org.perfusionj.series.Volume;
import org.perfusionj.work.Parallel;
import org.perfusionj.work.PerfusionException;
import org.perfusionj.work.WorkMonitor;

/** Calls core and lesion what trees, trained on phantoms, find likely from flow, volume, transit time, delay and density at several scales and their differences from the mirrored side. Immutable. */
public final class TrainedRule implements LesionRule {

	/** Name in macros and tables. */
	public static final String NAME = "trained";

	private final LesionModels models;

	/** @param models that were trained */
	public TrainedRule(final LesionModels models) {
		this.models = models;
	}

	/**
	 * @return the rule that comes with this software
	 * @throws org.perfusionj.work.PerfusionException if it is missing or damaged
	 */
	public static TrainedRule shipped() {
		return new TrainedRule(LesionModelFile.shipped());
	}

	/** @return the rule that comes with this software; empty if this build comes without one */
	public static Optional<TrainedRule> shippedIfAny() {
		return LesionModelFile.isShipped() ? Optional.of(shipped()) : Optional.empty();
	}

	@Override
	public String name() {
		return NAME;
	}

	@Override
	public Optional<String> obstacle(final LesionMaps maps) {
		final LesionModels.Part part = models.of(maps.method());
		if (maps.signal() != SignalType.CT) return Optional.of("rule=" + NAME + " was trained on CT perfusion and the maps are not of CT");
		if (!part.knows(maps.method())) return Optional.of("rule=" + NAME + " was not trained on maps of " + methodName(maps.method()));
		if (uses(part.model(), FeatureSource.HU) && maps.image().isEmpty()) return Optional.of("rule=" + NAME + " needs the CT image before the bolus and there is none");
		if (maps.get(PerfusionMap.CBF).isEmpty() || maps.get(PerfusionMap.CBV).isEmpty() || maps.delay().isEmpty()) return Optional.of("rule=" + NAME + " needs maps of CBF, CBV and Tmax or BAD");
		return Optional.empty();
	}

	/** The maps that it learned from were corrected. */
	@Override
	public boolean needsCorrectedTmax() {
		return true;
	}

	private static String methodName(final String method) {
		return method.isBlank() ? "an unknown method" : method;
	}

	@Override
	public String conditions() {
		return conditions(thresholds(LesionModel::coreThreshold), thresholds(LesionModel::lesionThreshold));
	}

	@Override
	public String conditions(final LesionMaps maps) {
		final LesionModel model = models.of(maps.method()).model();
		return conditions(text(model.coreThreshold()), text(model.lesionThreshold()));
	}

	private static String conditions(final String core, final String lesion) {
		return "Core: probability of at least " + core + " by trees trained on phantoms, within the lesion. Lesion: probability of core or penumbra of at least " + lesion + ".";
	}

	private String thresholds(final ToDoubleFunction<LesionModel> threshold) {
		final List<String> texts = models.parts().stream().map(part -> text(threshold.applyAsDouble(part.model()))).distinct().toList();
		if (texts.size() == 1) return texts.get(0);
		return models.parts().stream().map(part -> text(threshold.applyAsDouble(part.model())) + " (" + String.join(", ", part.methods()) + ")").collect(Collectors.joining(" or "));
	}

	private static String text(final double threshold) {
		return Float.toString((float) threshold);
	}

	@Override
	public Map<String, String> parameters() {
		final Map<String, String> parameters = new LinkedHashMap<>();
		parameters.put("core_probability", thresholds(LesionModel::coreThreshold));
		parameters.put("lesion_probability", thresholds(LesionModel::lesionThreshold));
		parameters.put("lesion_model_sha256", LesionModelFile.checksum(models));
		return parameters;
	}

	/**
	 * What the trees say of each voxel.
	 *
	 * @param core probability of core, 0 to 1; 0 outside tissue
	 * @param lesion probability of core or penumbra
	 */
	public record Probabilities(Volume core, Volume lesion) {
	}

	/**
	 * @param example a case
	 * @param parallel threads to use
	 * @param monitor progress and cancel
	 * @return how likely each voxel is core or lesion
	 * @throws PerfusionException if the CT image or a map that is needed is missing, the maps are not of CT, or there is no tissue
	 * @throws java.util.concurrent.CancellationException if the monitor is cancelled
	 */
	public Probabilities probabilities(final LesionCase example, final Parallel parallel, final WorkMonitor monitor) {
		if (example.maps().signal() != SignalType.CT) throw new PerfusionException("rule=" + NAME + " was trained on CT perfusion, and these maps are not of CT. Use another rule, for example rule=rcbf.");
		final LesionModel model = models.of(example.maps().method()).model();
		if (uses(model, FeatureSource.HU) && example.maps().image().isEmpty()) throw new PerfusionException("rule=" + NAME + " also looks at the CT image before the bolus, and there is none with the maps of " + example.maps().name() +
			". Add it, start from the series, or use another rule, for example rule=rcbf.");
		final CaseFeatures features = new CaseFeatures(example, NAME, parallel, monitor);
		final LesionChances chances = model.judge(features, parallel, monitor);
		return new Probabilities(features.volume(chances.core()), features.volume(chances.lesion()));
	}

	@Override
	public Found find(final LesionCase example, final Parallel parallel, final WorkMonitor monitor) {
		final Probabilities found = probabilities(example, parallel, monitor);
		final LesionModels.Part part = models.of(example.maps().method());
		final Mask lesion = atLeast(found.lesion(), part.model().lesionThreshold());
		return new Found(Optional.of(atLeast(found.core(), part.model().coreThreshold()).and(lesion)), lesion, warnings(part, example.maps().method()));
	}

	private static Mask atLeast(final Volume probability, final double threshold) {
		final boolean[][] planes = new boolean[probability.grid().slices()][probability.grid().planeSize()];
		for (int z = 0; z < planes.length; z++)
			for (int i = 0; i < planes[z].length; i++)
				planes[z][i] = probability.plane(z)[i] >= threshold;
		return new Mask(probability.grid(), planes);
	}

	private static List<String> warnings(final LesionModels.Part part, final String method) {
		if (part.knows(method)) return List.of();
		return List.of("rule=" + NAME + " was trained on maps of " + String.join(", ", part.methods()) + ", not on those of " + methodName(method) + ": compare with another rule, for example rule=rcbf.");
	}

	private static boolean uses(final LesionModel model, final FeatureSource source) {
		return model.stages().stream().flatMap(stage -> stage.features().stream()).anyMatch(feature -> feature.source() == source);
	}
}
