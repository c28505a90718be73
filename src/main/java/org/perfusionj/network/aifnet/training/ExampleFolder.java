package org.perfusionj.network.aifnet.training;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.perfusionj.io.FinishedFile;
import org.perfusionj.network.training.FolderNote;
import org.perfusionj.work.Parallel;
import org.perfusionj.work.PerfusionException;
import org.perfusionj.work.WorkMonitor;

/**
 * A folder that keeps training examples, so that each is made once: {@code KEY.example}, or {@code KEY.unusable} with the reason. Files appear
 * whole or not at all, so a killed run goes on where it stopped, and several runs may use the folder at the same time.
 */
public final class ExampleFolder {

	private static final String NOTE = "examples.json";
	private static final String EXAMPLE = ".example";
	private static final String UNUSABLE = ".unusable";
	/** More scans than this that cannot be used are counted, not each explained. */
	private static final int MOST_EXPLAINED = 10;

	private final Path folder;

	private ExampleFolder(final Path folder) {
		this.folder = folder;
	}

	/**
	 * @param folder is made if it does not exist
	 * @param madeFor all that decides how an example of a key looks, by name; in order
	 * @return the folder
	 * @throws IOException if it cannot be read or made
	 * @throws PerfusionException if it holds examples that were made otherwise, or of which nobody knows how
	 */
	public static ExampleFolder open(final Path folder, final Map<String, String> madeFor) throws IOException {
		if (Files.exists(folder) && !Files.isDirectory(folder)) throw new PerfusionException("examples=" + folder + " is a file. Give a folder.");
		Files.createDirectories(folder);
		final Path note = folder.resolve(NOTE);
		if (!Files.exists(note) && !files(folder).isEmpty()) throw new PerfusionException("The folder " + folder + " holds training examples, but no " + NOTE + " that says how they were made. Give another folder for examples.");
		final Map<String, String> facts = new LinkedHashMap<>(madeFor);
		facts.put("recipe", Integer.toString(TrainingExample.RECIPE));
		final Optional<String> difference = new FolderNote(note).difference(facts);
		if (difference.isPresent()) throw new PerfusionException("The folder " + folder + " holds training examples that were made otherwise (" + difference.get() + "). Give another folder for examples, or remove this one.");
		return new ExampleFolder(folder);
	}

	private static List<Path> files(final Path folder) throws IOException {
		try (Stream<Path> list = Files.list(folder)) {
			return list.filter(file -> file.getFileName().toString().endsWith(EXAMPLE) || file.getFileName().toString().endsWith(UNUSABLE)).toList();
		}
	}

	/**
	 * Makes the examples that are missing or damaged.
	 *
	 * @param recipes what is wanted
	 * @param parallel threads to use
	 * @param monitor progress and cancel; told which scans cannot be used
	 * @return those that can be used, in the order of the recipes
	 * @throws IOException if a file cannot be read or written
	 * @throws PerfusionException if something is wrong with a scan that the user should put right, or none can be used
	 */
	public StoredExamples prepare(final List<ExampleRecipe> recipes, final Parallel parallel, final WorkMonitor monitor) throws IOException {
		final List<StoredExample> usable = new ArrayList<>();
		final Map<String, String> left = new LinkedHashMap<>();
		for (int i = 0; i < recipes.size(); i++) {
			monitor.check();
			final ExampleRecipe recipe = recipes.get(i);
			final WorkMonitor part = new OneLine(monitor.part((double) i / recipes.size(), (i + 1.0) / recipes.size()), "Preparing scan " + (i + 1) + " of " + recipes.size());
			part.progress(0, "");
			try {
				final TrainingExample example = example(recipe, parallel, part);
				final Optional<String> flaw = recipe.flaw(example);
				if (flaw.isEmpty()) usable.add(new StoredExample(recipe.name(), recipe.patient(), recipe.key(), example.annotations().keySet(), file(recipe, EXAMPLE)));
				else left.put(recipe.name(), flaw.get());
			}
			catch (final UnusableExampleException none) {
				left.put(recipe.name(), none.getMessage());
			}
		}
		if (usable.isEmpty()) throw new PerfusionException("There is no scan to learn from." + left.entrySet().stream().limit(1).map(one -> " " + one.getKey() + ": " + one.getValue()).collect(Collectors.joining()));
		tell(left, recipes.size(), monitor);
		return new StoredExamples(usable);
	}

	private Path file(final ExampleRecipe recipe, final String ending) {
		return folder.resolve(recipe.key() + ending);
	}

	private TrainingExample example(final ExampleRecipe recipe, final Parallel parallel, final WorkMonitor monitor) throws IOException {
		final Path file = file(recipe, EXAMPLE);
		final Path reason = file(recipe, UNUSABLE);
		if (Files.exists(reason)) throw new UnusableExampleException(Files.readString(reason).strip());
		if (Files.exists(file)) {
			try {
				return TrainingExample.read(file);
			}
			catch (final PerfusionException damaged) {
				Files.delete(file);
			}
		}
		try {
			final TrainingExample made = recipe.create(parallel, monitor);
			made.write(file);
			return made;
		}
		catch (final UnusableExampleException unusable) {
			FinishedFile.write(reason, unusable.getMessage() + "\n");
			throw unusable;
		}
	}

	private static void tell(final Map<String, String> left, final int all, final WorkMonitor monitor) {
		if (left.size() > MOST_EXPLAINED) monitor.log("Warning: " + left.size() + " of " + all + " scans cannot be learned from and are left out: " + left.keySet().stream().limit(MOST_EXPLAINED).collect(Collectors.joining(", ")) + " and "
			+ (left.size() - MOST_EXPLAINED) + " more.");
		else left.forEach((name, reason) -> monitor.log("Warning: " + name + " is left out. " + reason));
	}

	/** Says at which scan the work is, and keeps the messages of the single steps to itself: over many scans nobody could read them. */
	private record OneLine(WorkMonitor monitor, String line) implements WorkMonitor {

		@Override
		public void progress(final double fraction, final String message) {
			monitor.progress(fraction, line);
		}

		@Override
		public void log(final String message) {
			// which scans cannot be used is told when all are prepared
		}

		@Override
		public boolean isCancelled() {
			return monitor.isCancelled();
		}
	}
}
