package org.perfusionj.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

import org.perfusionj.evaluation.LesionRoc;
import org.perfusionj.evaluation.LesionScore;
import org.perfusionj.evaluation.LesionScores;
import org.perfusionj.evaluation.LesionSummary;
import org.perfusionj.evaluation.MaskAgreement;
import org.perfusionj.evaluation.RocCurve;
import org.perfusionj.evaluation.Spread;

/** How well lesions were found on phantoms, as tables: every score for files, summaries for people. */
public final class LesionScoreTables {

	private final LesionScores scores;

	/** @param scores what the tables hold */
	public LesionScoreTables(final LesionScores scores) {
		this.scores = scores;
	}

	/** @return one row for each scan, method, estimator and rule, true maps included */
	public ScoreTable lesions() {
		final ScoreTable table = new ScoreTable("lesions", List.of("seed", "method", "estimator", "rule", "side_true", "side", "core_true_ml", "core_ml", "core_error_ml", "core_dice", "core_dice_ceiling", "core_share_of_ceiling", "core_hd95_mm",
			"core_surface_distance_mm", "core_sensitivity", "core_specificity", "lesion_true_ml", "lesion_ml", "lesion_error_ml", "lesion_dice", "lesion_dice_ceiling", "lesion_share_of_ceiling", "lesion_hd95_mm", "lesion_surface_distance_mm",
			"lesion_sensitivity", "lesion_specificity", "message"));
		for (final LesionScore s : scores.scores()) {
			final MaskAgreement core = s.core();
			final MaskAgreement lesion = s.lesion();
			table.row(s.seed(), s.method(), s.estimator(), s.rule(), s.sideTrue().key(), s.side().key(), core.referenceMl(), core.foundMl(), core.volumeErrorMl(), core.dice(), s.coreCeiling(), s.coreShare(), core.hausdorff95Mm(), core
				.surfaceDistanceMm(), core.sensitivity(), core.specificity(), lesion.referenceMl(), lesion.foundMl(), lesion.volumeErrorMl(), lesion.dice(), s.lesionCeiling(), s.lesionShare(), lesion.hausdorff95Mm(), lesion
					.surfaceDistanceMm(), lesion.sensitivity(), lesion.specificity(), s.message());
		}
		return table;
	}

	/** @return one row for each method, estimator and rule; those on true maps first */
	public ScoreTable summary() {
		final ScoreTable table = new ScoreTable("lesion summary", List.of("method", "estimator", "rule", "ill", "ill_done", "core_dice_median", "core_dice_mean", "core_dice_p5", "core_dice_p95", "lesion_dice_median", "lesion_dice_mean", "lesion_dice_p5",
			"lesion_dice_p95", "core_ceiling_median", "core_share_median", "lesion_ceiling_median", "lesion_share_median", "core_error_mean_ml", "core_absolute_error_median_ml", "core_absolute_error_mean_ml", "core_correlation", "lesion_error_mean_ml",
			"lesion_absolute_error_median_ml", "lesion_correlation", "core_hd95_median_mm", "core_surface_distance_median_mm", "lesion_hd95_median_mm", "side_correct_percent", "healthy", "healthy_done", "healthy_without_lesion_percent",
			"healthy_false_median_ml", "healthy_false_max_ml"));
		for (final LesionSummary s : scores.summaries())
			table.row(s.method(), s.estimator(), s.rule(), s.ill(), s.illDone(), s.coreDice().median(), s.coreDice().mean(), s.coreDice().p5(), s.coreDice().p95(), s.lesionDice().median(), s.lesionDice().mean(), s.lesionDice().p5(), s.lesionDice()
				.p95(), s.coreCeiling().median(), s.coreShare().median(), s.lesionCeiling().median(), s.lesionShare().median(), s.coreErrorMl().mean(), s.coreAbsoluteErrorMl().median(), s.coreAbsoluteErrorMl().mean(), s.coreCorrelation(), s
					.lesionErrorMl().mean(), s.lesionAbsoluteErrorMl().median(), s.lesionCorrelation(), s.coreHausdorff95Mm().median(), s.coreDistanceMm().median(), s.lesionHausdorff95Mm().median(), 100 * s.sideRight(), s.healthy(), s
						.healthyDone(), 100 * s.quiet(), s.falseMl().median(), s.mostFalseMl());
		return table;
	}

	/** @return one row for each method, estimator and map: how well it tells core from penumbra */
	public ScoreTable rocs() {
		final ScoreTable table = new ScoreTable("core against penumbra", List.of("method", "estimator", "map", "core_is", "phantoms", "core_voxels", "penumbra_voxels", "missed_voxels", "auc", "best_threshold", "sensitivity", "specificity"));
		for (final LesionRoc roc : scores.rocs()) {
			final RocCurve.Point best = roc.curve().best();
			table.row(roc.method(), roc.estimator(), roc.map(), roc.curve().coreIs() == RocCurve.CoreIs.LOWER ? "lower" : "higher", roc.phantoms(), roc.curve().core(), roc.curve().penumbra(), roc.curve().missed(), roc.curve().auc(), best
				.threshold(), best.sensitivity(), best.specificity());
		}
		return table;
	}

	// ---- for people

	/** @return ceilings, lesions of methods, and areas under the curve, as lines for a log; empty if no rule was applied */
	public List<String> lines() {
		final List<String> lines = new ArrayList<>();
		if (scores.scores().isEmpty()) return lines;
		lines.add("Ceilings: lesion rules on the true maps, medians over heads with a true core of 1 ml or more:");
		lines.addAll(AlignedText.lines(columns(), rows(true)));
		if (!rows(false).isEmpty()) {
			lines.add("Lesion rules on the maps of methods:");
			lines.addAll(AlignedText.lines(columns(), rows(false)));
		}
		return lines;
	}

	static List<String> columns() {
		return List.of("estimator", "method", "rule", "ill heads", "core Dice", "core Dice (5th, 95th)", "share of ceiling", "lesion Dice", "lesion Dice (5th, 95th)", "share of ceiling", "core error (ml)", "core |error| (ml)", "core r", "side right",
			"healthy without lesion", "false lesion (ml)");
	}

	/** @return one row for each method, estimator and rule, on true maps or on those of methods: medians; volume error of the core as a mean, too */
	List<List<String>> rows(final boolean areCeilings) {
		final List<List<String>> rows = new ArrayList<>();
		for (final LesionSummary s : scores.summaries())
			if (s.isCeiling() == areCeilings) rows.add(List.of(s.estimator().isEmpty() ? "-" : s.estimator(), s.method(), s.rule(), done(s.illDone(), s.ill()), MarkdownText.number(s.coreDice().median(), 2), MarkdownText.percentiles(s.coreDice(), 2),
				percent(s.coreShare().median()), MarkdownText.number(s.lesionDice().median(), 2), MarkdownText.percentiles(s.lesionDice(), 2), percent(s.lesionShare().median()), MarkdownText.number(s.coreErrorMl().mean(), 1), MarkdownText
					.number(s.coreAbsoluteErrorMl().median(), 1), MarkdownText.number(s.coreCorrelation(), 2), percent(s.sideRight()), s.healthy() == 0 ? "-" : percent(s.quiet()) + " of " + done(s.healthyDone(), s.healthy()), range(s
						.falseMl(), s.mostFalseMl())));
		return rows;
	}

	private static String done(final int done, final int all) {
		return done == all ? Integer.toString(all) : done + " of " + all;
	}

	private static String percent(final double share) {
		return Double.isFinite(share) ? MarkdownText.number(100 * share, 0) + " %" : "-";
	}

	private static String range(final Spread ml, final double most) {
		return ml.n() == 0 ? "-" : MarkdownText.number(ml.median(), 1) + " (up to " + MarkdownText.number(most, 1) + ")";
	}

	static List<String> distanceColumns() {
		return List.of("estimator", "method", "rule", "core HD95 (mm)", "core surface distance (mm)", "lesion HD95 (mm)", "lesion error (ml)", "lesion |error| (ml)", "lesion r");
	}

	/** @return distances of the surfaces and volume errors of the lesion, for methods */
	List<List<String>> distances() {
		return scores.summaries().stream().filter(s -> !s.isCeiling()).map(s -> List.of(s.estimator(), s.method(), s.rule(), MarkdownText.number(s.coreHausdorff95Mm().median(), 1), MarkdownText.number(s.coreDistanceMm().median(), 1), MarkdownText
			.number(s.lesionHausdorff95Mm().median(), 1), MarkdownText.number(s.lesionErrorMl().mean(), 1), MarkdownText.number(s.lesionAbsoluteErrorMl().median(), 1), MarkdownText.number(s.lesionCorrelation(), 2))).toList();
	}

	static List<String> rocColumns() {
		return List.of("estimator", "method", "map", "core is", "heads", "AUC", "best threshold", "sensitivity", "specificity");
	}

	/** @return how well maps tell core from penumbra */
	List<List<String>> rocRows() {
		return scores.rocs().stream().filter(roc -> roc.curve().isDefined()).map(roc -> List.of(roc.estimator().isEmpty() ? "-" : roc.estimator(), roc.method(), roc.map(), roc.curve().coreIs() == RocCurve.CoreIs.LOWER ? "lower" : "higher", Integer.toString(
			roc.phantoms()), MarkdownText.number(roc.curve().auc(), 3), MarkdownText.number(roc.curve().best().threshold(), 2), MarkdownText.number(roc.curve().best().sensitivity(), 2), MarkdownText.number(roc.curve().best().specificity(),
				2))).toList();
	}

	/** @return rules that failed on some scans of a method and why, one line for each reason: these count as missed lesions */
	List<String> failures() {
		final List<LesionScore> unfit = scores.notApplicable().stream().flatMap(List::stream).toList();
		return reasons(scores.scores().stream().filter(score -> !unfit.contains(score)).toList());
	}

	/** @return rules that could be applied to no scan of a method and why, one line for each reason: these count in no table */
	List<String> notApplicable() {
		return scores.notApplicable().stream().map(LesionScoreTables::reasons).flatMap(List::stream).toList();
	}

	private static List<String> reasons(final List<LesionScore> some) {
		final Map<List<String>, List<LesionScore>> reasons = some.stream().filter(score -> !score.isDone()).collect(Collectors.groupingBy(score -> List.of(score.rule(), score.method(), score.estimator(), score.message()), LinkedHashMap::new, Collectors
			.toList()));
		return reasons.entrySet().stream().map(one -> one.getKey().get(0) + " on " + one.getKey().get(1) + (one.getKey().get(2).isEmpty() ? "" : " with " + one.getKey().get(2)) + ", " + heads(one.getValue()) + ": " + one.getKey().get(3)).toList();
	}

	private static String heads(final List<LesionScore> some) {
		return some.size() == 1 ? "seed " + some.get(0).seed() : some.size() + " heads (first: seed " + some.get(0).seed() + ")";
	}
}
