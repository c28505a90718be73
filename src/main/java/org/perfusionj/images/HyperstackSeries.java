package org.perfusionj.images;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import net.imglib2.RandomAccessibleInterval;
import net.imglib2.img.basictypeaccess.array.ArrayDataAccess;
import net.imglib2.img.basictypeaccess.array.ByteArray;
import net.imglib2.img.basictypeaccess.array.FloatArray;
import net.imglib2.img.basictypeaccess.array.ShortArray;
import net.imglib2.img.planar.PlanarImg;
import net.imglib2.type.NativeType;
import net.imglib2.type.numeric.RealType;
import net.imglib2.type.numeric.integer.UnsignedByteType;
import net.imglib2.type.numeric.integer.UnsignedShortType;
import net.imglib2.type.numeric.real.FloatType;
import net.imglib2.util.Fraction;

import ij.ImagePlus;
import ij.ImageStack;

import org.perfusionj.io.ImageFileName;
import org.perfusionj.io.ReadOptions;
import org.perfusionj.io.SeriesMetadata;
import org.perfusionj.series.AcquisitionTimes;
import org.perfusionj.series.Orientation;
import org.perfusionj.series.PerfusionSeries;
import org.perfusionj.series.SignalType;
import org.perfusionj.series.SpatialGrid;
import org.perfusionj.work.PerfusionException;
import org.perfusionj.work.WorkMonitor;

/**
 * An ImageJ hyperstack (one channel, slices, frames; 8, 16 or 32 bit) seen as a perfusion series. Pixels are shared, not
 * copied; the image, its ROIs and its position are left as they are.
 */
public final class HyperstackSeries {

	/** Relative difference below which two spacings or intervals count as the same; a TIFF keeps about six digits. */
	private static final double SAME = 1e-4;

	/** The modality in the header text that ImageJ's DICOM opener keeps ("0008,0060  Modality: CT") and Bio-Formats keeps ("0008,0060 Modality = CT"). */
	private static final Pattern MODALITY = Pattern.compile("(?m)^\\s*0008,0060\\b[^:=\\n]*[:=]\\s*(\\w+)");

	private HyperstackSeries() {}

	/**
	 * Wraps an open image. Values are calibrated by the image's calibration function (HU for CT). Acquisition times come
	 * from {@code options.frameIntervalS}, else from the properties that {@link SeriesWindow} keeps in the image as long as
	 * they agree with it, else from the frame interval of Image &gt; Properties.
	 *
	 * @param image C x Z x T = 1 x slices x frames; or a plain stack if {@code options.slices} is given
	 * @param options what the user says beyond the image
	 * @param monitor told of assumptions
	 * @return a series that shares the image's pixels
	 * @throws PerfusionException if the image is no series (RGB, several channels, no time, one frame) or has no frame
	 *           interval, with what to do
	 */
	public static PerfusionSeries of(final ImagePlus image, final ReadOptions options, final WorkMonitor monitor) {
		return of(image, options, SeriesMetadata.of(image.getTitle(), options, monitor), monitor);
	}

	/** @param metadata what the user and the file beside the image's file say; it wins over what the image says */
	static PerfusionSeries of(final ImagePlus image, final ReadOptions options, final SeriesMetadata metadata, final WorkMonitor monitor) {
		final String title = "\"" + image.getTitle() + "\"";
		final int type = image.getType();
		if (type == ImagePlus.COLOR_RGB || type == ImagePlus.COLOR_256) throw new PerfusionException(title + " is a colour image, whose pixels are no measured values. Open the original series (8, 16 or 32 bit).");
		final StackOrder order = StackOrder.of(image, options);
		final ImageCalibration calibration = ImageCalibration.of(image, monitor);
		final SeriesProperties properties = new SeriesProperties(image);
		final SpatialGrid grid = grid(image, order.slices(), calibration, properties);
		final AcquisitionTimes times = metadata.times(order.frames(), order.slices(), calibration.frameIntervalS().orElse(0), () -> times(image, order, calibration, properties, monitor));
		final SignalType signal = metadata.signal(() -> properties.signal().orElseGet(() -> modality(image)));
		final String name = ImageFileName.stem(image.getTitle());
		final ImageStack stack = image.getImageStack();
		if (calibration.table() == null && !stack.isVirtual()) {
			final Optional<RandomAccessibleInterval<? extends RealType<?>>> shared = shared(stack, grid, order);
			if (shared.isPresent()) return metadata.withEchoTime(new PerfusionSeries(name, shared.get(), calibration.slope(), calibration.intercept(), grid, times, signal), properties.echoTimeMs());
		}
		final StackPlanes planes = new StackPlanes(stack, order, calibration);
		return metadata.withEchoTime(new PerfusionSeries(name, planes.image(grid.width(), grid.height()), 1, 0, grid, times, signal, planes), properties.echoTimeMs());
	}

	/** The stack's own arrays in (z, t) order, or empty if the stack makes its planes when they are asked for. */
	private static Optional<RandomAccessibleInterval<? extends RealType<?>>> shared(final ImageStack stack, final SpatialGrid grid, final StackOrder order) {
		final Object[] arrays = stack.getImageArray();
		if (arrays == null || arrays.length < order.slices() * order.frames()) return Optional.empty();
		final List<Object> planes = new ArrayList<>();
		for (int t = 0; t < order.frames(); t++)
			for (int z = 0; z < order.slices(); z++)
				planes.add(arrays[order.position(z, t) - 1]);
		final Object first = planes.get(0);
		if (first == null || planes.stream().anyMatch(plane -> plane == null || plane.getClass() != first.getClass())) return Optional.empty();
		final long[] dimensions = { grid.width(), grid.height(), order.slices(), order.frames() };
		if (first instanceof short[]) {
			final PlanarImg<UnsignedShortType, ShortArray> image = planar(planes.stream().map(plane -> new ShortArray((short[]) plane)).toList(), dimensions);
			image.setLinkedType(new UnsignedShortType(image));
			return Optional.of(image);
		}
		if (first instanceof byte[]) {
			final PlanarImg<UnsignedByteType, ByteArray> image = planar(planes.stream().map(plane -> new ByteArray((byte[]) plane)).toList(), dimensions);
			image.setLinkedType(new UnsignedByteType(image));
			return Optional.of(image);
		}
		if (first instanceof float[]) {
			final PlanarImg<FloatType, FloatArray> image = planar(planes.stream().map(plane -> new FloatArray((float[]) plane)).toList(), dimensions);
			image.setLinkedType(new FloatType(image));
			return Optional.of(image);
		}
		return Optional.empty();
	}

	private static <T extends NativeType<T>, A extends ArrayDataAccess<A>> PlanarImg<T, A> planar(final List<A> planes, final long[] dimensions) {
		return new PlanarImg<>(planes, dimensions, new Fraction());
	}

	/** @return the voxels of an image of that many slices: what its properties say as long as its calibration still agrees with them */
	static SpatialGrid grid(final ImagePlus image, final int slices, final ImageCalibration calibration, final SeriesProperties properties) {
		final int width = image.getWidth();
		final int height = image.getHeight();
		final double[] shown = calibration.spacingMm();
		final double[] exact = properties.spacingMm(width, height, slices).orElse(shown);
		boolean unchanged = true;
		for (int axis = 0; axis < 3; axis++)
			unchanged &= same(exact[axis], shown[axis]);
		final double[] spacing = unchanged ? exact : shown;
		// An affine of another voxel size would contradict the spacing that the user has set since.
		final Orientation orientation = unchanged ? properties.orientation(width, height, slices).orElse(Orientation.NONE) : Orientation.NONE;
		return new SpatialGrid(width, height, slices, spacing[0], spacing[1], spacing[2], orientation);
	}

	private static AcquisitionTimes times(final ImagePlus image, final StackOrder order, final ImageCalibration calibration, final SeriesProperties properties, final WorkMonitor monitor) {
		final Optional<AcquisitionTimes> kept = properties.times();
		if (kept.isPresent()) {
			final AcquisitionTimes times = kept.get();
			final boolean fits = times.frames() == order.frames() && (times.sameForAllSlices() || times.slices() == order.slices());
			if (fits && (calibration.frameIntervalS().isEmpty() || same(times.meanIntervalS(), calibration.frameIntervalS().getAsDouble()))) return times;
			monitor.log("Warning: the acquisition times kept in \"" + image.getTitle() + "\" (" + times.frames() + " frames, " + times.meanIntervalS() + " s apart on average) are not used: " + (fits ?
				"the frame interval has been changed since." : "the image now has " + order.frames() + " frames and " + order.slices() + " slices."));
		}
		return AcquisitionTimes.uniform(order.frames(), ImageCalibration.requireFrameIntervalS(image, order.frames()));
	}

	/** The modality of ImageJ's DICOM header, if there is one; CT where nothing is said. */
	private static SignalType modality(final ImagePlus image) {
		final String label = image.getStackSize() > 1 ? image.getImageStack().getSliceLabel(1) : null;
		final String info = image.getInfoProperty();
		final Matcher modality = MODALITY.matcher((label == null ? "" : label) + "\n" + (info == null ? "" : info));
		return modality.find() && modality.group(1).equalsIgnoreCase("MR") ? SignalType.MR : SignalType.CT;
	}

	private static boolean same(final double a, final double b) {
		return Math.abs(a - b) <= SAME * Math.max(Math.abs(a), Math.abs(b));
	}
}
