package org.perfusionj.images;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import ij.ImagePlus;
import ij.io.Opener;

import org.perfusionj.io.NiftiFile;
import org.perfusionj.io.NiftiVolumes;
import org.perfusionj.series.Mask;
import org.perfusionj.series.Orientation;
import org.perfusionj.series.SpatialGrid;
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
		if (!Files.exists(file)) throw new PerfusionException("The mask " + file + " does not exist. Check the path, or use mask=auto or mask=none.");
		final Mask mask = NiftiFile.hasNiftiName(file) ? NiftiVolumes.readMask(file) : readImage(file);
		if (!mask.grid().sameSize(grid)) throw new PerfusionException("The mask " + file + " is " + mask.grid().sizeText() + " voxels, the series " + grid.sizeText() + ". Use a mask of the same size.");
		final boolean[][] planes = new boolean[grid.slices()][];
		for (int z = 0; z < planes.length; z++)
			planes[z] = mask.plane(z);
		return new Mask(grid, planes);
	}

	private static Mask readImage(final Path file) {
		final ImagePlus image = new Opener().openImage(file.toString());
		if (image == null) throw new PerfusionException("The mask " + file + " cannot be read as an image. Use NIfTI or TIFF.");
		if (image.getNFrames() > 1 || image.getNChannels() > 1) throw new PerfusionException("The mask " + file + " has several frames or channels. Use one image with as many slices as the series.");
		final SpatialGrid grid = new SpatialGrid(image.getWidth(), image.getHeight(), image.getStackSize(), 1, 1, 1, Orientation.NONE);
		final boolean[][] planes = new boolean[grid.slices()][grid.planeSize()];
		for (int z = 0; z < planes.length; z++)
			for (int i = 0; i < planes[z].length; i++)
				planes[z][i] = image.getStack().getProcessor(z + 1).getf(i) != 0;
		return new Mask(grid, planes);
	}
}
