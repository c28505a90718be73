package org.perfusionj.report;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;

import javax.imageio.ImageIO;

import org.perfusionj.io.FinishedFile;

/** Pictures as PNG files. */
final class PngFile {

	private PngFile() {}

	/**
	 * @param image what is written
	 * @param file is replaced when the new one is complete
	 * @throws IOException if the file cannot be written; the message names it
	 */
	static void write(final BufferedImage image, final Path file) throws IOException {
		FinishedFile.write(file, out -> {
			if (!ImageIO.write(image, "png", out)) throw new IOException("this Java has no PNG writer");
		});
	}
}
