package org.perfusionj.images;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import ij.ImagePlus;

import org.perfusionj.series.AcquisitionTimes;
import org.perfusionj.series.Orientation;
import org.perfusionj.series.PerfusionSeries;
import org.perfusionj.series.SignalType;
import org.perfusionj.series.SpatialGrid;
import org.perfusionj.work.PerfusionException;

/**
 * What an ImageJ window cannot hold in its own fields, kept as image properties and as lines {@code key=value} of the
 * Info text (Image &gt; Show Info). Both survive saving as TIFF. Numbers are separated by blanks.
 * <table>
 * <caption>Keys</caption>
 * <tr><td>{@code perfusionj.signal}</td><td>CT, MR or concentration</td></tr>
 * <tr><td>{@code perfusionj.echo_time_ms}</td><td>echo time of an MR series, ms, if it is known</td></tr>
 * <tr><td>{@code perfusionj.times_s}</td><td>acquisition time of each frame, s; one row a slice, separated by {@code ;},
 * where slices differ</td></tr>
 * <tr><td>{@code perfusionj.size}</td><td>width, height and slices for which spacing and orientation hold</td></tr>
 * <tr><td>{@code perfusionj.spacing_mm}</td><td>x, y and z spacing to full precision (a TIFF rounds its own)</td></tr>
 * <tr><td>{@code perfusionj.sform}, {@code perfusionj.qform}</td><td>NIfTI code, then the 12 numbers of the affine from
 * voxel indices to RAS+ mm, row by row</td></tr>
 * </table>
 */
public final class SeriesProperties {

	/** What all keys start with. */
	public static final String PREFIX = "perfusionj.";

	private static final String SIGNAL = PREFIX + "signal";
	private static final String ECHO_TIME = PREFIX + "echo_time_ms";
	private static final String TIMES = PREFIX + "times_s";
	private static final String SIZE = PREFIX + "size";
	private static final String SPACING = PREFIX + "spacing_mm";
	private static final String SFORM = PREFIX + "sform";
	private static final String QFORM = PREFIX + "qform";

	private final ImagePlus image;

	/** @param image where the properties are read */
	public SeriesProperties(final ImagePlus image) {
		this.image = image;
	}

	/** Writes geometry, times and signal of the series into a window made for it. */
	public static void write(final ImagePlus image, final PerfusionSeries series) {
		final Map<String, String> values = geometry(series.grid());
		values.put(SIGNAL, series.signal().key());
		series.echoTimeMs().ifPresent(ms -> values.put(ECHO_TIME, text(ms)));
		values.put(TIMES, IntStream.range(0, series.times().slices()).mapToObj(z -> text(series.times().times(z))).collect(Collectors.joining(";")));
		write(image, values);
	}

	/** Writes the geometry of a map or mask into a window made for it. */
	public static void write(final ImagePlus image, final SpatialGrid grid) {
		write(image, geometry(grid));
	}

	/**
	 * @return what the pixels are, if the image says so
	 * @throws PerfusionException if the property holds something else
	 */
	public Optional<SignalType> signal() {
		return value(SIGNAL).map(SignalType::of);
	}

	/**
	 * @return echo time, ms, if the image says so
	 * @throws PerfusionException if the property is not one number
	 */
	public Optional<Double> echoTimeMs() {
		return value(ECHO_TIME).map(text -> numbers(ECHO_TIME, text, 1)[0]);
	}

	/**
	 * @return acquisition times, if the image has them; they need not fit the image, which may have been cut since
	 * @throws PerfusionException if the property does not hold increasing numbers
	 */
	public Optional<AcquisitionTimes> times() {
		return value(TIMES).map(text -> AcquisitionTimes.perSlice(Arrays.stream(text.split(";")).map(row -> numbers(TIMES, row)).toArray(double[][]::new)));
	}

	/**
	 * @return orientation of the voxels, if the image has one and still is of the size it holds for
	 * @throws PerfusionException if the property does not hold a code and 12 numbers
	 */
	public Optional<Orientation> orientation(final int width, final int height, final int slices) {
		if (!holdsFor(width, height, slices)) return Optional.empty();
		final double[] sform = form(SFORM);
		final double[] qform = form(QFORM);
		if (sform == null && qform == null) return Optional.empty();
		return Optional.of(new Orientation(code(sform), affine(sform), code(qform), affine(qform)));
	}

	/**
	 * @return spacing in mm, if the image has one and still is of the size it holds for
	 * @throws PerfusionException if the property does not hold three numbers
	 */
	public Optional<double[]> spacingMm(final int width, final int height, final int slices) {
		return holdsFor(width, height, slices) ? value(SPACING).map(text -> numbers(SPACING, text, 3)) : Optional.empty();
	}

	private boolean holdsFor(final int width, final int height, final int slices) {
		return value(SIZE).map(text -> Arrays.equals(numbers(SIZE, text, 3), new double[] { width, height, slices })).orElse(false);
	}

	private Optional<String> value(final String key) {
		// getProp looks into the properties first and then for a line key=value of the Info text
		return Optional.ofNullable(image.getProp(key)).map(String::trim).filter(text -> !text.isEmpty());
	}

	private double[] form(final String key) {
		return value(key).map(text -> numbers(key, text, 13)).orElse(null);
	}

	private static int code(final double[] form) {
		return form == null ? 0 : (int) form[0];
	}

	private static double[] affine(final double[] form) {
		return form == null ? null : Arrays.copyOfRange(form, 1, 13);
	}

	private double[] numbers(final String key, final String text, final int count) {
		final double[] numbers = numbers(key, text);
		if (numbers.length != count) throw new PerfusionException("The property " + key + " of \"" + image.getTitle() + "\" must hold " + count + " numbers, but is \"" + text + "\". Correct or remove it.");
		return numbers;
	}

	private double[] numbers(final String key, final String text) {
		try {
			return Arrays.stream(text.trim().split("[\\s,]+")).mapToDouble(Double::parseDouble).toArray();
		}
		catch (final NumberFormatException notANumber) {
			throw new PerfusionException("The property " + key + " of \"" + image.getTitle() + "\" must hold numbers separated by blanks, but is \"" + text + "\". Correct or remove it.", notANumber);
		}
	}

	private static Map<String, String> geometry(final SpatialGrid grid) {
		final Map<String, String> values = new LinkedHashMap<>();
		values.put(SIZE, grid.width() + " " + grid.height() + " " + grid.slices());
		values.put(SPACING, text(grid.spacingX(), grid.spacingY(), grid.spacingZ()));
		final Orientation orientation = grid.orientation();
		if (orientation.sformCode() > 0) values.put(SFORM, orientation.sformCode() + " " + text(orientation.sform()));
		if (orientation.qformCode() > 0) values.put(QFORM, orientation.qformCode() + " " + text(orientation.qform()));
		return values;
	}

	private static String text(final double... numbers) {
		return Arrays.stream(numbers).mapToObj(SeriesProperties::text).collect(Collectors.joining(" "));
	}

	private static String text(final double number) {
		return number == Math.rint(number) && Math.abs(number) < 1e9 ? Long.toString((long) number) : Double.toString(number);
	}

	private static void write(final ImagePlus image, final Map<String, String> values) {
		final String before = image.getInfoProperty();
		final StringBuilder info = new StringBuilder();
		if (before != null) before.lines().filter(line -> !line.startsWith(PREFIX)).forEach(line -> info.append(line).append('\n'));
		values.forEach((key, value) -> {
			image.setProp(key, value);
			info.append(key).append('=').append(value).append('\n');
		});
		image.setProperty("Info", info.toString());
	}
}
