package org.perfusionj.io.dicom;

import java.nio.file.Path;
import java.util.Optional;

/**
 * The header of one DICOM file.
 *
 * @param file the file
 * @param syntax how it is encoded
 * @param meta file meta information (group 0002)
 * @param data data set up to the pixel data
 * @param pixels where the pixel data are, if there are any
 * @param problem what is wrong with the file (it goes on "the file ..."), empty if it was read to its pixel data or end
 */
record ParsedFile(Path file, TransferSyntax syntax, DataSet meta, DataSet data, Optional<PixelLocation> pixels, String problem) {}
