package org.perfusionj.io.dicom;

import java.nio.file.Path;

/**
 * A file that looks like a DICOM image, but cannot be used.
 *
 * @param file the file
 * @param problem what is wrong (it goes on "the file ...")
 * @param seriesInstanceUid the series it belongs to, empty if that cannot be known
 */
record DamagedFile(Path file, String problem, String seriesInstanceUid) {

	/** @return the whole sentence */
	String message() {
		return "The DICOM file " + file + " " + problem + ".";
	}
}
