package org.perfusionj.io.dicom;

import java.nio.file.Path;

/**
 * One file with pixel data: what its frames share.
 *
 * @param file the file
 * @param syntax how it is encoded
 * @param pixels where its pixel data are
 * @param format how each frame is stored
 * @param frames number of frames
 * @param sopInstanceUid identifies the image
 * @param info what is said of the series
 */
record ImageFile(Path file, TransferSyntax syntax, PixelLocation pixels, PixelFormat format, int frames, String sopInstanceUid, DicomSeriesInfo info) {}
