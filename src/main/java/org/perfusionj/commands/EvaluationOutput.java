package org.perfusionj.commands;

import java.awt.Window;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import ij.ImagePlus;
import ij.WindowManager;

import org.perfusionj.evaluation.CohortAgreement;
import org.perfusionj.evaluation.CurveScores;
import org.perfusionj.evaluation.LesionComparison;
import org.perfusionj.evaluation.PhantomEvaluationSettings;
import org.perfusionj.evaluation.PhantomScores;
import org.perfusionj.evaluation.TissueResult;
import org.perfusionj.evaluation.TissueScores;
import org.perfusionj.io.OutputFolder;
import org.perfusionj.io.SoftwareVersion;
import org.perfusionj.report.CohortFigures;
import org.perfusionj.report.CohortTables;
import org.perfusionj.report.CurveScoreFigures;
import org.perfusionj.report.CurveScoreTables;
import org.perfusionj.report.EvaluationFiles;
import org.perfusionj.report.EvaluationReport;
import org.perfusionj.report.FigureWindow;
import org.perfusionj.report.LesionCohortFigures;
import org.perfusionj.report.LesionCohortTables;
import org.perfusionj.report.LesionScoreTables;
import org.perfusionj.report.PanelFigure;
import org.perfusionj.report.PhantomScoreFigures;
import org.perfusionj.report.PhantomScoreTables;
import org.perfusionj.report.Provenance;
import org.perfusionj.report.ScoreTable;
import org.perfusionj.report.TissueFigures;
import org.perfusionj.report.TissueTables;
import org.perfusionj.report.WindowArranger;
import org.perfusionj.segmentation.LesionRule;
import org.perfusionj.simulation.TestPrior;
import org.perfusionj.work.WorkMonitor;

/**
 * Shows the result of an evaluation in windows and writes it to its folder.
 *
 * @param title first part of the titles of its windows
 * @param lines the result for the log
 * @param tables by file name
 * @param shown those of the tables that are shown in windows
 * @param figures plots
 * @param report text of the report
 */
record EvaluationOutput(String title, List<String> lines, Map<String, ScoreTable> tables, List<String> shown, List<PanelFigure> figures, String report) {

	static EvaluationOutput of(final CurveScores scores, final TestPrior prior, final Provenance provenance, final List<String> warnings) {
		final CurveScoreTables all = new CurveScoreTables(scores);
		final Map<String, ScoreTable> tables = new LinkedHashMap<>();
		tables.put("averages.csv", all.averages());
		tables.put("conditions.csv", all.conditions());
		final List<String> shown = List.copyOf(tables.keySet());
		final ScoreTable contests = all.contests();
		if (contests.size() > 0) tables.put("against_deconvolution.csv", contests);
		final List<PanelFigure> figures = new CurveScoreFigures(scores).all();
		return new EvaluationOutput("Methods on simulated curves", all.lines(), tables, shown, figures, new EvaluationReport(SoftwareVersion.current(), provenance, warnings).curves(scores, prior, figures));
	}

	static EvaluationOutput of(final PhantomScores scores, final PhantomEvaluationSettings settings, final Provenance provenance, final List<String> warnings) {
		final PhantomScoreTables all = new PhantomScoreTables(scores);
		final Map<String, ScoreTable> tables = new LinkedHashMap<>();
		tables.put("vascular.csv", all.vascular());
		tables.put("maps.csv", all.maps());
		tables.put("residue_functions.csv", all.residues());
		final LesionScoreTables lesions = new LesionScoreTables(scores.lesions());
		tables.put("lesions.csv", lesions.lesions());
		if (!settings.rules().isEmpty()) {
			tables.put("lesion_summary.csv", lesions.summary());
			tables.put("lesion_roc.csv", lesions.rocs());
		}
		tables.put("runs.csv", all.runs());
		final ScoreTable contests = all.contests();
		if (contests.size() > 0) tables.put("against_deconvolution.csv", contests);
		final List<PanelFigure> figures = new PhantomScoreFigures(scores).all();
		final List<LesionRule> rules = settings.rules().stream().map(rule -> rule.settings().rule()).toList();
		final List<String> shown = settings.lesionsOnly() ? List.of("vascular.csv", "lesion_summary.csv") : List.of("vascular.csv", "maps.csv");
		return new EvaluationOutput("Methods on phantoms", all.lines(), tables, shown, figures, new EvaluationReport(SoftwareVersion.current(), provenance, warnings).phantoms(scores, figures, rules, settings
			.seeds().isHeldOut()));
	}

	static EvaluationOutput of(final CohortAgreement cohort, final Provenance provenance, final List<String> warnings) {
		final CohortTables all = new CohortTables(cohort);
		final Map<String, ScoreTable> tables = new LinkedHashMap<>();
		tables.put("signals.csv", all.signals());
		tables.put("metrics.csv", all.metrics());
		tables.put("cases.csv", all.cases());
		final List<PanelFigure> figures = new CohortFigures(cohort).all();
		return new EvaluationOutput("Raters and estimates", all.lines(), tables, List.copyOf(tables.keySet()), figures, new EvaluationReport(SoftwareVersion.current(), provenance, warnings).raters(cohort, figures));
	}

	static EvaluationOutput of(final TissueScores scores, final TissueResult example, final double density, final Provenance provenance, final List<String> warnings) {
		final TissueTables all = new TissueTables(scores);
		final Map<String, ScoreTable> tables = new LinkedHashMap<>();
		tables.put("table2.csv", all.table2());
		tables.put("summary.csv", all.summary());
		tables.put("cases.csv", all.cases());
		tables.put("scans.csv", all.scans());
		tables.put("rois.csv", all.rois());
		tables.put("curves.csv", all.curves());
		final List<PanelFigure> figures = new TissueFigures(scores, example, density).all();
		return new EvaluationOutput("Methods on tissue", all.lines(), tables, List.of("table2.csv", "rois.csv"), figures, new EvaluationReport(SoftwareVersion.current(), provenance, warnings).tissue(scores, example, figures));
	}

	static EvaluationOutput of(final LesionComparison lesions, final Provenance provenance, final List<String> warnings) {
		final LesionCohortTables all = new LesionCohortTables(lesions);
		final Map<String, ScoreTable> tables = new LinkedHashMap<>();
		tables.put("cohort.csv", all.cohort());
		tables.put("cases.csv", all.cases());
		tables.put("tests.csv", all.tests());
		final List<String> shown = List.copyOf(tables.keySet());
		if (!lesions.curves().isEmpty()) tables.put("roc.csv", all.curves());
		final List<PanelFigure> figures = new LesionCohortFigures(lesions).all();
		return new EvaluationOutput("Lesions and references", all.lines(), tables, shown, figures, new EvaluationReport(SoftwareVersion.current(), provenance, warnings).lesions(lesions, figures));
	}

	/** Writes everything into the folder and gives it its final name. */
	void write(final OutputFolder folder, final Provenance provenance, final List<String> warnings, final WorkMonitor monitor) throws IOException {
		new EvaluationFiles(tables, figures, report).write(folder, provenance, warnings, monitor);
		monitor.check();
		folder.commit();
		monitor.log("Results are in " + folder.target());
	}

	/** Logs the result, so that a terminal or a macro shows it at once. */
	void log(final WorkMonitor monitor) {
		lines.forEach(monitor::log);
		monitor.log("Research use only, not for diagnosis.");
	}

	/** Opens the plots in a window, and the tables. In ImageJ's batch mode nothing opens: the plots become images of the macro. */
	void show(final Display display) {
		if (display == Display.BATCH_MODE) {
			figures.forEach(figure -> new ImagePlus(figure.name(), figure.image()).show());
			return;
		}
		String free = title;
		for (int n = 1; WindowManager.getWindow(free) != null; n++)
			free = title + "-" + n;
		final String name = free;
		final List<Window> shownTables = new ArrayList<>();
		for (final String file : shown)
			shownTables.add(tables.get(file).show(name));
		// a column has room for two windows: a third table goes below the plots
		final int beside = Math.min(2, shownTables.size());
		final List<Window> left = new ArrayList<>(List.of(EventThread.make(() -> new FigureWindow(name, figures))));
		left.addAll(shownTables.subList(beside, shownTables.size()));
		new WindowArranger().show(List.of(), List.of(left, shownTables.subList(0, beside)), List.of());
	}
}
