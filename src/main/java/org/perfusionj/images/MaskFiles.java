package org.perfusionj.images;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import ij.ImagePlus;
import ij.io.Opener;

import org.perfusionj.io.DecimalText;
import org.perfusionj.io.NiftiFile;
import org.perfusionj.io.NiftiVolumes;
import org.perfusionj.series.Mask;
import org.perfusionj.series.Orientation;
import org.perfusionj.series.SpatialGrid;
import org.perfusionj.series.Volume;
import org.perfusionj.work.PerfusionException;

/** Reads masks from NIfTI or TIFF files: a voxel that is not 0 is inside. */
public final class MaskFiles {

	private MaskFiles() {}

	/**
	 * @param file NIfTI or any image that ImageJ opens
	 * @param grid grid of the series
	 * @return the mask, on the grid of the series
	 * @throws IOException if the file cannot be read
	 * @throws PerfusionException if there is no such file, or the mask has another size
	 */
	public static Mask read(final Path file, final SpatialGrid grid) throws IOException {
		return placed(file, volume(file), grid);
	}

	/**
	 * As {@link #read}, of a file in which labels would be taken for something else.
	 *
	 * @throws PerfusionException also if it holds several numbers beside 0
	 */
	public static Mask readBinary(final Path file, final SpatialGrid grid) throws IOException {
		final Volume volume = volume(file);
		requireBinary(file, volume);
		return placed(file, volume, grid);
	}

	/**
	 * @param file for the message
	 * @param volume what it holds
	 * @throws PerfusionException if it holds several numbers beside 0
	 */
	public static void requireBinary(final Path file, final Volume volume) {
		float value = 0;
		for (int z = 0; z < volume.grid().slices(); z++)
			for (final float number : volume.plane(z)) {
				if (!Float.isFinite(number) || number == 0) continue;
				if (value != 0 && number != value) throw new PerfusionException(file + " is no mask: it holds 0, " + DecimalText.significant(value) + ", " + DecimalText.significant(number) + " ... Give a file with 0 outside and one other number inside: cut a map of probabilities at a threshold, and of labels choose those that are meant.");
				value = number;
			}
	}

	private static Volume volume(final Path file) throws IOException {
		if (!Files.exists(file)) throw new PerfusionException("The mask " + file + " does not exist. Check the path, or use mask=auto or mask=none.");
		return NiftiFile.hasNiftiName(file) ? NiftiVolumes.readVolume(file) : readImage(file);
	}

	private static Mask placed(final Path file, final Volume volume, final SpatialGrid grid) {
		if (!volume.grid().sameSize(grid)) throw new PerfusionException("The mask " + file + " is " + volume.grid().sizeText() + " voxels, the series " + grid.sizeText() + ". Use a mask of the same size.");
		final Mask mask = Mask.nonZero(volume);
		final boolean[][] planes = new boolean[grid.slices()][];
		for (int z = 0; z < planes.length; z++)
			planes[z] = mask.plane(z);
		return new Mask(grid, planes);
	}

	private static Volume readImage(final Path file) {
		final ImagePlus image = new Opener().openImage(file.toString());
		if (image == null) throw new PerfusionException("The mask " + file + " cannot be read as an image. Use NIfTI or TIFF.");
		if (image.getNFrames() > 1 || image.getNChannels() > 1) throw new PerfusionException("The mask " + file + " has several frames or channels. Use one image with as many slices as the series.");
		final Volume volume = new Volume(new SpatialGrid(image.getWidth(), image.getHeight(), image.getStackSize(), 1, 1, 1, Orientation.NONE));
		for (int z = 0; z < volume.grid().slices(); z++)
			ImageVolume.read(image.getStack().getProcessor(z + 1), image.getCalibration(), volume.plane(z));
		return volume;
	}
}
