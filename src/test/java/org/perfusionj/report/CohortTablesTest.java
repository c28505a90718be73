package org.perfusionj.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.perfusionj.evaluation.CohortAgreement;
import org.perfusionj.evaluation.SampleCohort;
import org.perfusionj.io.SoftwareVersion;
import org.perfusionj.vascular.Vessel;

/** Tables, figures and report of an agreement with raters. */
class CohortTablesTest {

	private final CohortAgreement cohort = SampleCohort.of(8);
	private final CohortTables tables = new CohortTables(cohort);

	@Test
	void filesHoldEveryNumber() {
		final String[] signals = tables.signals().csv().split("\n");
		assertEquals("vessel,first,second,cases,unusable,r_mean,r_sd,r_p5,r_p95,mse_mean,mse_sd,mse_p5,mse_p95,distance_mean_mm,distance_sd_mm", signals[0]);
		assertEquals("AIF,rater1,rater2,8,0,0.942,0.0293939,0.9042,0.9798,450,244.949,135,765,3,1.06904", signals[1]);
		assertTrue(signals[6].startsWith("VOF,rater2,network,8,0,0.742,"), signals[6]);
		assertEquals(7, signals.length);

		final String[] metrics = tables.metrics().csv().split("\n");
		assertEquals("vessel,first,second,metric,cases,pearson,spearman,error_mean,error_sd,error_p5,error_p95,skewness,outliers,uneven,p_t,p_wilcoxon,test,p", metrics[0]);
		assertEquals("AIF,rater1,rater2,tpeak_s,8,0.960371,0.946125,-0.475,0.483292,-1.095,0.16,0.0797284,0,false,0.0273023,0.0390625,t,0.0273023", metrics[1]);
		assertEquals(1 + 6 * 3, metrics.length);

		final String[] cases = tables.cases().csv().split("\n");
		assertTrue(cases[0].startsWith("case,vessel,first,second,r,tpeak_first_s,"), cases[0]);
		assertEquals("case0,AIF,rater1,network,0.8,18,18.5,-0.5,9,10,-1,300,295,5,100,2,HU,good", cases[1]);
		assertEquals(1 + 8 * 6, cases.length);
	}

	@Test
	void tablesAreThoseOfThePaper() {
		assertEquals(List.of("metric", "rater1-rater2", "rater1-network", "rater2-network"), tables.agreementColumns(Vessel.VOF));
		final List<List<String>> vof = tables.agreement(Vessel.VOF);
		assertEquals(List.of("cases", "unusable, left out", "signal r", "signal r (5th, 95th)", "MSE (HU\u00b2)", "MSE (5th, 95th)", "Tpeak r", "Tpeak error (s)", "FWHM r", "FWHM error (s)", "PTB r", "PTB error (HU)", "voxel distance (mm)"), vof.stream().map(
			row -> row.get(0)).toList());
		assertEquals(List.of("8", "0", "0.942 (0.029)", "(0.904, 0.980)", "1450 (245)", "(1135, 1765)", "0.960", "-0.47 (0.48)", "0.932", "-0.91 (0.46)", "0.988", "2.3 (4.8)", "3.0 (1.1)"), vof.stream().map(row -> row.get(1)).toList());
		assertEquals(List.of("signal r", "0.942 (0.029)", "0.842 (0.029)", "0.742 (0.029)"), vof.get(2));
		final List<List<String>> aif = tables.agreement(Vessel.AIF);
		assertTrue(aif.stream().noneMatch(row -> row.get(0).startsWith("PTB") || row.get(0).startsWith("MSE")), "the size of an AIF is partial volume");
		assertEquals(List.of("FWHM (s)", "8", "-0.91 (0.46)", "-0.01", "0", "even", "< 0.001", "0.008", "t", "yes"), tables.tests().get(1).subList(2, 12));
		assertEquals("no", tables.tests().get(2).get(11));
	}

	@Test
	void theReportHoldsTablesPlotsAndTests() {
		final List<PanelFigure> figures = new CohortFigures(cohort).all();
		final EvaluationReport report = new EvaluationReport(new SoftwareVersion("PerfusionJ", "1.2.3"), new Provenance("compare-aif", Map.of("input", "/results"), Map.of(), List.of()), List.of("Look twice."));

		final String text = report.raters(cohort, figures);

		for (final String part : new String[] { "8 cases", "* Look twice.", "## AIF", "## VOF", "| signal r | 0.942 (0.029) | 0.842 (0.029) | 0.742 (0.029) |", "(agreement.png)", "(metrics.png)", "| AIF | rater1-rater2 | Tpeak (s) | 8 |", "* case7",
			"java -jar perfusionj.jar compare-aif input=/results output=evaluation", "Research use only" })
			assertTrue(text.contains(part), part + " in\n" + text);
	}

	@Test
	void twoCasesAreNotTestedAndSaySo() {
		final CohortTables two = new CohortTables(SampleCohort.of(2));
		assertEquals("too few cases", two.tests().get(0).get(11));
		assertEquals("-", two.agreement(Vessel.AIF).get(4).get(1));
		assertTrue(two.metrics().csv().contains("AIF,rater1,rater2,tpeak_s,2,,,-0.3,"), two.metrics().csv());
		assertTrue(two.lines().get(0).startsWith("AIF, mean (sd) over cases"));
	}

	@Test
	void figuresAreDrawnEvenOfOneCase() {
		for (final int cases : new int[] { 1, 8 })
			for (final PanelFigure figure : new CohortFigures(SampleCohort.of(cases)).all())
				assertTrue(figure.image().getHeight() > 500, figure.name());
		assertEquals(List.of("agreement", "metrics"), new CohortFigures(cohort).all().stream().map(PanelFigure::name).toList());
		assertFalse(new CohortFigures(cohort).all().get(0).panels().isEmpty());
	}
}
