package org.perfusionj.images;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import ij.ImagePlus;
import ij.ImageStack;
import ij.process.ImageProcessor;

import org.perfusionj.io.ImageFileName;
import org.perfusionj.io.NiftiVolumes;
import org.perfusionj.series.SpatialGrid;
import org.perfusionj.series.Volume;
import org.perfusionj.work.PerfusionException;
import org.perfusionj.work.WorkMonitor;

/** Reads maps and masks, one volume in a file, NIfTI or TIFF, on the grid that the file states. */
public final class VolumeFiles {

	private VolumeFiles() {}

	/**
	 * @param file NIfTI or TIFF with one frame and one channel
	 * @param monitor told if a TIFF does not say how large its voxels are: they are taken as 1 mm
	 * @return the calibrated numbers
	 * @throws IOException if the file cannot be read
	 * @throws PerfusionException if there is no such file, or it is no such image; the message names it
	 */
	public static Volume read(final Path file, final WorkMonitor monitor) throws IOException {
		if (!Files.exists(file)) throw new PerfusionException("There is no file " + file + ". Check the path.");
		return ImageFileName.isTiff(file) ? tiff(file, monitor) : NiftiVolumes.readVolume(file);
	}

	private static Volume tiff(final Path file, final WorkMonitor monitor) throws IOException {
		final ImagePlus image = TiffReader.open(file);
		if (image.getNFrames() > 1 || image.getNChannels() > 1) throw new PerfusionException(file + " has several frames or channels, but one 3D volume is needed here.");
		if (image.getBitDepth() == 24) throw new PerfusionException(file + " is a colour image: its numbers are no values. Save it as an 8-, 16- or 32-bit image.");
		final ImageCalibration calibration = ImageCalibration.of(image, monitor);
		final SpatialGrid grid = HyperstackSeries.grid(image, image.getStackSize(), calibration, new SeriesProperties(image));
		final ImageStack stack = image.getStack();
		final float[][] planes = new float[grid.slices()][grid.planeSize()];
		final float[] table = calibration.table();
		for (int z = 0; z < planes.length; z++) {
			final ImageProcessor pixels = stack.getProcessor(z + 1);
			for (int i = 0; i < planes[z].length; i++)
				planes[z][i] = table == null ? (float) (calibration.slope() * pixels.getf(i) + calibration.intercept()) : table[pixels.get(i)];
		}
		return new Volume(grid, planes);
	}
}
