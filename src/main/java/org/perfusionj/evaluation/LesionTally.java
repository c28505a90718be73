package org.perfusionj.evaluation;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.perfusionj.maps.PerfusionMap;
import org.perfusionj.phantom.PhantomTruth;
import org.perfusionj.segmentation.LesionCase;
import org.perfusionj.segmentation.RuleThresholds;
import org.perfusionj.series.Mask;
import org.perfusionj.series.Sample;
import org.perfusionj.series.Volume;

/** Collects what lesion rules and maps do on one phantom after the other. */
final class LesionTally {

	/** The maps that may tell core from penumbra (de la Rosa et al. 2021, Fig. 6), and BAD. */
	private static final List<PerfusionMap> MAPS = List.of(PerfusionMap.CBF, PerfusionMap.CBV, PerfusionMap.MTT, PerfusionMap.TMAX, PerfusionMap.BAD);

	private final List<LesionScore> scores = new ArrayList<>();
	private final Map<Key, Counted> rocs = new LinkedHashMap<>();

	private record Key(String method, String estimator, PerfusionMap map) {
	}

	private static final class Counted {

		private final RocCounts counts = new RocCounts();
		private int phantoms;
	}

	void add(final LesionScore score) {
		scores.add(score);
	}

	List<LesionScore> ofSeed(final long seed) {
		return scores.stream().filter(score -> score.seed() == seed).toList();
	}

	/** Adds the voxels of true core and penumbra within the brain of the maps and outside large vessels. Normal tissue has a short Tmax, or BAD where there is no Tmax. */
	void addVoxels(final String method, final String estimator, final LesionCase example, final PhantomTruth truth) {
		// outside it maps hold 0, which is no flow
		final Mask brain = example.maps().brain();
		final Mask core = EvaluationTissue.CORE.of(truth).and(brain);
		final Mask penumbra = EvaluationTissue.PENUMBRA.of(truth).and(brain);
		final PerfusionMap delay = example.maps().delay().orElse(null);
		if (delay == null || core.count() + penumbra.count() == 0) return;
		final Mask normal = early(example.maps().maps().get(delay), example.tissue(), delay == PerfusionMap.TMAX ? RuleThresholds.DEFAULTS.tmaxS() : RuleThresholds.DEFAULTS.badS());
		for (final PerfusionMap one : MAPS) {
			final Volume map = example.maps().maps().get(one);
			if (map == null || one == PerfusionMap.BAD && delay == PerfusionMap.TMAX) continue;
			final double mean = Sample.of(map, normal).mean();
			if (!(mean > 0)) continue;
			final Counted counted = rocs.computeIfAbsent(new Key(method, estimator, one), none -> new Counted());
			counted.counts.add(map, 1 / mean, core, penumbra);
			counted.phantoms++;
		}
	}

	private static Mask early(final Volume delay, final Mask tissue, final double thresholdS) {
		final boolean[][] planes = new boolean[tissue.grid().slices()][tissue.grid().planeSize()];
		for (int z = 0; z < planes.length; z++)
			for (int i = 0; i < planes[z].length; i++)
				planes[z][i] = tissue.plane(z)[i] && delay.plane(z)[i] < thresholdS;
		return new Mask(tissue.grid(), planes);
	}

	LesionScores scores() {
		return new LesionScores(scores, rocs.entrySet().stream().map(one -> roc(one.getKey(), one.getValue())).toList());
	}

	private static LesionRoc roc(final Key key, final Counted counted) {
		return new LesionRoc(key.method(), key.estimator(), "r" + key.map().key(), counted.phantoms, counted.counts.curve(RocCurve.CoreIs.of(key.map())));
	}
}
