package org.perfusionj.commands;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

import org.perfusionj.evaluation.LesionCohort;
import org.perfusionj.evaluation.LesionComparison;
import org.perfusionj.evaluation.LesionMaskCase;
import org.perfusionj.evaluation.LesionMaskNames;
import org.perfusionj.evaluation.LesionPart;
import org.perfusionj.evaluation.LesionRun;
import org.perfusionj.evaluation.PairedTest;
import org.perfusionj.evaluation.TissueNames;
import org.perfusionj.io.InputFile;
import org.perfusionj.io.OutputFolder;
import org.perfusionj.report.Provenance;
import org.perfusionj.work.PerfusionException;
import org.perfusionj.work.WarningCollector;
import org.perfusionj.work.WorkMonitor;
import org.scijava.command.Command;
import org.scijava.plugin.Attr;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;

/** Lesion masks of one or several runs against reference masks over a folder of cases. */
@Plugin(type = Command.class, name = "compare-lesions", menuPath = "Plugins>Perfusion>Compare lesions with reference", headless = true,
	description = "Compares the core and the lesion that were found with reference masks over a folder of cases: overlap, volumes, distances, paired tests, Bland-Altman plots, ROC of the maps. Several runs, for example with two AIFs, are compared with each other, too. Research use only.")
public class CompareLesionsCommand extends PerfusionCommand {

	@Parameter(label = "Folder of results", persist = false, style = "directory",
		description = "Folder with a folder for each case, which holds the masks that were found (core.nii.gz, penumbra.nii.gz); or the folder of one case.", attrs = @Attr(name = "group", value = "Files"))
	private String input = "";

	@Parameter(label = "Other runs", required = false, persist = false, columns = 40,
		description = "Further folders of results of the same cases, separated by commas: they are compared with the reference and with each other.", attrs = @Attr(name = "group", value = "Files"))
	private String others = "";

	@Parameter(label = "References", required = false, persist = false, style = "directory",
		description = "Folder with a folder of the same name for each case, which holds its reference masks; folders of phantoms are such. Empty: the references lie with the masks of the first run.", attrs = @Attr(name = "group", value = "Files"))
	private String references = "";

	@Parameter(label = "Output folder", required = false, persist = false, style = "directory", description = "New folder for tables, plots and report. Empty: they are only shown.", attrs = @Attr(name = "group", value = "Files"))
	private String output = "";

	@Parameter(label = "Overwrite", persist = false, description = "Replace an output folder that exists.", attrs = @Attr(name = "group", value = "Files"))
	private boolean overwrite = false;

	@Parameter(label = "Names of runs", required = false, persist = false, columns = 30, description = "What the runs are called in tables and plots, separated by commas. Empty: as their folders.", attrs = @Attr(name = "group",
		value = "Names"))
	private String names = "";

	@Parameter(label = "Found core", columns = 30,
		description = "What the mask of the core is called in the folder of a case, without ending; several joined by + are taken together; or a pattern with *. auto: core.", attrs = { @Attr(name = "group", value = "Names"), @Attr(
		name = "values", value = "auto|name") })
	private String found_core = TissueNames.AUTO;

	@Parameter(label = "Found lesion", columns = 30, description = "What the mask of the whole lesion is called. auto: core+penumbra; penumbra where there is no core.", attrs = { @Attr(name = "group", value = "Names"), @Attr(name = "values",
		value = "auto|name") })
	private String found_lesion = TissueNames.AUTO;

	@Parameter(label = "Reference core", columns = 30, description = "What the reference of the core is called. auto: reference_core; in a folder of references also core.", attrs = { @Attr(name = "group", value = "Names"), @Attr(
		name = "values", value = "auto|name") })
	private String reference_core = TissueNames.AUTO;

	@Parameter(label = "Reference lesion", columns = 30,
		description = "What the reference of the whole lesion is called. auto: reference_core+reference_penumbra or reference_lesion; in a folder of references also core+penumbra or lesion.", attrs = { @Attr(name = "group",
		value = "Names"), @Attr(name = "values", value = "auto|name") })
	private String reference_lesion = TissueNames.AUTO;

	/** What is asked for, checked. */
	private record Plan(List<LesionRun> runs, Optional<Path> references, LesionMaskNames names) {
	}

	@Override
	protected void execute(final WorkMonitor host) throws IOException {
		final WarningCollector monitor = new WarningCollector(host);
		final Plan plan = checked();
		final List<LesionMaskCase> cases = LesionMaskCase.in(plan.runs(), plan.references(), plan.names(), monitor);
		monitor.log(cases.size() + (cases.size() == 1 ? " case" : " cases") + " in " + plan.runs().size() + (plan.runs().size() == 1 ? " run: " : " runs: ") + String.join(", ", plan.runs().stream().map(LesionRun::name).toList()));
		if (output.isBlank()) {
			run(plan, cases, Optional.empty(), monitor);
			return;
		}
		final List<Path> read = new ArrayList<>();
		for (final LesionMaskCase one : cases)
			read.addAll(one.files(plan.names()));
		try (OutputFolder results = OutputFolder.open(UserPath.of("output", output), overwrite, read.toArray(Path[]::new))) {
			run(plan, cases, Optional.of(results), monitor);
		}
	}

	/** Finds what is wrong before anything is read. */
	private Plan checked() {
		if (input.isBlank()) throw new BadParameterException("There is no input. Give the folder that holds a folder for each case: input=/results/segmentation");
		final List<Path> folders = new ArrayList<>(List.of(folder("input", input)));
		items(others).forEach(other -> folders.add(folder("others", other)));
		final Optional<Path> reference = references.isBlank() ? Optional.empty() : Optional.of(folder("references", references));
		if (output.isBlank() && !Display.now().takesImages(false)) throw new BadParameterException("There is no display to show results on. Give a folder for them: output=/results/lesions");
		try {
			return new Plan(LesionRun.of(folders, items(names)), reference, new LesionMaskNames(found_core, found_lesion, reference_core, reference_lesion));
		}
		catch (final PerfusionException unusable) {
			throw new BadParameterException(unusable.getMessage(), unusable);
		}
	}

	private static Path folder(final String key, final String text) {
		final Path folder = UserPath.of(key, text);
		if (!Files.isDirectory(folder)) throw new BadParameterException(key + "=" + text + " is no folder. Check the path.");
		return folder;
	}

	private static List<String> items(final String text) {
		return Stream.of(text.split(",")).map(String::trim).filter(item -> !item.isEmpty()).toList();
	}

	private void run(final Plan plan, final List<LesionMaskCase> cases, final Optional<OutputFolder> folder, final WarningCollector monitor) throws IOException {
		final LesionComparison lesions = new LesionCohort(plan.runs().stream().map(LesionRun::name).toList(), plan.names()).compare(cases, monitor.part(0, 0.8));
		for (final LesionPart part : lesions.parts())
			for (final LesionRun run : plan.runs()) {
				final int n = lesions.of(part, run.name()).size();
				if (n < PairedTest.LEAST) monitor.warn("The " + part.key() + " of " + run.name() + " could be compared in " + n + (n == 1 ? " case" : " cases") + " only: a test or a correlation over cases needs " + PairedTest.LEAST + ".");
			}
		final List<InputFile> files = new ArrayList<>();
		if (folder.isPresent()) for (final String name : lesions.cases()) {
			// what made no result need not be readable
			for (final Path file : lesions.files().getOrDefault(name, List.of()))
				files.addAll(InputFile.allOf("case " + name, file.toAbsolutePath(), monitor.part(0.8, 0.8)));
		}
		final Map<String, String> resolved = new LinkedHashMap<>();
		plan.runs().forEach(run -> resolved.put("run " + run.name(), run.folder().toAbsolutePath().normalize().toString()));
		final Provenance provenance = new Provenance("compare-lesions", parameterTexts(), resolved, files);
		final EvaluationOutput result = EvaluationOutput.of(lesions, provenance, monitor.warnings());
		if (folder.isPresent()) result.write(folder.get(), provenance, monitor.warnings(), monitor.part(0.95, 1));
		result.log(monitor);
		final Display display = Display.now();
		if (display.takesImages(folder.isPresent())) result.show(display);
	}
}
