package org.perfusionj.report;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;

import org.perfusionj.evaluation.LesionComparison;
import org.perfusionj.evaluation.LesionContrast;
import org.perfusionj.evaluation.LesionCurve;
import org.perfusionj.evaluation.LesionMeasure;
import org.perfusionj.evaluation.LesionPart;
import org.perfusionj.evaluation.LesionReading;
import org.perfusionj.evaluation.LesionRun;
import org.perfusionj.evaluation.MetricAgreement;
import org.perfusionj.evaluation.PairedTest;
import org.perfusionj.evaluation.RocCurve;
import org.perfusionj.evaluation.Spread;

/** Lesion masks against references over a cohort as tables: every number for files, Table 3 of de la Rosa et al. (Med. Image Anal. 2021) for people. */
public final class LesionCohortTables {

	private static final List<LesionMeasure> PER_CASE = Arrays.stream(LesionMeasure.values()).filter(measure -> measure != LesionMeasure.VOLUME).toList();

	private final LesionComparison lesions;

	/** @param lesions what the tables hold */
	public LesionCohortTables(final LesionComparison lesions) {
		this.lesions = lesions;
	}

	/** @return one row for each case, run and part: the measures, or why there are none */
	public ScoreTable cases() {
		final List<String> columns = new ArrayList<>(List.of("case", "run", "part", "compared", "reference_ml", "found_ml"));
		PER_CASE.forEach(measure -> columns.add(column(measure)));
		columns.addAll(List.of("specificity_in", "reason"));
		final ScoreTable table = new ScoreTable("cases", columns);
		for (final String name : lesions.cases()) {
			for (final LesionReading one : lesions.readings()) {
				if (!one.name().equals(name)) continue;
				final List<Object> cells = new ArrayList<>(List.of(name, one.run(), one.part().key(), "yes", one.agreement().referenceMl(), one.agreement().foundMl()));
				PER_CASE.forEach(measure -> cells.add(measure.of(one.agreement())));
				cells.addAll(List.of(one.isInBrain() ? "brain" : "image", ""));
				table.row(cells.toArray());
			}
			for (final LesionComparison.Failure failure : lesions.failures()) {
				if (!failure.name().equals(name)) continue;
				final List<Object> cells = new ArrayList<>(List.of(name, failure.run(), failure.part().map(LesionPart::key).orElse(""), "no"));
				cells.addAll(Collections.nCopies(2 + PER_CASE.size(), Double.NaN));
				cells.addAll(List.of("", failure.reason()));
				table.row(cells.toArray());
			}
		}
		return table;
	}

	private static String column(final LesionMeasure measure) {
		return measure.key() + (measure.unit().isEmpty() ? "" : "_" + measure.unit());
	}

	/** @return one row for each part and run: Table 3 with every number, the correlation of the volumes and the limits of agreement of the volume error */
	public ScoreTable cohort() {
		final List<String> columns = new ArrayList<>(List.of("part", "run", "cases", "left_out", "reference_mean_ml"));
		for (final LesionMeasure measure : LesionMeasure.values())
			for (final String number : List.of("n", "mean", "sd", "p5", "median", "p95"))
				columns.add(number.equals("n") ? measure.key() + "_n" : measure.key() + "_" + number + (measure.unit().isEmpty() ? "" : "_" + measure.unit()));
		columns.addAll(List.of("volume_pearson", "volume_spearman", "limit_of_agreement_low_ml", "limit_of_agreement_high_ml"));
		final ScoreTable table = new ScoreTable("cohort", columns);
		for (final LesionPart part : lesions.parts())
			for (final String run : lesions.runs()) {
				final List<Object> cells = new ArrayList<>(List.of(part.key(), run, lesions.of(part, run).size(), lesions.missing(part, run), references(part, run).mean()));
				for (final LesionMeasure measure : LesionMeasure.values()) {
					final Spread s = lesions.spread(part, run, measure);
					cells.addAll(List.of(s.n(), s.mean(), s.sd(), s.p5(), s.median(), s.p95()));
				}
				final MetricAgreement volumes = lesions.volumes(part, run, LesionRun.REFERENCE).agreement();
				cells.addAll(List.of(volumes.pearson(), volumes.spearman(), volumes.lowerLimit(), volumes.upperLimit()));
				table.row(cells.toArray());
			}
		return table;
	}

	private Spread references(final LesionPart part, final String run) {
		return lesions.volumes(part, run, LesionRun.REFERENCE).seconds();
	}

	/** @return one row for each part and measure of a run and the reference, or of two runs: difference, both tests, and which to read */
	public ScoreTable tests() {
		final ScoreTable table = new ScoreTable("tests", List.of("part", "measure", "unit", "first", "second", "cases", "first_mean", "second_mean", "difference_mean", "difference_sd", "difference_p5", "difference_p95", "limit_low", "limit_high",
			"pearson", "spearman", "skewness", "skewed", "outliers", "uneven", "p_t", "p_wilcoxon", "test", "p", "significant"));
		for (final LesionPart part : lesions.parts())
			for (final LesionContrast c : lesions.contrasts(part)) {
				final MetricAgreement a = c.agreement();
				final PairedTest t = a.test();
				table.row(part.key(), c.measure().key(), c.measure().unit(), c.first(), c.second(), t.n(), c.firsts().mean(), c.seconds().mean(), a.difference().mean(), a.difference().sd(), a.difference().p5(), a.difference().p95(), a.lowerLimit(), a
					.upperLimit(), a.pearson(), a.spearman(), t.skewness(), Boolean.toString(t.skewed()), t.outliers(), Boolean.toString(t.uneven()), t.tP(), t.wilcoxonP(), t.name(), t.pValue(), t.isPossible() ? Boolean.toString(t
						.isSignificant()) : "");
			}
		return table;
	}

	/** @return one row for each run and map: how well it tells core from penumbra, voxels pooled over cases */
	public ScoreTable curves() {
		final ScoreTable table = new ScoreTable("roc", List.of("run", "map", "unit", "core_is", "cases", "cases_with_reference_lesion", "core_voxels", "penumbra_voxels", "missed_voxels", "auc", "best_threshold", "sensitivity", "specificity"));
		for (final LesionCurve one : lesions.curves()) {
			final RocCurve.Point best = one.curve().best();
			table.row(one.run(), one.map().key(), one.map().unit(), one.curve().coreIs().name().toLowerCase(Locale.ROOT), one.cases(), one.inReference(), one.curve().core(), one.curve().penumbra(), one.curve().missed(), one.curve().auc(), best
				.threshold(), best.sensitivity(), best.specificity());
		}
		return table;
	}

	// ---- for people

	/** @return the tables as lines for a log */
	public List<String> lines() {
		final List<String> lines = new ArrayList<>();
		for (final LesionPart part : lesions.parts()) {
			lines.add("Against the reference, " + part.title() + ", mean (5th, 95th percentile) over cases:");
			lines.addAll(AlignedText.lines(agreementColumns(), agreement(part)));
		}
		if (!lesions.curves().isEmpty()) {
			lines.add("Core against penumbra, voxels pooled over cases:");
			lines.addAll(AlignedText.lines(curveColumns(), curveRows()));
		}
		return lines;
	}

	/** @return what is measured, then a column for each run */
	List<String> agreementColumns() {
		final List<String> columns = new ArrayList<>(List.of(""));
		columns.addAll(lesions.runs());
		return columns;
	}

	/** @return the rows of Table 3, and the other measures */
	List<List<String>> agreement(final LesionPart part) {
		final List<List<String>> rows = new ArrayList<>();
		final List<String> cases = new ArrayList<>(List.of("cases (left out)"));
		final List<String> volumes = new ArrayList<>(List.of("volume, found and reference (ml)"));
		final List<String> correlations = new ArrayList<>(List.of("volume r"));
		final List<String> limits = new ArrayList<>(List.of("limits of agreement (ml)"));
		for (final String run : lesions.runs()) {
			final MetricAgreement agreement = lesions.volumes(part, run, LesionRun.REFERENCE).agreement();
			cases.add(lesions.of(part, run).size() + " (" + lesions.missing(part, run) + ")");
			volumes.add(MarkdownText.number(lesions.spread(part, run, LesionMeasure.VOLUME).mean(), 1) + " and " + MarkdownText.number(references(part, run).mean(), 1));
			correlations.add(MarkdownText.number(agreement.pearson(), 2));
			limits.add(MarkdownText.number(agreement.lowerLimit(), 1) + " to " + MarkdownText.number(agreement.upperLimit(), 1));
		}
		rows.add(cases);
		rows.add(volumes);
		for (final LesionMeasure measure : PER_CASE) {
			final List<String> row = new ArrayList<>(List.of(measure.title() + (measure.unit().isEmpty() ? "" : " (" + measure.unit() + ")")));
			for (final String run : lesions.runs())
				row.add(meanAndPercentiles(lesions.spread(part, run, measure), measure.unit().isEmpty() ? 3 : 1));
			rows.add(row);
			if (measure == LesionMeasure.DICE) rows.add(correlations);
			if (measure == LesionMeasure.ABSOLUTE_VOLUME_ERROR) rows.add(limits);
		}
		return rows;
	}

	private static String meanAndPercentiles(final Spread spread, final int decimals) {
		return spread.n() == 0 ? "-" : MarkdownText.number(spread.mean(), decimals) + " " + MarkdownText.percentiles(spread, decimals);
	}

	static List<String> testColumns() {
		return List.of("part", "measure", "first", "second", "cases", "first's mean", "second's mean", "difference (sd)", "skewness", "p, t-test", "p, Wilcoxon", "read", "differ");
	}

	/** @return one row for each test */
	List<List<String>> tests(final boolean isAgainstReference) {
		final List<List<String>> rows = new ArrayList<>();
		for (final LesionPart part : lesions.parts())
			for (final LesionContrast c : lesions.contrasts(part)) {
				if (c.isAgainstReference() != isAgainstReference) continue;
				final PairedTest test = c.agreement().test();
				final int decimals = c.measure().unit().isEmpty() ? 3 : 2;
				rows.add(List.of(part.key(), c.measure().title() + (c.measure().unit().isEmpty() ? "" : " (" + c.measure().unit() + ")"), c.first(), c.second(), Integer.toString(test.n()), MarkdownText.number(c.firsts().mean(), decimals), MarkdownText
					.number(c.seconds().mean(), decimals), MarkdownText.meanSd(c.agreement().difference(), decimals), MarkdownText.number(test.skewness(), 2), MarkdownText.probability(test.tP()), MarkdownText.probability(test.wilcoxonP()), test
						.advice(), !test.isPossible() ? "-" : test.isSignificant() ? "yes" : "no"));
			}
		return rows;
	}

	static List<String> curveColumns() {
		return List.of("run", "map", "cases", "voxels of core", "of penumbra", "AUC", "best threshold", "sensitivity", "specificity");
	}

	/** @return one row for each run and map */
	List<List<String>> curveRows() {
		return lesions.curves().stream().map(one -> {
			final RocCurve.Point best = one.curve().best();
			return List.of(one.run(), one.map().key(), Integer.toString(one.cases()), Long.toString(one.curve().core()), Long.toString(one.curve().penumbra()), MarkdownText.number(one.curve().auc(), 3), (one.curve()
				.coreIs() == RocCurve.CoreIs.LOWER ? "< " : ">= ") + MarkdownText.number(best.threshold(), 2) + (one.map().isRelative() ? "" : " " + one.map().unit()), MarkdownText.number(best.sensitivity(), 2), MarkdownText.number(best
					.specificity(), 2));
		}).toList();
	}

	/** @return what was left out and why, one item each */
	List<String> failures() {
		return lesions.failures().stream().map(failure -> failure.name() + ", " + failure.run() + failure.part().map(part -> ", " + part.key()).orElse("") + ": " + failure.reason()).toList();
	}
}
