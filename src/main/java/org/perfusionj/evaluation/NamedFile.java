package org.perfusionj.evaluation;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.List;
import java.util.Optional;
import java.util.regex.PatternSyntaxException;
import java.util.stream.Stream;

import org.perfusionj.io.ImageFileName;
import org.perfusionj.work.PerfusionException;

/**
 * What a file is called in the folders of cases: its name without ending, in any case ({@code lesion}), or a pattern of its path below the folder of the case, with * for any part of a
 * name ({@code *OT*}{@code /*.nii}).
 *
 * @param key of the parameter that says so, for messages
 * @param name name or pattern
 */
record NamedFile(String key, String name) {

	/** Deeper below the folder of a case nothing is looked for. */
	private static final int DEPTH = 4;

	/** @throws PerfusionException if the name is empty or a pattern is not one */
	NamedFile {
		if (name.isEmpty()) throw new PerfusionException(key + " names an empty file name. Give names joined by +, for example " + key + "=core+penumbra.");
		try {
			Path.of("").getFileSystem().getPathMatcher("glob:" + name);
		}
		catch (final PatternSyntaxException wrong) {
			throw new PerfusionException(key + "=" + name + " is no pattern of file names: " + wrong.getDescription() + ".", wrong);
		}
	}

	/** @return one for each of the names joined by + */
	static List<NamedFile> all(final String key, final String names) {
		return Stream.of(names.split("\\+", -1)).map(name -> new NamedFile(key, name.trim())).toList();
	}

	/** @return the one file or folder of a case that is called so */
	Path in(final Path folder) throws IOException {
		final PathMatcher matcher = folder.getFileSystem().getPathMatcher("glob:" + name);
		final List<Path> found;
		try (Stream<Path> paths = Files.walk(folder, DEPTH, FileVisitOption.FOLLOW_LINKS)) {
			found = paths.filter(path -> !path.equals(folder) && !TissueNames.isSecondOfPair(path)).filter(path -> matcher.matches(folder.relativize(path)) || path.getParent().equals(folder) && ImageFileName.stem(path).equalsIgnoreCase(name)).sorted()
				.toList();
		}
		catch (final UncheckedIOException unreadable) {
			throw unreadable.getCause();
		}
		if (found.isEmpty()) throw new PerfusionException("Nothing in " + folder + " is called " + name + " (" + key + "). Name the file so, or say with " + key + "= what it is called.");
		if (found.size() > 1) throw new PerfusionException(key + "=" + name + " fits " + folder.relativize(found.get(0)) + " and " + folder.relativize(found.get(1)) + " in " + folder + ". Give a name that fits one.");
		return found.get(0);
	}

	/** @return the image of that name without ending right in the folder */
	static Optional<Path> image(final Path folder, final String stem) {
		for (final String ending : List.of(".nii.gz", ".nii", ".tif", ".tiff", ".hdr"))
			if (Files.isRegularFile(folder.resolve(stem + ending))) return Optional.of(folder.resolve(stem + ending));
		return Optional.empty();
	}
}
