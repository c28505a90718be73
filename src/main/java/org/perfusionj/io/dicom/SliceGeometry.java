package org.perfusionj.io.dicom;

import java.util.Arrays;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import org.perfusionj.series.Orientation;
import org.perfusionj.series.SpatialGrid;

/**
 * The voxel grid of sorted slices. Spacing along z is the true distance between slices along their normal. The affine is
 * that of DICOM PS3.3 C.7.6.2.1.1 with the third column from the positions of the first and the last slice, turned from
 * DICOM's patient system (x to the left, y to posterior) to RAS (x to the right, y to anterior).
 */
final class SliceGeometry {

	/** Distances between slices that differ by more than this fraction are reported. */
	private static final double UNEVEN = 0.01;
	/** Slices that are shifted against each other by more than this, mm over the whole stack, make a sheared grid (tilted gantry). */
	private static final double SHEAR_MM = 0.05;
	/** The same slice may move so far within its plane from frame to frame before that is reported, mm. */
	private static final double DRIFT_MM = 0.5;

	private final SliceStack stack;
	private final Frame first;
	private final Consumer<String> log;

	private SliceGeometry(final SliceStack stack, final Consumer<String> log) {
		this.stack = stack;
		this.first = stack.slices().get(0).get(0);
		this.log = log;
	}

	/**
	 * @param stack slices of equal numbers of images
	 * @param log told of guesses and oddities
	 */
	static SpatialGrid of(final SliceStack stack, final Consumer<String> log) {
		return new SliceGeometry(stack, log).grid();
	}

	private SpatialGrid grid() {
		final double[] inPlane = inPlane();
		final double between = betweenSlices();
		final Orientation orientation = stack.placed() ? orientation(inPlane, between) : Orientation.NONE;
		final PixelFormat format = first.image().format();
		return new SpatialGrid(format.columns(), format.rows(), stack.slices().size(), inPlane[1], inPlane[0], between, orientation);
	}

	/** @return mm along y, mm along x */
	private double[] inPlane() {
		final double[] spacing = first.place().spacing();
		if (spacing != null && spacing[0] > 0 && spacing[1] > 0) return spacing;
		final double[] detector = first.place().detectorSpacing();
		if (detector != null && detector[0] > 0 && detector[1] > 0) {
			log.accept("Warning: the DICOM files have no PixelSpacing. ImagerPixelSpacing is used, which is measured at the detector: volumes may be wrong.");
			return detector;
		}
		log.accept("Warning: the DICOM files have no PixelSpacing. 1 mm is assumed: volumes and smoothing widths may be wrong.");
		return new double[] { 1, 1 };
	}

	private double betweenSlices() {
		final int slices = stack.slices().size();
		if (slices > 1 && stack.spaced()) {
			final double[] gaps = IntStream.range(1, slices).mapToDouble(z -> stack.distances()[z] - stack.distances()[z - 1]).toArray();
			final double mean = (stack.distances()[slices - 1] - stack.distances()[0]) / (slices - 1);
			if (Arrays.stream(gaps).anyMatch(gap -> Math.abs(gap - mean) > Math.max(UNEVEN * mean, 0.02))) {
				final double smallest = Arrays.stream(gaps).min().orElseThrow();
				log.accept("Warning: the slices are not evenly spaced: " + Arrays.stream(gaps).mapToObj(gap -> String.format(Locale.ROOT, "%.2f", gap)).collect(Collectors.joining(", ")) + " mm apart. " + (Arrays.stream(gaps)
					.anyMatch(gap -> gap > 1.8 * smallest) ? "A slice may be missing. " : "") + "The mean distance (" + String.format(Locale.ROOT, "%.3f", mean) + " mm) is used.");
			}
			return mean;
		}
		final Frame.Place place = first.place();
		if (place.betweenSlices() > 0) return place.betweenSlices();
		if (place.thickness() > 0) {
			if (slices > 1) log.accept("Warning: the DICOM files have no slice positions. SliceThickness (" + place.thickness() + " mm) is used as the distance between slices.");
			return place.thickness();
		}
		log.accept("Warning: the DICOM files say neither where the slices are nor how thick they are. 1 mm is assumed: volumes will be wrong.");
		return 1;
	}

	private Orientation orientation(final double[] inPlane, final double between) {
		final double[] o = first.place().orientation();
		final double[] normal = SliceStack.normal(o);
		final double[] x = unit(o[0], o[1], o[2]);
		// y exactly at right angles to x, also where the header is rounded
		final double[] y = { normal[1] * x[2] - normal[2] * x[1], normal[2] * x[0] - normal[0] * x[2], normal[0] * x[1] - normal[1] * x[0] };
		final int slices = stack.slices().size();
		final double[] origin = position(0);
		final double[] last = position(slices - 1);
		final double[] step = new double[3];
		double shear = 0;
		for (int i = 0; i < 3; i++) {
			final double along = between * normal[i];
			step[i] = slices > 1 ? (last[i] - origin[i]) / (slices - 1) : along;
			shear += Math.pow((step[i] - along) * (slices - 1), 2);
		}
		final boolean sheared = Math.sqrt(shear) > SHEAR_MM;
		final double[] affine = new double[12];
		for (int i = 0; i < 3; i++) {
			final int sign = i < 2 ? -1 : 1;
			affine[4 * i] = sign * inPlane[1] * x[i];
			affine[4 * i + 1] = sign * inPlane[0] * y[i];
			affine[4 * i + 2] = sign * (sheared ? step[i] : between * normal[i]);
			affine[4 * i + 3] = sign * origin[i];
		}
		if (!sheared) return Orientation.scanner(affine);
		log.accept(String.format(Locale.ROOT, "The slices are shifted against each other by %.2f mm each (tilted gantry): the orientation is kept as a sheared transform; the images are not resampled.", Math.sqrt(shear) / (slices - 1)));
		return new Orientation(1, affine, 0, null);
	}

	/** @return mean position of the images of a slice, which may jitter */
	private double[] position(final int z) {
		final double[] sum = new double[3];
		final double[] reference = stack.slices().get(z).get(0).place().position();
		double drift = 0;
		for (final Frame frame : stack.slices().get(z))
			for (int i = 0; i < 3; i++) {
				sum[i] += frame.place().position()[i];
				drift = Math.max(drift, Math.abs(frame.place().position()[i] - reference[i]));
			}
		if (drift > DRIFT_MM) log.accept(String.format(Locale.ROOT, "Warning: images of slice %d are up to %.1f mm apart within their plane; the mean position is used.", z + 1, drift));
		for (int i = 0; i < 3; i++)
			sum[i] /= stack.slices().get(z).size();
		return sum;
	}

	private static double[] unit(final double a, final double b, final double c) {
		final double length = Math.sqrt(a * a + b * b + c * c);
		return new double[] { a / length, b / length, c / length };
	}
}
