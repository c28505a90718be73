package org.perfusionj.pipeline.training;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import org.perfusionj.io.FinishedFile;
import org.perfusionj.phantom.SeedRange;
import org.perfusionj.work.Parallel;
import org.perfusionj.work.PerfusionException;
import org.perfusionj.work.WorkMonitor;

/** Examples in a folder, one file for each seed: a run that was stopped goes on with those that are missing. Seeds of which nothing can be made have a file that says why. */
public final class LesionExamples {

	private static final String NONE = ".none.txt";

	private final Path folder;
	private final PhantomCases cases;

	/**
	 * @param folder that exists; what lies in it was made by the same recipe
	 * @param cases makes what is missing
	 */
	public LesionExamples(final Path folder, final PhantomCases cases) {
		this.folder = folder;
		this.cases = cases;
	}

	/**
	 * Makes what is missing.
	 *
	 * @param seeds that are wanted
	 * @param parallel threads to use
	 * @param monitor progress, cancel, and a line for each seed of which nothing can be made
	 * @return the files of the examples, in the order of their seeds
	 * @throws IOException if a file cannot be read or written
	 * @throws java.util.concurrent.CancellationException if the monitor is cancelled; what was made stays
	 */
	public List<Path> files(final SeedRange seeds, final Parallel parallel, final WorkMonitor monitor) throws IOException {
		final List<Path> files = new ArrayList<>();
		for (long seed = seeds.first(); seed <= seeds.last(); seed++) {
			monitor.check();
			final double done = (seed - seeds.first()) / (double) seeds.count();
			monitor.progress(done, "Making example " + (seed - seeds.first() + 1) + " of " + seeds.count());
			file(seed, parallel, monitor.part(done, done + 1.0 / seeds.count())).ifPresent(files::add);
		}
		return files;
	}

	private Optional<Path> file(final long seed, final Parallel parallel, final WorkMonitor monitor) throws IOException {
		final Path file = folder.resolve(seed + LesionExampleFile.EXTENSION);
		final Path none = folder.resolve(seed + NONE);
		if (Files.exists(file)) return Optional.of(file);
		if (Files.exists(none)) return Optional.empty();
		final LesionExample example;
		try {
			example = cases.example(seed, parallel, new QuietMonitor(monitor));
		}
		catch (final PerfusionException impossible) {
			monitor.log("Seed " + seed + " is left out: " + impossible.getMessage());
			FinishedFile.write(none, impossible.getMessage() + "\n");
			return Optional.empty();
		}
		LesionExampleFile.write(example, file);
		return Optional.of(file);
	}
}
