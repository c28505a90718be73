package org.perfusionj.evaluation;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemLoopException;
import java.nio.file.FileVisitOption;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

import org.perfusionj.work.PerfusionException;
import org.perfusionj.work.WorkMonitor;

/**
 * The comparison of one case of a cohort.
 *
 * @param name path of its folder below that of the cohort, with / between names
 * @param file where it was read from
 * @param pairs what it holds, at least one
 */
public record CohortCase(String name, Path file, List<ReadingPair> pairs) {

	/** Copies the list. */
	public CohortCase {
		pairs = List.copyOf(pairs);
	}

	/**
	 * Looks through a folder and all folders below it, linked ones included, hidden ones excepted. A folder below it that cannot be looked into is left out with a
	 * warning; a case that is found twice, by a link, counts once.
	 *
	 * @param folder of the cohort
	 * @param monitor asked for cancellation; told what is left out
	 * @return every case with a {@link ComparisonFile} in which readers are compared, by name
	 * @throws IOException if the folder or a file cannot be read
	 * @throws PerfusionException if there is none, or one is not right; the message names it
	 */
	public static List<CohortCase> below(final Path folder, final WorkMonitor monitor) throws IOException {
		final List<Path> files = files(folder, monitor);
		if (files.isEmpty()) throw new PerfusionException("There is no " + ComparisonFile.NAME + " in or below " + folder + ". Estimate the AIF and VOF of each case with the ROIs of the raters and an output folder, and give the folder that holds these output folders.");
		final List<CohortCase> cases = new ArrayList<>();
		for (final Path file : files) {
			monitor.check();
			final List<ReadingPair> pairs = ComparisonFile.read(file);
			if (pairs.isEmpty()) monitor.log("Warning: " + file + " compares nothing and is left out.");
			else cases.add(new CohortCase(name(folder, file), file, pairs));
		}
		if (cases.isEmpty()) throw new PerfusionException("Nothing is compared in any " + ComparisonFile.NAME + " below " + folder + ". Compare cases with ROIs of raters, named AIF-r1, VOF-r1, AIF-r2, ...");
		return cases;
	}

	private static List<Path> files(final Path folder, final WorkMonitor monitor) throws IOException {
		final List<Path> files = new ArrayList<>();
		Files.walkFileTree(folder, EnumSet.of(FileVisitOption.FOLLOW_LINKS), Integer.MAX_VALUE, new SimpleFileVisitor<>() {

			@Override
			public FileVisitResult preVisitDirectory(final Path place, final BasicFileAttributes attributes) {
				monitor.check();
				// unfinished results wait in hidden folders
				return !place.equals(folder) && place.getFileName().toString().startsWith(".") ? FileVisitResult.SKIP_SUBTREE : FileVisitResult.CONTINUE;
			}

			@Override
			public FileVisitResult visitFile(final Path file, final BasicFileAttributes attributes) {
				if (attributes.isSymbolicLink()) leftOut(file, "it is a link to nothing", monitor);
				else if (file.getFileName().toString().equals(ComparisonFile.NAME)) files.add(file);
				return FileVisitResult.CONTINUE;
			}

			@Override
			public FileVisitResult visitFileFailed(final Path place, final IOException failure) throws IOException {
				// a link to a folder that holds it leads to what is visited already
				if (failure instanceof FileSystemLoopException) return FileVisitResult.CONTINUE;
				return goOn(place, failure);
			}

			@Override
			public FileVisitResult postVisitDirectory(final Path place, final IOException failure) throws IOException {
				return failure == null ? FileVisitResult.CONTINUE : goOn(place, failure);
			}

			private FileVisitResult goOn(final Path place, final IOException failure) throws IOException {
				if (place.equals(folder)) throw failure;
				leftOut(place, failure instanceof AccessDeniedException ? "you may not read it" : failure instanceof NoSuchFileException ? "it is gone" : failure.getMessage(), monitor);
				return FileVisitResult.CONTINUE;
			}
		});
		files.sort(null);
		return once(files, monitor);
	}

	private static void leftOut(final Path place, final String reason, final WorkMonitor monitor) {
		monitor.log("Warning: " + place + " is left out: " + reason + ". If it holds cases, put it right and compare again.");
	}

	private static List<Path> once(final List<Path> files, final WorkMonitor monitor) throws IOException {
		final Map<Path, Path> found = new LinkedHashMap<>();
		for (final Path file : files) {
			final Path same = found.putIfAbsent(file.toRealPath(), file);
			if (same != null) monitor.log("Warning: " + file + " is linked to " + same + ", which counts once.");
		}
		return List.copyOf(found.values());
	}

	private static String name(final Path folder, final Path file) {
		final Path place = folder.relativize(file).getParent();
		if (place != null) return StreamSupport.stream(place.spliterator(), false).map(Path::toString).collect(Collectors.joining("/"));
		final Path own = folder.toAbsolutePath().normalize().getFileName();
		return own == null ? "case" : own.toString();
	}
}
