package org.perfusionj.preprocessing;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;

import org.perfusionj.series.Mask;
import org.perfusionj.series.PerfusionSeries;
import org.perfusionj.series.SeriesSlices;
import org.perfusionj.series.SignalType;
import org.perfusionj.series.SliceSource;
import org.perfusionj.series.SpatialGrid;
import org.perfusionj.series.Volume;
import org.perfusionj.work.Parallel;
import org.perfusionj.work.PerfusionException;
import org.perfusionj.work.WorkMonitor;

/**
 * From a dynamic series as it was measured to contrast concentration on a uniform time grid: checks the input, finds the
 * bolus, the baseline and the mask, and gives slices that are made when they are asked for. Nothing is copied: the
 * series is read slice by slice, once for the bolus and once for the pre-bolus mean.
 * <p>
 * The steps on a slice, in this order: raw samples, spatial filter, resampling in time, concentration. Each is a
 * {@link SliceSource} around the one before. Motion correction has two places: one that needs a slice alone is another SliceSource
 * around the raw samples; one that needs whole volumes is a step from PerfusionSeries to PerfusionSeries before this class (its result
 * may be a lazy ImgLib2 view, so that nothing is copied there either).
 * <p>
 * The pre-bolus mean image and the search for the bolus use unfiltered samples: averages over frames and over blocks
 * of voxels are quiet enough, and small vessels stay sharp.
 */
public final class Preprocessing {

	private static final int GUIDED_RADIUS = 2;
	private static final double GUIDED_EPSILON = 0.01;
	private static final double MOST = 0.5;
	/** Voxels in one piece of work. */
	private static final int PIECE = 4096;

	/**
	 * @param measured the series as it was measured
	 * @param settings what to do with it
	 * @param parallel threads to use
	 * @param monitor progress, cancellation, and notes and warnings as they arise
	 * @return concentration with mask and baseline; its slices are computed when they are loaded. With a concentration
	 *         input, uniform times and no filter they are the input samples, bit for bit
	 * @throws PerfusionException if the series is too short, has no bolus, is damaged, or the mask does not fit
	 * @throws java.util.concurrent.CancellationException if the monitor is cancelled
	 */
	public Prepared prepare(final PerfusionSeries measured, final PreprocessingSettings settings, final Parallel parallel, final WorkMonitor monitor) {
		final SignalType signal = settings.signal().orElse(measured.signal());
		// what follows (masks of tissue, tables) asks the series what its samples are
		final PerfusionSeries series = signal == measured.signal() ? measured : measured.withSignal(signal);
		final SpatialGrid grid = series.grid();
		checkFrames(series);
		settings.mask().given().ifPresent(mask -> checkMask(mask, grid));
		final ConcentrationModel model = ConcentrationModel.of(signal, settings.echoTimeMs().or(series::echoTimeMs));
		final Optional<SliceFilter> filter = filter(settings, signal);
		final TimeResampling plan = TimeResampling.of(series.times(), settings.stepS().map(OptionalDouble::of).orElseGet(OptionalDouble::empty));
		if (plan.grid().count() < PerfusionSeries.MIN_FRAMES) throw new PerfusionException("Resampling leaves " + plan.grid().count() + " frames, but at least " + PerfusionSeries.MIN_FRAMES + " are needed. Choose a smaller time step.");
		final Notes notes = new Notes(monitor);
		notes.note(plan.text(settings.interpolation()));

		final SliceSource raw = new SeriesSlices(series);
		final ResampledSlices resampled = plan.needed() ? new ResampledSlices(raw, plan, settings.interpolation()) : null;
		final SeriesScan scan = new SeriesScan(grid, signal, settings.mask().given());
		scan.read(raw, plan, resampled, parallel, monitor.part(0, 0.5));

		final Optional<SeriesScan.Strongest> bolus = signal == SignalType.CONCENTRATION ? Optional.empty() : scan.strongest(plan.grid());
		final Baseline baseline = signal == SignalType.CONCENTRATION ? null : baseline(bolus, scan, plan, signal, settings, notes);
		final Volume baselineImage = baseline == null ? scan.mean() : baselineImage(resampled == null ? raw : resampled, baseline, parallel, monitor.part(0.5, 0.9));
		monitor.progress(0.9, "Finding the mask");
		final Mask mask = mask(scan, signal, baselineImage, settings.mask(), notes, parallel, monitor);

		final SliceSource filtered = filter.isPresent() ? new FilteredSlices(raw, filter.get()) : raw;
		final SliceSource slices = concentration(filtered, plan, settings, model, baseline);
		final SliceSource unfiltered = filter.isPresent() ? concentration(raw, plan, settings, model, baseline) : slices;
		monitor.progress(1, "Preprocessing done");
		return new Prepared(new ConcentrationSeries(series, slices, plan.grid(), baseline, baselineImage, mask, scan.nonFiniteCount()), unfiltered, bolus.map(SeriesScan.Strongest::curve), notes.notes, notes.warnings);
	}

	private static SliceSource concentration(final SliceSource signal, final TimeResampling plan, final PreprocessingSettings settings, final ConcentrationModel model, final Baseline baseline) {
		return new ConcentrationSlices(ResampledSlices.whereNeeded(signal, plan, settings.interpolation()), model, baseline, plan.grid());
	}

	private static void checkFrames(final PerfusionSeries series) {
		if (series.frames() == 1) throw new PerfusionException("The image has one frame, so it is no dynamic series. If its " + series.grid().slices() + " slices are frames or slices x frames, tell ImageJ so (Image > Properties, or Image > Hyperstacks > Stack to Hyperstack) and try again.");
		if (series.frames() < PerfusionSeries.MIN_FRAMES) throw new PerfusionException("The series has " + series.frames() + " frames, but at least " + PerfusionSeries.MIN_FRAMES + " are needed to follow a bolus.");
	}

	private static void checkMask(final Mask mask, final SpatialGrid grid) {
		if (!mask.grid().sameSize(grid)) throw new PerfusionException("The mask has " + mask.grid().sizeText() + " voxels, the series " + grid.sizeText() + ". Give a mask of the same size, or use mask=auto or mask=none.");
		if (mask.count() == 0) throw new PerfusionException("The mask is empty: no voxel of it is different from 0. Give another mask, or use mask=auto or mask=none.");
	}

	private static Optional<SliceFilter> filter(final PreprocessingSettings settings, final SignalType signal) {
		return switch (settings.filter()) {
			case NONE -> Optional.empty();
			case GAUSSIAN -> Optional.of(new GaussianSliceFilter(settings.smoothingMm()));
			case GUIDED -> Optional.of(new GuidedSliceFilter(GUIDED_RADIUS, GUIDED_EPSILON, signal));
			case MEDIAN -> Optional.of(new MedianSliceFilter());
		};
	}

	private static Baseline baseline(final Optional<SeriesScan.Strongest> bolus, final SeriesScan scan, final TimeResampling plan, final SignalType signal, final PreprocessingSettings settings, final Notes notes) {
		if (bolus.isEmpty()) throw new PerfusionException("No bolus: " + (scan.nonFiniteCount() > scan.mean().grid().slices() * scan.mean().grid().planeSize() / 2 ? scan.nonFiniteCount() + " voxels hold NaN or infinite samples."
			: signal == SignalType.CT ? "no voxel looks like soft tissue or blood (-30 to 250 HU on average). Are the values HU? If the input already is a concentration use signal=concentration."
				: "the signal is not above zero. If the input already is a concentration use signal=concentration."));
		final Baseline baseline = BaselineFinder.find(bolus.get().curve(), bolus.get().noise(), plan.grid(), signal, settings.baselineEndS(), notes::warn);
		notes.note(String.format(Locale.ROOT, "Bolus arrives at %.1f s; baseline: frames %d to %d (%.1f to %.1f s)%s", baseline.arrivalS(), baseline.firstFrame() + 1, baseline.endFrame(), plan.grid().time(baseline.firstFrame()), plan.grid().time(
			baseline.endFrame() - 1), settings.baselineEndS().isPresent() ? ", as given" : ""));
		return baseline;
	}

	/** The second pass: mean of the pre-bolus frames. */
	private static Volume baselineImage(final SliceSource source, final Baseline baseline, final Parallel parallel, final WorkMonitor monitor) {
		final Volume image = new Volume(source.grid());
		final int voxels = source.grid().planeSize();
		for (int z = 0; z < source.grid().slices(); z++) {
			monitor.progress(z / (double) source.grid().slices(), "Averaging the baseline");
			final float[][] frames = source.load(z, parallel, monitor).frames();
			final float[] mean = image.plane(z);
			parallel.forEach((voxels + PIECE - 1) / PIECE, monitor, n -> ConcentrationSlices.mean(frames, baseline, mean, n * PIECE, Math.min(voxels, (n + 1) * PIECE)));
		}
		return image;
	}

	private static Mask mask(final SeriesScan scan, final SignalType signal, final Volume baselineImage, final MaskChoice choice, final Notes notes, final Parallel parallel, final WorkMonitor monitor) {
		final SpatialGrid grid = baselineImage.grid();
		final int damaged = scan.nonFiniteCount();
		final Mask wanted = choice.given().map(mask -> new Mask(grid, copy(mask))).orElseGet(() -> choice == MaskChoice.NONE ? Mask.all(grid) : automatic(scan, signal, baselineImage, parallel, monitor));
		final int before = wanted.count();
		final Mask finite = damaged == 0 ? wanted : wanted.minus(new Mask(grid, scan.nonFinite()));
		final int lost = before - finite.count();
		// an automatic mask is found among finite voxels: compare it with those that were lost to damage before
		if (lost > MOST * before || choice == MaskChoice.AUTO && scan.partlyFiniteCount() > before) throw new PerfusionException(String.format(Locale.ROOT, "%d of %d voxels in the mask hold NaN or infinite samples (%d in the whole image), so most of the image is unusable. "
			+ "Repair the series; if these voxels are only padding around the head, use mask=auto or give a mask without them.", lost, before, damaged));
		if (damaged > 0) notes.warn(damaged + " voxels hold NaN or infinite samples (" + lost + " of them in the mask) and are left out.");
		Mask result = finite;
		if (signal == SignalType.MR) {
			final Mask dark = finite.minus(positive(baselineImage));
			if (dark.count() > 0) notes.warn(dark.count() + " voxels of the mask have no pre-bolus signal above 0 and are left out.");
			result = finite.minus(dark);
		}
		if (result.count() == 0) throw new PerfusionException("The mask is empty: " + (signal == SignalType.CONCENTRATION ? "every sample is 0 or not a number" : "no voxel of it can be used") + ". Use mask=none or give a mask.");
		notes.note(String.format(Locale.ROOT, "Mask (%s): %d voxels, %.1f ml", choice.key(), result.count(), result.count() * grid.voxelVolumeMl()));
		return result;
	}

	private static Mask automatic(final SeriesScan scan, final SignalType signal, final Volume baselineImage, final Parallel parallel, final WorkMonitor monitor) {
		return switch (signal) {
			case CT -> new BrainMask(baselineImage, parallel, monitor).ofCt();
			case MR -> new BrainMask(baselineImage, parallel, monitor).ofMr();
			case CONCENTRATION -> new Mask(baselineImage.grid(), scan.nonZero()).minus(new Mask(baselineImage.grid(), scan.nonFinite()));
		};
	}

	private static Mask positive(final Volume image) {
		final boolean[][] planes = new boolean[image.grid().slices()][image.grid().planeSize()];
		for (int z = 0; z < planes.length; z++)
			for (int i = 0; i < planes[z].length; i++)
				planes[z][i] = image.plane(z)[i] > 0;
		return new Mask(image.grid(), planes);
	}

	private static boolean[][] copy(final Mask mask) {
		final boolean[][] planes = new boolean[mask.grid().slices()][];
		for (int z = 0; z < planes.length; z++)
			planes[z] = mask.plane(z).clone();
		return planes;
	}

	/** What was decided and what the user must know: told to the monitor and kept. */
	private static final class Notes {

		private final WorkMonitor monitor;
		private final List<String> notes = new ArrayList<>();
		private final List<String> warnings = new ArrayList<>();

		Notes(final WorkMonitor monitor) {
			this.monitor = monitor;
		}

		void note(final String text) {
			notes.add(text);
			monitor.log(text);
		}

		void warn(final String text) {
			warnings.add(text);
			monitor.log("Warning: " + text);
		}
	}
}
