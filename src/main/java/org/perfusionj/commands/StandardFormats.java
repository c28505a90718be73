package org.perfusionj.commands;

import java.util.List;

import org.perfusionj.images.BioFormatsFrames;
import org.perfusionj.images.BioFormatsReader;
import org.perfusionj.images.TiffReader;
import org.perfusionj.io.NiftiReader;
import org.perfusionj.io.SeriesOpener;
import org.perfusionj.io.dicom.DicomReader;

/** Every format of series that the commands read. */
final class StandardFormats {

	private StandardFormats() {}

	/** @return an opener for NIfTI, TIFF and DICOM, and for all else through the host's Bio-Formats */
	static SeriesOpener opener() {
		return new SeriesOpener(List.of(new NiftiReader(), new TiffReader(), new DicomReader(new BioFormatsFrames()), new BioFormatsReader()));
	}
}
