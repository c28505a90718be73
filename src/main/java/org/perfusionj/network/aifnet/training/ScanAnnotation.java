package org.perfusionj.network.aifnet.training;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

import org.perfusionj.images.VascularRois;
import org.perfusionj.series.PerfusionSeries;

/** Where people have said the vessels of a scan are. */
interface ScanAnnotation {

	/** @return files that it was read from */
	List<Path> files();

	/** @return all that it says, for a checksum */
	String text();

	/**
	 * @param series the scan
	 * @return voxels of its AIF and VOF
	 * @throws IOException if a file cannot be read
	 * @throws org.perfusionj.work.PerfusionException if they do not fit the scan
	 */
	VascularRois of(PerfusionSeries series) throws IOException;
}
