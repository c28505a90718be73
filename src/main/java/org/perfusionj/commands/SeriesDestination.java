package org.perfusionj.commands;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import org.perfusionj.images.TiffWriter;
import org.perfusionj.io.ImageFileName;
import org.perfusionj.io.NiftiNotes;
import org.perfusionj.io.NiftiWriter;
import org.perfusionj.series.PerfusionSeries;
import org.perfusionj.work.PerfusionException;
import org.perfusionj.work.WorkMonitor;

/** Where the user wants a series written: a file (.nii, .nii.gz, .tif), or a folder in which it is named after the series. */
final class SeriesDestination {

	/** Name of the series in a folder. */
	static final String SERIES = "series";

	private final Path output;
	private final boolean overwrite;

	/**
	 * @param output file or folder; folders are made
	 * @param overwrite whether an existing file may be replaced
	 */
	SeriesDestination(final String output, final boolean overwrite) {
		this.output = Path.of(output.trim());
		this.overwrite = overwrite;
	}

	/** @return true if the output is a folder */
	boolean isFolder() {
		return Files.isDirectory(output) || !ImageFileName.isNifti(output) && !ImageFileName.isTiff(output);
	}

	/** @return the folder in which files are written */
	Path folder() {
		return isFolder() ? output : output.toAbsolutePath().getParent();
	}

	/** @return the file of the series: series.nii.gz in a folder */
	Path seriesFile() {
		return isFolder() ? output.resolve(SERIES + ".nii.gz") : output;
	}

	/**
	 * @param file to be written
	 * @throws PerfusionException if it exists and may not be replaced
	 */
	void checkFree(final Path file) {
		if (Files.exists(file) && !overwrite) throw new PerfusionException(file + " exists already. Choose another output, or give overwrite=true.");
	}

	/**
	 * @return the file that was written, with a JSON sidecar where NIfTI cannot hold the times
	 * @throws IOException if it cannot be written
	 * @throws PerfusionException if it exists and may not be replaced
	 */
	Path write(final PerfusionSeries series, final WorkMonitor monitor) throws IOException {
		final Path file = seriesFile();
		checkFree(file);
		Files.createDirectories(folder());
		if (ImageFileName.isTiff(file)) new TiffWriter().write(series, file);
		else new NiftiWriter().write(file, series, NiftiNotes.NONE, monitor);
		return file;
	}
}
