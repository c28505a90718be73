package org.perfusionj.evaluation;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.ToDoubleFunction;

import org.perfusionj.curve.TimeCurve;
import org.perfusionj.maps.MapRequest;
import org.perfusionj.maps.PerfusionMap;
import org.perfusionj.maps.PerfusionMethod;
import org.perfusionj.phantom.Phantom;
import org.perfusionj.phantom.PhantomSource;
import org.perfusionj.phantom.VesselTruth;
import org.perfusionj.phantom.perfusion.Occlusion;
import org.perfusionj.pipeline.AnalysisSettings;
import org.perfusionj.pipeline.PerfusionAnalysis;
import org.perfusionj.pipeline.PerfusionResult;
import org.perfusionj.preprocessing.ConcentrationSeries;
import org.perfusionj.preprocessing.Preprocessing;
import org.perfusionj.series.Mask;
import org.perfusionj.series.Volume;
import org.perfusionj.series.Voxel;
import org.perfusionj.vascular.Contributions;
import org.perfusionj.vascular.VascularFunction;
import org.perfusionj.work.Parallel;
import org.perfusionj.work.PerfusionException;
import org.perfusionj.work.WorkMonitor;

/**
 * Measures estimators of AIF and VOF, and methods with the whole pipeline around them, on phantoms: one phantom at a time, so
 * that the memory does not grow with their number. What fails on a phantom becomes a row without numbers that says why, and
 * the evaluation goes on.
 */
public final class PhantomEvaluation {

	/** The maps whose truth is known, in the order of the tables. The delay (BAD) of a method that does not estimate it is its Tmax. */
	public static final List<PerfusionMap> MAPS = List.of(PerfusionMap.CBF, PerfusionMap.CBV, PerfusionMap.MTT, PerfusionMap.BAD, PerfusionMap.TMAX);

	/** Parts of the work on one phantom. */
	private static final double MADE = 0.4;
	private static final double PREPARED = 0.45;
	private static final double RULED = 0.5;

	private final PhantomEvaluationSettings settings;
	private final PhantomSource source;
	private final HeapMeter heap = new HeapMeter();

	/**
	 * @param settings what is evaluated
	 * @param source makes the phantoms
	 */
	public PhantomEvaluation(final PhantomEvaluationSettings settings, final PhantomSource source) {
		this.settings = settings;
		this.source = source;
	}

	/**
	 * @param parallel threads to use
	 * @param monitor progress, cancel, and one line in the log for each phantom
	 * @return all scores
	 * @throws PerfusionException if no phantom could be made, with the reason
	 * @throws java.util.concurrent.CancellationException if the monitor is cancelled
	 */
	public PhantomScores run(final Parallel parallel, final WorkMonitor monitor) {
		final Rows rows = new Rows();
		final long[] seeds = settings.seeds().stream().toArray();
		for (int i = 0; i < seeds.length; i++) {
			monitor.check();
			final long start = System.nanoTime();
			final String place = "Phantom " + (i + 1) + " of " + seeds.length + " (seed " + seeds[i] + "): ";
			evaluate(seeds[i], rows, parallel, new Quiet(monitor.part((double) i / seeds.length, (i + 1.0) / seeds.length), place));
			monitor.log(rows.describe(seeds[i]) + String.format(Locale.ROOT, "; %.1f s", FoundFunctions.secondsSince(start)));
		}
		if (rows.runs.stream().filter(CaseRun::isPhantom).noneMatch(run -> run.message().isEmpty())) throw new PerfusionException("No phantom could be made. " + rows.runs.get(0).message());
		monitor.progress(1, "Evaluated " + seeds.length + (seeds.length == 1 ? " phantom" : " phantoms"));
		return rows.scores();
	}

	private void evaluate(final long seed, final Rows rows, final Parallel parallel, final WorkMonitor monitor) {
		heap.start();
		final long start = System.nanoTime();
		final Phantom phantom;
		try {
			phantom = source.create(settings.phantom(seed), parallel, monitor.part(0, MADE));
		}
		catch (final PerfusionException impossible) {
			rows.runs.add(new CaseRun(seed, "", "", "", Occlusion.NONE, 0, 0, Double.NaN, FoundFunctions.secondsSince(start), heap.peakMb(), impossible.getMessage()));
			return;
		}
		rows.runs.add(run(phantom, "", "", FoundFunctions.secondsSince(start), ""));
		new OnePhantom(phantom, rows, parallel, monitor).evaluate();
	}

	private CaseRun run(final Phantom phantom, final String method, final String estimator, final double seconds, final String message) {
		return new CaseRun(phantom.settings().seed(), method, estimator, phantom.anatomy(), phantom.occlusion(), phantom.series().grid().slices(), phantom.series().frames(), phantom.series().times().meanIntervalS(), seconds, heap.peakMb(),
			message);
	}

	/** The work on one phantom. */
	private final class OnePhantom {

		private final Phantom phantom;
		private final long seed;
		private final Rows rows;
		private final Parallel parallel;
		private final WorkMonitor monitor;
		private final MapAgreement agreement;
		private final Map<EvaluationTissue, Mask> tissues = new EnumMap<>(EvaluationTissue.class);

		OnePhantom(final Phantom phantom, final Rows rows, final Parallel parallel, final WorkMonitor monitor) {
			this.phantom = phantom;
			this.seed = phantom.settings().seed();
			this.rows = rows;
			this.parallel = parallel;
			this.monitor = monitor;
			this.agreement = new MapAgreement(phantom.truth());
			if (settings.lesionsOnly()) return;
			for (final EvaluationTissue tissue : EvaluationTissue.values())
				tissues.put(tissue, tissue.of(phantom.truth()));
		}

		private PhantomLesions lesions(final Optional<Volume> image) {
			return new PhantomLesions(phantom, image, settings.rules(), rows.lesions);
		}

		void evaluate() {
			final List<VesselTruth> vessels = List.of(phantom.truth().aif(), phantom.truth().vof());
			vessels.forEach(this::scoreRaters);
			final ConcentrationSeries input;
			try {
				input = new Preprocessing().prepare(phantom.series(), settings.preprocessing(), parallel, monitor.part(MADE, PREPARED)).unfiltered();
			}
			catch (final PerfusionException unusable) {
				final PhantomLesions lesions = lesions(Optional.empty());
				lesions.ceilings(parallel, monitor.part(MADE, PREPARED));
				for (final VascularChoice choice : settings.estimators()) {
					if (choice.isEstimate()) vessels.forEach(truth -> rows.vascular.add(VascularScore.failed(seed, truth.vessel(), choice.name(), truth.branch(), Double.NaN, unusable.getMessage())));
					settings.methods().forEach(method -> failed(method, choice, lesions, 0, unusable));
				}
				return;
			}
			final PhantomLesions lesions = lesions(Optional.of(input.baselineImage()));
			lesions.ceilings(parallel, monitor.part(PREPARED, RULED));
			final int steps = settings.estimators().size() * (1 + settings.methods().size());
			int done = 0;
			for (final VascularChoice choice : settings.estimators()) {
				final FoundFunctions found = new FoundFunctions(choice.name(), choice.estimator(phantom), input, parallel, step(done++, steps));
				if (choice.isEstimate()) vessels.forEach(truth -> scoreEstimate(choice.name(), truth, found.of(truth.vessel())));
				for (final PerfusionMethod method : settings.methods())
					analyse(method, choice, found, lesions, step(done++, steps));
			}
		}

		private WorkMonitor step(final int done, final int steps) {
			return monitor.part(RULED + (1 - RULED) * done / steps, RULED + (1 - RULED) * (done + 1) / steps);
		}

		private TimeCurve clocked(final TimeCurve curve) {
			return CurveAgreement.after(curve, phantom.series().times().firstS());
		}

		private void scoreRaters(final VesselTruth truth) {
			for (int n = 0; n < truth.raters().size(); n++)
				rows.vascular.add(score("rater" + (n + 1), truth, clocked(truth.raters().get(n).curve()), clocked(truth.expertCurve()), List.of(truth.raters().get(n).voxel()), Double.NaN));
			if (truth.raters().size() < 2) return;
			rows.vascular.add(score(VascularScore.RATERS, truth, clocked(truth.raters().get(0).curve()), clocked(truth.raters().get(1).curve()), List.of(), Double.NaN));
		}

		private void scoreEstimate(final String estimator, final VesselTruth truth, final FoundFunctions.Found found) {
			if (found.function().isEmpty()) {
				rows.vascular.add(VascularScore.failed(seed, truth.vessel(), estimator, truth.branch(), found.seconds(), found.message()));
				return;
			}
			final VascularFunction function = found.function().get();
			rows.vascular.add(score(estimator, truth, function.curve(), clocked(truth.expertCurve()), function.voxels(), found.seconds()));
		}

		private VascularScore score(final String estimator, final VesselTruth truth, final TimeCurve curve, final TimeCurve reference, final List<Voxel> voxels, final double seconds) {
			final CurveAgreement a = CurveAgreement.of(curve, reference);
			final double[] raters = new double[] { Double.NaN, Double.NaN };
			for (int n = 0; n < Math.min(2, truth.raters().size()); n++)
				raters[n] = CurveAgreement.of(curve, clocked(truth.raters().get(n).curve())).r();
			return new VascularScore(seed, truth.vessel(), estimator, a.r(), a.tpeakErrorS(), a.fwhmErrorS(), a.ptb(), a.ptbError(), seconds, a.tpeakS(), a.fwhmS(), a.mse(), raters[0], raters[1], Contributions.of(voxels).distanceMm(Contributions.of(List.of(truth.expert())), phantom.series().grid()), truth
				.branch(), "");
		}

		private void analyse(final PerfusionMethod method, final VascularChoice choice, final FoundFunctions found, final PhantomLesions lesions, final WorkMonitor step) {
			// a rule may want to know when the tissue curve is highest, which is not scored
			final Set<PerfusionMap> wanted = EnumSet.copyOf(MAPS);
			if (!settings.rules().isEmpty()) wanted.add(PerfusionMap.TTP);
			final MapRequest request = new MapRequest(wanted, MapRequest.CbvRule.AREA, settings.kappa(), settings.density(), false);
			final AnalysisSettings analysis = new AnalysisSettings(settings.preprocessing(), found, Optional.of(found), false, choice.correction(), new ComparableMethod(method), request, List.of());
			final long start = System.nanoTime();
			final PerfusionResult result;
			try {
				result = new PerfusionAnalysis(analysis).run(phantom.series(), parallel, step.part(0, 0.8));
			}
			catch (final PerfusionException impossible) {
				failed(method, choice, lesions, found.seconds() + FoundFunctions.secondsSince(start), impossible);
				return;
			}
			rows.runs.add(run(phantom, method.name(), choice.name(), found.seconds() + FoundFunctions.secondsSince(start), ""));
			lesions.score(method.name(), choice.name(), result, parallel, step.part(0.8, 0.9));
			if (settings.lesionsOnly()) return;
			final MapScore[] scores = new MapScore[MAPS.size() * EvaluationTissue.values().length];
			parallel.forEach(scores.length, step, i -> {
				final PerfusionMap map = MAPS.get(i / EvaluationTissue.values().length);
				final EvaluationTissue tissue = EvaluationTissue.values()[i % EvaluationTissue.values().length];
				scores[i] = agreement.score(seed, method.name(), choice.name(), map, tissue, tissues.get(tissue), result.maps());
			});
			rows.maps.addAll(List.of(scores));
			new ResidueShapes(method, result).measure(tissues, parallel, step.part(0.9, 1)).forEach((tissue, shapes) -> rows.residues.add(new ResidueScore(seed, method.name(), choice.name(), tissue, shapes.size(), mean(shapes,
				ResidueShape::oscillationIndex), mean(shapes, ResidueShape::negativeShare), mean(shapes, ResidueShape::riseAfterPeak))));
		}

		private void failed(final PerfusionMethod method, final VascularChoice choice, final PhantomLesions lesions, final double seconds, final PerfusionException reason) {
			rows.runs.add(run(phantom, method.name(), choice.name(), seconds, reason.getMessage()));
			lesions.failed(method.name(), choice.name(), reason.getMessage());
			if (settings.lesionsOnly()) return;
			for (final PerfusionMap map : MAPS)
				tissues.forEach((tissue, voxels) -> rows.maps.add(MapScore.empty(seed, method.name(), choice.name(), map, tissue, voxels.count())));
			tissues.keySet().forEach(tissue -> rows.residues.add(ResidueScore.empty(seed, method.name(), choice.name(), tissue)));
		}
	}

	private static double mean(final List<ResidueShape> shapes, final ToDoubleFunction<ResidueShape> value) {
		return shapes.stream().mapToDouble(value).average().orElse(Double.NaN);
	}

	/** What was measured so far. */
	private static final class Rows {

		private final List<VascularScore> vascular = new ArrayList<>();
		private final List<MapScore> maps = new ArrayList<>();
		private final List<ResidueScore> residues = new ArrayList<>();
		private final LesionTally lesions = new LesionTally();
		private final List<CaseRun> runs = new ArrayList<>();

		PhantomScores scores() {
			return new PhantomScores(vascular, maps, residues, lesions.scores(), runs);
		}

		/** One line of the log: what a user wants to see while waiting for the others. */
		String describe(final long seed) {
			final List<String> parts = new ArrayList<>();
			for (final CaseRun run : runs) {
				if (run.seed() != seed) continue;
				if (run.isPhantom()) parts.add(run.message().isEmpty() ? run.occlusion().key() + ", " + run.slices() + " slices, " + run.frames() + " frames" : "not made: " + run.message());
				else if (!run.message().isEmpty()) parts.add(run.method() + " with " + run.estimator() + " failed: " + run.message());
			}
			for (final VascularScore score : vascular)
				if (score.seed() == seed && !score.estimator().startsWith("rater")) parts.add(score.estimator() + " " + score.vessel() + (score.isFound() ? String.format(Locale.ROOT, " r %.3f", score.r()) : " not found"));
			for (final MapScore score : maps)
				if (score.seed() == seed && score.map() == PerfusionMap.CBF && score.tissue() == EvaluationTissue.BRAIN && score.n() > 0) parts.add(String.format(Locale.ROOT, "%s (%s) CBF RMSE %.1f", score.method(), score.estimator(), score
					.rmse()));
			for (final LesionScore score : lesions.ofSeed(seed))
				if (!score.isCeiling() && score.isDone()) parts.add(String.format(Locale.ROOT, "%s (%s) %s Dice core %.2f, lesion %.2f", score.method(), score.estimator(), score.rule(), score.core().dice(), score.lesion().dice()));
			return "Seed " + seed + ": " + String.join("; ", parts);
		}
	}

	/** Tells which phantom the work is at, and keeps the messages of the single steps to itself: over many phantoms nobody could read them. */
	private record Quiet(WorkMonitor monitor, String place) implements WorkMonitor {

		@Override
		public void progress(final double fraction, final String message) {
			monitor.progress(fraction, place + message);
		}

		@Override
		public void log(final String message) {
			// the scores say it
		}

		@Override
		public boolean isCancelled() {
			return monitor.isCancelled();
		}
	}
}
