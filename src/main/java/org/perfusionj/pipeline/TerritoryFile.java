package org.perfusionj.pipeline;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import org.perfusionj.images.VolumeFiles;
import org.perfusionj.io.ImageFileName;
import org.perfusionj.io.LabelNames;
import org.perfusionj.segmentation.Territories;
import org.perfusionj.work.WorkMonitor;

/**
 * An image of labels of arterial territories, NIfTI or TIFF, and their names in a text file of the same name beside it ({@link LabelNames}; {@code atlas.txt} for {@code atlas.nii.gz}), if there is one.
 *
 * @param image file of the labels
 */
public record TerritoryFile(Path image) {

	/**
	 * @param monitor told of assumptions
	 * @return the territories
	 * @throws IOException if a file cannot be read
	 * @throws org.perfusionj.work.PerfusionException if one is no such file, with the reason and what to do
	 */
	public Territories read(final WorkMonitor monitor) throws IOException {
		return new Territories(image.getFileName().toString(), VolumeFiles.read(image, monitor).volume(), Files.isRegularFile(names()) ? LabelNames.read(names()) : Map.of());
	}

	/** @return the files that are read */
	public List<Path> files() {
		return Stream.of(image, names()).filter(Files::isRegularFile).toList();
	}

	private Path names() {
		return image.resolveSibling(ImageFileName.stem(image) + ".txt");
	}
}
