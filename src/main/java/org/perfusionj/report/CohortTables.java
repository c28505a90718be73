package org.perfusionj.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

import org.perfusionj.evaluation.CohortAgreement;
import org.perfusionj.evaluation.CohortCase;
import org.perfusionj.evaluation.ComparisonFile;
import org.perfusionj.evaluation.MetricAgreement;
import org.perfusionj.evaluation.PairAgreement;
import org.perfusionj.evaluation.PairedTest;
import org.perfusionj.evaluation.ReadingPair;
import org.perfusionj.vascular.Vessel;

/** The agreement of raters and estimates over a cohort as tables: every number for files, Tables 1 and 2 of de la Rosa et al. (Med. Image Anal. 2021) for people. */
public final class CohortTables {

	private final CohortAgreement cohort;

	/** @param cohort what the tables hold */
	public CohortTables(final CohortAgreement cohort) {
		this.cohort = cohort;
	}

	/** @return one row for each case, vessel and pair of readers */
	public ScoreTable cases() {
		final List<String> columns = new ArrayList<>(List.of("case"));
		columns.addAll(ComparisonFile.COLUMNS);
		final ScoreTable table = new ScoreTable("cases", columns);
		for (final CohortCase one : cohort.cases())
			for (final ReadingPair pair : one.pairs()) {
				final List<Object> cells = new ArrayList<>(List.of(one.name()));
				cells.addAll(ComparisonFile.cells(pair));
				table.row(cells.toArray());
			}
		return table;
	}

	/** @return one row for each vessel and pair of readers: the curves as a whole */
	public ScoreTable signals() {
		final ScoreTable table = new ScoreTable("signals", List.of("vessel", "first", "second", "cases", "unusable", "r_mean", "r_sd", "r_p5", "r_p95", "mse_mean", "mse_sd", "mse_p5", "mse_p95", "distance_mean_mm", "distance_sd_mm"));
		for (final PairAgreement p : cohort.pairs())
			table.row(p.vessel().name(), p.first(), p.second(), p.cases(), p.unusable(), p.r().mean(), p.r().sd(), p.r().p5(), p.r().p95(), p.mse().mean(), p.mse().sd(), p.mse().p5(), p.mse().p95(), p.distanceMm().mean(), p.distanceMm().sd());
		return table;
	}

	/** @return one row for each vessel, pair of readers and number of the curve: correlation, error and tests */
	public ScoreTable metrics() {
		final ScoreTable table = new ScoreTable("metrics", List.of("vessel", "first", "second", "metric", "cases", "pearson", "spearman", "error_mean", "error_sd", "error_p5", "error_p95", "skewness", "outliers", "uneven", "p_t",
			"p_wilcoxon", "test", "p"));
		for (final PairAgreement p : cohort.pairs())
			metrics(p).forEach((name, m) -> table.row(p.vessel().name(), p.first(), p.second(), name, m.test().n(), m.pearson(), m.spearman(), m.difference().mean(), m.difference().sd(), m.difference().p5(), m.difference().p95(), m.test()
				.skewness(), m.test().outliers(), Boolean.toString(m.test().uneven()), m.test().tP(), m.test().wilcoxonP(), m.test().name(), m.test().pValue()));
		return table;
	}

	private static Map<String, MetricAgreement> metrics(final PairAgreement pair) {
		final Map<String, MetricAgreement> metrics = new LinkedHashMap<>();
		metrics.put("tpeak_s", pair.tpeak());
		metrics.put("fwhm_s", pair.fwhm());
		metrics.put("ptb", pair.ptb());
		return metrics;
	}

	// ---- for people

	/** @return the tables as lines for a log */
	public List<String> lines() {
		final List<String> lines = new ArrayList<>();
		for (final Vessel vessel : Vessel.values()) {
			if (cohort.of(vessel).isEmpty()) continue;
			lines.add(vessel + ", mean (sd) over cases; errors are first minus second:");
			lines.addAll(AlignedText.lines(agreementColumns(vessel), agreement(vessel)));
		}
		return lines;
	}

	/** @return what is agreed on, then a column for each pair of readers */
	List<String> agreementColumns(final Vessel vessel) {
		final List<String> columns = new ArrayList<>(List.of("metric"));
		cohort.of(vessel).forEach(pair -> columns.add(pair.readers()));
		return columns;
	}

	/** @return the rows of Table 1 (AIF) or 2 (VOF): without the size of the AIF, which partial volume decides */
	List<List<String>> agreement(final Vessel vessel) {
		final List<List<String>> rows = new ArrayList<>();
		add(rows, vessel, "cases", pair -> Integer.toString(pair.cases()));
		add(rows, vessel, "unusable, left out", pair -> Integer.toString(pair.unusable()));
		add(rows, vessel, "signal r", pair -> MarkdownText.meanSd(pair.r(), 3));
		add(rows, vessel, "signal r (5th, 95th)", pair -> MarkdownText.percentiles(pair.r(), 3));
		if (vessel == Vessel.VOF) {
			add(rows, vessel, "MSE (" + cohort.unit() + "\u00b2)", pair -> MarkdownText.meanSd(pair.mse(), 0));
			add(rows, vessel, "MSE (5th, 95th)", pair -> MarkdownText.percentiles(pair.mse(), 0));
		}
		add(rows, vessel, "Tpeak r", pair -> correlation(pair.tpeak()));
		add(rows, vessel, "Tpeak error (s)", pair -> MarkdownText.meanSd(pair.tpeak().difference(), 2));
		add(rows, vessel, "FWHM r", pair -> correlation(pair.fwhm()));
		add(rows, vessel, "FWHM error (s)", pair -> MarkdownText.meanSd(pair.fwhm().difference(), 2));
		if (vessel == Vessel.VOF) {
			add(rows, vessel, "PTB r", pair -> correlation(pair.ptb()));
			add(rows, vessel, "PTB error (" + cohort.unit() + ")", pair -> MarkdownText.meanSd(pair.ptb().difference(), 1));
		}
		add(rows, vessel, "voxel distance (mm)", pair -> MarkdownText.meanSd(pair.distanceMm(), 1));
		return rows;
	}

	private void add(final List<List<String>> rows, final Vessel vessel, final String metric, final Function<PairAgreement, String> cell) {
		final List<String> row = new ArrayList<>(List.of(metric));
		cohort.of(vessel).forEach(pair -> row.add(cell.apply(pair)));
		rows.add(row);
	}

	private static String correlation(final MetricAgreement metric) {
		return MarkdownText.number(metric.r(), 3) + (metric.isSpearman() && Double.isFinite(metric.r()) ? " (Spearman)" : "");
	}

	List<String> testColumns() {
		return List.of("vessel", "readers", "metric", "cases", "error", "skewness", "outliers", "spread", "p, t-test", "p, Wilcoxon", "test to use", "differ");
	}

	/** @return one row for each vessel, pair of readers and metric */
	List<List<String>> tests() {
		final List<List<String>> rows = new ArrayList<>();
		for (final PairAgreement pair : cohort.pairs())
			metrics(pair).forEach((name, metric) -> {
				final PairedTest test = metric.test();
				rows.add(List.of(pair.vessel().name(), pair.readers(), label(name), Integer.toString(test.n()), MarkdownText.meanSd(metric.difference(), 2), MarkdownText.number(test.skewness(), 2) + (test.skewed() ? " (skewed)" : ""), Integer
					.toString(test.outliers()), test.uneven() ? "uneven" : "even", MarkdownText.probability(test.tP()), MarkdownText.probability(test.wilcoxonP()), test.name(), !test.isPossible() ? "too few cases" : test.pValue() < PairedTest.SIGNIFICANT ? "yes"
						: "no"));
			});
		return rows;
	}

	private String label(final String metric) {
		return switch (metric) {
			case "tpeak_s" -> "Tpeak (s)";
			case "fwhm_s" -> "FWHM (s)";
			default -> "PTB (" + cohort.unit() + ")";
		};
	}
}
