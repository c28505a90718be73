package org.perfusionj.io;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

import org.perfusionj.series.PerfusionSeries;
import org.perfusionj.work.WorkMonitor;

/** Reads dynamic series of one file format. */
public interface SeriesReader {

	/** @return name of the format for messages, for example "NIfTI" */
	String name();

	/** @return true if the file or folder looks like this format; cheap, never throws */
	boolean canRead(Path path);

	/**
	 * @param path file or folder
	 * @param monitor progress and cancel
	 * @return what is in it, the series most likely to be the dynamic one first; at least one entry
	 * @throws IOException if the file cannot be read
	 * @throws org.perfusionj.work.PerfusionException if its content is not usable, with the reason and what to do
	 */
	List<SeriesEntry> list(Path path, WorkMonitor monitor) throws IOException;

	/**
	 * @param path file or folder
	 * @param options what the user says about the file
	 * @param monitor progress and cancel
	 * @return the series
	 * @throws IOException if the file cannot be read
	 * @throws org.perfusionj.work.PerfusionException if it is truncated, corrupt or not a dynamic series, with the reason
	 *           and what to do
	 */
	PerfusionSeries read(Path path, ReadOptions options, WorkMonitor monitor) throws IOException;
}
