package org.perfusionj.images;

import java.util.Arrays;

import net.imglib2.RandomAccessibleInterval;
import net.imglib2.img.basictypeaccess.PlanarAccess;
import net.imglib2.img.basictypeaccess.array.ArrayDataAccess;
import net.imglib2.type.numeric.RealType;
import net.imglib2.type.numeric.integer.ByteType;
import net.imglib2.type.numeric.integer.ShortType;
import net.imglib2.type.numeric.integer.UnsignedByteType;
import net.imglib2.type.numeric.integer.UnsignedShortType;
import net.imglib2.type.numeric.real.FloatType;
import net.imglib2.util.Util;

import ij.ImagePlus;
import ij.ImageStack;
import ij.gui.ImageWindow;
import ij.measure.Calibration;

import org.perfusionj.series.PerfusionSeries;
import org.perfusionj.series.SignalType;
import org.perfusionj.series.SpatialGrid;

/**
 * A perfusion series as an ImageJ hyperstack (1 x slices x frames), calibrated in mm, s and HU. Planes are shared with the
 * series wherever ImageJ has the pixel type: unsigned 8 and 16 bit, and 32-bit floats without rescale. Signed integers are
 * copied with ImageJ's offset (-32768 is pixel value 0), everything else as calibrated 32-bit floats.
 * Times, orientation and signal type are kept as {@link SeriesProperties} says.
 */
public final class SeriesWindow {

	/** Range in which CT is shown: from CSF to enhanced vessels, HU. */
	private static final double[] CT_RANGE = { 0, 100 };

	/** Small images are opened enlarged to about this size, pixels. */
	private static final int COMFORTABLE_SIZE = 512;

	private static final double LOW_PERCENTILE = 0.01;
	private static final double HIGH_PERCENTILE = 0.995;

	private SeriesWindow() {}

	/**
	 * @param series what to show
	 * @return a hyperstack, not yet shown, at the middle slice of the first frame
	 */
	public static ImagePlus of(final PerfusionSeries series) {
		final SpatialGrid grid = series.grid();
		final Pixels pixels = Pixels.of(series);
		final ImageStack stack = new ImageStack(grid.width(), grid.height());
		for (int t = 0; t < series.frames(); t++)
			for (int z = 0; z < grid.slices(); z++)
				stack.addSlice(null, pixels.plane(series, z, t));
		final ImagePlus image = new ImagePlus(series.name(), stack);
		image.setDimensions(1, grid.slices(), series.frames());
		image.setOpenAsHyperStack(true);
		final Calibration calibration = image.getCalibration();
		setSpacing(calibration, grid);
		// For a single frame there is no interval; 0 is what ImageJ shows then.
		calibration.frameInterval = series.frames() > 1 ? series.times().meanIntervalS() : 0;
		if (pixels.isCalibrated()) calibration.setFunction(Calibration.STRAIGHT_LINE, new double[] { pixels.intercept, pixels.slope }, series.signal().unit());
		else calibration.setValueUnit(series.signal().unit());
		SeriesProperties.write(image, series);
		image.setPosition(1, grid.slices() / 2 + 1, 1);
		final double[] range = range(series);
		image.setDisplayRange((range[0] - pixels.intercept) / pixels.slope, (range[1] - pixels.intercept) / pixels.slope);
		return image;
	}

	/**
	 * Shows a series; in ImageJ's batch mode it becomes an image without a window. Small images are enlarged by a whole number,
	 * so that single voxels can be pointed at.
	 *
	 * @param series what to show
	 * @return the hyperstack
	 */
	public static ImagePlus show(final PerfusionSeries series) {
		final ImagePlus image = of(series);
		image.show();
		final ImageWindow window = image.getWindow();
		final int factor = COMFORTABLE_SIZE / Math.max(image.getWidth(), image.getHeight());
		if (window == null || factor <= 1) return image;
		window.getCanvas().setMagnification(factor);
		window.getCanvas().setSize(image.getWidth() * factor, image.getHeight() * factor);
		window.pack();
		return image;
	}

	static void setSpacing(final Calibration calibration, final SpatialGrid grid) {
		calibration.pixelWidth = grid.spacingX();
		calibration.pixelHeight = grid.spacingY();
		calibration.pixelDepth = grid.spacingZ();
		calibration.setUnit("mm");
	}

	/** Range in calibrated values: fixed for CT, else the values of the middle slice without its darkest and brightest. */
	private static double[] range(final PerfusionSeries series) {
		if (series.signal() == SignalType.CT) return CT_RANGE;
		final float[] plane = new float[series.grid().planeSize()];
		series.planes().read(series.grid().slices() / 2, 0, plane);
		int finite = 0;
		for (final float value : plane)
			if (Float.isFinite(value)) plane[finite++] = value;
		if (finite == 0) return new double[] { 0, 1 };
		Arrays.sort(plane, 0, finite);
		final double low = plane[(int) (LOW_PERCENTILE * (finite - 1))];
		final double high = plane[(int) Math.ceil(HIGH_PERCENTILE * (finite - 1))];
		return new double[] { low, high > low ? high : low + 1 };
	}

	/** How the stored samples become ImageJ pixels, and how these are calibrated. */
	private enum Kind {
		SHARED, SIGNED_SHORT, SIGNED_BYTE, FLOAT
	}

	private static final class Pixels {

		private final Kind kind;
		private final double slope;
		private final double intercept;

		private Pixels(final Kind kind, final double slope, final double intercept) {
			this.kind = kind;
			this.slope = slope;
			this.intercept = intercept;
		}

		static Pixels of(final PerfusionSeries series) {
			final RandomAccessibleInterval<? extends RealType<?>> samples = series.storedSamples();
			if (!(samples instanceof PlanarAccess<?>) || samples.min(0) != 0 || samples.min(1) != 0) return new Pixels(Kind.FLOAT, 1, 0);
			final Object type = Util.getTypeFromInterval(samples);
			final double a = series.slope();
			final double b = series.intercept();
			if (type instanceof UnsignedShortType || type instanceof UnsignedByteType || type instanceof FloatType && a == 1 && b == 0) return new Pixels(Kind.SHARED, a, b);
			if (type instanceof ShortType) return new Pixels(Kind.SIGNED_SHORT, a, b + a * Short.MIN_VALUE);
			if (type instanceof ByteType) return new Pixels(Kind.SIGNED_BYTE, a, b + a * Byte.MIN_VALUE);
			return new Pixels(Kind.FLOAT, 1, 0);
		}

		boolean isCalibrated() {
			return slope != 1 || intercept != 0;
		}

		Object plane(final PerfusionSeries series, final int z, final int t) {
			return switch (kind) {
				case SHARED -> stored(series, z, t);
				case SIGNED_SHORT -> {
					final short[] plane = ((short[]) stored(series, z, t)).clone();
					for (int i = 0; i < plane.length; i++)
						plane[i] ^= Short.MIN_VALUE;
					yield plane;
				}
				case SIGNED_BYTE -> {
					final byte[] plane = ((byte[]) stored(series, z, t)).clone();
					for (int i = 0; i < plane.length; i++)
						plane[i] ^= Byte.MIN_VALUE;
					yield plane;
				}
				case FLOAT -> {
					final float[] plane = new float[series.grid().planeSize()];
					series.planes().read(z, t, plane);
					yield plane;
				}
			};
		}

		private static Object stored(final PerfusionSeries series, final int z, final int t) {
			final Object access = ((PlanarAccess<?>) series.storedSamples()).getPlane(z + series.grid().slices() * t);
			return ((ArrayDataAccess<?>) access).getCurrentStorageArray();
		}
	}
}
