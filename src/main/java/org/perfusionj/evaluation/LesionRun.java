package org.perfusionj.evaluation;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import org.perfusionj.work.PerfusionException;

/**
 * Masks of a cohort that were found in one way, for example with the AIF of one rater.
 *
 * @param name in tables and plots
 * @param folder holds a folder for each case, or the masks of one case
 */
public record LesionRun(String name, Path folder) {

	/** Stands in the place of a run's name for the reference. */
	public static final String REFERENCE = "reference";

	/**
	 * @param folders at least one
	 * @param names one for each folder, or none: then they are called as their folders, as far above as it takes to tell them apart
	 * @throws PerfusionException if a folder is given twice, or the names are not as many, empty, given twice, or "reference"
	 */
	public static List<LesionRun> of(final List<Path> folders, final List<String> names) {
		final List<Path> places = folders.stream().map(folder -> folder.toAbsolutePath().normalize()).toList();
		final List<Path> twice = places.stream().filter(place -> places.indexOf(place) != places.lastIndexOf(place)).toList();
		if (!twice.isEmpty()) throw new PerfusionException(twice.get(0) + " is given twice. Give each folder of results once.");
		if (!names.isEmpty() && names.size() != folders.size()) throw new PerfusionException("There are " + folders.size() + " folders of results and " + names.size() + " names. Give a name for each, input first, or none.");
		final List<String> called = names.isEmpty() ? called(places) : names.stream().map(String::trim).toList();
		final List<LesionRun> runs = new ArrayList<>();
		for (int i = 0; i < places.size(); i++) {
			final String name = called.get(i);
			if (name.isEmpty() || name.equalsIgnoreCase(REFERENCE) || called.indexOf(name) != i) throw new PerfusionException("\"" + name + "\" cannot be the name of a run. Give each run with names= a name of its own that is not \"" + REFERENCE + "\".");
			runs.add(new LesionRun(name, folders.get(i)));
		}
		return runs;
	}

	private static List<String> called(final List<Path> places) {
		final int most = places.stream().mapToInt(Path::getNameCount).max().orElse(1);
		for (int depth = 1; depth < most; depth++) {
			final int parts = depth;
			final List<String> names = places.stream().map(place -> last(place, parts)).toList();
			if (names.stream().distinct().count() == names.size()) return names;
		}
		return places.stream().map(Path::toString).toList();
	}

	private static String last(final Path place, final int parts) {
		final List<String> names = new ArrayList<>();
		for (int i = Math.max(0, place.getNameCount() - parts); i < place.getNameCount(); i++)
			names.add(place.getName(i).toString());
		return String.join("/", names);
	}
}
