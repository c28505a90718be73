package org.perfusionj.commands;

import java.io.IOException;
import java.util.List;

import org.perfusionj.io.FinishedFile;
import org.perfusionj.io.OutputFolder;
import org.perfusionj.io.ParametersFile;
import org.perfusionj.io.SoftwareVersion;
import org.perfusionj.network.residue.ResidueModelFile;
import org.perfusionj.network.residue.training.TrainedResidue;
import org.perfusionj.report.FigureWindow;
import org.perfusionj.report.PanelFigure;
import org.perfusionj.report.Provenance;
import org.perfusionj.report.ResidueModelCard;
import org.perfusionj.report.ResidueTrainingReport;
import org.perfusionj.report.WindowArranger;
import org.perfusionj.report.WindowTitles;
import org.perfusionj.work.WorkMonitor;

/**
 * Writes a trained network for deep residue estimation with its figures into a folder, and shows the learning curve.
 *
 * @param trained what was trained
 * @param title of the window
 * @param simulated true: on simulated curves
 */
record ResidueOutput(TrainedResidue trained, String title, boolean simulated) {

	private static final String MODEL = "model" + ResidueModelFile.EXTENSION;

	/** Writes everything into the folder and gives it its final name. */
	void write(final OutputFolder folder, final Provenance provenance, final List<String> warnings, final WorkMonitor monitor) throws IOException {
		final ResidueTrainingReport report = new ResidueTrainingReport(trained);
		folder.write(MODEL, file -> ResidueModelFile.write(trained.model(), file));
		folder.write("learning_curve.csv", report.learningCurve()::write);
		final PanelFigure figure = report.figure();
		folder.write(figure.name() + ".png", figure::write);
		folder.write("model_card.md", file -> FinishedFile.write(file, new ResidueModelCard(SoftwareVersion.current(), provenance, warnings).text(trained, simulated)));
		final List<String> outputs = folder.names();
		folder.write(OutputFolder.FINISHED, file -> new ParametersFile(provenance.command(), provenance.parameters(), provenance.origin(), provenance.inputs(), warnings, outputs).write(file));
		folder.commit();
		monitor.log("The model is " + folder.target().resolve(MODEL));
	}

	/** Logs the figures, so that a terminal or a macro shows them at once. */
	void log(final WorkMonitor monitor) {
		new ResidueTrainingReport(trained).lines().forEach(monitor::log);
		monitor.log("Research use only, not for diagnosis.");
	}

	/** Opens the learning curve. */
	void show(final Display display) {
		if (display != Display.WINDOWS) return;
		final String unused = WindowTitles.unused(title);
		new WindowArranger().show(List.of(), List.of(List.of(EventThread.make(() -> new FigureWindow(unused, List.of(new ResidueTrainingReport(trained).figure()))))), List.of());
	}
}
