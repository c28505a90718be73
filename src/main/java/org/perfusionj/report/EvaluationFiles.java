package org.perfusionj.report;

import java.io.IOException;
import java.util.List;
import java.util.Map;

import org.perfusionj.io.FinishedFile;
import org.perfusionj.io.OutputFolder;
import org.perfusionj.io.ParametersFile;
import org.perfusionj.work.WorkMonitor;

/**
 * Writes an evaluation into its folder: tables, figures, {@code report.md} and {@code parameters.json}, which makes it
 * reproducible.
 *
 * @param tables by file name
 * @param figures the plots
 * @param report text of {@code report.md}
 */
public record EvaluationFiles(Map<String, ScoreTable> tables, List<PanelFigure> figures, String report) {

	/** The report. */
	public static final String REPORT = "report.md";

	/**
	 * Writes the files; the caller commits the folder.
	 *
	 * @param folder where to
	 * @param provenance how the evaluation was asked for
	 * @param warnings what the reader must know to judge it
	 * @param monitor progress and cancel
	 * @throws IOException if a file cannot be written
	 */
	public void write(final OutputFolder folder, final Provenance provenance, final List<String> warnings, final WorkMonitor monitor) throws IOException {
		for (final Map.Entry<String, ScoreTable> table : tables.entrySet())
			folder.write(table.getKey(), table.getValue()::write);
		int done = 0;
		for (final PanelFigure figure : figures) {
			monitor.check();
			monitor.progress((double) done++ / figures.size(), "Writing the plots");
			folder.write(figure.name() + ".png", figure::write);
		}
		folder.write(REPORT, file -> FinishedFile.write(file, report));
		monitor.check();
		final List<String> outputs = folder.names();
		folder.write(OutputFolder.FINISHED, file -> new ParametersFile(provenance.command(), provenance.parameters(), provenance.origin(), provenance.inputs(), warnings, outputs).write(file));
		monitor.progress(1, "Written");
	}
}
