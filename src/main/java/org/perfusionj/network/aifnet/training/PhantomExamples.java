package org.perfusionj.network.aifnet.training;

import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

import org.perfusionj.curve.CurveMetrics;
import org.perfusionj.curve.TimeCurve;
import org.perfusionj.network.aifnet.CellGrid;
import org.perfusionj.network.aifnet.CellSeries;
import org.perfusionj.network.aifnet.InputSpec;
import org.perfusionj.phantom.Phantom;
import org.perfusionj.phantom.PhantomGenerator;
import org.perfusionj.phantom.PhantomSettings;
import org.perfusionj.phantom.PhantomSource;
import org.perfusionj.phantom.RaterPick;
import org.perfusionj.phantom.SeedRange;
import org.perfusionj.phantom.VesselTruth;
import org.perfusionj.phantom.scan.ScanOptions;
import org.perfusionj.preprocessing.ConcentrationSeries;
import org.perfusionj.preprocessing.Preprocessing;
import org.perfusionj.preprocessing.PreprocessingSettings;
import org.perfusionj.simulation.RandomStream;
import org.perfusionj.vascular.Vessel;
import org.perfusionj.work.Parallel;
import org.perfusionj.work.PerfusionException;
import org.perfusionj.work.WorkMonitor;

/**
 * Training examples from phantoms: one for each seed, with its own dose and motion, annotated by simulated rater 1. As in the
 * paper, the target is the noisy curve of the one voxel that a fallible rater chose, not the truth.
 */
public final class PhantomExamples {

	private static final int LEAST_SLICES = 2;
	private static final int MOST_SLICES = 8;
	private static final double LEAST_DOSE = 0.5;
	private static final double MOST_DOSE = 2;
	private static final double MOVING = 0.15;
	/** Earliest and latest peak of an artery that belongs to the arrival that was found, s after it: where motion was taken for the bolus, nothing can be learned. */
	private static final double EARLIEST_PEAK_S = 1;
	private static final double LATEST_PEAK_S = 18;
	/** The artery of an example is at least so high, HU, ... */
	private static final double LEAST_PEAK_HU = 60;
	/** ...and its first frames together are no higher than this part of it: they lie before the bolus. */
	private static final double MOST_BEFORE = 0.2;
	private static final int FRAMES_BEFORE = 3;

	private final PhantomSource source;
	private final InputSpec spec;

	/**
	 * @param source makes the phantoms
	 * @param spec what the network looks at
	 */
	public PhantomExamples(final PhantomSource source, final InputSpec spec) {
		this.source = source;
		this.spec = spec;
	}

	/** @return how to make the example of each seed, which is a patient of its own */
	public List<ExampleRecipe> recipes(final SeedRange seeds) {
		return seeds.stream().<ExampleRecipe>mapToObj(OfSeed::new).toList();
	}

	/** @return what all of these examples have in common, in words and numbers, by name; in order */
	public static Map<String, String> description() {
		final Map<String, String> description = new LinkedHashMap<>();
		description.put("phantom_version", PhantomGenerator.VERSION);
		description.put("slices", LEAST_SLICES + " to " + MOST_SLICES);
		description.put("dose", LEAST_DOSE + " to " + MOST_DOSE);
		description.put("motion", String.format(Locale.ROOT, "mild in %.0f %%, else none", 100 * MOVING));
		description.put("annotations", "simulated rater 1");
		return description;
	}

	/** The example of one seed. */
	private final class OfSeed implements ExampleRecipe {

		private final long seed;

		OfSeed(final long seed) {
			this.seed = seed;
		}

		@Override
		public String name() {
			return "phantom " + seed;
		}

		@Override
		public String patient() {
			return key();
		}

		@Override
		public String key() {
			return Long.toString(seed);
		}

		@Override
		public TrainingExample create(final Parallel parallel, final WorkMonitor monitor) {
			try {
				return PhantomExamples.this.create(seed, parallel, monitor);
			}
			catch (final PerfusionException none) {
				throw new UnusableExampleException(none.getMessage(), none);
			}
		}

		@Override
		public Optional<String> flaw(final TrainingExample example) {
			return PhantomExamples.this.flaw(example);
		}
	}

	/** An example whose artery does not rise from nothing to a peak in the frames of the network: the bolus was found where it is not. */
	private Optional<String> flaw(final TrainingExample example) {
		final double[] artery = example.annotation(Vessel.AIF).truth();
		int top = 0;
		for (int t = 1; t < artery.length; t++)
			if (artery[t] > artery[top]) top = t;
		double before = 0;
		for (int t = 0; t < FRAMES_BEFORE; t++)
			before += Math.abs(artery[t]);
		final double peakS = (top - TrainingExample.MARGIN) * spec.stepS() - spec.leadS();
		if (artery[top] > LEAST_PEAK_HU && before < MOST_BEFORE * artery[top] && peakS >= 0 && peakS <= LATEST_PEAK_S) return Optional.empty();
		return Optional.of(String.format(Locale.ROOT, "Its artery peaks with %.0f HU, %.1f s after the arrival that was found, and has %.0f HU in the first frames: it is too weak, or another arrival was found.", artery[top], peakS, before / FRAMES_BEFORE));
	}

	/**
	 * @param seed of the phantom and of how it is scanned
	 * @param parallel threads to use
	 * @param monitor progress and cancel
	 * @return the example; the same seed gives the same one
	 * @throws org.perfusionj.work.PerfusionException if there is none: no phantom, or one without a bolus
	 */
	public TrainingExample create(final long seed, final Parallel parallel, final WorkMonitor monitor) {
		final Phantom phantom = source.create(new PhantomSettings(seed, Optional.empty(), scan(seed)), parallel, monitor.part(0, 0.7));
		final ConcentrationSeries input = new Preprocessing().prepare(phantom.series(), PreprocessingSettings.DEFAULTS, parallel, monitor.part(0.7, 0.9)).unfiltered();
		final CellSeries cells = CellSeries.of(input, CellGrid.of(phantom.series().grid(), spec), parallel, monitor.part(0.9, 1));
		requireBolus(phantom, cells.arrivalS());
		final Map<Vessel, Annotation> annotations = new EnumMap<>(Vessel.class);
		final ExampleCells place = ExampleCells.of(cells, spec);
		final double firstS = phantom.series().times().firstS();
		for (final VesselTruth truth : List.of(phantom.truth().aif(), phantom.truth().vof())) {
			final RaterPick pick = truth.raters().get(0);
			annotations.put(truth.vessel(), new Annotation(sampled(pick.curve(), firstS, place), place.cell(pick.voxel()).stream().boxed().toList(), sampled(truth.expertCurve(), firstS, place)));
		}
		return TrainingExample.of("phantom " + seed, cells, spec, annotations);
	}

	/** Few slices at a time, which are cheaper, of all doses; some heads move a little. Motion is no subject of this network: heads that move much need motion correction before. */
	private static ScanOptions scan(final long seed) {
		final RandomStream random = new RandomStream(seed).named("training scan");
		final int slices = random.integer(LEAST_SLICES, MOST_SLICES);
		final double dose = random.logUniform(LEAST_DOSE, MOST_DOSE);
		final int motion = random.chance(MOVING) ? 1 : 0;
		final ScanOptions drawn = ScanOptions.DEFAULTS;
		return new ScanOptions(drawn.matrix(), drawn.pixelMm(), OptionalInt.of(slices), drawn.sliceMm(), drawn.frames(), drawn.frameIntervalS(), drawn.timing(), dose, motion);
	}

	private static void requireBolus(final Phantom phantom, final double arrivalS) {
		final TimeCurve artery = phantom.truth().aif().expertCurve();
		final double peakS = artery.time(0) - phantom.series().times().firstS() + CurveMetrics.of(artery).timeToPeakS() - arrivalS;
		if (!(peakS >= EARLIEST_PEAK_S && peakS <= LATEST_PEAK_S)) throw new PerfusionException(String.format(Locale.ROOT, "The arrival of the bolus was found at %.1f s, but its artery peaks %.1f s after that: motion was taken for the bolus.", arrivalS, peakS));
	}

	private static double[] sampled(final TimeCurve curve, final double firstS, final ExampleCells place) {
		final double[] clock = curve.times();
		for (int i = 0; i < clock.length; i++)
			clock[i] -= firstS;
		return place.sampled(clock, curve.values());
	}
}
