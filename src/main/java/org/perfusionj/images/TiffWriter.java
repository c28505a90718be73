package org.perfusionj.images;

import java.io.IOException;
import java.nio.file.Path;

import ij.ImagePlus;
import ij.ImageStack;
import ij.io.FileInfo;
import ij.io.FileSaver;
import ij.io.TiffEncoder;
import ij.measure.Calibration;

import org.perfusionj.curve.TimeGrid;
import org.perfusionj.io.FinishedFile;
import org.perfusionj.series.PerfusionSeries;
import org.perfusionj.series.SpatialGrid;
import org.perfusionj.series.Volume;

/**
 * Writes series, maps, labels and residue functions as ImageJ TIFF, calibrated in mm and s, with the value unit. Orientation and
 * times go into the image properties and the Info text, see {@link SeriesProperties}. A file gets its name when it is
 * complete.
 */
public final class TiffWriter {

	/**
	 * @param series written with its stored numbers where ImageJ has the type, see {@link SeriesWindow}
	 * @param file replaced if it exists
	 * @throws IOException if it cannot be written
	 */
	public void write(final PerfusionSeries series, final Path file) throws IOException {
		save(SeriesWindow.of(series), file);
	}

	/**
	 * @param volume a map or mask, written as 32-bit floats
	 * @param title of the window that opens from the file
	 * @param unit of the values, for example "ml/100 g"
	 * @param displayMin lower end of the display range
	 * @param displayMax upper end of the display range
	 * @param file replaced if it exists
	 * @throws IOException if it cannot be written
	 */
	public void write(final Volume volume, final String title, final String unit, final double displayMin, final double displayMax, final Path file) throws IOException {
		final SpatialGrid grid = volume.grid();
		final ImageStack stack = new ImageStack(grid.width(), grid.height());
		for (int z = 0; z < grid.slices(); z++)
			stack.addSlice(null, volume.plane(z));
		final ImagePlus image = calibrated(title, stack, grid, unit);
		image.setDisplayRange(displayMin, displayMax);
		save(image, file);
	}

	/**
	 * @param labels whole numbers from 0 to 255, written as bytes
	 * @param title of the window that opens from the file
	 * @param meanings what the numbers mean
	 * @param file replaced if it exists
	 * @throws IOException if it cannot be written
	 * @throws IllegalArgumentException if a value is no such number
	 */
	public void writeLabels(final Volume labels, final String title, final String meanings, final Path file) throws IOException {
		final SpatialGrid grid = labels.grid();
		final ImageStack stack = new ImageStack(grid.width(), grid.height());
		int largest = 1;
		for (int z = 0; z < grid.slices(); z++) {
			final byte[] plane = new byte[grid.planeSize()];
			for (int i = 0; i < plane.length; i++) {
				final int label = (int) labels.plane(z)[i];
				if (label != labels.plane(z)[i] || label < 0 || label > 255) throw new IllegalArgumentException(labels.plane(z)[i] + " is no label of 8 bits");
				plane[i] = (byte) label;
				largest = Math.max(largest, label);
			}
			stack.addSlice(null, plane);
		}
		final ImagePlus image = calibrated(title, stack, grid, "label");
		image.setDisplayRange(0, largest);
		image.setProp("Labels", meanings);
		save(image, file);
	}

	/**
	 * @param curves one curve for each voxel, [slice][sample][voxel], written as a hyperstack of 32-bit floats with the samples as
	 *          frames
	 * @param grid voxel grid
	 * @param time of the samples, s
	 * @param title of the window that opens from the file
	 * @param unit of the values, for example "1/s"
	 * @param file replaced if it exists
	 * @throws IOException if it cannot be written
	 */
	public void write(final float[][][] curves, final SpatialGrid grid, final TimeGrid time, final String title, final String unit, final Path file) throws IOException {
		final ImageStack stack = new ImageStack(grid.width(), grid.height());
		float max = 0;
		for (int t = 0; t < time.count(); t++)
			for (int z = 0; z < grid.slices(); z++) {
				stack.addSlice(null, curves[z][t]);
				for (final float value : curves[z][t])
					max = Math.max(max, value);
			}
		final ImagePlus image = calibrated(title, stack, grid, unit);
		image.setDimensions(1, grid.slices(), time.count());
		image.setOpenAsHyperStack(true);
		image.getCalibration().frameInterval = time.stepS();
		image.setDisplayRange(0, max > 0 ? max : 1);
		save(image, file);
	}

	private static ImagePlus calibrated(final String title, final ImageStack stack, final SpatialGrid grid, final String unit) {
		final ImagePlus image = new ImagePlus(title, stack);
		final Calibration calibration = image.getCalibration();
		SeriesWindow.setSpacing(calibration, grid);
		calibration.setValueUnit(unit);
		SeriesProperties.write(image, grid);
		return image;
	}

	/** As FileSaver does it, but a failure is thrown and not shown in a dialog. */
	private static void save(final ImagePlus image, final Path file) throws IOException {
		final FileInfo info = image.getFileInfo();
		info.info = image.getInfoProperty();
		info.description = new FileSaver(image).getDescriptionString();
		info.properties = image.getPropertiesAsArray();
		FinishedFile.write(file, out -> new TiffEncoder(info).write(out));
	}
}
