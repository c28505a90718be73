package org.perfusionj.images;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.perfusionj.io.ImageFileName;
import org.perfusionj.io.NiftiFile;
import org.perfusionj.io.NiftiVolumes;
import org.perfusionj.series.SourceVolume;
import org.perfusionj.work.PerfusionException;
import org.perfusionj.work.WorkMonitor;

/** Reads single volumes from NIfTI and TIFF files, with the unit that files of this software say. */
public final class VolumeFiles {

	/** How {@link org.perfusionj.io.NiftiVolumeWriter} describes a map. */
	private static final Pattern DESCRIPTION = Pattern.compile(".*\\((.+)\\), research use only");

	private VolumeFiles() {}

	/** @return true if the file is called like one that can be read here */
	public static boolean canRead(final Path file) {
		return Files.isRegularFile(file) && (NiftiFile.hasNiftiName(file) || ImageFileName.isTiff(file));
	}

	/**
	 * @param file NIfTI or TIFF with one 3D image
	 * @param monitor told of assumptions
	 * @return what is in it
	 * @throws IOException if it cannot be read
	 * @throws PerfusionException if there is no such file, it is of another format, truncated or damaged, or holds several times
	 */
	public static SourceVolume read(final Path file, final WorkMonitor monitor) throws IOException {
		if (!Files.exists(file)) throw new PerfusionException("There is no file " + file + ". Check the path.");
		monitor.check();
		if (NiftiFile.hasNiftiName(file)) {
			final Matcher described = DESCRIPTION.matcher(NiftiFile.open(file).header().description());
			return new SourceVolume(name(file), NiftiVolumes.readVolume(file), true, described.matches() ? Optional.of(described.group(1)) : Optional.empty());
		}
		if (!ImageFileName.isTiff(file)) throw new PerfusionException(file + " is neither NIfTI nor TIFF. Convert it to one of them.");
		return ImageVolume.of(TiffReader.open(file), name(file), monitor);
	}

	private static String name(final Path file) {
		return file.getFileName().toString();
	}
}
