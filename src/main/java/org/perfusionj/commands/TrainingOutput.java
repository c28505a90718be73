package org.perfusionj.commands;

import java.awt.Window;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.perfusionj.io.FinishedFile;
import org.perfusionj.io.OutputFolder;
import org.perfusionj.io.ParametersFile;
import org.perfusionj.io.SoftwareVersion;
import org.perfusionj.network.aifnet.AifnetModelFile;
import org.perfusionj.network.aifnet.training.TrainedModel;
import org.perfusionj.report.FigureWindow;
import org.perfusionj.report.LearningCurveFigure;
import org.perfusionj.report.ModelCard;
import org.perfusionj.report.PanelFigure;
import org.perfusionj.report.Provenance;
import org.perfusionj.report.ScoreTable;
import org.perfusionj.report.TrainingTables;
import org.perfusionj.report.WindowArranger;
import org.perfusionj.report.WindowTitles;
import org.perfusionj.work.WorkMonitor;

/**
 * Writes trained models with their figures into their folder, and shows the learning curves.
 *
 * @param models what was trained
 * @param simulated true: on phantoms
 */
record TrainingOutput(List<TrainedModel> models, boolean simulated) {

	private static final String TITLE = "Train AIFNet";

	/** Writes everything into the folder and gives it its final name. */
	void write(final OutputFolder folder, final Provenance provenance, final List<String> warnings, final WorkMonitor monitor) throws IOException {
		for (final TrainedModel model : models)
			folder.write(model.name() + AifnetModelFile.EXTENSION, file -> AifnetModelFile.write(model.model(), file));
		for (final Map.Entry<String, ScoreTable> table : tables().entrySet())
			folder.write(table.getKey(), table.getValue()::write);
		final PanelFigure figure = new LearningCurveFigure(models).figure();
		folder.write(figure.name() + ".png", figure::write);
		folder.write("model_card.md", file -> FinishedFile.write(file, new ModelCard(SoftwareVersion.current(), provenance, warnings).text(models, simulated)));
		final List<String> outputs = folder.names();
		folder.write(OutputFolder.FINISHED, file -> new ParametersFile(provenance.command(), provenance.parameters(), provenance.origin(), provenance.inputs(), warnings, outputs).write(file));
		folder.commit();
		monitor.log("Models are in " + folder.target());
	}

	private Map<String, ScoreTable> tables() {
		final TrainingTables all = new TrainingTables(models);
		final Map<String, ScoreTable> tables = new LinkedHashMap<>();
		tables.put("learning_curve.csv", all.learningCurve());
		tables.put("scores.csv", all.scores());
		tables.put("scans.csv", all.scans());
		return tables;
	}

	/** Logs the figures, so that a terminal or a macro shows them at once. */
	void log(final WorkMonitor monitor) {
		new TrainingTables(models).lines().forEach(monitor::log);
		monitor.log("Research use only, not for diagnosis.");
	}

	/** Opens the learning curves and the scores. */
	void show(final Display display) {
		if (display != Display.WINDOWS) return;
		final String title = WindowTitles.unused(TITLE);
		final Window scores = new TrainingTables(models).scores().show(title);
		new WindowArranger().show(List.of(), List.of(List.of(EventThread.make(() -> new FigureWindow(title, List.of(new LearningCurveFigure(models).figure()))), scores)), List.of());
	}
}
