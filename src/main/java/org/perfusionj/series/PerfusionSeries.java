package org.perfusionj.series;

import java.util.Optional;

import net.imglib2.RandomAccessibleInterval;
import net.imglib2.converter.Converters;
import net.imglib2.type.numeric.RealType;
import net.imglib2.type.numeric.real.FloatType;

import org.perfusionj.work.PerfusionException;

/**
 * An immutable dynamic series: a 4D view (x, y, z, t) of samples that somebody else holds (an image window, an array
 * read from a file), with acquisition times, geometry and what the numbers are. Nothing is copied.
 */
public final class PerfusionSeries {

	/** Fewer frames than this cannot show a bolus. */
	public static final int MIN_FRAMES = 10;

	private final String name;
	private final RandomAccessibleInterval<? extends RealType<?>> samples;
	private final double slope;
	private final double intercept;
	private final SpatialGrid grid;
	private final AcquisitionTimes times;
	private final SignalType signal;
	private final Optional<Double> echoTimeMs;
	private final PlaneReader reader;

	/**
	 * @param name shown in titles and tables
	 * @param samples stored samples, 4D: x, y, z, t
	 * @param slope calibrated value = slope * sample + intercept
	 * @param intercept see slope
	 * @param grid voxel grid, as large as the samples
	 * @param times acquisition times, one a frame
	 * @param signal what the calibrated values are
	 * @throws PerfusionException if the dimensions disagree
	 */
	public PerfusionSeries(final String name, final RandomAccessibleInterval<? extends RealType<?>> samples, final double slope, final double intercept, final SpatialGrid grid, final AcquisitionTimes times,
		final SignalType signal)
	{
		this(name, samples, slope, intercept, grid, times, signal, null, Optional.empty());
	}

	/**
	 * A series whose planes are best read in another way than through its 4D view, for example planes that are only
	 * loaded when they are asked for.
	 *
	 * @param planes gives the calibrated samples of the same image; null = through the samples
	 * @throws PerfusionException if the dimensions disagree
	 */
	public PerfusionSeries(final String name, final RandomAccessibleInterval<? extends RealType<?>> samples, final double slope, final double intercept, final SpatialGrid grid, final AcquisitionTimes times,
		final SignalType signal, final PlaneReader planes)
	{
		this(name, samples, slope, intercept, grid, times, signal, planes, Optional.empty());
	}

	private PerfusionSeries(final String name, final RandomAccessibleInterval<? extends RealType<?>> samples, final double slope, final double intercept, final SpatialGrid grid, final AcquisitionTimes times,
		final SignalType signal, final PlaneReader planes, final Optional<Double> echoTimeMs)
	{
		if (samples.numDimensions() != 4) throw new PerfusionException("A perfusion series needs four dimensions (x, y, z, time), but this image has " + samples.numDimensions() + ".");
		if (samples.dimension(0) != grid.width() || samples.dimension(1) != grid.height() || samples.dimension(2) != grid.slices()) throw new PerfusionException("The image is " + samples.dimension(0) + " x " + samples
			.dimension(1) + " x " + samples.dimension(2) + " voxels, its geometry says " + grid.sizeText() + ".");
		if (samples.dimension(3) != times.frames()) throw new PerfusionException("The series has " + samples.dimension(3) + " frames, but " + times.frames() + " acquisition times are given.");
		if (!times.sameForAllSlices() && times.slices() != grid.slices()) throw new PerfusionException("Acquisition times are given for " + times.slices() + " slices, the series has " + grid.slices() + ".");
		this.name = name;
		this.samples = samples;
		this.slope = slope;
		this.intercept = intercept;
		this.grid = grid;
		this.times = times;
		this.signal = signal;
		this.echoTimeMs = echoTimeMs;
		this.reader = planes == null ? ImagePlanes.readerOf(samples, slope, intercept) : planes;
	}

	/** @return name shown in titles and tables */
	public String name() {
		return name;
	}

	/** @return voxel grid */
	public SpatialGrid grid() {
		return grid;
	}

	/** @return acquisition times */
	public AcquisitionTimes times() {
		return times;
	}

	/** @return number of frames */
	public int frames() {
		return times.frames();
	}

	/** @return what the calibrated values are */
	public SignalType signal() {
		return signal;
	}

	/** @return echo time of an MR series, ms, if its file says so */
	public Optional<Double> echoTimeMs() {
		return echoTimeMs;
	}

	/** @return stored samples, 4D: x, y, z, t, without calibration */
	public RandomAccessibleInterval<? extends RealType<?>> storedSamples() {
		return samples;
	}

	/** @return slope of the calibration, see {@link #image()} */
	public double slope() {
		return slope;
	}

	/** @return intercept of the calibration, see {@link #image()} */
	public double intercept() {
		return intercept;
	}

	/** @return calibrated samples (slope * stored + intercept) as a lazy 4D view: x, y, z, t */
	public RandomAccessibleInterval<FloatType> image() {
		return Converters.convertRAI(samples, (in, out) -> out.setReal(slope * in.getRealDouble() + intercept), new FloatType());
	}

	/** @return the fast way to calibrated planes */
	public PlaneReader planes() {
		return reader;
	}

	/** @return the same samples with other acquisition times */
	public PerfusionSeries withTimes(final AcquisitionTimes newTimes) {
		return new PerfusionSeries(name, samples, slope, intercept, grid, newTimes, signal, reader, echoTimeMs);
	}

	/** @return the same samples read as another kind of signal */
	public PerfusionSeries withSignal(final SignalType newSignal) {
		return new PerfusionSeries(name, samples, slope, intercept, grid, times, newSignal, reader, echoTimeMs);
	}

	/** @return the same samples under another name */
	public PerfusionSeries withName(final String newName) {
		return new PerfusionSeries(newName, samples, slope, intercept, grid, times, signal, reader, echoTimeMs);
	}

	/** @return the same samples with an echo time, ms */
	public PerfusionSeries withEchoTimeMs(final double ms) {
		return new PerfusionSeries(name, samples, slope, intercept, grid, times, signal, reader, Optional.of(ms));
	}
}
