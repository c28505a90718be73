package org.perfusionj.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ij.measure.ResultsTable;

import java.awt.Color;
import java.awt.image.BufferedImage;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import javax.imageio.ImageIO;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.perfusionj.evaluation.CurveScore;
import org.perfusionj.evaluation.CurveScores;
import org.perfusionj.evaluation.LocalAifScore;
import org.perfusionj.evaluation.MeanSd;
import org.perfusionj.io.OutputFolder;
import org.perfusionj.io.SoftwareVersion;
import org.perfusionj.simulation.AifWidth;
import org.perfusionj.simulation.TestPrior;
import org.perfusionj.work.WorkMonitor;

/** Tables, figures and report of an evaluation on curves. */
class CurveScoreTablesTest {

	private static final LocalAifScore LOCAL = new LocalAifScore(new MeanSd(0.98, 0.03), new MeanSd(-0.02, 0.05), new MeanSd(0.1, 0.9), new MeanSd(0.2, 0.8));

	@TempDir
	private Path folder;

	/** Two sets: SNR with five values, AIF with two words. */
	private static CurveScores scores(final AifWidth... widths) {
		final List<CurveScore> conditions = new ArrayList<>();
		final List<CurveScore> averages = new ArrayList<>();
		for (final AifWidth width : widths)
			for (final String method : new String[] { "oSVD", "mine" }) {
				for (int i = 1; i <= 5; i++)
					conditions.add(new CurveScore(method, width, 1, "SNR", "dB", Integer.toString(5 * i), 5 * i, 10, (method.equals("mine") ? 11 : 12) - i, -i, 4 - 0.5 * i, 0.1, 0.8, 0.12, LocalAifScore.NONE, Double.NaN, Double.NaN, 20));
				conditions.add(new CurveScore(method, width, 5, "AIF", "", "gamma", 1, 10, method.equals("mine") ? 4 : 5, -1, 3, 0.1, 0.9, 0.1, LocalAifScore.NONE, Double.NaN, Double.NaN, 20));
				conditions.add(new CurveScore(method, width, 5, "AIF", "", "parker", 2, 10, method.equals("mine") ? 8 : 9, -1, 3.5, 0.1, 0.7, 0.1, LocalAifScore.NONE, Double.NaN, Double.NaN, 20));
				averages.add(new CurveScore(method, width, 0, "", "", "", Double.NaN, 70, 7.125, -2, 3, 0.25, 0.86, 0.11, method.equals("mine") ? LOCAL : LocalAifScore.NONE, method.equals("mine") ? 0.66 : Double.NaN, method.equals("mine") ? 0.71 : Double.NaN, 20.5));
			}
		return new CurveScores(conditions, averages);
	}

	@Test
	void averagesHaveTheAgreedColumnsFirst() {
		final String[] lines = new CurveScoreTables(scores(AifWidth.CALIBRATED)).averages().csv().split("\n");

		assertTrue(lines[0].startsWith("method,aif_width,cbf_rmse,bad_rmse,cbf_ratio_mean,cbf_ratio_sd,local_aif_r,ms_per_1000_curves,cbf_bias,"), lines[0]);
		assertTrue(lines[1].startsWith("oSVD,calibrated,7.125,3,0.86,0.11,,20.5,-2,0.25,70,,,,,,,,,,,,7.03,2.82,0.85,0.11,"), lines[1]);
		assertTrue(lines[2].startsWith("mine,calibrated,7.125,3,0.86,0.11,0.98,20.5,-2,0.25,70,0.03,-0.02,0.05,0.1,0.9,0.2,0.8,0.66,0.71,,,,,"), lines[2]);
		assertEquals(lines[0].split(",").length, lines[1].split(",", -1).length);
		assertEquals(3, lines.length);
	}

	@Test
	void conditionsNameTheirSetFirst() {
		final String[] lines = new CurveScoreTables(scores(AifWidth.values())).conditions().csv().split("\n");

		assertTrue(lines[0].startsWith("set,factor,unit,condition,method,aif_width,cbf_rmse,bad_rmse,cbf_ratio_mean,cbf_ratio_sd,local_aif_r,ms_per_1000_curves"), lines[0]);
		assertTrue(lines[1].startsWith("1,SNR,dB,5,oSVD,literature,11,3.5,0.8,0.12,,20,-1,0.1,10"), lines[1]);
		assertTrue(lines[6].startsWith("5,AIF,,gamma,oSVD,literature,5,3,0.9,0.1,,20"), lines[6]);
		assertEquals(1 + 2 * 2 * 7, lines.length);
	}

	@Test
	void thePaperStandsBesideTheScores() {
		final List<String> all = new CurveScoreTables(scores(AifWidth.CALIBRATED)).lines();
		final List<String> lines = all.subList(1 + 2 * 7, all.size());

		assertTrue(lines.get(0).startsWith("method"), lines.get(0));
		assertTrue(lines.get(1).contains("7.12 (7.03)") || lines.get(1).contains("7.13 (7.03)"), lines.get(1));
		assertTrue(lines.get(1).contains("0.86 \u00b1 0.11 (0.85 \u00b1 0.11)"), lines.get(1));
		assertTrue(lines.get(2).startsWith("mine") && !lines.get(2).contains("("), lines.get(2));
		assertTrue(lines.stream().anyMatch(line -> line.startsWith("paper: network") && line.contains("(4.95)") && line.contains("(0.51)") && line.contains("(0.95 \u00b1 0.15)")), lines.toString());
		assertTrue(lines.stream().noneMatch(line -> line.startsWith("paper: oSVD")), "it stands beside oSVD already");
	}

	@Test
	void whatOnlyNetworksHaveFollowsTheAverages() {
		final CurveScoreTables tables = new CurveScoreTables(scores(AifWidth.CALIBRATED));

		assertEquals(List.of(List.of("mine", "calibrated", "0.980 \u00b1 0.030", "-", "-0.020 \u00b1 0.050", "0.10 \u00b1 0.90", "0.20 \u00b1 0.80"), List.of("paper: network", "-", "0.970 \u00b1 0.040", "-", "0.020 \u00b1 0.090", "0.12 \u00b1 1.03",
			"-0.01 \u00b1 0.85")), tables.localAif());
		assertEquals(List.of(List.of("mine", "calibrated", "70", "66.0", "-", "71.0", "-")), tables.coverage());
		assertTrue(tables.lines().containsAll(tables.verdicts()));
	}

	@Test
	void everyConditionHasAVerdict() {
		final CurveScoreTables tables = new CurveScoreTables(scores(AifWidth.values()));

		final String[] lines = tables.contests().csv().split("\n");
		assertEquals("set,factor,unit,condition,aif_width,method,cbf_rmse,best_deconvolution_cbf,best_deconvolution_cbf_rmse,cbf_better,bad_rmse,best_deconvolution_bad,best_deconvolution_bad_rmse,bad_better", lines[0]);
		assertEquals("1,SNR,dB,5,literature,mine,10,oSVD,11,true,3.5,oSVD,3.5,false", lines[1]);
		assertEquals(1 + 2 * 7, lines.length);
		assertEquals(List.of("mine, literature AIF width, is better than every deconvolution in 7 of 7 conditions on CBF and in 0 on BAD.", "mine, calibrated AIF width, is better than every deconvolution in 7 of 7 conditions on CBF and in 0 on BAD."), tables
			.verdicts());
		assertEquals(List.of("1", "SNR 5 dB", "11.00 (oSVD)", "10.00", "yes", "3.50 (oSVD)", "3.50", "**no**"), tables.contestRows("mine", AifWidth.CALIBRATED).get(0));
	}

	@Test
	void everyConditionIsPrintedBeforeTheAverages() {
		final List<String> lines = new CurveScoreTables(scores(AifWidth.CALIBRATED)).lines();

		assertTrue(lines.get(0).contains("condition") && lines.get(0).contains("CBF bias") && lines.get(0).contains("BAD bias"), lines.get(0));
		assertEquals(2 * 7, lines.subList(1, lines.size()).indexOf(lines.stream().skip(1).filter(line -> line.startsWith("method")).findFirst().orElseThrow()));
		assertTrue(lines.stream().anyMatch(line -> line.startsWith("oSVD") && line.contains("SNR 5 dB") && line.contains("11.00") && line.contains("-1.00") && line.contains("0.80 \u00b1 0.12")), lines.toString());
		assertTrue(lines.stream().anyMatch(line -> line.startsWith("oSVD") && line.contains("AIF gamma")), lines.toString());
	}

	@Test
	void theTableOfTheWindowHoldsNumbers() {
		final ResultsTable table = new CurveScoreTables(scores(AifWidth.CALIBRATED)).averages().table();

		assertEquals(2, table.size());
		assertEquals("oSVD", table.getStringValue("method", 0));
		assertEquals(7.125, table.getValue("cbf_rmse", 0));
		assertTrue(Double.isNaN(table.getValue("local_aif_r", 0)));
	}

	@Test
	void everyMeasureOfEveryWidthHasAFigure() throws Exception {
		final List<PanelFigure> figures = new CurveScoreFigures(scores(AifWidth.values())).all();

		assertEquals(List.of("cbf_rmse_literature", "bad_rmse_literature", "cbf_ratio_literature", "cbf_rmse_calibrated", "bad_rmse_calibrated", "cbf_ratio_calibrated"), figures.stream().map(PanelFigure::name).toList());
		assertEquals(2, figures.get(0).panels().size(), "one plot a set");
		figures.get(0).write(folder.resolve("a.png"));
		final BufferedImage image = ImageIO.read(folder.resolve("a.png").toFile());
		assertTrue(image.getWidth() >= 2000, "190 mm at 300 dpi");
		assertTrue(count(image, new Color(0x009e73)) > 500, "oSVD is drawn in its colour");
		assertTrue(count(image, new Color(0xd55e00)) > 500, "a method that is not known has a colour of its own");
		assertEquals(0, count(image, new Color(0x0072b2)), "the colour of sSVD is its own");
	}

	@Test
	void whatOnlyNetworksHaveIsDrawnOfThemAlone() {
		final List<CurveScore> conditions = new ArrayList<>();
		for (int i = 1; i <= 4; i++) {
			conditions.add(new CurveScore("oSVD", AifWidth.CALIBRATED, 1, "SNR", "dB", Integer.toString(i), i, 10, 5, -1, 3, 0.1, 0.9, 0.1, LocalAifScore.NONE, Double.NaN, Double.NaN, 20));
			conditions.add(new CurveScore("network", AifWidth.CALIBRATED, 1, "SNR", "dB", Integer.toString(i), i, 10, 4, -1, 2, 0.1, 0.9, 0.1, LOCAL, 0.6 + 0.03 * i, 0.7, 20));
		}

		final List<PanelFigure> figures = new CurveScoreFigures(new CurveScores(conditions, List.of())).all();

		assertEquals(List.of("cbf_rmse_calibrated", "bad_rmse_calibrated", "cbf_ratio_calibrated", "local_aif_r_calibrated", "cbf_coverage_calibrated", "bad_coverage_calibrated"), figures.stream().map(PanelFigure::name).toList());
		for (final PanelFigure figure : figures.subList(3, 6)) {
			final BufferedImage image = figure.image();
			assertTrue(count(image, new Color(0xd55e00)) > 200, figure.name() + ": the network is drawn");
			assertEquals(0, count(image, new Color(0x009e73)), figure.name() + ": the deconvolution is not");
		}
	}

	private static int count(final BufferedImage image, final Color color) {
		int count = 0;
		for (int y = 0; y < image.getHeight(); y++)
			for (int x = 0; x < image.getWidth(); x++)
				if (image.getRGB(x, y) == color.getRGB()) count++;
		return count;
	}

	@Test
	void theReportSaysWhatWasRunAndShowsIt() {
		final CurveScores scores = scores(AifWidth.values());
		final List<PanelFigure> figures = new CurveScoreFigures(scores).all();
		final Provenance provenance = new Provenance("evaluate", Map.of("set", "curves"), Map.of(), List.of());

		final String report = new EvaluationReport(new SoftwareVersion("PerfusionJ", "1.2.3"), provenance, List.of("few curves")).curves(scores, TestPrior.PAPER, figures);

		for (final String part : new String[] { "Research use only", "PerfusionJ 1.2.3", "* few curves", "10 curves in each condition", "| oSVD | literature |", "![", "(cbf_ratio_calibrated.png)", "### Set 5: AIF, calibrated AIF width",
			"| gamma | 5.00 / 3.00 / 0.90 | 4.00 /", "## Local AIF", "## Uncertainty", "### mine, literature AIF width", "java -jar perfusionj.jar evaluate set=curves output=evaluation" })
			assertTrue(report.contains(part), part + " in\n" + report);
		for (final String line : report.split("\n"))
			if (line.startsWith("| ")) assertTrue(line.endsWith(" |"), line);
	}

	@Test
	void filesAreWrittenWithTheParametersLast() throws Exception {
		final CurveScoreTables tables = new CurveScoreTables(scores(AifWidth.CALIBRATED));
		try (OutputFolder out = OutputFolder.open(folder.resolve("out"), false)) {
			new EvaluationFiles(Map.of("averages.csv", tables.averages()), new CurveScoreFigures(scores(AifWidth.CALIBRATED)).all().subList(0, 1), "# Report\n").write(out, new Provenance("evaluate", Map.of("n", "10"), Map.of("phantom_version", "7"), List
				.of()), List.of("few"), WorkMonitor.SILENT);
			out.commit();
		}
		assertEquals(tables.averages().csv(), Files.readString(folder.resolve("out/averages.csv")));
		final String json = Files.readString(folder.resolve("out/parameters.json"));
		for (final String part : new String[] { "\"n\": \"10\"", "\"phantom_version\": \"7\"", "\"few\"", "cbf_rmse_calibrated.png", "report.md" })
			assertTrue(json.contains(part), part + " in " + json);
	}
}
