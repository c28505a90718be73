package org.perfusionj.report;

import java.util.Arrays;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

import ij.ImagePlus;
import ij.ImageStack;
import ij.measure.Calibration;

import org.perfusionj.images.SeriesProperties;
import org.perfusionj.io.DecimalText;
import org.perfusionj.series.Mask;
import org.perfusionj.series.SpatialGrid;
import org.perfusionj.series.Volume;

/**
 * Makes the images of one case alike: titled by case and quantity, calibrated in mm, with colour table, display range, unit of
 * the values and a colour bar or legend as an overlay. Voxels lie as they are stored, so that ROIs fit the series, and the middle slice is in
 * front, as it is in the window of the series. Images share the planes of their volumes, and nothing is shown.
 */
final class CaseImages {

	private final String title;
	private final UnaryOperator<String> information;

	/**
	 * @param title first part of the images' titles
	 * @param information text of an image's information, made from the name of its quantity
	 */
	CaseImages(final String title, final UnaryOperator<String> information) {
		this.title = title;
		this.information = information;
	}

	/**
	 * @param key short name of the quantity, for the title and {@link MapWindows#MAP_PROPERTY}
	 * @param name of the quantity in words
	 * @param volume its values
	 * @param unit of the values
	 * @param display colours and range
	 * @param mask what the colour bar should not hide
	 */
	ImagePlus map(final String key, final String name, final Volume volume, final String unit, final MapDisplay display, final Mask mask) {
		final SpatialGrid grid = volume.grid();
		final ImageStack stack = new ImageStack(grid.width(), grid.height());
		for (int z = 0; z < grid.slices(); z++)
			stack.addSlice("slice " + (z + 1), volume.plane(z));
		final ImagePlus image = image(key, stack, grid.slices(), 1);
		finish(image, key, calibration(grid, unit), display, name + ", " + unit);
		SeriesProperties.write(image, grid);
		image.setOverlay(new ColorBarOverlay(mask, display, unit).overlay());
		return image;
	}

	/**
	 * @param key short name of the image, for the title and {@link MapWindows#MAP_PROPERTY}
	 * @param name of what is shown in words
	 * @param planes number of the category of each voxel, one plane for each slice
	 * @param mask grid of the voxels, and what the legend should not hide
	 * @param categories what the numbers mean
	 * @param legend those that the legend names
	 */
	ImagePlus categories(final String key, final String name, final byte[][] planes, final Mask mask, final List<Category> categories, final List<Category> legend) {
		final SpatialGrid grid = mask.grid();
		final ImageStack stack = new ImageStack(grid.width(), grid.height());
		for (int z = 0; z < grid.slices(); z++)
			stack.addSlice("slice " + (z + 1), planes[z]);
		final ImagePlus image = image(key, stack, grid.slices(), 1);
		image.setCalibration(calibration(grid, "label"));
		image.setLut(Category.lut(categories));
		image.setDisplayRange(0, 255);
		place(image, key, name + "\n" + categories.stream().map(category -> "  " + category.value() + " = " + category.name()).collect(Collectors.joining("\n")));
		image.setOverlay(new LegendOverlay(mask, legend).overlay());
		return image;
	}

	/** @return an image over slices and frames, named but without calibration and colours */
	ImagePlus image(final String key, final ImageStack stack, final int slices, final int frames) {
		final ImagePlus image = new ImagePlus(title + " " + key, stack);
		image.setDimensions(1, slices, frames);
		return image;
	}

	/** Gives an image everything but an overlay. */
	void finish(final ImagePlus image, final String key, final Calibration calibration, final MapDisplay display, final String what) {
		image.setCalibration(calibration);
		image.setLut(display.colors().lut());
		image.setDisplayRange(display.min(), display.max());
		place(image, key, what);
	}

	private void place(final ImagePlus image, final String key, final String what) {
		image.setPosition(1, image.getNSlices() / 2 + 1, 1);
		image.setProp(MapWindows.CASE_PROPERTY, title);
		image.setProp(MapWindows.MAP_PROPERTY, key);
		image.setProperty("Info", information.apply(what));
	}

	/** @return a calibration in mm */
	static Calibration calibration(final SpatialGrid grid, final String valueUnit) {
		final Calibration calibration = new Calibration();
		calibration.pixelWidth = grid.spacingX();
		calibration.pixelHeight = grid.spacingY();
		calibration.pixelDepth = grid.spacingZ();
		calibration.setUnit("mm");
		calibration.setValueUnit(valueUnit);
		return calibration;
	}

	/** @return a paragraph of an image's information that says where its voxels lie; empty if that is unknown */
	static String orientationText(final SpatialGrid grid) {
		final double[] affine = grid.orientation().affine();
		return affine == null ? "" : "\nVoxel index to mm (RAS+, rows of 4):\n" + row(affine, 0) + row(affine, 4) + row(affine, 8);
	}

	private static String row(final double[] affine, final int from) {
		return "  " + Arrays.stream(affine, from, from + 4).mapToObj(DecimalText::significant).collect(Collectors.joining(" ")) + "\n";
	}
}
