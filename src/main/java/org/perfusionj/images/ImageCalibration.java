package org.perfusionj.images;

import java.util.Locale;
import java.util.OptionalDouble;

import ij.ImagePlus;
import ij.measure.Calibration;

import org.perfusionj.work.PerfusionException;
import org.perfusionj.work.WorkMonitor;

/** What ImageJ's Calibration says, in mm and s, and how pixel values become calibrated values. */
final class ImageCalibration {

	private static final double MM_PER_INCH = 25.4;

	private final double[] spacing;
	private final OptionalDouble frameIntervalS;
	private final double slope;
	private final double intercept;
	private final float[] table;
	private final boolean length;

	private ImageCalibration(final double[] spacing, final boolean length, final OptionalDouble frameIntervalS, final double slope, final double intercept, final float[] table) {
		this.spacing = spacing;
		this.length = length;
		this.frameIntervalS = frameIntervalS;
		this.slope = slope;
		this.intercept = intercept;
		this.table = table;
	}

	/**
	 * @param image 8-bit, 16-bit or 32-bit image
	 * @param monitor told of assumptions
	 */
	static ImageCalibration of(final ImagePlus image, final WorkMonitor monitor) {
		final Calibration calibration = image.getCalibration();
		final double[] spacing = { mm(calibration.pixelWidth, calibration.getXUnit(), "width", image, monitor), mm(calibration.pixelHeight, calibration.getYUnit(), "height", image, monitor), mm(calibration.pixelDepth,
			calibration.getZUnit(), "depth", image, monitor) };
		final boolean length = millimetres(calibration.getXUnit()) > 0;
		// ImageJ never applies a calibration function to 32-bit pixels.
		if (image.getBitDepth() == 32 || !calibration.calibrated()) return new ImageCalibration(spacing, length, interval(image), 1, 0, null);
		final double[] c = calibration.getCoefficients();
		if (calibration.getFunction() == Calibration.STRAIGHT_LINE && c != null && !calibration.zeroClip()) return new ImageCalibration(spacing, length, interval(image), c[1], c[0], null);
		final float[] table = new float[image.getBitDepth() == 8 ? 256 : 65536];
		for (int i = 0; i < table.length; i++)
			table[i] = (float) calibration.getCValue(i);
		return new ImageCalibration(spacing, length, interval(image), 1, 0, table);
	}

	/** @return mm between voxel centres along x, y and z */
	double[] spacingMm() {
		return spacing.clone();
	}

	/** @return whether the image says how large its pixels are, in a unit of length */
	boolean isLength() {
		return length;
	}

	/** @return s between frames, if the image says so in a unit of time */
	OptionalDouble frameIntervalS() {
		return frameIntervalS;
	}

	/**
	 * @return s between frames
	 * @throws PerfusionException if the image does not say so, or in a unit that is none of time
	 */
	static double requireFrameIntervalS(final ImagePlus image, final int frames) {
		final Calibration calibration = image.getCalibration();
		return interval(image).orElseThrow(() -> new PerfusionException(calibration.frameInterval > 0 ? "The frame interval of \"" + image.getTitle() + "\" is " + calibration.frameInterval + " " + calibration.getTimeUnit() +
			", which is no time. Set it in seconds with Image > Properties (for example 1.0 sec), or give frame_interval_s=." : "\"" + image.getTitle() + "\" does not say how far apart its " + frames +
				" frames are. Set the frame interval with Image > Properties (for example 1.0 sec), or give frame_interval_s=."));
	}

	/** @return slope of the straight line from pixel to calibrated values; 1 if there is a table */
	double slope() {
		return slope;
	}

	/** @return intercept of the straight line, 0 if there is a table */
	double intercept() {
		return intercept;
	}

	/** @return calibrated value of each pixel value for any other function, else null */
	float[] table() {
		return table;
	}

	private static double mm(final double size, final String unit, final String axis, final ImagePlus image, final WorkMonitor monitor) {
		if (size == 0 || !Double.isFinite(size)) {
			monitor.log("Warning: pixel " + axis + " of \"" + image.getTitle() + "\" is " + size + ": taken as 1 mm. Set it with Image > Properties.");
			return 1;
		}
		final double factor = millimetres(unit);
		if (factor == 0) monitor.log("Warning: pixel " + axis + " of \"" + image.getTitle() + "\" is " + size + " " + unit + ", which is no length: taken as " + Math.abs(size) + " mm. Set it with Image > Properties.");
		return Math.abs(size) * (factor == 0 ? 1 : factor);
	}

	/** @return mm in a unit of length, 0 if it is none */
	private static double millimetres(final String unit) {
		return switch (unit == null ? "" : unit.trim().toLowerCase(Locale.ROOT)) {
			case "mm", "millimeter", "millimeters", "millimetre", "millimetres" -> 1;
			case "cm", "centimeter", "centimeters", "centimetre", "centimetres" -> 10;
			case "m", "meter", "meters", "metre", "metres" -> 1000;
			// both code points of the Greek letter are in use
			case "um", "\u00b5m", "\u03bcm", "micron", "microns", "micrometer", "micrometre" -> 1e-3;
			case "nm", "nanometer", "nanometre" -> 1e-6;
			case "in", "inch", "inches", "\"" -> MM_PER_INCH;
			default -> 0;
		};
	}

	private static OptionalDouble interval(final ImagePlus image) {
		final Calibration calibration = image.getCalibration();
		if (!(calibration.frameInterval > 0)) return OptionalDouble.empty();
		final double factor = switch (calibration.getTimeUnit().trim().toLowerCase(Locale.ROOT)) {
			case "s", "sec", "secs", "second", "seconds" -> 1;
			case "ms", "msec", "msecs", "millisecond", "milliseconds" -> 1e-3;
			case "us", "usec", "\u00b5s", "\u03bcs", "microsecond", "microseconds" -> 1e-6;
			case "min", "mins", "minute", "minutes" -> 60;
			case "h", "hr", "hour", "hours" -> 3600;
			default -> 0;
		};
		return factor == 0 ? OptionalDouble.empty() : OptionalDouble.of(calibration.frameInterval * factor);
	}
}
