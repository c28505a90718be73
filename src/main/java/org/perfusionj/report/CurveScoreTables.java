package org.perfusionj.report;

import java.util.ArrayList;
import java.util.DoubleSummaryStatistics;
import java.util.List;
import java.util.Optional;
import java.util.function.ToDoubleFunction;

import org.perfusionj.evaluation.Contest;
import org.perfusionj.evaluation.CurveScore;
import org.perfusionj.evaluation.CurveScores;
import org.perfusionj.evaluation.LocalAifScore;
import org.perfusionj.evaluation.MeanSd;
import org.perfusionj.evaluation.PublishedScore;
import org.perfusionj.simulation.AifWidth;

/** The scores of an evaluation on curves as tables. */
public final class CurveScoreTables {

	private static final List<String> SCORE = List.of("method", "aif_width", "cbf_rmse", "bad_rmse", "cbf_ratio_mean", "cbf_ratio_sd", "local_aif_r", "ms_per_1000_curves");

	private static final List<String> FURTHER = List.of("cbf_bias", "bad_bias", "curves", "local_aif_r_sd", "local_aif_peak_error_mean", "local_aif_peak_error_sd", "local_aif_tpeak_error_mean_s", "local_aif_tpeak_error_sd_s", "local_aif_fwhm_error_mean_s",
		"local_aif_fwhm_error_sd_s", "cbf_coverage", "bad_coverage");

	private final CurveScores scores;

	/** @param scores what the tables hold */
	public CurveScoreTables(final CurveScores scores) {
		this.scores = scores;
	}

	/** @return one row for each method and width, with the figures of Zeng et al. 2025 behind */
	public ScoreTable averages() {
		final List<String> columns = new ArrayList<>(SCORE);
		columns.addAll(FURTHER);
		columns.addAll(List.of("dispersed_local_aif_r", "dispersed_local_aif_r_sd", "paper_cbf_rmse", "paper_bad_rmse", "paper_cbf_ratio_mean", "paper_cbf_ratio_sd", "paper_local_aif_r"));
		final ScoreTable table = new ScoreTable("averages", columns);
		for (final CurveScore s : scores.averages()) {
			final List<Object> row = new ArrayList<>(score(s));
			row.addAll(further(s));
			final MeanSd dispersed = scores.dispersedLocalAifR(s);
			row.addAll(List.of(dispersed.mean(), dispersed.sd(), paper(s, PublishedScore::cbfRmse), paper(s, PublishedScore::badRmse), paper(s, PublishedScore::cbfRatioMean), paper(s, PublishedScore::cbfRatioSd), paper(s, p -> p.localAif().r()
				.mean())));
			table.row(row.toArray());
		}
		return table;
	}

	private static List<Object> score(final CurveScore s) {
		return List.of(s.method(), s.width().key(), s.cbfRmse(), s.badRmse(), s.cbfRatioMean(), s.cbfRatioSd(), s.localAif().r().mean(), s.msPer1000Curves());
	}

	private static List<Object> further(final CurveScore s) {
		final LocalAifScore local = s.localAif();
		return List.of(s.cbfBias(), s.badBias(), s.curves(), local.r().sd(), local.peakError().mean(), local.peakError().sd(), local.tpeakErrorS().mean(), local.tpeakErrorS().sd(), local.fwhmErrorS().mean(), local.fwhmErrorS().sd(), s
			.cbfCoverage(), s.badCoverage());
	}

	private static double paper(final CurveScore score, final ToDoubleFunction<PublishedScore> value) {
		final Optional<PublishedScore> published = PublishedScore.of(score.method());
		return published.isPresent() ? value.applyAsDouble(published.get()) : Double.NaN;
	}

	/** @return one row for each set, condition, method and width */
	public ScoreTable conditions() {
		final List<String> columns = new ArrayList<>(List.of("set", "factor", "unit", "condition"));
		columns.addAll(SCORE);
		columns.addAll(FURTHER);
		final ScoreTable table = new ScoreTable("conditions", columns);
		for (final CurveScore s : scores.conditions()) {
			final List<Object> row = new ArrayList<>(List.of(s.set(), s.factor(), s.unit(), s.condition()));
			row.addAll(score(s));
			row.addAll(further(s));
			table.row(row.toArray());
		}
		return table;
	}

	/** @return every method that is no deconvolution against the best of these, one row for each set, condition and width; empty if there is nothing to compare */
	public ScoreTable contests() {
		final ScoreTable table = new ScoreTable("against deconvolution", List.of("set", "factor", "unit", "condition", "aif_width", "method", "cbf_rmse", "best_deconvolution_cbf", "best_deconvolution_cbf_rmse", "cbf_better", "bad_rmse",
			"best_deconvolution_bad", "best_deconvolution_bad_rmse", "bad_better"));
		for (final Contest c : scores.contests()) {
			final CurveScore s = c.method();
			table.row(s.set(), s.factor(), s.unit(), s.condition(), s.width().key(), s.method(), s.cbfRmse(), c.cbfRival().method(), c.cbfRival().cbfRmse(), c.isBetterInCbf(), s.badRmse(), c.badRival().method(), c.badRival().badRmse(), c
				.isBetterInBad());
		}
		return table;
	}

	// ---- for people

	/** @return every condition, then the averages with the paper's figures beside them, then what only networks have and where they win, as lines for a log */
	public List<String> lines() {
		final List<String> lines = new ArrayList<>(AlignedText.lines(conditionColumns(), conditionRows()));
		lines.addAll(AlignedText.lines(comparisonColumns(), comparison()));
		if (hasLocalAif()) lines.addAll(AlignedText.lines(localAifColumns(), localAif()));
		if (hasCoverage()) lines.addAll(AlignedText.lines(coverageColumns(), coverage()));
		lines.addAll(verdicts());
		return lines;
	}

	private static List<String> conditionColumns() {
		return List.of("method", "AIF width", "set", "condition", "CBF RMSE", "CBF bias", "BAD RMSE", "BAD bias", "CBF ratio", "local AIF r", "ms per 1,000 curves");
	}

	private List<List<String>> conditionRows() {
		return scores.conditions().stream().map(s -> List.of(s.method(), s.width().key(), Integer.toString(s.set()), (s.factor() + " " + s.condition() + " " + s.unit()).trim(), MarkdownText.number(s.cbfRmse(), 2), MarkdownText.number(s
			.cbfBias(), 2), MarkdownText.number(s.badRmse(), 2), MarkdownText.number(s.badBias(), 2), ratio(s), MarkdownText.number(s.localAif().r().mean(), 2), MarkdownText.number(s.msPer1000Curves(), 1))).toList();
	}

	private static String ratio(final CurveScore score) {
		return MarkdownText.number(score.cbfRatioMean(), 2) + " \u00b1 " + MarkdownText.number(score.cbfRatioSd(), 2);
	}

	/** @return headings of {@link #comparison()} */
	List<String> comparisonColumns() {
		return List.of("method", "AIF width", "CBF RMSE (paper)", "CBF bias", "BAD RMSE (paper)", "BAD bias", "CBF ratio (paper)", "local AIF r (paper)", "ms per 1,000 curves");
	}

	/** @return the averages for people to read, with the paper's figures beside them, and the paper's network, which is not part of this software, in the last row */
	List<List<String>> comparison() {
		final List<List<String>> rows = new ArrayList<>();
		for (final CurveScore s : scores.averages())
			rows.add(List.of(s.method(), s.width().key(), beside(MarkdownText.number(s.cbfRmse(), 2), paper(s, PublishedScore::cbfRmse), Double.NaN), MarkdownText.number(s.cbfBias(), 2), beside(MarkdownText.number(s.badRmse(), 2), paper(s,
				PublishedScore::badRmse), Double.NaN), MarkdownText.number(s.badBias(), 2), beside(ratio(s), paper(s, PublishedScore::cbfRatioMean), paper(s, PublishedScore::cbfRatioSd)), beside(
					MarkdownText.number(s.localAif().r().mean(), 2), paper(s, p -> p.localAif().r().mean()), Double.NaN), MarkdownText.number(s.msPer1000Curves(), 1)));
		for (final PublishedScore p : PublishedScore.ALL)
			if (scores.averages().stream().noneMatch(score -> PublishedScore.of(score.method()).filter(p::equals).isPresent())) rows.add(List.of("paper: " + p.method(), "-", beside("-", p.cbfRmse(), Double.NaN), "-", beside("-", p.badRmse(),
				Double.NaN), "-", beside("-", p.cbfRatioMean(), p.cbfRatioSd()), beside("-", p.localAif().r().mean(), Double.NaN), "-"));
		return rows;
	}

	private static String beside(final String value, final double paper, final double paperSd) {
		if (!Double.isFinite(paper)) return value;
		return value + " (" + MarkdownText.number(paper, 2) + (Double.isFinite(paperSd) ? " \u00b1 " + MarkdownText.number(paperSd, 2) : "") + ")";
	}

	/** @return whether a method estimates local AIFs */
	boolean hasLocalAif() {
		return scores.averages().stream().anyMatch(score -> Double.isFinite(score.localAif().r().mean()));
	}

	/** @return headings of {@link #localAif()} */
	List<String> localAifColumns() {
		return List.of("method", "AIF width", "r", "r, dispersed (set 3, T_A from 1 s)", "peak error (of the global peak)", "Tpeak error (s)", "FWHM error (s)");
	}

	/** @return how well local AIFs are estimated, mean ± standard deviation averaged like the errors, and the paper's network last */
	List<List<String>> localAif() {
		final List<List<String>> rows = new ArrayList<>();
		for (final CurveScore s : scores.averages())
			if (Double.isFinite(s.localAif().r().mean())) rows.add(localAif(s.method(), s.width().key(), s.localAif(), plusMinus(scores.dispersedLocalAifR(s), 3)));
		for (final PublishedScore p : PublishedScore.ALL)
			if (Double.isFinite(p.localAif().r().mean())) rows.add(localAif("paper: " + p.method(), "-", p.localAif(), "-"));
		return rows;
	}

	private static List<String> localAif(final String method, final String width, final LocalAifScore score, final String dispersed) {
		return List.of(method, width, plusMinus(score.r(), 3), dispersed, plusMinus(score.peakError(), 3), plusMinus(score.tpeakErrorS(), 2), plusMinus(score.fwhmErrorS(), 2));
	}

	private static String plusMinus(final MeanSd score, final int decimals) {
		return MarkdownText.number(score.mean(), decimals) + (Double.isFinite(score.mean()) ? " \u00b1 " + MarkdownText.number(score.sd(), decimals) : "");
	}

	/** @return whether a method knows standard deviations */
	boolean hasCoverage() {
		return scores.averages().stream().anyMatch(CurveScoreTables::hasCoverage);
	}

	private static boolean hasCoverage(final CurveScore score) {
		return Double.isFinite(score.cbfCoverage()) || Double.isFinite(score.badCoverage());
	}

	/** @return headings of {@link #coverage()} */
	List<String> coverageColumns() {
		return List.of("method", "AIF width", "curves", "CBF within its sd (%)", "conditions, CBF (%)", "BAD within its sd (%)", "conditions, BAD (%)");
	}

	/** @return share of errors that are smaller than the standard deviation that the method gives: averaged like the errors, and from the lowest to the highest of all conditions */
	List<List<String>> coverage() {
		final List<List<String>> rows = new ArrayList<>();
		for (final CurveScore s : scores.averages())
			if (hasCoverage(s)) rows.add(List.of(s.method(), s.width().key(), Integer.toString(s.curves()), percent(s.cbfCoverage()), range(s, CurveScore::cbfCoverage), percent(s.badCoverage()), range(s, CurveScore::badCoverage)));
		return rows;
	}

	private String range(final CurveScore average, final ToDoubleFunction<CurveScore> value) {
		final DoubleSummaryStatistics range = scores.conditions().stream().filter(s -> s.method().equals(average.method()) && s.width() == average.width()).mapToDouble(value).filter(Double::isFinite).summaryStatistics();
		return range.getCount() == 0 ? "-" : percent(range.getMin()) + " to " + percent(range.getMax());
	}

	private static String percent(final double share) {
		return MarkdownText.number(100 * share, 1);
	}

	/** @return headings of {@link #contestRows} */
	List<String> contestColumns(final String method) {
		return List.of("set", "condition", "best deconvolution, CBF RMSE", method, "better", "best deconvolution, BAD RMSE", method, "better");
	}

	/** @return the methods that are compared with the deconvolutions */
	List<String> contestants() {
		return scores.contests().stream().map(contest -> contest.method().method()).distinct().toList();
	}

	/** @return one row for each condition, for one method and width */
	List<List<String>> contestRows(final String method, final AifWidth width) {
		return contests(method, width).stream().map(c -> List.of(Integer.toString(c.method().set()), (c.method().factor() + " " + c.method().condition() + " " + c.method().unit()).trim(), MarkdownText.number(c.cbfRival().cbfRmse(), 2) + " (" + c
			.cbfRival().method() + ")", MarkdownText.number(c.method().cbfRmse(), 2), c.isBetterInCbf() ? "yes" : "**no**", MarkdownText.number(c.badRival().badRmse(), 2) + " (" + c.badRival().method() + ")", MarkdownText.number(c.method()
				.badRmse(), 2), c.isBetterInBad() ? "yes" : "**no**")).toList();
	}

	private List<Contest> contests(final String method, final AifWidth width) {
		return scores.contests().stream().filter(contest -> contest.method().method().equals(method) && contest.method().width() == width).toList();
	}

	/** @return one line for each method and width: in how many conditions it is better than every deconvolution that was run */
	List<String> verdicts() {
		final List<String> lines = new ArrayList<>();
		for (final AifWidth width : AifWidth.values())
			for (final String method : contestants()) {
				final List<Contest> all = contests(method, width);
				if (!all.isEmpty()) lines.add(method + ", " + width.key() + " AIF width, is better than every deconvolution in " + all.stream().filter(Contest::isBetterInCbf).count() + " of " + all.size() + " conditions on CBF and in " + all.stream()
					.filter(Contest::isBetterInBad).count() + " on BAD.");
			}
		return lines;
	}
}
