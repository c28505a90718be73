package org.perfusionj.commands;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

import org.perfusionj.evaluation.TissueFolder;
import org.perfusionj.evaluation.TissueNames;
import org.perfusionj.io.ImageFileName;
import org.perfusionj.io.OutputFolder;
import org.perfusionj.io.SeriesOpener;
import org.perfusionj.work.PerfusionException;
import org.perfusionj.work.WorkMonitor;

/**
 * A series in a folder of scans: each image in it is a scan, and each folder in it holds one, see {@link TissueFolder}.
 *
 * @param name of the scan
 * @param path file or folder of the series
 * @param folder where files that belong to the scan lie
 */
record SeriesInFolder(String name, Path path, Path folder) {

	/**
	 * @param folder of scans
	 * @param names what series are called in folders of their own
	 * @param opener knows the formats
	 * @param monitor told which folders hold no series
	 * @return the scans by name, at least one
	 * @throws IOException if a folder cannot be read
	 * @throws PerfusionException if there is none
	 */
	static List<SeriesInFolder> in(final Path folder, final TissueNames names, final SeriesOpener opener, final WorkMonitor monitor) throws IOException {
		final List<Path> entries;
		try (Stream<Path> list = Files.list(folder)) {
			entries = list.filter(entry -> !entry.getFileName().toString().startsWith(".")).sorted().toList();
		}
		final List<SeriesInFolder> found = new ArrayList<>();
		for (final Path entry : entries) {
			monitor.check();
			if (Files.isDirectory(entry)) add(entry, names, opener, found, monitor);
			else if (ImageFileName.isKnown(entry) && !TissueNames.isSecondOfPair(entry) && !isSlice(entry)) found.add(new SeriesInFolder(ImageFileName.stem(entry), entry, folder));
		}
		if (found.isEmpty() && opener.canOpen(folder)) found.add(new SeriesInFolder(folder.toAbsolutePath().normalize().getFileName().toString(), folder, folder));
		if (found.isEmpty()) throw new PerfusionException("There is no series in " + folder + ". Give a folder that holds series, or a folder for each of them.");
		return found;
	}

	private static void add(final Path place, final TissueNames names, final SeriesOpener opener, final List<SeriesInFolder> found, final WorkMonitor monitor) throws IOException {
		final String name = place.getFileName().toString();
		try {
			found.add(new SeriesInFolder(name, new TissueFolder(name, place).series(names, opener), place));
		}
		catch (final PerfusionException none) {
			if (!Files.exists(place.resolve(OutputFolder.FINISHED))) monitor.log("Warning: " + name + " is left out. " + none.getMessage());
		}
	}

	/** One of many files of a DICOM series. */
	private static boolean isSlice(final Path file) {
		return file.getFileName().toString().toLowerCase(Locale.ROOT).endsWith(".dcm");
	}
}
