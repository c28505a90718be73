package org.perfusionj.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.perfusionj.evaluation.CaseRun;
import org.perfusionj.evaluation.EvaluationTissue;
import org.perfusionj.evaluation.LesionScores;
import org.perfusionj.evaluation.MapScore;
import org.perfusionj.evaluation.PhantomEvaluation;
import org.perfusionj.evaluation.PhantomScores;
import org.perfusionj.evaluation.ResidueScore;
import org.perfusionj.evaluation.VascularScore;
import org.perfusionj.io.SoftwareVersion;
import org.perfusionj.maps.PerfusionMap;
import org.perfusionj.phantom.perfusion.Occlusion;
import org.perfusionj.vascular.Vessel;

/** Tables, figures and report of an evaluation on phantoms. */
class PhantomScoreTablesTest {

	private static final double NONE = Double.NaN;

	/** Three scans; in the third nothing was found. */
	private static PhantomScores scores() {
		final List<VascularScore> vascular = new ArrayList<>();
		final List<MapScore> maps = new ArrayList<>();
		final List<ResidueScore> residues = new ArrayList<>();
		final List<CaseRun> runs = new ArrayList<>();
		for (long seed = 1; seed <= 3; seed++) {
			runs.add(new CaseRun(seed, "", "", "sample", Occlusion.LEFT_M1, 8, 60, 1.5, 20 + seed, 900, ""));
			final boolean found = seed < 3;
			for (final Vessel vessel : Vessel.values())
				vascular.add(found ? new VascularScore(seed, vessel, "auto", 0.9 + 0.02 * seed, -0.5 * seed, 1, 250, -10, 0.25, 18, 9, 144, 0.95, 0.96, 3.5, "left M1", "")
					: new VascularScore(seed, vessel, "auto", NONE, NONE, NONE, NONE, NONE, 0.5, NONE, NONE, NONE, NONE, NONE, NONE, "left M1", "No artery, no vein."));
			for (final PerfusionMap map : PhantomEvaluation.MAPS)
				for (final EvaluationTissue tissue : EvaluationTissue.values())
					maps.add(found ? new MapScore(seed, "oSVD", "auto", map, tissue, 100, 4 + seed, -2, 0.5, 0.25, 40, 38, -1.5, 2.5, 7) : new MapScore(seed, "oSVD", "auto", map, tissue, 0, NONE, NONE, NONE, NONE, NONE, NONE, NONE, NONE, 107));
			for (final EvaluationTissue tissue : EvaluationTissue.values())
				residues.add(found ? new ResidueScore(seed, "oSVD", "auto", tissue, 50, 0.02 * seed, 0.125, 0.5) : new ResidueScore(seed, "oSVD", "auto", tissue, 0, NONE, NONE, NONE));
			runs.add(new CaseRun(seed, "oSVD", "auto", "sample", Occlusion.LEFT_M1, 8, 60, 1.5, found ? 3 : NONE, 1200, found ? "" : "No artery, no vein."));
		}
		return new PhantomScores(vascular, maps, residues, LesionScores.NONE, runs);
	}

	@Test
	void filesHaveTheAgreedColumnsFirst() {
		final PhantomScoreTables tables = new PhantomScoreTables(scores());

		final String[] vascular = tables.vascular().csv().split("\n");
		assertTrue(vascular[0].startsWith("seed,vessel,estimator,r,tpeak_error_s,fwhm_error_s,ptb_hu,ptb_error_hu,seconds,"), vascular[0]);
		assertTrue(vascular[1].startsWith("1,AIF,auto,0.92,-0.5,1,250,-10,0.25,18,9,144,0.95,0.96,3.5,left M1,left_M1,8,60,"), vascular[1]);
		assertEquals("3,AIF,auto,,,,,,0.5,,,,,,,left M1,left_M1,8,60,\"No artery, no vein.\"", vascular[5]);
		assertTrue(tables.maps().csv().startsWith("seed,method,estimator,map,tissue,n,rmse,bias,pearson,spearman,truth_mean,estimate_mean,median_error,missed,median_absolute_error\n1,oSVD,auto,CBF,brain,100,5,-2,0.5,0.25,40,38,-1.5,7,2.5\n"));
		assertTrue(tables.maps().csv().contains("\n3,oSVD,auto,Tmax,grey normal,0,,,,,,,,107,\n"));
		assertTrue(tables.residues().csv().startsWith("seed,method,estimator,tissue,n,oscillation_index,negative_share,rise_after_peak\n1,oSVD,auto,brain,50,0.02,0.125,0.5\n"), tables.residues().csv());
		assertTrue(tables.runs().csv().contains("\n2,pipeline,oSVD,auto,sample,left_M1,8,60,1.5,3,1200,\n"), tables.runs().csv());
	}

	@Test
	void summariesLeaveFailedScansOutAndSaySo() {
		final List<String> aif = new PhantomScoreTables(scores()).agreement(Vessel.AIF).get(0);

		// r 0.92 and 0.94: mean 0.93, sd 0.0141, 5th and 95th percentile 0.921 and 0.939
		assertEquals(List.of("auto", "2 of 3", "0.930 (0.014)", "(0.921, 0.939)", "-0.75 (0.35)"), aif.subList(0, 5));
		final List<String> brain = new PhantomScoreTables(scores()).maps(PerfusionMap.CBF, List.of(EvaluationTissue.BRAIN)).get(0);
		assertEquals(List.of("auto", "oSVD", "brain", "2", "40.0", "38.0", "5.5 (0.7)", "(5.1, 6.0)"), brain.subList(0, 8));
		assertEquals(List.of("Seed 3, AIF by auto: No artery, no vein.", "Seed 3, VOF by auto: No artery, no vein.", "Seed 3, oSVD with auto: No artery, no vein."), new PhantomScoreTables(scores()).failures());
	}

	@Test
	void aNetworkIsComparedWithTheDeconvolutions() {
		final PhantomScores without = scores();
		final List<MapScore> maps = new ArrayList<>(without.maps());
		// better by RMSE everywhere, by the median absolute error everywhere but in the core
		for (final MapScore s : without.maps())
			if (s.seed() == 1) maps.add(new MapScore(1, "residue", "auto", s.map(), s.tissue(), 100, 3, -2, 0.5, 0.25, 40, 38, -1.5, s.tissue() == EvaluationTissue.CORE ? 2.75 : 2, 7));
		final PhantomScoreTables tables = new PhantomScoreTables(new PhantomScores(without.vascular(), maps, without.residues(), LesionScores.NONE, without.runs()));

		final String[] lines = tables.contests().csv().split("\n");
		assertEquals(1 + 3 * 5, lines.length);
		// the deconvolution in the one scan that both have
		assertEquals("residue,auto,CBF,normal,1,3,oSVD,5,true,2,oSVD,2.5,true", lines[1]);
		assertEquals("residue,auto,MTT,core,1,3,oSVD,5,true,2.75,oSVD,2.5,false", lines[15]);
		assertEquals(List.of("residue, AIF by auto, has a lower root mean square error and a lower median absolute error than every deconvolution in 12 of 15 maps and tissues, but not for CBF in core, BAD in core, MTT in core."), tables.verdicts());
		assertEquals(List.of(), new PhantomScoreTables(without).verdicts());
		assertEquals(0, new PhantomScoreTables(without).contests().size());
	}

	@Test
	void theReportIsHonestAboutSeedsAndFailures() {
		final PhantomScores scores = scores();
		final List<PanelFigure> figures = new PhantomScoreFigures(scores).all();
		final EvaluationReport report = new EvaluationReport(new SoftwareVersion("PerfusionJ", "1.2.3"), new Provenance("evaluate", Map.of("seeds", "1-3"), Map.of(EvaluationReport.PHANTOM_VERSION, "4"), List.of()), List.of());

		final String tuned = report.phantoms(scores, figures, List.of(), false);
		for (final String part : new String[] { "No lesion rule was asked for", "phantom version 4, seeds 1-3", "Not all of these seeds are held out", "## What failed", "Seed 3, oSVD with auto", "(vascular.png)", "(estimate_Tmax.png)", "(residue_functions.png)", "| auto | BAD (s) | core | oSVD 5.50 | oSVD 2.50 |", "| auto | oSVD | penumbra | 2 | 0.0300 (0.0141) | 12.5 (0.0) | 50.0 (0.0) |", "| auto | 2 of 3 |",
			"Research use only" })
			assertTrue(tuned.contains(part), part + " in\n" + tuned);
		assertFalse(report.phantoms(scores, figures, List.of(), true).contains("Not all of these seeds"));
	}

	@Test
	void figuresAreDrawnEvenWithFewScans() {
		for (final PanelFigure figure : new PhantomScoreFigures(scores()).all())
			assertTrue(figure.image().getHeight() > 500, figure.name());
		assertEquals(List.of("vascular", "map_errors", "estimate_CBF", "estimate_CBV", "estimate_MTT", "estimate_BAD", "estimate_Tmax", "residue_functions"), new PhantomScoreFigures(scores()).all().stream().map(PanelFigure::name).toList());
		assertEquals(List.of(), new PhantomScoreFigures(new PhantomScores(List.of(), List.of(), List.of(), LesionScores.NONE, List.of())).all());
	}
}
