package org.perfusionj.io;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;

import org.perfusionj.series.AcquisitionTimes;
import org.perfusionj.series.PerfusionSeries;
import org.perfusionj.series.SignalType;
import org.perfusionj.work.PerfusionException;
import org.perfusionj.work.WorkMonitor;

/**
 * What is known of a series beyond its samples, from whoever says it first: the user ({@link ReadOptions}), the JSON file
 * beside the image ({@link SeriesSidecar}), the image itself.
 */
public final class SeriesMetadata {

	/** Intervals that differ by more than this fraction disagree. */
	private static final double SAME_INTERVAL = 0.01;

	private final String name;
	private final ReadOptions options;
	private final Optional<SeriesSidecar> sidecar;
	private final WorkMonitor monitor;

	private SeriesMetadata(final String name, final ReadOptions options, final Optional<SeriesSidecar> sidecar, final WorkMonitor monitor) {
		this.name = name;
		this.options = options;
		this.sidecar = sidecar;
		this.monitor = monitor;
	}

	/**
	 * Of an image in memory, which has no sidecar.
	 *
	 * @param name of the image, for messages
	 * @param options what the user says
	 * @param monitor told where things come from
	 */
	public static SeriesMetadata of(final String name, final ReadOptions options, final WorkMonitor monitor) {
		return new SeriesMetadata(name, options, Optional.empty(), monitor);
	}

	/**
	 * Of an image file, with its sidecar if there is one.
	 *
	 * @param image the file; its name without ending stands in messages
	 * @param options what the user says
	 * @param monitor told where things come from
	 * @throws IOException if the sidecar cannot be read
	 * @throws PerfusionException if it is no JSON object
	 */
	public static SeriesMetadata ofFile(final Path image, final ReadOptions options, final WorkMonitor monitor) throws IOException {
		return new SeriesMetadata(ImageFileName.stem(image), options, SeriesSidecar.beside(image), monitor);
	}

	/**
	 * The user's interval wins. Else times that the sidecar lists, its interval, or the image's own times, in this order;
	 * then offsets of the slices that the sidecar lists are added, unless the slices have times of their own already.
	 *
	 * @param frames number of frames
	 * @param slices number of slices
	 * @param ownIntervalS what the image says, s; 0 = nothing. Only to tell where the sidecar disagrees
	 * @param own gives the image's own times; asked only if they are needed
	 * @throws PerfusionException if what the sidecar says does not fit the image, or nobody says anything
	 */
	public AcquisitionTimes times(final int frames, final int slices, final double ownIntervalS, final Supplier<AcquisitionTimes> own) {
		if (options.frameIntervalS() > 0) return AcquisitionTimes.uniform(frames, options.frameIntervalS());
		if (sidecar.isEmpty()) return own.get();
		final SeriesSidecar file = sidecar.get();
		final Optional<AcquisitionTimes> listed = file.listedTimes(frames, slices);
		if (listed.isPresent()) monitor.log(name + ": frame times are from " + file.fileName() + ".");
		final AcquisitionTimes times = listed.or(() -> file.intervalS().map(interval -> uniform(frames, interval, ownIntervalS))).orElseGet(own);
		final Optional<double[]> offsets = file.sliceOffsetsS(slices);
		if (offsets.isEmpty() || Arrays.stream(offsets.get()).allMatch(offset -> offset == offsets.get()[0])) return times;
		monitor.log(name + ": each slice has times of its own (SliceTiming in " + file.fileName() + ").");
		return file.withSliceOffsets(times, offsets.get());
	}

	private AcquisitionTimes uniform(final int frames, final double intervalS, final double ownIntervalS) {
		if (ownIntervalS > 0 && Math.abs(intervalS - ownIntervalS) > SAME_INTERVAL * intervalS) monitor.log(String.format(Locale.ROOT, "Warning: %s: the sidecar says %g s between frames, the header %g s; %g s is used.", name, intervalS,
			ownIntervalS, intervalS));
		return AcquisitionTimes.uniform(frames, intervalS);
	}

	/**
	 * @param own gives what the image says; asked only if it is needed
	 * @throws PerfusionException if the sidecar names an unknown signal
	 */
	public SignalType signal(final Supplier<SignalType> own) {
		if (options.signal().isPresent()) return options.signal().get();
		final Optional<SignalType> said = sidecar.flatMap(SeriesSidecar::signal);
		said.ifPresent(signal -> monitor.log("The sidecar file says that the series is " + signal.key() + "."));
		return said.orElseGet(own);
	}

	/**
	 * @param own what the image says, ms
	 * @return the series with its echo time, if anybody says one
	 */
	public PerfusionSeries withEchoTime(final PerfusionSeries series, final Optional<Double> own) {
		return sidecar.flatMap(SeriesSidecar::echoTimeMs).or(() -> own).map(series::withEchoTimeMs).orElse(series);
	}
}
