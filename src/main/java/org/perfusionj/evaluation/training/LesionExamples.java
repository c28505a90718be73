package org.perfusionj.evaluation.training;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

import org.perfusionj.io.FinishedFile;
import org.perfusionj.network.training.FolderNote;
import org.perfusionj.phantom.SeedRange;
import org.perfusionj.work.Parallel;
import org.perfusionj.work.PerfusionException;
import org.perfusionj.work.WorkMonitor;

/** Examples in a folder, one file for each seed and method: a run that was stopped goes on with those that are missing. Seeds of which nothing can be made have a file that says why. */
public final class LesionExamples {

	private static final String NONE = ".none.txt";
	private static final String NOTE = "examples.json";

	private final Path folder;
	private final PhantomCases cases;

	/**
	 * @param folder that exists
	 * @param recipe all that decides what the example of a seed is, by name; in order
	 * @param cases makes what is missing
	 * @return the examples in that folder
	 * @throws IOException if it cannot be read or written
	 * @throws PerfusionException if examples in it were made by another recipe
	 */
	public static LesionExamples open(final Path folder, final Map<String, String> recipe, final PhantomCases cases) throws IOException {
		final Optional<String> difference = new FolderNote(folder.resolve(NOTE)).difference(recipe);
		if (difference.isPresent()) throw new PerfusionException("The examples in " + folder + " were made in another way (" + difference.get() + "). Give the same parameters, choose another folder, or remove it.");
		return new LesionExamples(folder, cases);
	}

	private LesionExamples(final Path folder, final PhantomCases cases) {
		this.folder = folder;
		this.cases = cases;
	}

	/**
	 * Makes what is missing.
	 *
	 * @param seeds that are wanted
	 * @param parallel threads to use
	 * @param monitor progress, cancel, and a line for each seed of which nothing can be made
	 * @return for each seed of which something can be made the files of its examples, one for each method, in order
	 * @throws IOException if a file cannot be read or written
	 * @throws java.util.concurrent.CancellationException if the monitor is cancelled; what was made stays
	 */
	public List<List<Path>> files(final SeedRange seeds, final Parallel parallel, final WorkMonitor monitor) throws IOException {
		final List<List<Path>> files = new ArrayList<>();
		for (long seed = seeds.first(); seed <= seeds.last(); seed++) {
			monitor.check();
			monitor.progress((seed - seeds.first()) / (double) seeds.count(), "Making examples of phantom " + (seed - seeds.first() + 1) + " of " + seeds.count());
			final List<Path> made = files(seed, parallel, monitor);
			if (!made.isEmpty()) files.add(made);
		}
		return files;
	}

	private List<Path> files(final long seed, final Parallel parallel, final WorkMonitor monitor) throws IOException {
		final List<Path> wanted = IntStream.range(0, cases.each()).mapToObj(n -> folder.resolve(seed + "-" + (n + 1) + LesionExampleFile.EXTENSION)).toList();
		final Path none = folder.resolve(seed + NONE);
		if (wanted.stream().allMatch(Files::exists)) return wanted;
		if (Files.exists(none)) return List.of();
		final List<LesionExample> examples;
		try {
			examples = cases.examples(seed, parallel, new QuietMonitor(monitor));
		}
		catch (final PerfusionException impossible) {
			monitor.log("Seed " + seed + " is left out: " + impossible.getMessage());
			FinishedFile.write(none, impossible.getMessage() + "\n");
			return List.of();
		}
		for (int n = 0; n < examples.size(); n++)
			LesionExampleFile.write(examples.get(n), wanted.get(n));
		return wanted;
	}
}
