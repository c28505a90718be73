package org.perfusionj.evaluation;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

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

	/** @throws PerfusionException if a pattern is not one */
	public TissueNames {
		series = series.isBlank() ? AUTO : series.trim();
		lesion = lesion.isBlank() ? AUTO : lesion.trim();
		// a name that is none is found here, before anything is read
		new NamedFile("series", series);
		NamedFile.all("lesion", lesion);
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
		return new NamedFile("series", series).in(folder);
	}

	/** @return the files of the lesion */
	List<Path> findLesion(final Path folder) throws IOException {
		final List<Path> found = new ArrayList<>();
		for (final NamedFile name : NamedFile.all("lesion", lesion))
			found.add(name.in(folder));
		return found;
	}

	/** A NIfTI pair is opened by its header. */
	public static boolean isSecondOfPair(final Path path) {
		return path.getFileName().toString().matches("(?i).*\\.img(\\.gz)?");
	}
}
