package org.perfusionj.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;

import org.perfusionj.evaluation.CaseRun;
import org.perfusionj.evaluation.EvaluationTissue;
import org.perfusionj.evaluation.MapScore;
import org.perfusionj.evaluation.PhantomEvaluation;
import org.perfusionj.evaluation.PhantomScores;
import org.perfusionj.evaluation.ResidueScore;
import org.perfusionj.evaluation.Spread;
import org.perfusionj.evaluation.TissueContest;
import org.perfusionj.evaluation.VascularScore;
import org.perfusionj.maps.PerfusionMap;
import org.perfusionj.vascular.Vessel;

/** The scores of an evaluation on phantoms as tables: every score for files, summaries for people. */
public final class PhantomScoreTables {

	private final PhantomScores scores;

	/** @param scores what the tables hold */
	public PhantomScoreTables(final PhantomScores scores) {
		this.scores = scores;
	}

	/** @return one row for each scan, vessel and estimator */
	public ScoreTable vascular() {
		final ScoreTable table = new ScoreTable("AIF and VOF", List.of("seed", "vessel", "estimator", "r", "tpeak_error_s", "fwhm_error_s", "ptb_hu", "ptb_error_hu", "seconds", "tpeak_s", "fwhm_s", "mse_hu2", "r_rater1", "r_rater2", "distance_mm",
			"branch", "occlusion", "slices", "frames", "message"));
		for (final VascularScore s : scores.vascular()) {
			final CaseRun phantom = phantom(s.seed());
			table.row(s.seed(), s.vessel().name(), s.estimator(), s.r(), s.tpeakErrorS(), s.fwhmErrorS(), s.ptbHu(), s.ptbErrorHu(), s.seconds(), s.tpeakS(), s.fwhmS(), s.mse(), s.rRater1(), s.rRater2(), s.distanceMm(), s.branch(), phantom
				.occlusion().key(), phantom.slices(), phantom.frames(), s.message());
		}
		return table;
	}

	private CaseRun phantom(final long seed) {
		return scores.runs().stream().filter(run -> run.isPhantom() && run.seed() == seed).findFirst().orElseThrow();
	}

	/** @return one row for each scan, estimator, method, map and tissue */
	public ScoreTable maps() {
		final ScoreTable table = new ScoreTable("maps", List.of("seed", "method", "estimator", "map", "tissue", "n", "rmse", "bias", "pearson", "spearman", "truth_mean", "estimate_mean", "median_error", "missed", "median_absolute_error"));
		for (final MapScore s : scores.maps())
			table.row(s.seed(), s.method(), s.estimator(), s.map().key(), s.tissue().key(), s.n(), s.rmse(), s.bias(), s.pearson(), s.spearman(), s.truthMean(), s.estimateMean(), s.medianError(), s.missed(), s.medianAbsoluteError());
		return table;
	}

	/** @return one row for each scan, estimator, method and tissue: how much residue functions oscillate */
	public ScoreTable residues() {
		final ScoreTable table = new ScoreTable("residue functions", List.of("seed", "method", "estimator", "tissue", "n", "oscillation_index", "negative_share", "rise_after_peak"));
		for (final ResidueScore s : scores.residues())
			table.row(s.seed(), s.method(), s.estimator(), s.tissue().key(), s.n(), s.oscillationIndex(), s.negativeShare(), s.riseAfterPeak());
		return table;
	}

	/** @return every method that is no deconvolution against the best of these, one row for each estimator, map and tissue; empty if there is nothing to compare */
	public ScoreTable contests() {
		final ScoreTable table = new ScoreTable("against deconvolution", List.of("method", "estimator", "map", "tissue", "scans", "rmse", "best_deconvolution_rmse", "best_rmse", "rmse_better", "median_absolute_error", "best_deconvolution_median",
			"best_median_absolute_error", "median_better"));
		for (final TissueContest c : scores.contests())
			table.row(c.method(), c.estimator(), c.map().key(), c.tissue().key(), c.scans(), c.rmse(), c.rmseRival(), c.rivalRmse(), c.isBetterByRmse(), c.medianAbsoluteError(), c.medianRival(), c.rivalMedianAbsoluteError(), c.isBetterByMedian());
		return table;
	}

	/** @return one row for each phantom and for each run of the pipeline */
	public ScoreTable runs() {
		final ScoreTable table = new ScoreTable("runs", List.of("seed", "step", "method", "estimator", "anatomy", "occlusion", "slices", "frames", "frame_interval_s", "seconds", "peak_memory_mb", "message"));
		for (final CaseRun r : scores.runs())
			table.row(r.seed(), r.isPhantom() ? "phantom" : "pipeline", r.method(), r.estimator(), r.anatomy(), r.occlusion().key(), r.slices(), r.frames(), r.intervalS(), r.seconds(), r.peakMemoryMb(), r.message());
		return table;
	}

	// ---- for people

	/** @return agreement of AIF and VOF, errors of the maps in the brain, oscillation of residue functions there, verdicts, and lesions, as lines for a log */
	public List<String> lines() {
		final List<String> lines = new ArrayList<>();
		for (final Vessel vessel : Vessel.values()) {
			lines.add(vessel + ", mean (sd) over scans:");
			lines.addAll(AlignedText.lines(agreementColumns(), agreement(vessel)));
		}
		for (final PerfusionMap map : PhantomEvaluation.MAPS) {
			if (scores.maps().isEmpty()) continue;
			lines.add(map.key() + " (" + map.unit() + ") in the brain, mean (sd) over scans:");
			lines.addAll(AlignedText.lines(mapColumns(), maps(map, List.of(EvaluationTissue.BRAIN))));
		}
		if (!scores.residues().isEmpty()) {
			lines.add("Residue functions in the brain, mean (sd) over scans:");
			lines.addAll(AlignedText.lines(residueColumns(), residueSummary(List.of(EvaluationTissue.BRAIN))));
		}
		lines.addAll(verdicts());
		lines.addAll(new LesionScoreTables(scores.lesions()).lines());
		return lines;
	}

	List<String> agreementColumns() {
		return List.of("estimator", "scans", "r", "r (5th, 95th)", "Tpeak error (s)", "FWHM error (s)", "PTB error (HU)", "MSE (HU\u00b2)", "r with rater 1, 2", "seconds");
	}

	/** @return mean (sd) over scans of each estimator, as in Tables 1 and 2 of de la Rosa et al. 2021 */
	List<List<String>> agreement(final Vessel vessel) {
		final List<List<String>> rows = new ArrayList<>();
		for (final String estimator : scores.vascular().stream().map(VascularScore::estimator).distinct().toList()) {
			final List<VascularScore> all = scores.vascular().stream().filter(score -> score.vessel() == vessel && score.estimator().equals(estimator)).toList();
			final long found = all.stream().filter(VascularScore::isFound).count();
			final Spread r = Spread.of(all, VascularScore::r);
			rows.add(List.of(estimator, found == all.size() ? Long.toString(found) : found + " of " + all.size(), MarkdownText.meanSd(r, 3), MarkdownText.percentiles(r, 3), MarkdownText.meanSd(Spread.of(all, VascularScore::tpeakErrorS), 2),
				MarkdownText.meanSd(Spread.of(all, VascularScore::fwhmErrorS), 2), MarkdownText.meanSd(Spread.of(all, VascularScore::ptbErrorHu), 1), MarkdownText.meanSd(Spread.of(all, VascularScore::mse), 0), MarkdownText.number(Spread.of(
					all, VascularScore::rRater1).mean(), 3) + ", " + MarkdownText.number(Spread.of(all, VascularScore::rRater2).mean(), 3), MarkdownText.number(Spread.of(all, VascularScore::seconds).mean(), 2)));
		}
		return rows;
	}

	List<String> mapColumns() {
		final List<String> columns = new ArrayList<>(List.of("estimator", "method", "tissue", "scans", "truth"));
		columns.addAll(List.of("estimate", "RMSE", "RMSE (5th, 95th)", "bias", "median error", "median absolute error", "Pearson", "Spearman"));
		return columns;
	}

	/** @return mean (sd) over scans of each estimator, method and tissue */
	List<List<String>> maps(final PerfusionMap map, final List<EvaluationTissue> tissues) {
		final List<List<String>> rows = new ArrayList<>();
		final int decimals = map == PerfusionMap.CBF ? 1 : 2;
		for (final String estimator : scores.maps().stream().map(MapScore::estimator).distinct().toList())
			for (final String method : scores.maps().stream().map(MapScore::method).distinct().toList())
				for (final EvaluationTissue tissue : tissues) {
					final List<MapScore> some = scores.maps().stream().filter(s -> s.map() == map && s.tissue() == tissue && s.method().equals(method) && s.estimator().equals(estimator) && s.n() > 0).toList();
					final Spread rmse = Spread.of(some, MapScore::rmse);
					rows.add(List.of(estimator, method, tissue.key(), Integer.toString(some.size()), MarkdownText.number(Spread.of(some, MapScore::truthMean).mean(), decimals), MarkdownText.number(Spread.of(some, MapScore::estimateMean).mean(),
						decimals), MarkdownText.meanSd(rmse, decimals), MarkdownText.percentiles(rmse, decimals), MarkdownText.meanSd(Spread.of(some, MapScore::bias), decimals), MarkdownText.meanSd(Spread.of(some, MapScore::medianError), decimals), MarkdownText.meanSd(Spread.of(some, MapScore::medianAbsoluteError), decimals), MarkdownText.meanSd(Spread.of(some, MapScore::pearson), 2),
						MarkdownText.meanSd(Spread.of(some, MapScore::spearman), 2)));
				}
		return rows;
	}

	List<String> bestColumns() {
		return List.of("estimator", "map", "tissue", "lowest RMSE", "lowest median absolute error");
	}

	/** @return which method is best in each tissue: means over the scans that have it */
	List<List<String>> best() {
		final List<List<String>> rows = new ArrayList<>();
		for (final String estimator : scores.maps().stream().map(MapScore::estimator).distinct().toList())
			for (final PerfusionMap map : PhantomScores.CONTESTED_MAPS)
				for (final EvaluationTissue tissue : PhantomScores.CONTESTED_TISSUES) {
					final List<MapScore> some = scores.maps().stream().filter(s -> s.map() == map && s.tissue() == tissue && s.estimator().equals(estimator) && s.n() > 0).toList();
					if (!some.isEmpty()) rows.add(List.of(estimator, map.key() + " (" + map.unit() + ")", tissue.key(), lowest(some, MapScore::rmse), lowest(some, MapScore::medianAbsoluteError)));
				}
		return rows;
	}

	private static String lowest(final List<MapScore> scores, final ToDoubleFunction<MapScore> error) {
		final Map<String, Double> means = scores.stream().collect(Collectors.groupingBy(MapScore::method, LinkedHashMap::new, Collectors.averagingDouble(error)));
		final Map.Entry<String, Double> best = means.entrySet().stream().min(Map.Entry.comparingByValue()).orElseThrow();
		return best.getKey() + " " + MarkdownText.number(best.getValue(), 2);
	}

	List<String> contestColumns() {
		return List.of("method", "estimator", "map", "tissue", "scans", "RMSE", "best deconvolution", "better", "median absolute error", "best deconvolution", "better");
	}

	/** @return every method that is no deconvolution against the best of these */
	List<List<String>> contestRows() {
		return scores.contests().stream().map(c -> List.of(c.method(), c.estimator(), c.map().key(), c.tissue().key(), Integer.toString(c.scans()), MarkdownText.number(c.rmse(), 2), MarkdownText.number(c.rivalRmse(), 2) + " (" + c.rmseRival() + ")", c
			.isBetterByRmse() ? "yes" : "**no**", MarkdownText.number(c.medianAbsoluteError(), 2), MarkdownText.number(c.rivalMedianAbsoluteError(), 2) + " (" + c.medianRival() + ")", c.isBetterByMedian() ? "yes" : "**no**")).toList();
	}

	/** @return one line for each estimator and method that is no deconvolution: where it is better than all of these by both errors, and where not */
	List<String> verdicts() {
		final List<String> lines = new ArrayList<>();
		final List<TissueContest> contests = scores.contests();
		for (final List<String> key : contests.stream().map(c -> List.of(c.method(), c.estimator())).distinct().toList()) {
			final List<TissueContest> all = contests.stream().filter(c -> key.equals(List.of(c.method(), c.estimator()))).toList();
			final String lost = all.stream().filter(c -> !c.isBetter()).map(c -> c.map().key() + " in " + c.tissue().key()).collect(Collectors.joining(", "));
			lines.add(key.get(0) + ", AIF by " + key.get(1) + ", has a lower root mean square error and a lower median absolute error than every deconvolution in " + all.stream().filter(TissueContest::isBetter).count() + " of " + all.size() +
				" maps and tissues" + (lost.isEmpty() ? "." : ", but not for " + lost + "."));
		}
		return lines;
	}

	List<String> residueColumns() {
		return List.of("estimator", "method", "tissue", "scans", "oscillation index", "negative area (%)", "rise after the peak (%)");
	}

	/** @return mean (sd) over scans of each estimator, method and tissue */
	List<List<String>> residueSummary(final List<EvaluationTissue> tissues) {
		final List<List<String>> rows = new ArrayList<>();
		for (final List<String> key : scores.residues().stream().map(s -> List.of(s.estimator(), s.method())).distinct().toList())
			for (final EvaluationTissue tissue : tissues) {
				final List<ResidueScore> some = scores.residues().stream().filter(s -> s.tissue() == tissue && key.equals(List.of(s.estimator(), s.method())) && s.n() > 0).toList();
				rows.add(List.of(key.get(0), key.get(1), tissue.key(), Integer.toString(some.size()), MarkdownText.meanSd(Spread.of(some, ResidueScore::oscillationIndex), 4), MarkdownText.meanSd(Spread.of(some, s -> 100 * s.negativeShare()), 1), MarkdownText
					.meanSd(Spread.of(some, s -> 100 * s.riseAfterPeak()), 1)));
			}
		return rows;
	}

	List<String> runColumns() {
		return List.of("step", "runs", "seconds", "seconds (5th, 95th)", "peak memory (MB)");
	}

	/** @return time and memory of the phantoms and of each pipeline */
	List<List<String>> runSummary() {
		final List<List<String>> rows = new ArrayList<>();
		for (final List<String> key : scores.runs().stream().map(r -> List.of(r.method(), r.estimator())).distinct().toList()) {
			final List<CaseRun> done = scores.runs().stream().filter(r -> key.equals(List.of(r.method(), r.estimator())) && r.message().isEmpty()).toList();
			final Spread seconds = Spread.of(done, CaseRun::seconds);
			rows.add(List.of(key.get(0).isEmpty() ? "making the phantom" : "pipeline: " + key.get(0) + " with " + key.get(1), Integer.toString(done.size()), MarkdownText.meanSd(seconds, 1), MarkdownText.percentiles(seconds, 1), MarkdownText
				.number(done.stream().mapToDouble(CaseRun::peakMemoryMb).max().orElse(Double.NaN), 0)));
		}
		return rows;
	}

	/** @return what failed and why, one line each */
	List<String> failures() {
		final List<String> failures = new ArrayList<>();
		for (final VascularScore s : scores.vascular())
			if (!s.isFound()) failures.add("Seed " + s.seed() + ", " + s.vessel() + " by " + s.estimator() + ": " + s.message());
		for (final CaseRun r : scores.runs())
			if (!r.message().isEmpty()) failures.add("Seed " + r.seed() + (r.isPhantom() ? ", phantom: " : ", " + r.method() + " with " + r.estimator() + ": ") + r.message());
		return failures;
	}
}
