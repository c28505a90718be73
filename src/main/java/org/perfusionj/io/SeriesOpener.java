package org.perfusionj.io;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;

import org.perfusionj.series.PerfusionSeries;
import org.perfusionj.work.PerfusionException;
import org.perfusionj.work.WorkMonitor;

/** Opens a series of any format: the first reader that takes the file or folder reads it. */
public final class SeriesOpener {

	private final List<SeriesReader> readers;

	/** @param readers asked in this order */
	public SeriesOpener(final List<SeriesReader> readers) {
		this.readers = List.copyOf(readers);
	}

	/**
	 * @param path file or folder
	 * @param monitor progress and cancel
	 * @return the series in it, the one most likely to be the dynamic one first; at least one entry
	 * @throws IOException if it cannot be read
	 * @throws PerfusionException if it does not exist, is of no known format or holds no usable series, with what to do
	 */
	public List<SeriesEntry> list(final Path path, final WorkMonitor monitor) throws IOException {
		return reader(path).list(path, monitor);
	}

	/** @return true if the file or folder looks like a format that can be read here; cheap */
	public boolean canOpen(final Path path) {
		return readers.stream().anyMatch(reader -> reader.canRead(path));
	}

	/**
	 * @param path file or folder
	 * @param options what the user says about it
	 * @param monitor progress and cancel
	 * @return the series
	 * @throws IOException if it cannot be read
	 * @throws PerfusionException if it does not exist, is of no known format or holds no usable series, with what to do
	 */
	public PerfusionSeries open(final Path path, final ReadOptions options, final WorkMonitor monitor) throws IOException {
		return reader(path).read(path, options, monitor);
	}

	private SeriesReader reader(final Path path) {
		if (path.toString().isBlank()) throw new PerfusionException("No input is given. Give the path of a series, for example input=/data/case1.nii.gz");
		if (!Files.exists(path)) throw new PerfusionException("The input " + path + " does not exist. Check the path (a path with blanks stands in [brackets] in a macro and in quotes in a terminal).");
		if (!Files.isReadable(path)) throw new PerfusionException("The input " + path + " may not be read. Check its permissions.");
		return readers.stream().filter(reader -> reader.canRead(path)).findFirst().orElseThrow(() -> new PerfusionException(Files.isDirectory(path) ? "The folder " + path +
			" holds no DICOM image. Give a folder of DICOM files, or a single NIfTI or TIFF file." : "The input " + path + " is of no format that can be read here: " + readers.stream().map(
			SeriesReader::name).collect(Collectors.joining(", ")) + "."));
	}
}
