package org.perfusionj.images;

import java.util.List;

import org.perfusionj.io.NiftiReader;
import org.perfusionj.io.SeriesOpener;
import org.perfusionj.io.dicom.DicomReader;

/** All formats that can be opened, in the order in which they are tried: our own readers first, the host's last. */
public final class SeriesFormats {

	private SeriesFormats() {}

	/** @return an opener for NIfTI, DICOM, TIFF and what Bio-Formats opens, if the host has it */
	public static SeriesOpener opener() {
		return new SeriesOpener(List.of(new NiftiReader(), new DicomReader(), new TiffReader(), new BioFormatsReader()));
	}
}
