package org.perfusionj.commands;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import org.perfusionj.evaluation.CohortAgreement;
import org.perfusionj.evaluation.CohortCase;
import org.perfusionj.evaluation.PairAgreement;
import org.perfusionj.evaluation.PairedTest;
import org.perfusionj.io.InputFile;
import org.perfusionj.io.OutputFolder;
import org.perfusionj.report.Provenance;
import org.perfusionj.work.WarningCollector;
import org.perfusionj.work.WorkMonitor;
import org.scijava.command.Command;
import org.scijava.plugin.Attr;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;

/** Agreement of raters and estimates of the AIF and VOF over a cohort. */
@Plugin(type = Command.class, name = "compare-aif", menuPath = "Plugins>Perfusion>Compare AIF/VOF with raters", headless = true,
	description = "Agreement of raters and of estimates with raters over many cases, from the comparison.csv in the folder of each: correlation, errors of time to peak, width and height, paired tests. Research use only.")
public class CompareVascularCommand extends PerfusionCommand {

	@Parameter(label = "Folder of cases", persist = false, style = "directory", description = "Folder that holds, at any depth, the output folders of cases that were compared with raters (comparison.csv).", attrs = @Attr(
		name = "group", value = "Files"))
	private String input = "";

	@Parameter(label = "Output folder", required = false, persist = false, style = "directory", description = "New folder for tables, plots and report. Empty: they are only shown.", attrs = @Attr(name = "group", value = "Files"))
	private String output = "";

	@Parameter(label = "Overwrite", persist = false, description = "Replace an output folder that exists.", attrs = @Attr(name = "group", value = "Files"))
	private boolean overwrite = false;

	@Override
	protected void execute(final WorkMonitor host) throws IOException {
		final WarningCollector monitor = new WarningCollector(host);
		final Path folder = UserPath.of("input", input);
		if (input.isBlank() || !Files.isDirectory(folder)) throw new BadParameterException("input=" + input + " is no folder. Give the folder that holds the output folders of the cases.");
		if (output.isBlank() && !Display.now().takesImages(false)) throw new BadParameterException("There is no display to show results on. Give a folder for them: output=/results/agreement");
		final List<CohortCase> cases = CohortCase.below(folder, monitor);
		final CohortAgreement cohort = CohortAgreement.of(cases);
		monitor.log(cases.size() + (cases.size() == 1 ? " case" : " cases") + " with raters in " + folder);
		for (final PairAgreement pair : cohort.pairs()) {
			if (pair.unusable() > 0) monitor.warn("The " + pair.vessel() + " of " + pair.second() + " is unusable in " + pair.unusable() + " of " + (pair.cases() + pair.unusable()) + " cases with " + pair.first() + ": these count in no mean, test or plot.");
			if (pair.cases() < PairedTest.LEAST) monitor.warn("The " + pair.vessel() + " of " + pair.first() + " and " + pair.second() + " can be compared in " + pair.cases() + (pair.cases() == 1 ? " case" : " cases") + " only: a test or a correlation over cases needs " + PairedTest.LEAST + ".");
		}
		if (output.isBlank()) {
			finish(EvaluationOutput.of(cohort, provenance(List.of()), monitor.warnings()), false, monitor);
			return;
		}
		try (OutputFolder results = OutputFolder.open(UserPath.of("output", output), overwrite, cases.stream().map(CohortCase::file).toArray(Path[]::new))) {
			final List<InputFile> files = new ArrayList<>();
			for (final CohortCase one : cases)
				files.add(InputFile.of("case " + one.name(), one.file().toAbsolutePath(), monitor));
			final Provenance provenance = provenance(files);
			final EvaluationOutput result = EvaluationOutput.of(cohort, provenance, monitor.warnings());
			result.write(results, provenance, monitor.warnings(), monitor);
			finish(result, true, monitor);
		}
	}

	private Provenance provenance(final List<InputFile> files) {
		return new Provenance("compare-aif", parameterTexts(), Map.of(), files);
	}

	private static void finish(final EvaluationOutput result, final boolean written, final WorkMonitor monitor) {
		result.log(monitor);
		final Display display = Display.now();
		if (display.takesImages(written)) result.show(display);
	}
}
