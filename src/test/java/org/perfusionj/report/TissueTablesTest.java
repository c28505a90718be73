package org.perfusionj.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.junit.jupiter.api.Test;
import org.perfusionj.curve.TimeCurve;
import org.perfusionj.curve.TimeGrid;
import org.perfusionj.evaluation.Spread;
import org.perfusionj.evaluation.TissueComparison;
import org.perfusionj.evaluation.TissueMeasure;
import org.perfusionj.evaluation.TissueRegion;
import org.perfusionj.evaluation.TissueResult;
import org.perfusionj.evaluation.TissueRoi;
import org.perfusionj.evaluation.TissueRoiCurves;
import org.perfusionj.evaluation.TissueScores;
import org.perfusionj.evaluation.TissueValue;
import org.perfusionj.io.SoftwareVersion;
import org.perfusionj.series.Voxel;

class TissueTablesTest {

	private static final TimeGrid TIME = new TimeGrid(0, 1, 3);

	/** In case i sSVD measures 20 + i in normal and 10 + i in ischaemic tissue, the network 10 more; the truth of the first case is 40. */
	private static TissueScores scores(final int cases) {
		final List<TissueResult> results = new ArrayList<>();
		for (int i = 0; i < cases; i++) {
			final List<TissueValue> values = new ArrayList<>();
			for (final TissueRegion region : TissueRegion.values())
				for (final TissueMeasure measure : TissueMeasure.values()) {
					final double number = (region == TissueRegion.NORMAL ? 20 : 10) + i;
					values.add(new TissueValue(region, measure, measure.map(), "sSVD", 100, 2, Spread.of(number)));
					values.add(new TissueValue(region, measure, measure.map(), "network", 100, 2, Spread.of(number + 10)));
					if (i == 0) values.add(new TissueValue(region, measure, measure.map(), TissueComparison.TRUTH, 100, 2, Spread.of(40)));
				}
			results.add(new TissueResult("case" + i, "HU", values, List.of(roi()), Map.of("frames", "3", "aif", "truth"), Map.of(), Map.of()));
		}
		return new TissueScores(List.of("sSVD", "network"), results, Map.of("broken", "There is no series."));
	}

	private static TissueRoiCurves roi() {
		final TimeCurve curve = new TimeCurve(TIME, new double[] { 0, 2, 1 });
		final TissueRoiCurves.Estimate ssvd = new TissueRoiCurves.Estimate("sSVD", Optional.empty(), new TimeCurve(TIME, new double[] { 0.004, -0.002, 0.001 }), curve.scaled(0.5), Map.of(TissueMeasure.CBF, 24.0));
		final TissueRoiCurves.Estimate network = new TissueRoiCurves.Estimate("network", Optional.of(curve), new TimeCurve(TIME, new double[] { 0.005, 0.003, 0.001 }), curve, Map.of(TissueMeasure.CBF, 30.0, TissueMeasure.DELAY, 1.5));
		return new TissueRoiCurves(new TissueRoi(TissueRegion.ISCHAEMIC, true, new Voxel(3, 4, 5), List.of(new Voxel(3, 4, 5))), curve.scaled(10), curve, List.of(ssvd, network), Map.of(TissueMeasure.CBF, 33.0));
	}

	@Test
	void table2HoldsMeansAndDifferences() {
		final List<String> lines = new TissueTables(scores(4)).table2().csv().lines().toList();
		assertEquals("measure,unit,region,quantity,sSVD,network,truth", lines.get(0));
		assertEquals(List.of("CBF,ml/100 g/min,normal,n,4,4,1", "CBF,ml/100 g/min,normal,mean,21.5,31.5,40"), lines.subList(1, 3));
		assertEquals("CBF,ml/100 g/min,normal,difference,0,10,20", lines.get(4));
		assertEquals("CBF,ml/100 g/min,normal,percent,0,46.5116,100", lines.get(5));
		// four differences of the same sign: 2 of 16 patterns
		assertEquals("CBF,ml/100 g/min,normal,p_wilcoxon,,0.125,", lines.get(6));
		assertEquals("CBF,ml/100 g/min,ischaemic,mean,11.5,21.5,40", lines.get(8));
		assertEquals(1 + 4 * 2 * 6, lines.size());
	}

	@Test
	void everyNumberIsInTheFiles() {
		final TissueTables tables = new TissueTables(scores(2));
		assertEquals(1 + 2 * 2 * 4 * 2 + 8, tables.cases().csv().lines().count());
		assertTrue(tables.cases().csv().contains("case1,ischaemic,MTT,MTT,s,network,100,2,21,,21"), tables.cases().csv());
		assertTrue(tables.scans().csv().contains("\nbroken,no,There is no series.,,,"), tables.scans().csv());
		assertTrue(tables.scans().csv().contains("\ncase0,yes,,,3,,truth,"), tables.scans().csv());
		final List<String> rois = tables.rois().csv().lines().toList();
		assertEquals(1 + 2 * 3, rois.size());
		// slices count from 1; half the curve is missing: root of (1 + 0.25) / 3
		assertEquals("case0,ischaemic,grey,3,4,6,1,sSVD,24,,,,0.645497,HU,0.75,0.285714,0.75", rois.get(1));
		assertEquals("case0,ischaemic,grey,3,4,6,1,truth,33,,,,,HU,,,", rois.get(3));
		final String curves = tables.curves().csv();
		assertEquals(1 + 2 * 3 * 7, curves.lines().count());
		assertTrue(curves.contains("case1,ischaemic,grey,residue,sSVD,1/s,1,-0.002\n") && curves.contains("case1,ischaemic,grey,local_aif,network,HU,1,2\n") && curves.contains("case0,ischaemic,grey,aif,,HU,1,20\n"), curves);
		assertEquals(1 + 2 * 4 * 3, tables.summary().csv().lines().count());
	}

	@Test
	void theReportIsLaidOutLikeThePaper() {
		final TissueScores scores = scores(4);
		final List<PanelFigure> figures = new TissueFigures(scores, scores.cases().get(0), 1).all();
		assertEquals(List.of("tissue", "local_aif", "residue_functions"), figures.stream().map(PanelFigure::name).toList());
		final String report = new EvaluationReport(new SoftwareVersion("PerfusionJ", "1.2.3"), new Provenance("compare-methods", Map.of("input", "/cases"), Map.of(), List.of()), List.of("Look twice.")).tissue(scores, scores.cases().get(0), figures);
		for (final String part : new String[] { "|  | n | sSVD | network | truth |", "| normally perfused region | 4 | 21.50 | 31.50 | 40.00 |", "| normally perfused region | network | 4 | 21.50 | 31.50 (1.29) | 10.00 | 46.51 | 0.125 | no |",
			"| ischaemic grey matter | network | 30.0 | - | - | 1.5 | 0.00 |", "* broken: There is no series.", "Look twice.", "(residue_functions.png)", "java -jar perfusionj.jar compare-methods input=/cases", "Research use only" })
			assertTrue(report.contains(part), part + " in " + report);
		assertFalse(report.contains("NaN"), report);
		assertTrue(figures.get(1).title().contains("network") && figures.get(1).legend().contains("local AIF"), figures.get(1).title());
		assertTrue(figures.get(1).image().getWidth() > 2000);
	}

	@Test
	void twoCasesAreNotTested() {
		assertTrue(new EvaluationReport(new SoftwareVersion("PerfusionJ", "1"), new Provenance("compare-methods", Map.of(), Map.of(), List.of()), List.of()).tissue(scores(2), scores(2).cases().get(0), List.of()).contains("| too few cases |"));
		assertTrue(new TissueTables(scores(2)).lines().get(0).contains("mean over 2 cases"));
	}
}
