package org.perfusionj.io;

import java.io.IOException;
import java.nio.file.Path;

import org.perfusionj.curve.TimeGrid;
import org.perfusionj.series.Mask;
import org.perfusionj.series.SpatialGrid;
import org.perfusionj.series.Volume;
import org.perfusionj.work.WorkMonitor;

/** Writes maps, masks, labels and curves of all voxels in one file format. */
public interface VolumeWriter {

	/** @return name in macros: nifti or tiff */
	String key();

	/** @return ending of file names, with the dot */
	String extension();

	/**
	 * @param file file to write
	 * @param volume a map
	 * @param title name of the quantity
	 * @param unit of the values
	 * @param displayMin lower end of the display range
	 * @param displayMax upper end of the display range
	 * @throws IOException if it cannot be written
	 */
	void writeMap(Path file, Volume volume, String title, String unit, double displayMin, double displayMax) throws IOException;

	/**
	 * @param file file to write
	 * @param mask written as 1 inside, 0 outside
	 * @param title what the mask holds
	 * @throws IOException if it cannot be written
	 */
	void writeMask(Path file, Mask mask, String title) throws IOException;

	/**
	 * @param file file to write
	 * @param labels whole numbers from 0 to 255
	 * @param title what the labels are of
	 * @param meanings what the numbers mean, a few words: it may be cut where the format has little room
	 * @throws IOException if it cannot be written
	 */
	void writeLabels(Path file, Volume labels, String title, String meanings) throws IOException;

	/**
	 * @param file file to write
	 * @param curves one curve for each voxel, [slice][sample][voxel]
	 * @param grid voxel grid
	 * @param time of the samples, s
	 * @param title name of the quantity
	 * @param what the quantity in words
	 * @param unit of the values
	 * @param monitor progress and cancel
	 * @throws IOException if it cannot be written
	 */
	void writeCurves(Path file, float[][][] curves, SpatialGrid grid, TimeGrid time, String title, String what, String unit, WorkMonitor monitor) throws IOException;
}
