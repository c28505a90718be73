package org.perfusionj.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.ToDoubleFunction;

import org.perfusionj.evaluation.CurveScore;
import org.perfusionj.evaluation.CurveScores;
import org.perfusionj.evaluation.PublishedScore;

/** The scores of an evaluation on curves as tables. */
public final class CurveScoreTables {

	private static final List<String> SCORE = List.of("method", "aif_width", "cbf_rmse", "bad_rmse", "cbf_ratio_mean", "cbf_ratio_sd", "local_aif_r", "ms_per_1000_curves");

	private final CurveScores scores;

	/** @param scores what the tables hold */
	public CurveScoreTables(final CurveScores scores) {
		this.scores = scores;
	}

	/** @return one row for each method and width, with the figures of Zeng et al. 2025 behind */
	public ScoreTable averages() {
		final List<String> columns = new ArrayList<>(SCORE);
		columns.addAll(List.of("cbf_bias", "bad_bias", "curves", "paper_cbf_rmse", "paper_bad_rmse", "paper_cbf_ratio_mean", "paper_cbf_ratio_sd", "paper_local_aif_r"));
		final ScoreTable table = new ScoreTable("averages", columns);
		for (final CurveScore s : scores.averages())
			table.row(s.method(), s.width().key(), s.cbfRmse(), s.badRmse(), s.cbfRatioMean(), s.cbfRatioSd(), s.localAifR(), s.msPer1000Curves(), s.cbfBias(), s.badBias(), s.curves(), paper(s, PublishedScore::cbfRmse), paper(s,
				PublishedScore::badRmse), paper(s, PublishedScore::cbfRatioMean), paper(s, PublishedScore::cbfRatioSd), paper(s, PublishedScore::localAifR));
		return table;
	}

	private static double paper(final CurveScore score, final ToDoubleFunction<PublishedScore> value) {
		final Optional<PublishedScore> published = PublishedScore.of(score.method());
		return published.isPresent() ? value.applyAsDouble(published.get()) : Double.NaN;
	}

	/** @return one row for each set, condition, method and width */
	public ScoreTable conditions() {
		final List<String> columns = new ArrayList<>(List.of("set", "factor", "unit", "condition"));
		columns.addAll(SCORE);
		columns.addAll(List.of("cbf_bias", "bad_bias", "curves"));
		final ScoreTable table = new ScoreTable("conditions", columns);
		for (final CurveScore s : scores.conditions())
			table.row(s.set(), s.factor(), s.unit(), s.condition(), s.method(), s.width().key(), s.cbfRmse(), s.badRmse(), s.cbfRatioMean(), s.cbfRatioSd(), s.localAifR(), s.msPer1000Curves(), s.cbfBias(), s.badBias(), s.curves());
		return table;
	}

	/** @return every condition, then the averages with the paper's figures beside them, as lines for a log */
	public List<String> lines() {
		final List<String> lines = new ArrayList<>(AlignedText.lines(conditionColumns(), conditionRows()));
		lines.addAll(AlignedText.lines(comparisonColumns(), comparison()));
		return lines;
	}

	private static List<String> conditionColumns() {
		return List.of("method", "AIF width", "set", "condition", "CBF RMSE", "CBF bias", "BAD RMSE", "BAD bias", "CBF ratio", "local AIF r", "ms per 1,000 curves");
	}

	private List<List<String>> conditionRows() {
		return scores.conditions().stream().map(s -> List.of(s.method(), s.width().key(), Integer.toString(s.set()), (s.factor() + " " + s.condition() + " " + s.unit()).trim(), MarkdownText.number(s.cbfRmse(), 2), MarkdownText.number(s
			.cbfBias(), 2), MarkdownText.number(s.badRmse(), 2), MarkdownText.number(s.badBias(), 2), ratio(s), MarkdownText.number(s.localAifR(), 2), MarkdownText.number(s.msPer1000Curves(), 1))).toList();
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
					MarkdownText.number(s.localAifR(), 2), paper(s, PublishedScore::localAifR), Double.NaN), MarkdownText.number(s.msPer1000Curves(), 1)));
		for (final PublishedScore p : PublishedScore.ALL)
			if (scores.averages().stream().noneMatch(score -> PublishedScore.of(score.method()).filter(p::equals).isPresent())) rows.add(List.of("paper: " + p.method(), "-", beside("-", p.cbfRmse(), Double.NaN), "-", beside("-", p.badRmse(),
				Double.NaN), "-", beside("-", p.cbfRatioMean(), p.cbfRatioSd()), beside("-", p.localAifR(), Double.NaN), "-"));
		return rows;
	}

	private static String beside(final String value, final double paper, final double paperSd) {
		if (!Double.isFinite(paper)) return value;
		return value + " (" + MarkdownText.number(paper, 2) + (Double.isFinite(paperSd) ? " \u00b1 " + MarkdownText.number(paperSd, 2) : "") + ")";
	}
}
