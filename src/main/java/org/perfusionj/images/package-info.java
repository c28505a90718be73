/** Adapters between the host's images (ImagePlus, Roi, TIFF and Bio-Formats files) and the values of this software. The only algorithms here are about pixels of a window. */
package org.perfusionj.images;
