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
import org.perfusionj.io.OutputFolder;
import org.perfusionj.io.SoftwareVersion;
import org.perfusionj.simulation.AifWidth;
import org.perfusionj.work.WorkMonitor;

/** Tables, figures and report of an evaluation on curves. */
class CurveScoreTablesTest {

	@TempDir
	private Path folder;

	/** Two sets: SNR with five values, AIF with two words. */
	private static CurveScores scores(final AifWidth... widths) {
		final List<CurveScore> conditions = new ArrayList<>();
		final List<CurveScore> averages = new ArrayList<>();
		for (final AifWidth width : widths)
			for (final String method : new String[] { "oSVD", "mine" }) {
				for (int i = 1; i <= 5; i++)
					conditions.add(new CurveScore(method, width, 1, "SNR", "dB", Integer.toString(5 * i), 5 * i, 10, 12 - i, -i, 4 - 0.5 * i, 0.1, 0.8, 0.12, Double.NaN, 20));
				conditions.add(new CurveScore(method, width, 5, "AIF", "", "gamma", 1, 10, 5, -1, 3, 0.1, 0.9, 0.1, Double.NaN, 20));
				conditions.add(new CurveScore(method, width, 5, "AIF", "", "parker", 2, 10, 9, -1, 3.5, 0.1, 0.7, 0.1, Double.NaN, 20));
				averages.add(new CurveScore(method, width, 0, "", "", "", Double.NaN, 70, 7.125, -2, 3, 0.25, 0.86, 0.11, method.equals("mine") ? 0.98 : Double.NaN, 20.5));
			}
		return new CurveScores(conditions, averages);
	}

	@Test
	void averagesHaveTheAgreedColumnsFirst() {
		final String[] lines = new CurveScoreTables(scores(AifWidth.CALIBRATED)).averages().csv().split("\n");

		assertTrue(lines[0].startsWith("method,aif_width,cbf_rmse,bad_rmse,cbf_ratio_mean,cbf_ratio_sd,local_aif_r,ms_per_1000_curves,cbf_bias,"), lines[0]);
		assertTrue(lines[1].startsWith("oSVD,calibrated,7.125,3,0.86,0.11,,20.5,-2,0.25,70,7.03,2.82,0.85,0.11,"), lines[1]);
		assertTrue(lines[2].startsWith("mine,calibrated,7.125,3,0.86,0.11,0.98,20.5,-2,0.25,70,,,,"), lines[2]);
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

		final String report = new EvaluationReport(new SoftwareVersion("PerfusionJ", "1.2.3"), provenance, List.of("few curves")).curves(scores, figures);

		for (final String part : new String[] { "Research use only", "PerfusionJ 1.2.3", "* few curves", "10 curves in each condition", "| oSVD | literature |", "![", "(cbf_ratio_calibrated.png)", "### Set 5: AIF, calibrated AIF width",
			"| gamma | 5.00 / 3.00 / 0.90 |", "java -jar perfusionj.jar evaluate set=curves output=evaluation" })
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
