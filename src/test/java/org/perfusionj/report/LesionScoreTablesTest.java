package org.perfusionj.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.perfusionj.evaluation.LesionRoc;
import org.perfusionj.evaluation.LesionScore;
import org.perfusionj.evaluation.LesionScores;
import org.perfusionj.evaluation.LesionSummary;
import org.perfusionj.evaluation.MaskAgreement;
import org.perfusionj.evaluation.PhantomScores;
import org.perfusionj.evaluation.RocCounts;
import org.perfusionj.evaluation.RocCurve;
import org.perfusionj.io.SoftwareVersion;
import org.perfusionj.segmentation.AffectedSide;
import org.perfusionj.segmentation.LesionRule;
import org.perfusionj.segmentation.LesionRules;
import org.perfusionj.segmentation.RuleThresholds;

/** Tables, figures and report of how lesions were found. */
class LesionScoreTablesTest {

	private static final double NONE = Double.NaN;

	private static MaskAgreement agreement(final double trueMl, final double foundMl, final double dice) {
		return new MaskAgreement(trueMl, foundMl, dice, 8, 2.5, 0.75, 0.99);
	}

	private static LesionScore ill(final long seed, final String method, final AffectedSide side, final double coreMl, final double foundMl, final double dice, final double lesionDice) {
		final boolean isTruth = method.equals(LesionScore.TRUTH);
		return new LesionScore(seed, method, isTruth ? "" : "auto", "rcbf", AffectedSide.LEFT, side, agreement(coreMl, foundMl, dice), agreement(100, 90, lesionDice), isTruth ? dice : 0.8, isTruth ? lesionDice : 0.9, "");
	}

	private static LesionScore healthy(final long seed, final String method, final double falseMl) {
		return new LesionScore(seed, method, method.equals(LesionScore.TRUTH) ? "" : "auto", "rcbf", AffectedSide.NONE, AffectedSide.NONE, new MaskAgreement(0, 0, NONE, NONE, NONE, NONE, 1), new MaskAgreement(0, falseMl, falseMl > 0 ? 0 : NONE,
			NONE, NONE, NONE, 0.98), NONE, NONE, "");
	}

	/** Five ill heads, of which one has hardly a core and one fails, and three healthy ones. */
	private static LesionScores scores() {
		final List<LesionScore> scores = new ArrayList<>();
		for (long seed = 1; seed <= 3; seed++)
			scores.add(ill(seed, LesionScore.TRUTH, AffectedSide.LEFT, 10 * seed, 9 * seed, 0.8, 0.9));
		scores.add(ill(1, "cSVD", AffectedSide.LEFT, 10, 14, 0.4, 0.6));
		scores.add(ill(2, "cSVD", AffectedSide.RIGHT, 20, 26, 0.6, 0.75));
		scores.add(ill(3, "cSVD", AffectedSide.LEFT, 30, 33, 0.72, 0.81));
		scores.add(ill(4, "cSVD", AffectedSide.LEFT, 0.9, 40, 0.01, 0.5));
		scores.add(new LesionScore(5, "cSVD", "auto", "rcbf", AffectedSide.RIGHT, AffectedSide.NONE, agreement(5, NONE, NONE), agreement(50, NONE, NONE), 0.8, 0.9, "No artery."));
		scores.add(healthy(6, "cSVD", 0));
		scores.add(healthy(7, "cSVD", 2.9));
		scores.add(healthy(8, "cSVD", 12));
		final RocCounts counts = new RocCounts();
		for (final float value : new float[] { 0.25f, 0.5f, 0.75f })
			counts.add(value, true);
		for (final float value : new float[] { 0.5f, 1, 1.5f, 2 })
			counts.add(value, false);
		return new LesionScores(scores, List.of(new LesionRoc("cSVD", "auto", "rCBF", 3, counts.curve(RocCurve.CoreIs.LOWER))));
	}

	@Test
	void summariesAreOfHeadsWithACoreAndOfHealthyOnes() {
		final List<LesionSummary> all = scores().summaries();

		assertEquals(List.of(LesionScore.TRUTH, "cSVD"), all.stream().map(LesionSummary::method).toList(), "ceilings first");
		final LesionSummary s = all.get(1);
		assertEquals(4, s.ill());
		assertEquals(3, s.illDone());
		assertEquals(0.5, s.coreDice().median(), 1e-12, "0, 0.4, 0.6 and 0.72: what failed has found nothing");
		assertEquals((0.6 + 0.75) / 2, s.lesionDice().median(), 1e-12);
		assertEquals(0.625, s.coreShare().median(), 1e-12, "0, 0.5, 0.75 and 0.9 of the ceiling");
		assertEquals((0.6 + 0.75) / 2 / 0.9, s.lesionShare().median(), 1e-12);
		assertEquals((4 + 6 + 3) / 3.0, s.coreErrorMl().mean(), 1e-12);
		assertEquals(4, s.coreAbsoluteErrorMl().median(), 1e-12);
		// volumes 10, 20, 30 against 14, 26, 33: covariance 190 / 2, variances 100 and 92.33
		assertEquals(95 / Math.sqrt(100 * 277 / 3.0), s.coreCorrelation(), 1e-9);
		assertEquals(2 / 4.0, s.sideRight(), 1e-12, "no side is a wrong one");
		assertEquals(3, s.healthy());
		assertEquals(2 / 3.0, s.quiet(), 1e-12, "less than 3 ml is not reported");
		assertEquals(2.9, s.falseMl().median(), 1e-12);
		assertEquals(12, s.mostFalseMl(), 1e-12);
		assertTrue(Double.isNaN(all.get(0).quiet()) && all.get(0).healthy() == 0);
	}

	@Test
	void aHealthyHeadOnWhichTheRuleFailsIsNotQuiet() {
		final LesionScore failed = new LesionScore(9, "cSVD", "auto", "rcbf", AffectedSide.NONE, AffectedSide.NONE, agreement(0, NONE, NONE), agreement(0, NONE, NONE), NONE, NONE, "No artery.");
		final LesionSummary s = new LesionScores(List.of(healthy(6, "cSVD", 0), healthy(7, "cSVD", 1), failed), List.of()).summaries().get(0);
		assertEquals(2 / 3.0, s.quiet(), 1e-12);
		assertEquals(2, s.healthyDone());
		assertEquals(1, s.mostFalseMl(), 1e-12);
	}

	@Test
	void aRuleThatFindsNoCoreHasNoDiceOfItEvenWhereItFails() {
		final LesionScore done = new LesionScore(1, "cSVD", "auto", "late", AffectedSide.LEFT, AffectedSide.LEFT, agreement(10, NONE, NONE), agreement(100, 90, 0.8), NONE, 0.9, "");
		final LesionScore failed = new LesionScore(2, "cSVD", "auto", "late", AffectedSide.LEFT, AffectedSide.NONE, agreement(10, NONE, NONE), agreement(100, NONE, NONE), NONE, 0.9, "No artery.");
		final LesionSummary s = new LesionScores(List.of(done, failed), List.of()).summaries().get(0);
		assertFalse(s.hasCore());
		assertTrue(Double.isNaN(s.coreDice().median()));
		assertEquals(0.4, s.lesionDice().mean(), 1e-12);
	}

	@Test
	void aRuleThatFitsNoScanOfAMethodIsNotScored() {
		final List<LesionScore> scores = new ArrayList<>(scores().scores());
		for (long seed = 1; seed <= 2; seed++)
			scores.add(new LesionScore(seed, "cSVD", "auto", "bad", AffectedSide.LEFT, AffectedSide.NONE, agreement(10, NONE, NONE), agreement(100, NONE, NONE), 0.7, 0.8, "rule=bad needs the map BAD."));
		final LesionScores all = new LesionScores(scores, List.of());
		assertEquals(List.of("rcbf", "rcbf"), all.summaries().stream().map(LesionSummary::rule).toList());
		assertEquals(List.of("bad on cSVD with auto, 2 heads (first: seed 1): rule=bad needs the map BAD."), new LesionScoreTables(all).notApplicable());
		assertEquals(List.of("rcbf on cSVD with auto, seed 5: No artery."), new LesionScoreTables(all).failures());
	}

	@Test
	void filesHaveARowForEachScore() {
		final LesionScoreTables tables = new LesionScoreTables(scores());

		final String[] lesions = tables.lesions().csv().split("\n");
		assertEquals(1 + 11, lesions.length);
		assertTrue(lesions[0].startsWith("seed,method,estimator,rule,side_true,side,core_true_ml,core_ml,core_error_ml,core_dice,core_dice_ceiling,core_share_of_ceiling,core_hd95_mm,core_surface_distance_mm,core_sensitivity,core_specificity,lesion_true_ml,"), lesions[0]);
		assertEquals("1,truth,,rcbf,left,left,10,9,-1,0.8,0.8,1,8,2.5,0.75,0.99,100,90,-10,0.9,0.9,1,8,2.5,0.75,0.99,", lesions[1]);
		assertEquals("5,cSVD,auto,rcbf,right,none,5,,,,0.8,,8,2.5,0.75,0.99,50,,,,0.9,,8,2.5,0.75,0.99,No artery.", lesions[8]);
		final String[] summary = tables.summary().csv().split("\n");
		final List<String> columns = Arrays.asList(summary[0].split(","));
		final String[] row = summary[2].split(",", -1);
		assertEquals(columns.size(), row.length);
		assertEquals("0.5", row[columns.indexOf("core_dice_median")]);
		assertEquals("0.8", row[columns.indexOf("core_ceiling_median")]);
		assertEquals("0.625", row[columns.indexOf("core_share_median")]);
		assertEquals("50", row[columns.indexOf("side_correct_percent")]);
		assertEquals("66.6667", row[columns.indexOf("healthy_without_lesion_percent")]);
		assertEquals("12", row[columns.indexOf("healthy_false_max_ml")]);
		// core 0.25, 0.5, 0.75 against 0.5, 1, 1.5, 2: 10.5 of 12 pairs; 0.75 of all below 1
		final String[] roc = tables.rocs().csv().split("\n")[1].split(",");
		assertEquals(List.of("cSVD", "auto", "rCBF", "lower", "3", "3", "4", "0"), List.of(roc).subList(0, 8));
		assertEquals(10.5 / 12, Double.parseDouble(roc[8]), 1e-5);
		assertEquals(List.of("1", "0.75"), List.of(roc).subList(10, 12));
	}

	@Test
	void withoutRulesTheFileHoldsItsHeadingOnly() {
		final LesionScoreTables tables = new LesionScoreTables(LesionScores.NONE);
		assertEquals(0, tables.lesions().size());
		assertEquals(List.of(), tables.lines());
		assertEquals(List.of(), new LesionScoreFigures(LesionScores.NONE).all());
	}

	@Test
	void theReportPrintsCeilingsFirstAndSaysWhatCannotBeCompared() {
		final List<LesionRule> rules = List.of(LesionRules.standard(RuleThresholds.DEFAULTS).rule("rcbf"));
		final PhantomScores scores = new PhantomScores(List.of(), List.of(), List.of(), scores(), List.of());
		final String report = new EvaluationReport(new SoftwareVersion("PerfusionJ", "1.2.3"), new Provenance("evaluate", Map.of("seeds", "1-8"), Map.of(), List.of()), List.of()).phantoms(scores, List.of(), rules, false);

		for (final String part : new String[] { "`rcbf`: Core: CBF < 38 %", "| - | truth | rcbf | 3 | 0.80 | (0.80, 0.80) | 100 % | 0.90 |", "| auto | cSVD | rcbf | 3 of 4 | 0.50 | (0.06, 0.70) | 63 % | 0.68 |", "| 50 % | 67 % of 3 | 2.9 (up to 12.0) |",
			"Dice 38.20 %, volume correlation r 0.88, volume error 7.25 ml, absolute volume error 14.51 ml", "cannot be compared one to one", "| auto | cSVD | rCBF | lower | 3 | 0.875 |", "rcbf on cSVD with auto, seed 5: No artery.", "its share of it can exceed 100 %" })
			assertTrue(report.contains(part), part + " in\n" + report);
		assertTrue(report.indexOf("### Ceilings") < report.indexOf("### On the maps of methods"));
		final List<String> lines = new LesionScoreTables(scores()).lines();
		assertTrue(lines.get(0).startsWith("Ceilings"), lines.toString());
		assertFalse(report.contains("No lesion rule"));
	}

	@Test
	void figuresAreDrawn() {
		final List<PanelFigure> figures = new LesionScoreFigures(scores()).all();
		assertEquals(List.of("lesions", "lesion_roc"), figures.stream().map(PanelFigure::name).toList());
		for (final PanelFigure figure : figures)
			assertTrue(figure.image().getHeight() > 500, figure.name());
	}
}
