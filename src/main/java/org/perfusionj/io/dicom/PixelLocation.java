package org.perfusionj.io.dicom;

/**
 * Where the pixel data of a file are.
 *
 * @param offset of the value (of the first item if encapsulated), bytes from the start of the file, or of the inflated
 *          data set in a deflated file
 * @param length bytes, or -1 if encapsulated in fragments
 * @param words true if the value is a row of 16-bit words (matters for 8-bit samples in big endian files)
 */
record PixelLocation(long offset, long length, boolean words) {

	boolean encapsulated() {
		return length < 0;
	}
}
