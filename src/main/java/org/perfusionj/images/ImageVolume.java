package org.perfusionj.images;

import java.util.Optional;

import ij.ImagePlus;
import ij.measure.Calibration;
import ij.process.ImageProcessor;

import org.perfusionj.series.SourceVolume;
import org.perfusionj.series.SpatialGrid;
import org.perfusionj.series.Volume;
import org.perfusionj.work.PerfusionException;
import org.perfusionj.work.WorkMonitor;

/** An ImageJ image of one channel and one time seen as a volume: calibrated values, spacing in mm, and the orientation that {@link SeriesProperties} keeps. The image is left as it is. */
public final class ImageVolume {

	/** What ImageJ calls values without a unit. */
	private static final String NO_UNIT = "Gray Value";

	private ImageVolume() {}

	/**
	 * @param image 8, 16 or 32 bit; its planes are copied
	 * @param name for messages
	 * @param monitor told of assumptions
	 * @throws PerfusionException if it is a colour image or has several channels or times
	 */
	public static SourceVolume of(final ImagePlus image, final String name, final WorkMonitor monitor) {
		if (image.getBitDepth() == 24) throw new PerfusionException(name + " is a colour image, whose pixels are no measured values. Give the map itself (8, 16 or 32 bit).");
		if (image.getNFrames() > 1 || image.getNChannels() > 1) throw new PerfusionException(name + " has " + image.getNFrames() + " times and " + image.getNChannels() + " channels, but one 3D image is needed here. Give the map, or take it out of the stack (Image > Duplicate).");
		final ImageCalibration calibration = ImageCalibration.of(image, monitor);
		final SpatialGrid grid = HyperstackSeries.grid(image, image.getStackSize(), calibration, new SeriesProperties(image));
		final float[][] planes = new float[grid.slices()][grid.planeSize()];
		for (int z = 0; z < planes.length; z++) {
			monitor.check();
			read(image.getStack().getProcessor(z + 1), image.getCalibration(), planes[z]);
		}
		final String unit = image.getCalibration().getValueUnit();
		return new SourceVolume(name, new Volume(grid, planes), calibration.isLength(), unit == null || unit.isBlank() || unit.equals(NO_UNIT) ? Optional.empty() : Optional.of(unit));
	}

	/** Fills the plane with calibrated values: a signed 16 bit file holds them with an offset. */
	static void read(final ImageProcessor pixels, final Calibration calibration, final float[] plane) {
		final boolean calibrated = pixels.getBitDepth() != 32 && calibration.calibrated();
		for (int i = 0; i < plane.length; i++)
			plane[i] = calibrated ? (float) calibration.getCValue(pixels.get(i)) : pixels.getf(i);
	}
}
