package org.perfusionj.evaluation;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.PatternSyntaxException;
import java.util.stream.Stream;

import org.perfusionj.io.ImageFileName;
import org.perfusionj.work.PerfusionException;

/**
 * What series and lesion masks are called in the folders of cases. A name is that of a file without its ending, in any case ({@code lesion}), or a pattern of its path below the
 * folder of the case, with * for any part of a name ({@code *OT*}{@code /*.nii}); {@value #AUTO} leaves it to {@link TissueFolder}.
 *
 * @param series name of the series
 * @param lesion name of the lesion mask; several, joined by +, are taken together
 */
public record TissueNames(String series, String lesion) {

	/** Leaves a name to the software. */
	public static final String AUTO = "auto";

	/** Both left to the software. */
	public static final TissueNames DEFAULTS = new TissueNames(AUTO, AUTO);

	/** Deeper below the folder of a case nothing is looked for. */
	private static final int DEPTH = 4;

	/** @throws PerfusionException if a pattern is not one */
	public TissueNames {
		series = series.isBlank() ? AUTO : series.trim();
		lesion = lesion.isBlank() ? AUTO : lesion.trim();
		checkPattern("series", series);
		Arrays.stream(lesion.split("\\+")).forEach(name -> checkPattern("lesion", name.trim()));
	}

	private static void checkPattern(final String key, final String text) {
		if (text.isEmpty()) throw new PerfusionException(key + " names an empty file name. Give names joined by +, for example lesion=core+penumbra.");
		try {
			Path.of("").getFileSystem().getPathMatcher("glob:" + text);
		}
		catch (final PatternSyntaxException wrong) {
			throw new PerfusionException(key + "=" + text + " is no pattern of file names: " + wrong.getDescription() + ".", wrong);
		}
	}

	/** @return true if the series is left to the software */
	boolean isAutoSeries() {
		return series.equalsIgnoreCase(AUTO);
	}

	/** @return true if the lesion is left to the software */
	boolean isAutoLesion() {
		return lesion.equalsIgnoreCase(AUTO);
	}

	/** @return the file or folder of the series */
	Path findSeries(final Path folder) throws IOException {
		return find("series", series, folder);
	}

	/** @return the files of the lesion */
	List<Path> findLesion(final Path folder) throws IOException {
		final List<Path> found = new ArrayList<>();
		for (final String name : lesion.split("\\+"))
			found.add(find("lesion", name.trim(), folder));
		return found;
	}

	private static Path find(final String key, final String name, final Path folder) throws IOException {
		final PathMatcher matcher = folder.getFileSystem().getPathMatcher("glob:" + name);
		final List<Path> found;
		try (Stream<Path> paths = Files.walk(folder, DEPTH, FileVisitOption.FOLLOW_LINKS)) {
			found = paths.filter(path -> !path.equals(folder) && !isSecondOfPair(path)).filter(path -> matcher.matches(folder.relativize(path)) || path.getParent().equals(folder) && ImageFileName.stem(path).equalsIgnoreCase(name)).sorted()
				.toList();
		}
		catch (final UncheckedIOException unreadable) {
			throw unreadable.getCause();
		}
		if (found.isEmpty()) throw new PerfusionException("Nothing in " + folder + " is called " + name + " (" + key + "). Name the file so, or say with " + key + "= what it is called.");
		if (found.size() > 1) throw new PerfusionException(key + "=" + name + " fits " + folder.relativize(found.get(0)) + " and " + folder.relativize(found.get(1)) + " in " + folder + ". Give a name that fits one.");
		return found.get(0);
	}

	/** A NIfTI pair is opened by its header. */
	public static boolean isSecondOfPair(final Path path) {
		return path.getFileName().toString().matches("(?i).*\\.img(\\.gz)?");
	}
}
