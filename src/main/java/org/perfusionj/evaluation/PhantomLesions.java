package org.perfusionj.evaluation;

import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

import org.perfusionj.maps.PerfusionMap;
import org.perfusionj.phantom.Phantom;
import org.perfusionj.phantom.PhantomTruth;
import org.perfusionj.pipeline.PerfusionResult;
import org.perfusionj.segmentation.AffectedSide;
import org.perfusionj.segmentation.CoreSegmentation;
import org.perfusionj.segmentation.LesionMaps;
import org.perfusionj.segmentation.Segmentation;
import org.perfusionj.segmentation.SegmentationSettings;
import org.perfusionj.series.Mask;
import org.perfusionj.series.Volume;
import org.perfusionj.work.Parallel;
import org.perfusionj.work.PerfusionException;
import org.perfusionj.work.WorkMonitor;

/**
 * Applies lesion rules on one phantom: first to the true maps, in the true brain without its large vessels, which gives the ceiling of each rule, then to those of methods. Each method is compared
 * with the ceiling on true maps of the same kinds, with or without Tmax.
 */
final class PhantomLesions {

	private final Phantom phantom;
	private final Optional<Volume> image;
	private final List<LesionChoice> rules;
	private final LesionTally tally;
	private final Mask lesion;
	private final Map<String, Map<String, LesionScore>> ceilings = new HashMap<>();

	/**
	 * @param phantom with the truth
	 * @param image mean image of the scan before the bolus, in which true maps are segmented, too: the truth has none; empty if the scan could not be prepared
	 * @param rules what is evaluated
	 * @param tally receives the scores
	 */
	PhantomLesions(final Phantom phantom, final Optional<Volume> image, final List<LesionChoice> rules, final LesionTally tally) {
		this.phantom = phantom;
		this.image = image;
		this.rules = rules;
		this.tally = tally;
		this.lesion = phantom.truth().core().or(phantom.truth().penumbra());
	}

	/** Finds the ceilings of all rules with all true maps. */
	void ceilings(final Parallel parallel, final WorkMonitor monitor) {
		ceilings(LesionScore.TRUTH, parallel, monitor);
	}

	private Map<String, LesionScore> ceilings(final String truth, final Parallel parallel, final WorkMonitor monitor) {
		if (!ceilings.containsKey(truth)) ceilings.put(truth, segment(truth, "", trueMaps(truth), LesionChoice::exact, Map.of(), parallel, monitor));
		return ceilings.get(truth);
	}

	private LesionMaps trueMaps(final String name) {
		final PhantomTruth truth = phantom.truth();
		final Map<PerfusionMap, Volume> maps = new EnumMap<>(Map.of(PerfusionMap.CBF, truth.cbf(), PerfusionMap.CBV, truth.cbv(), PerfusionMap.MTT, truth.mtt(), PerfusionMap.BAD, truth.delay()));
		if (name.equals(LesionScore.TRUTH)) maps.put(PerfusionMap.TMAX, truth.tmax());
		final Mask none = truth.brain().minus(truth.brain());
		return new LesionMaps(phantom.series().name(), name, phantom.series().signal(), truth.brain(), maps, image, Mask.nonZero(truth.vessels()).and(truth.brain()), none);
	}

	/** Applies all rules to the maps of a method. */
	void score(final String method, final String estimator, final PerfusionResult result, final Parallel parallel, final WorkMonitor monitor) {
		final LesionMaps maps = result.lesionMaps();
		final LesionMaps own = maps.withMaps(ComparableMethod.own(maps.maps(), maps.brain()));
		final Map<String, LesionScore> best = ceilings(own.get(PerfusionMap.TMAX).isPresent() ? LesionScore.TRUTH : LesionScore.TRUTH_BAD, parallel, monitor.part(0, 0.3));
		segment(method, estimator, own, LesionChoice::settings, best, parallel, monitor.part(0.3, 1));
	}

	/** Notes that there are no maps. */
	void failed(final String method, final String estimator, final String message) {
		for (final LesionChoice rule : rules)
			tally.add(failed(method, estimator, rule, Double.NaN, Double.NaN, message));
	}

	private Map<String, LesionScore> segment(final String method, final String estimator, final LesionMaps maps, final Function<LesionChoice, SegmentationSettings> settings, final Map<String, LesionScore> best, final Parallel parallel,
		final WorkMonitor monitor)
	{
		final Map<String, LesionScore> scores = new HashMap<>();
		boolean isPooled = false;
		for (int i = 0; i < rules.size(); i++) {
			final LesionChoice rule = rules.get(i);
			final LesionScore ceiling = best.get(rule.name());
			final double coreCeiling = ceiling == null ? Double.NaN : ceiling.core().dice();
			final double lesionCeiling = ceiling == null ? Double.NaN : ceiling.lesion().dice();
			LesionScore score;
			try {
				final Segmentation found = new CoreSegmentation(settings.apply(rule)).run(maps, parallel, monitor.part((double) i / rules.size(), (i + 1.0) / rules.size()));
				score = score(method, estimator, rule, found, coreCeiling, lesionCeiling);
				if (!isPooled) tally.addVoxels(method, estimator, found.example(), phantom.truth());
				isPooled = true;
			}
			catch (final PerfusionException impossible) {
				score = failed(method, estimator, rule, coreCeiling, lesionCeiling, impossible.getMessage());
			}
			tally.add(score);
			scores.put(rule.name(), score);
		}
		return scores;
	}

	private LesionScore score(final String method, final String estimator, final LesionChoice rule, final Segmentation found, final double coreCeiling, final double lesionCeiling) {
		final PhantomTruth truth = phantom.truth();
		final MaskAgreement ofCore = found.core().map(core -> MaskAgreement.of(truth.core(), core, truth.brain())).orElseGet(() -> MaskAgreement.missing(truth.core()));
		final MaskAgreement ofLesion = MaskAgreement.of(lesion, found.lesion(), truth.brain());
		final boolean isCeiling = LesionScore.isTruth(method);
		return new LesionScore(phantom.settings().seed(), method, estimator, rule.name(), sideTrue(), found.side(), ofCore, ofLesion, isCeiling ? ofCore.dice() : coreCeiling, isCeiling ? ofLesion.dice() : lesionCeiling, "");
	}

	private LesionScore failed(final String method, final String estimator, final LesionChoice rule, final double coreCeiling, final double lesionCeiling, final String message) {
		return new LesionScore(phantom.settings().seed(), method, estimator, rule.name(), sideTrue(), AffectedSide.NONE, MaskAgreement.missing(phantom.truth().core()), MaskAgreement.missing(lesion), coreCeiling, lesionCeiling, message);
	}

	private AffectedSide sideTrue() {
		return switch (phantom.occlusion().side()) {
			case LEFT -> AffectedSide.LEFT;
			case RIGHT -> AffectedSide.RIGHT;
			case NONE -> AffectedSide.NONE;
		};
	}
}
