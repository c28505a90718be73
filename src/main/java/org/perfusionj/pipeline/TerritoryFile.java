package org.perfusionj.pipeline;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import org.perfusionj.images.VolumeFiles;
import org.perfusionj.io.CsvTable;
import org.perfusionj.io.ImageFileName;
import org.perfusionj.segmentation.Territories;
import org.perfusionj.work.PerfusionException;
import org.perfusionj.work.WorkMonitor;

/**
 * An image of labels of arterial territories, NIfTI or TIFF, and their names in a CSV of the same name beside it ({@code label,name}), if there is one.
 *
 * @param image file of the labels
 */
public record TerritoryFile(Path image) {

	private static final String LABEL = "label";
	private static final String NAME = "name";

	/**
	 * @param monitor told of assumptions
	 * @return the territories
	 * @throws IOException if a file cannot be read
	 * @throws PerfusionException if one is no such file, with the reason and what to do
	 */
	public Territories read(final WorkMonitor monitor) throws IOException {
		final Map<Integer, String> names = new HashMap<>();
		if (Files.isRegularFile(names())) {
			final CsvTable table = CsvTable.read(names());
			if (!table.has(LABEL) || !table.has(NAME)) throw new PerfusionException(names() + " must have the columns " + LABEL + " and " + NAME + ". Correct or remove it.");
			for (int row = 0; row < table.size(); row++) {
				final double label = table.number(row, LABEL);
				if (label != Math.rint(label)) throw table.error(row, "has the label " + table.text(row, LABEL) + ", but labels are whole numbers.");
				names.put((int) label, table.text(row, NAME));
			}
		}
		return new Territories(image.getFileName().toString(), VolumeFiles.read(image, monitor).volume(), names);
	}

	/** @return the files that are read */
	public List<Path> files() {
		return Stream.of(image, names()).filter(Files::isRegularFile).toList();
	}

	private Path names() {
		return image.resolveSibling(ImageFileName.stem(image) + ".csv");
	}
}
