package org.perfusionj.io.dicom;

import java.io.IOException;
import java.nio.file.Path;

/**
 * Decodes the frames of compressed DICOM files (JPEG, JPEG-LS, JPEG 2000 ...), which this software cannot do itself: a
 * seam for a library that the host may have.
 */
public interface CompressedFrames {

	/** Decodes nothing. */
	CompressedFrames NONE = new CompressedFrames() {

		@Override
		public boolean available() {
			return false;
		}

		@Override
		public Object decode(final Path file, final int frame) {
			throw new UnsupportedOperationException("no decoder");
		}
	};

	/** @return true if {@link #decode} can be called in this host */
	boolean available();

	/**
	 * Decodes one frame of one file. Called by several threads at once.
	 *
	 * @param file a DICOM file with compressed pixel data, one grey sample a pixel
	 * @param frame index of the frame in that file, from 0
	 * @return the samples as they were stored before compression, x fastest, without the rescale slope and intercept:
	 *         {@code byte[]}, {@code short[]} or {@code int[]} as BitsAllocated is 8, 16 or 32, of Columns x Rows samples;
	 *         unsigned samples in all bits of the type
	 * @throws IOException if the file cannot be decoded
	 */
	Object decode(Path file, int frame) throws IOException;
}
