package org.perfusionj.evaluation;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

import org.perfusionj.io.OutputFolder;
import org.perfusionj.work.PerfusionException;
import org.perfusionj.work.WorkMonitor;

/**
 * Where the masks of one case lie: its folder in that of each run, and in that of the references.
 *
 * @param name of the case
 * @param found its folder in each run that has one, by the name of the run, in order
 * @param reference its folder with references; empty if there is none
 * @param isOwn whether references have folders of their own
 */
public record LesionMaskCase(String name, Map<String, Path> found, Optional<Path> reference, boolean isOwn) {

	/** Evaluations write it, segmentations do not. */
	private static final String REPORT = "report.md";
	private static final List<String> BRAINS = List.of("brain", "mask");

	/** Copies the map. */
	public LesionMaskCase {
		found = Collections.unmodifiableMap(new LinkedHashMap<>(found));
	}

	/**
	 * Every folder in the folder of a run or of the references is a case, hidden ones and those that hold results of this software but no mask excepted; folders of the same name belong to the
	 * same case. If the folder of the first run holds masks itself, all folders are those of the one case.
	 *
	 * @param runs at least one
	 * @param references folder with a folder of references for each case; empty = they lie with the masks of the first run
	 * @param names what masks are called
	 * @param monitor told what is no case; asked for cancellation
	 * @return the cases, by name
	 * @throws IOException if a folder cannot be read
	 * @throws PerfusionException if there is no case
	 */
	public static List<LesionMaskCase> in(final List<LesionRun> runs, final Optional<Path> references, final LesionMaskNames names, final WorkMonitor monitor) throws IOException {
		final Path first = runs.get(0).folder();
		if (holdsMasks(first)) {
			final Map<String, Path> found = new LinkedHashMap<>();
			runs.forEach(run -> found.put(run.name(), run.folder()));
			final Path own = first.toAbsolutePath().normalize().getFileName();
			return List.of(new LesionMaskCase(own == null ? "case" : own.toString(), found, Optional.of(references.orElse(first)), references.isPresent()));
		}
		final TreeSet<String> all = new TreeSet<>();
		for (final LesionRun run : runs)
			all.addAll(folders(run.folder(), monitor));
		if (references.isPresent()) all.addAll(folders(references.get(), monitor));
		final List<LesionMaskCase> cases = new ArrayList<>();
		for (final String name : all) {
			monitor.check();
			final Map<String, Path> found = new LinkedHashMap<>();
			for (final LesionRun run : runs)
				if (Files.isDirectory(run.folder().resolve(name))) found.put(run.name(), run.folder().resolve(name));
			final Optional<Path> reference = references.map(folder -> folder.resolve(name)).or(() -> Optional.ofNullable(found.get(runs.get(0).name()))).filter(Files::isDirectory);
			cases.add(new LesionMaskCase(name, found, reference, references.isPresent()));
		}
		if (cases.isEmpty()) throw new PerfusionException("There is no case in " + first + ". Give a folder that holds a folder for each case, with the masks that were found (core.nii.gz, penumbra.nii.gz).");
		return cases;
	}

	/** Results of a comparison may lie among the cases. */
	private static List<String> folders(final Path folder, final WorkMonitor monitor) throws IOException {
		final List<Path> below;
		try (Stream<Path> list = Files.list(folder)) {
			below = list.filter(path -> Files.isDirectory(path) && !path.getFileName().toString().startsWith(".")).sorted().toList();
		}
		final List<String> cases = new ArrayList<>();
		for (final Path path : below)
			if (Files.exists(path.resolve(REPORT)) && OutputFolder.isFinished(path) && !holdsMasks(path)) monitor.log(path + " holds results of an evaluation and is no case.");
			else cases.add(path.getFileName().toString());
		return cases;
	}

	/**
	 * @param names what masks are called
	 * @return every file that is read, as far as it exists; what is missing or may not be read is left to the comparison to say
	 */
	public List<Path> files(final LesionMaskNames names) {
		final Set<Path> files = new LinkedHashSet<>();
		reference.ifPresent(place -> addFound(files, () -> names.reference(place, isOwn)));
		found.values().forEach(place -> addFound(files, () -> names.found(place)));
		brain().ifPresent(files::add);
		return List.copyOf(files);
	}

	/** Looks for the masks in a folder. */
	private interface Search {

		Map<LesionPart, List<Path>> masks() throws IOException;
	}

	private static void addFound(final Set<Path> files, final Search search) {
		try {
			search.masks().values().forEach(files::addAll);
		}
		catch (final PerfusionException | IOException unusable) {
			// the comparison says so, and the others go on
		}
	}

	/** @return a mask of the brain: one for all runs, so that their specificities can be compared */
	Optional<Path> brain() {
		return Stream.concat(reference.stream(), found.values().stream()).flatMap(place -> BRAINS.stream().flatMap(stem -> NamedFile.image(place, stem).stream())).findFirst();
	}

	private static boolean holdsMasks(final Path folder) {
		return Stream.of("core", "penumbra").anyMatch(stem -> NamedFile.image(folder, stem).isPresent());
	}
}
