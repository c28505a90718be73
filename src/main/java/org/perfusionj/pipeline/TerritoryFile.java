package org.perfusionj.pipeline;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

import org.perfusionj.io.ImageFileName;
import org.perfusionj.io.LabelNames;
import org.perfusionj.io.NiftiFile;
import org.perfusionj.io.NiftiVolumes;
import org.perfusionj.segmentation.Territories;
import org.perfusionj.work.PerfusionException;

/** Reads arterial territories: a NIfTI volume of labels, and a text file with their names. */
public final class TerritoryFile {

	private TerritoryFile() {}

	/**
	 * @param labels NIfTI volume of labels, on the grid of the maps or placed in the patient by its header
	 * @param names text file of {@link LabelNames}; without one the file called as the labels and ending in .txt, if there is one
	 * @return the territories
	 * @throws IOException if a file cannot be read
	 * @throws PerfusionException if a file cannot be used, with the cure
	 */
	public static Territories read(final Path labels, final Optional<Path> names) throws IOException {
		if (!Files.isRegularFile(labels)) throw new PerfusionException("There is no file of territories " + labels + ".");
		if (!NiftiFile.hasNiftiName(labels)) throw new PerfusionException("The territories " + labels + " are not NIfTI. Save them as .nii.gz: its header says where they lie.");
		final Optional<Path> found = names.or(() -> Optional.of(labels.resolveSibling(ImageFileName.stem(labels) + ".txt")).filter(Files::isRegularFile));
		return new Territories(ImageFileName.stem(labels), NiftiVolumes.readVolume(labels), found.isPresent() ? LabelNames.read(found.get()) : Map.of());
	}
}
