package org.perfusionj.io.dicom;

/**
 * How one frame is stored.
 *
 * @param columns samples along x
 * @param rows samples along y
 * @param bitsAllocated bits of a cell: 8, 16 or 32 can be read
 * @param bitsStored bits of a cell that belong to the sample
 * @param highBit highest bit of the sample
 * @param signed true for two's complement samples
 * @param samplesPerPixel 1 for grey images
 * @param photometric MONOCHROME1, MONOCHROME2 or a colour space
 */
record PixelFormat(int columns, int rows, int bitsAllocated, int bitsStored, int highBit, boolean signed, int samplesPerPixel, String photometric) {

	static PixelFormat of(final DataSet data) {
		final int allocated = data.integer(DicomTag.BITS_ALLOCATED, 0);
		final int stored = data.integer(DicomTag.BITS_STORED, allocated);
		return new PixelFormat(data.integer(DicomTag.COLUMNS, 0), data.integer(DicomTag.ROWS, 0), allocated, stored, data.integer(DicomTag.HIGH_BIT, stored - 1), data.integer(DicomTag.PIXEL_REPRESENTATION, 0) == 1, data.integer(
			DicomTag.SAMPLES_PER_PIXEL, 1), data.string(DicomTag.PHOTOMETRIC_INTERPRETATION));
	}

	/** @return samples of a frame */
	int samples() {
		return Math.multiplyExact(columns, rows);
	}

	/** @return bytes of a frame that is not compressed */
	long frameBytes() {
		return (long) columns * rows * samplesPerPixel * bitsAllocated / 8;
	}

	/** @return true if it is a grey image */
	boolean isGrey() {
		return samplesPerPixel == 1 && !photometric.equals("PALETTE COLOR");
	}

	/** @return what is wrong with the format (it goes on "the file ..."), or empty */
	String problem() {
		if (columns < 1 || rows < 1) return "has no image size (Rows, Columns): it is no image or it is corrupt";
		if ((long) columns * rows > Integer.MAX_VALUE - 16) return "says that its images are " + columns + " x " + rows + " pixels, which cannot be read";
		if (bitsAllocated != 8 && bitsAllocated != 16 && bitsAllocated != 32) return "has samples of " + bitsAllocated + " bits (BitsAllocated); 8, 16 and 32 can be read";
		if (bitsStored < 1 || bitsStored > bitsAllocated || highBit < bitsStored - 1 || highBit >= bitsAllocated) return "has contradictory sample sizes (BitsAllocated " + bitsAllocated + ", BitsStored " + bitsStored + ", HighBit " +
			highBit + "): it is corrupt";
		return "";
	}
}
