package org.perfusionj.segmentation.trained;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

import org.perfusionj.maps.PerfusionMap;
import org.perfusionj.segmentation.LesionCase;
import org.perfusionj.segmentation.LesionRule;
import org.perfusionj.series.Mask;
import org.perfusionj.series.SignalType;
import org.perfusionj.series.Volume;
import org.perfusionj.work.Parallel;
import org.perfusionj.work.WorkMonitor;

/** Calls core and lesion what trees, trained on phantoms, find likely from flow, volume, transit time, delay and density at several scales and their differences from the mirrored side. Immutable. */
public final class TrainedRule implements LesionRule {

	/** Name in macros and tables. */
	public static final String NAME = "trained";

	private final LesionModel model;

	/** @param model that was trained */
	public TrainedRule(final LesionModel model) {
		this.model = model;
	}

	/**
	 * @return the rule that comes with this software
	 * @throws org.perfusionj.work.PerfusionException if it is missing or damaged
	 */
	public static TrainedRule shipped() {
		return new TrainedRule(LesionModelFile.shipped());
	}

	@Override
	public String name() {
		return NAME;
	}

	@Override
	public String conditions() {
		return String.format(Locale.ROOT, "core: probability of at least %s by trees trained on phantoms, within the lesion; lesion: probability of at least %s", text(model.coreThreshold()), text(model.lesionThreshold()));
	}

	private static String text(final double threshold) {
		return Float.toString((float) threshold);
	}

	@Override
	public Map<String, String> parameters() {
		final Map<String, String> parameters = new LinkedHashMap<>();
		parameters.put("core_probability", text(model.coreThreshold()));
		parameters.put("lesion_probability", text(model.lesionThreshold()));
		parameters.put("model_sha256", LesionModelFile.checksum(model));
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
	 * @throws org.perfusionj.work.PerfusionException if a map that is needed is missing, or there is no tissue
	 * @throws java.util.concurrent.CancellationException if the monitor is cancelled
	 */
	public Probabilities probabilities(final LesionCase example, final Parallel parallel, final WorkMonitor monitor) {
		final CaseFeatures features = new CaseFeatures(example, NAME, parallel, monitor);
		final LesionChances chances = model.judge(features, parallel, monitor);
		return new Probabilities(features.volume(chances.core()), features.volume(chances.lesion()));
	}

	@Override
	public Found find(final LesionCase example, final Parallel parallel, final WorkMonitor monitor) {
		final Probabilities found = probabilities(example, parallel, monitor);
		final Mask lesion = atLeast(found.lesion(), model.lesionThreshold());
		return new Found(Optional.of(atLeast(found.core(), model.coreThreshold()).and(lesion)), lesion, warnings(example));
	}

	private static Mask atLeast(final Volume probability, final double threshold) {
		final boolean[][] planes = new boolean[probability.grid().slices()][probability.grid().planeSize()];
		for (int z = 0; z < planes.length; z++)
			for (int i = 0; i < planes[z].length; i++)
				planes[z][i] = probability.plane(z)[i] >= threshold;
		return new Mask(probability.grid(), planes);
	}

	private List<String> warnings(final LesionCase example) {
		final List<String> warnings = new ArrayList<>();
		if (uses(FeatureSource.HU) && example.maps().image().isEmpty()) warnings.add("rule=" + NAME + " knows tissue also by its density, and there is no CT image with the maps: it takes all tissue for equally dense, and finds core less well.");
		if (uses(FeatureSource.TTP) && example.maps().get(PerfusionMap.TTP).isEmpty()) warnings.add("rule=" + NAME + " also uses the map " + PerfusionMap.TTP.key() + ", and there is none: it takes it for normal everywhere. Make it (maps=" + PerfusionMap.TTP
			.key() + ",...).");
		if (example.maps().signal() != SignalType.CT) warnings.add("rule=" + NAME + " was trained on CT perfusion. These maps are of another kind: compare with another rule.");
		return warnings;
	}

	private boolean uses(final FeatureSource source) {
		return model.stages().stream().flatMap(stage -> stage.features().stream()).anyMatch(feature -> feature.source() == source);
	}
}
