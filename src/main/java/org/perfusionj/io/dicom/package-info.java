/** Dynamic series from DICOM files: a small parser, the arrangement of images into slices and times, and their samples. */
package org.perfusionj.io.dicom;
