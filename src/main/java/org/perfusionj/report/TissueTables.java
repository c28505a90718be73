package org.perfusionj.report;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

import org.perfusionj.curve.TimeCurve;
import org.perfusionj.evaluation.PairedTest;
import org.perfusionj.evaluation.ResidueShape;
import org.perfusionj.evaluation.TissueComparison;
import org.perfusionj.evaluation.TissueContrast;
import org.perfusionj.evaluation.TissueMeasure;
import org.perfusionj.evaluation.TissueRegion;
import org.perfusionj.evaluation.TissueResult;
import org.perfusionj.evaluation.TissueRoiCurves;
import org.perfusionj.evaluation.TissueScores;
import org.perfusionj.evaluation.TissueValue;

/** Methods on tissue as tables: every number for files, Table 2 of Zeng et al. (Biomed. Phys. Eng. Express 2025) for people. */
public final class TissueTables {

	private static final List<String> FACTS = List.of("slices", "frames", "interval_s", "aif", "partial_volume_factor", "normal_voxels", "ischaemic_voxels", "lesion_outside_voxels", "vessels", "csf", "grey_matter");

	private final TissueScores scores;

	/** @param scores what the tables hold */
	public TissueTables(final TissueScores scores) {
		this.scores = scores;
	}

	/** @return laid out like Table 2: for each measure and region the mean of each method, then how it differs from the first */
	public ScoreTable table2() {
		final List<String> columns = new ArrayList<>(List.of("measure", "unit", "region", "quantity"));
		columns.addAll(scores.columns());
		final ScoreTable table = new ScoreTable("table 2", columns);
		for (final TissueMeasure measure : TissueMeasure.values())
			for (final TissueRegion region : TissueRegion.values()) {
				row(table, measure, region, "n", c -> (double) c.values().n());
				row(table, measure, region, "mean", c -> c.values().mean());
				row(table, measure, region, "sd", c -> c.values().sd());
				row(table, measure, region, "difference", TissueContrast::difference);
				row(table, measure, region, "percent", TissueContrast::percent);
				row(table, measure, region, "p_wilcoxon", TissueTables::p);
			}
		return table;
	}

	private void row(final ScoreTable table, final TissueMeasure measure, final TissueRegion region, final String quantity, final Function<TissueContrast, Double> number) {
		final List<Object> cells = new ArrayList<>(List.of(measure.key(), measure.unit(), region.key(), quantity));
		for (final String method : scores.columns())
			cells.add(number.apply(scores.contrast(region, measure, method)));
		table.row(cells.toArray());
	}

	/** Nobody asks whether the reference differs from itself. */
	private static double p(final TissueContrast contrast) {
		return contrast.isReference() ? Double.NaN : contrast.test().wilcoxonP();
	}

	/** @return one row for each region, measure and method: spread over cases, difference from the reference and test */
	public ScoreTable summary() {
		final ScoreTable table = new ScoreTable("summary", List.of("region", "measure", "unit", "of_voxels", "method", "reference", "n", "mean", "sd", "median", "p5", "p95", "reference_mean", "difference", "percent", "p_wilcoxon"));
		for (final TissueRegion region : TissueRegion.values())
			for (final TissueMeasure measure : TissueMeasure.values())
				for (final String method : scores.columns()) {
					final TissueContrast c = scores.contrast(region, measure, method);
					table.row(region.key(), measure.key(), measure.unit(), measure.isMedian() ? "median" : "mean", method, c.reference(), c.values().n(), c.values().mean(), c.values().sd(), c.values().median(), c.values().p5(), c.values()
						.p95(), c.references().mean(), c.difference(), c.percent(), p(c));
				}
		return table;
	}

	/** @return one row for each case, region, measure and method */
	public ScoreTable cases() {
		final ScoreTable table = new ScoreTable("cases", List.of("case", "region", "measure", "map", "unit", "method", "voxels", "missed", "mean", "sd", "median"));
		for (final TissueResult one : scores.cases())
			for (final TissueValue v : one.values())
				table.row(one.name(), v.region().key(), v.measure().key(), v.map().key(), v.measure().unit(), v.method(), v.voxels(), v.missed(), v.spread().mean(), v.spread().sd(), v.spread().median());
		return table;
	}

	/** @return one row for each case: what was found in it, or why it is left out */
	public ScoreTable scans() {
		final List<String> columns = new ArrayList<>(List.of("case", "compared", "reason"));
		columns.addAll(FACTS);
		final ScoreTable table = new ScoreTable("scans", columns);
		for (final TissueResult one : scores.cases()) {
			final List<Object> cells = new ArrayList<>(List.of(one.name(), "yes", String.join(" ", one.failed().entrySet().stream().map(failed -> failed.getKey() + ": " + failed.getValue()).toList())));
			FACTS.forEach(fact -> cells.add(one.facts().getOrDefault(fact, "")));
			table.row(cells.toArray());
		}
		scores.failed().forEach((name, reason) -> {
			final List<Object> cells = new ArrayList<>(List.of(name, "no", reason));
			cells.addAll(Collections.nCopies(FACTS.size(), ""));
			table.row(cells.toArray());
		});
		return table;
	}

	/** @return one row for each square and method; x and y count from 0, slices from 1, as ImageJ shows them */
	public ScoreTable rois() {
		final ScoreTable table = new ScoreTable("rois", List.of("case", "region", "matter", "x", "y", "slice", "voxels", "method", "cbf", "cbv", "mtt_s", "delay_s", "misfit", "unit", "oscillation_index", "negative_share", "rise_after_peak"));
		for (final TissueResult one : scores.cases())
			for (final TissueRoiCurves roi : one.rois()) {
				for (final TissueRoiCurves.Estimate e : roi.estimates())
					roi(table, one, roi, e.method(), e.values(), roi.misfit(e), Optional.of(e.shape()));
				if (!roi.truth().isEmpty()) roi(table, one, roi, TissueComparison.TRUTH, roi.truth(), Double.NaN, Optional.empty());
			}
		return table;
	}

	private static void roi(final ScoreTable table, final TissueResult one, final TissueRoiCurves curves, final String method, final Map<TissueMeasure, Double> values, final double misfit, final Optional<ResidueShape> shape) {
		final List<Object> cells = new ArrayList<>(List.of(one.name(), curves.roi().region().key(), curves.roi().matter(), curves.roi().corner().x(), curves.roi().corner().y(), curves.roi().corner().z() + 1, curves.roi().voxels().size(), method));
		for (final TissueMeasure measure : TissueMeasure.values())
			cells.add(values.getOrDefault(measure, Double.NaN));
		cells.addAll(List.of(misfit, one.unit(), shape.map(ResidueShape::oscillationIndex).orElse(Double.NaN), shape.map(ResidueShape::negativeShare).orElse(Double.NaN), shape.map(ResidueShape::riseAfterPeak).orElse(Double.NaN)));
		table.row(cells.toArray());
	}

	/** @return one row for each sample of each curve of each square */
	public ScoreTable curves() {
		final ScoreTable table = new ScoreTable("curves", List.of("case", "region", "matter", "curve", "method", "unit", "time_s", "value"));
		for (final TissueResult one : scores.cases())
			for (final TissueRoiCurves roi : one.rois()) {
				curve(table, one, roi, "aif", "", one.unit(), roi.aif());
				curve(table, one, roi, "measured", "", one.unit(), roi.tissue());
				for (final TissueRoiCurves.Estimate e : roi.estimates()) {
					e.localAif().ifPresent(local -> curve(table, one, roi, "local_aif", e.method(), one.unit(), local));
					curve(table, one, roi, "residue", e.method(), "1/s", e.residue());
					curve(table, one, roi, "reconstructed", e.method(), one.unit(), e.reconstruction());
				}
			}
		return table;
	}

	private static void curve(final ScoreTable table, final TissueResult one, final TissueRoiCurves roi, final String kind, final String method, final String unit, final TimeCurve curve) {
		for (int k = 0; k < curve.size(); k++)
			table.row(one.name(), roi.roi().region().key(), roi.roi().matter(), kind, method, unit, curve.time(k), curve.value(k));
	}

	// ---- for people

	/** @return the tables as lines for a log */
	public List<String> lines() {
		final List<String> lines = new ArrayList<>();
		for (final TissueMeasure measure : TissueMeasure.values()) {
			lines.add(heading(measure) + ", mean over " + scores.cases().size() + (scores.cases().size() == 1 ? " case:" : " cases:"));
			lines.addAll(AlignedText.lines(meanColumns(), means(measure)));
		}
		return lines;
	}

	static String heading(final TissueMeasure measure) {
		return measure.key() + " (" + measure.unit() + ")";
	}

	/** @return what is averaged, then a column for each method */
	List<String> meanColumns() {
		final List<String> columns = new ArrayList<>(List.of("", "n"));
		columns.addAll(scores.columns());
		return columns;
	}

	/** @return the rows of Table 2 */
	List<List<String>> means(final TissueMeasure measure) {
		final List<List<String>> rows = new ArrayList<>();
		for (final TissueRegion region : TissueRegion.values()) {
			final List<String> row = new ArrayList<>(List.of(region.title(), Integer.toString(scores.contrast(region, measure, scores.reference()).values().n())));
			for (final String method : scores.columns())
				row.add(MarkdownText.number(scores.contrast(region, measure, method).values().mean(), 2));
			rows.add(row);
		}
		return rows;
	}

	List<String> differenceColumns() {
		return List.of("region", "method", "n", scores.reference(), "method's mean (sd)", "difference", "%", "p, Wilcoxon", "differ");
	}

	/** @return one row for each region and method but the reference */
	List<List<String>> differences(final TissueMeasure measure) {
		final List<List<String>> rows = new ArrayList<>();
		for (final TissueRegion region : TissueRegion.values())
			for (final String method : scores.columns()) {
				final TissueContrast c = scores.contrast(region, measure, method);
				if (c.isReference()) continue;
				rows.add(List.of(region.title(), method, Integer.toString(c.values().n()), MarkdownText.number(c.references().mean(), 2), MarkdownText.meanSd(c.values(), 2), MarkdownText.number(c.difference(), 2), MarkdownText.number(c
					.percent(), 2), MarkdownText.probability(c.test().wilcoxonP()), !c.test().isPossible() ? "too few cases" : c.test().wilcoxonP() < PairedTest.SIGNIFICANT ? "yes" : "no"));
			}
		return rows;
	}

	static List<String> roiColumns() {
		return List.of("square", "method", "CBF", "CBV", "MTT (s)", "delay (s)", "misfit", "oscillation index", "R below 0", "R rises again");
	}

	/** @return one row for each square and method of a case */
	static List<List<String>> rois(final TissueResult one) {
		final List<List<String>> rows = new ArrayList<>();
		for (final TissueRoiCurves roi : one.rois()) {
			for (final TissueRoiCurves.Estimate e : roi.estimates())
				rows.add(roi(roi, e.method(), e.values(), MarkdownText.number(roi.misfit(e), 2), MarkdownText.number(e.shape().oscillationIndex(), 3), MarkdownText.number(e.shape().negativeShare(), 2), MarkdownText.number(e.shape()
					.riseAfterPeak(), 2)));
			if (!roi.truth().isEmpty()) rows.add(roi(roi, TissueComparison.TRUTH, roi.truth(), "-", "-", "-", "-"));
		}
		return rows;
	}

	private static List<String> roi(final TissueRoiCurves curves, final String method, final Map<TissueMeasure, Double> values, final String... shape) {
		final List<String> row = new ArrayList<>(List.of(curves.roi().title(), method));
		for (final TissueMeasure measure : TissueMeasure.values())
			row.add(MarkdownText.number(values.getOrDefault(measure, Double.NaN), 1));
		row.addAll(List.of(shape));
		return row;
	}
}
