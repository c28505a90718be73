package org.perfusionj.images;

import java.io.IOException;
import java.nio.file.Path;

import ij.ImagePlus;

/** Opens a file with software that is not part of this one: what the host has installed. */
@FunctionalInterface
public interface ForeignOpener {

	/**
	 * @param file existing file
	 * @return the image in it that is the series (the one with the most planes), as a hyperstack
	 * @throws IOException if it cannot be read
	 */
	ImagePlus open(Path file) throws IOException;
}
