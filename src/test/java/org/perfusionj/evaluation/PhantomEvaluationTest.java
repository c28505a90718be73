package org.perfusionj.evaluation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CancellationException;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.perfusionj.curve.TimeCurve;
import org.perfusionj.curve.TimeGrid;
import org.perfusionj.maps.PerfusionMap;
import org.perfusionj.maps.PerfusionMethod;
import org.perfusionj.phantom.Phantom;
import org.perfusionj.phantom.PhantomSettings;
import org.perfusionj.phantom.PhantomSource;
import org.perfusionj.phantom.PhantomTruth;
import org.perfusionj.preprocessing.ConcentrationSeries;
import org.perfusionj.segmentation.AffectedSide;
import org.perfusionj.segmentation.LesionCase;
import org.perfusionj.segmentation.LesionMaps;
import org.perfusionj.segmentation.LesionRule;
import org.perfusionj.segmentation.MirrorPlane;
import org.perfusionj.series.Mask;
import org.perfusionj.series.SignalType;
import org.perfusionj.series.SpatialGrid;
import org.perfusionj.series.Volume;
import org.perfusionj.simulation.SampleSeries;
import org.perfusionj.vascular.PartialVolumeCorrection;
import org.perfusionj.vascular.VascularEstimator;
import org.perfusionj.vascular.VascularFunction;
import org.perfusionj.vascular.Vessel;
import org.perfusionj.work.MonitorLog;
import org.perfusionj.work.Parallel;
import org.perfusionj.work.PerfusionException;
import org.perfusionj.work.WorkMonitor;

@Timeout(120)
class PhantomEvaluationTest {

	private static final Parallel PARALLEL = new Parallel(2);
	private static final VascularChoice LATE = choice("late", new Late());
	private static final VascularChoice BLIND = choice("blind", new Blind());

	/** The true curves, two frames late and of half the height. */
	private static final class Late implements VascularEstimator {

		@Override
		public String name() {
			return "late";
		}

		@Override
		public VascularFunction estimate(final Vessel vessel, final ConcentrationSeries input, final Optional<VascularFunction> known, final Parallel parallel, final WorkMonitor monitor) {
			assertEquals(vessel == Vessel.VOF, known.isPresent(), "the AIF comes first");
			final SampleSeries sample = SampleSeries.create(1);
			final TimeCurve curve = new TimeCurve(input.time(), SamplePhantom.later((vessel == Vessel.AIF ? sample.aif() : sample.vof()).scaled(0.5).values(), 2));
			return new VascularFunction(vessel, curve, List.of(), "late");
		}
	}

	/** Finds nothing. */
	private static final class Blind implements VascularEstimator {

		@Override
		public String name() {
			return "blind";
		}

		@Override
		public VascularFunction estimate(final Vessel vessel, final ConcentrationSeries input, final Optional<VascularFunction> known, final Parallel parallel, final WorkMonitor monitor) {
			throw new PerfusionException("No " + vessel + " to be seen.");
		}
	}

	/** Says CBF 30 and Tmax 1 everywhere. */
	private static final class Constant implements PerfusionMethod {

		@Override
		public String name() {
			return "constant";
		}

		@Override
		public Map<String, String> parameters() {
			return Map.of();
		}

		@Override
		public Prepared prepare(final double[] aif, final TimeGrid time) {
			return new Prepared() {

				@Override
				public Set<PerfusionMap> maps() {
					return EnumSet.of(PerfusionMap.CBF, PerfusionMap.TMAX);
				}

				@Override
				public Estimator newEstimator(final int capacity) {
					return (tissue, count, out) -> {
						Arrays.fill(out.values(PerfusionMap.CBF), 0, count, 30);
						Arrays.fill(out.values(PerfusionMap.TMAX), 0, count, 1);
					};
				}
			};
		}
	}

	private static VascularChoice choice(final String name, final VascularEstimator estimator) {
		return VascularChoice.estimator(name, PartialVolumeCorrection.NONE, () -> estimator);
	}

	@AfterAll
	static void close() {
		PARALLEL.close();
	}

	private static PhantomScores run(final PhantomEvaluationSettings settings, final PhantomSource source) {
		return new PhantomEvaluation(settings, source).run(PARALLEL, WorkMonitor.SILENT);
	}

	private static VascularScore vascular(final PhantomScores scores, final Vessel vessel, final String estimator) {
		return scores.vascular().stream().filter(score -> score.vessel() == vessel && score.estimator().equals(estimator)).findFirst().orElseThrow();
	}

	private static MapScore map(final PhantomScores scores, final String estimator, final PerfusionMap map, final EvaluationTissue tissue) {
		return scores.maps().stream().filter(score -> score.estimator().equals(estimator) && score.map() == map && score.tissue() == tissue).findFirst().orElseThrow();
	}

	@Test
	void curvesAreComparedWithTheExpertAndTheRaters() {
		final PhantomScores scores = run(SamplePhantom.settings("1", List.of(LATE, VascularChoice.truth()), List.of(), List.of()), new SamplePhantom());

		assertEquals(10, scores.vascular().size(), "two raters, their comparison and two estimators for each vessel");
		final double peak = Arrays.stream(SampleSeries.create(1).aif().values()).max().getAsDouble();
		final VascularScore late = vascular(scores, Vessel.AIF, "late");
		assertEquals(2, late.tpeakErrorS(), 1e-9);
		assertEquals(0, late.fwhmErrorS(), 1e-9);
		assertEquals(peak / 2, late.ptbHu(), 1e-9);
		assertEquals(-peak / 2, late.ptbErrorHu(), 1e-9);
		assertTrue(late.r() > 0.5 && late.r() < 0.99, "r " + late.r());
		assertTrue(late.rRater2() > late.r(), "rater 2 is a frame late, too");
		assertTrue(late.seconds() >= 0);
		assertEquals("branch of the AIF", late.branch());
		final VascularScore truth = vascular(scores, Vessel.VOF, "truth");
		assertEquals(1, truth.r(), 1e-12);
		assertEquals(0, truth.mse(), 1e-12);
		assertEquals(0, truth.distanceMm(), 1e-12);
		final VascularScore rater1 = vascular(scores, Vessel.AIF, "rater1");
		assertEquals((SamplePhantom.RATER1_SCALE - 1) * peak, rater1.ptbErrorHu(), 1e-9);
		assertTrue(Double.isNaN(rater1.seconds()));
		final VascularScore rater2 = vascular(scores, Vessel.AIF, "rater2");
		assertEquals(6, rater2.distanceMm(), 1e-9, "three voxels of 2 mm");
		assertEquals(1, rater2.tpeakErrorS(), 1e-9);
		final VascularScore both = vascular(scores, Vessel.AIF, VascularScore.RATERS);
		assertEquals(-1, both.tpeakErrorS(), 1e-9, "rater 1 minus rater 2");
		assertEquals(both.r(), rater2.rRater1(), 1e-12);
	}

	@Test
	void mapsAreComparedInEveryTissueWithoutVessels() {
		final PhantomScores scores = run(SamplePhantom.settings("1", List.of(VascularChoice.truth()), List.of(new Constant()), List.of()), new SamplePhantom());

		final Phantom phantom = new SamplePhantom().create(PhantomSettings.of(1), PARALLEL, WorkMonitor.SILENT);
		for (final EvaluationTissue tissue : EvaluationTissue.values()) {
			final MapScore cbf = map(scores, "truth", PerfusionMap.CBF, tissue);
			// what the mean of the truth must be: tissues of the sample are uniform
			final Mask voxels = tissue.of(phantom.truth());
			assertEquals(voxels.count(), cbf.n() + cbf.missed(), tissue.key());
			if (tissue == EvaluationTissue.OLIGAEMIA) {
				assertEquals(0, cbf.n());
				assertTrue(Double.isNaN(cbf.rmse()));
				continue;
			}
			assertTrue(cbf.n() > 0.9 * voxels.count(), tissue.key() + ": " + cbf.n() + " of " + voxels.count());
			assertEquals(30, cbf.estimateMean(), 1e-6);
			assertEquals(30 - cbf.truthMean(), cbf.bias(), 1e-9);
			assertTrue(cbf.rmse() >= Math.abs(cbf.bias()) - 1e-9);
			assertTrue(Double.isNaN(cbf.pearson()), "a constant correlates with nothing");
		}
		final MapScore grey = map(scores, "truth", PerfusionMap.CBF, EvaluationTissue.GREY_NORMAL);
		assertEquals(60, grey.truthMean(), 1e-4);
		assertEquals(30, grey.rmse(), 1e-4);
		assertEquals(-30, grey.medianError(), 1e-4);
		assertEquals(25, map(scores, "truth", PerfusionMap.CBF, EvaluationTissue.WHITE_NORMAL).truthMean(), 1e-4);
		final MapScore mtt = map(scores, "truth", PerfusionMap.MTT, EvaluationTissue.BRAIN);
		assertTrue(mtt.pearson() > -1 && mtt.pearson() < 1 && mtt.spearman() > -1 && mtt.spearman() < 1);
		assertTrue(Mask.nonZero(phantom.truth().vessels()).and(phantom.truth().brain()).count() > 0, "there are vessels to leave out");
		assertEquals(0, EvaluationTissue.BRAIN.of(phantom.truth()).and(Mask.nonZero(phantom.truth().vessels())).count());
		assertEquals(1, map(scores, "truth", PerfusionMap.TMAX, EvaluationTissue.CORE).estimateMean(), 1e-6);
	}

	@Test
	void delaysAreComparedWithTheArrivalOrElseTmaxIs() {
		final PhantomScores scores = run(SamplePhantom.settings("1", List.of(VascularChoice.truth()), List.of(new Constant(), new SampleMethods.Network("network")), List.of()), new SamplePhantom());

		for (final EvaluationTissue tissue : List.of(EvaluationTissue.NORMAL, EvaluationTissue.PENUMBRA, EvaluationTissue.CORE)) {
			final MapScore delay = score(scores, "network", PerfusionMap.BAD, tissue);
			assertEquals(SampleMethods.Network.BAD_S, delay.estimateMean(), 1e-6);
			assertEquals(Math.abs(delay.truthMean() - SampleMethods.Network.BAD_S), Math.abs(delay.bias()), 1e-6);
			assertTrue(delay.medianAbsoluteError() >= Math.abs(delay.medianError()) && delay.medianAbsoluteError() > 0, delay.toString());
			final MapScore tmax = score(scores, "network", PerfusionMap.TMAX, tissue);
			assertEquals(0, tmax.n(), "it has no Tmax");
			assertEquals(delay.n() + delay.missed(), tmax.missed());
			assertEquals(score(scores, "constant", PerfusionMap.TMAX, tissue).estimateMean(), score(scores, "constant", PerfusionMap.BAD, tissue).estimateMean(), 1e-12);
		}
		assertTrue(score(scores, "constant", PerfusionMap.BAD, EvaluationTissue.PENUMBRA).truthMean() > score(scores, "constant", PerfusionMap.BAD, EvaluationTissue.NORMAL).truthMean() + 1);
	}

	private static MapScore score(final PhantomScores scores, final String method, final PerfusionMap map, final EvaluationTissue tissue) {
		return scores.maps().stream().filter(score -> score.method().equals(method) && score.map() == map && score.tissue() == tissue).findFirst().orElseThrow();
	}

	@Test
	void oscillationOfResidueFunctionsIsMeasuredInEveryTissue() {
		final List<PerfusionMethod> methods = new ArrayList<>(SampleMethods.withoutNetwork(0.73).methods("cSVD", WorkMonitor.SILENT));
		final SampleMethods.Network network = new SampleMethods.Network("network");
		methods.add(network);
		final PhantomScores scores = run(SamplePhantom.settings("1", List.of(VascularChoice.truth()), methods, List.of()), new SamplePhantom());

		assertEquals(0, network.open().get(), "what was prepared is closed");
		assertEquals(2 * EvaluationTissue.values().length, scores.residues().size());
		for (final ResidueScore score : scores.residues()) {
			if (score.tissue() == EvaluationTissue.OLIGAEMIA) {
				assertEquals(0, score.n());
				assertTrue(Double.isNaN(score.oscillationIndex()));
				continue;
			}
			assertTrue(score.n() > 0 && score.n() <= 1000, score.toString());
			if (score.method().equals("network")) {
				assertEquals(0, score.oscillationIndex(), 1e-6, "a straight line does not bend");
				assertEquals(0, score.negativeShare(), 0);
				assertEquals(0, score.riseAfterPeak(), 0);
			}
			else assertTrue(score.oscillationIndex() > 0.005 && score.negativeShare() > 0.02 && score.riseAfterPeak() > 0.05, score.toString());
		}
	}

	@Test
	void theRealPipelineComesNearTheTruth() {
		final EstimatorCatalogue estimators = new EstimatorCatalogue(PartialVolumeCorrection.AREA, SamplePhantom::withoutNetwork);
		final PhantomScores scores = run(SamplePhantom.settings("1", estimators.estimators("auto,truth"), SampleMethods.withoutNetwork(0.73).methods("oSVD", WorkMonitor.SILENT), List.of()), new SamplePhantom());

		assertTrue(vascular(scores, Vessel.AIF, "auto").r() > 0.95, "r " + vascular(scores, Vessel.AIF, "auto").r());
		assertTrue(vascular(scores, Vessel.VOF, "auto").r() > 0.95);
		final MapScore cbv = map(scores, "truth", PerfusionMap.CBV, EvaluationTissue.BRAIN);
		assertEquals(cbv.truthMean(), cbv.estimateMean(), 0.1 * cbv.truthMean(), "blood volume is an area: noise does not bias it");
		final MapScore tmax = map(scores, "truth", PerfusionMap.TMAX, EvaluationTissue.BRAIN);
		assertTrue(tmax.spearman() > 0.2, "Spearman " + tmax.spearman());
		final CaseRun run = scores.runs().get(1);
		assertEquals("oSVD", run.method());
		assertTrue(run.seconds() > 0 && run.peakMemoryMb() > 1);
	}

	@Test
	void whatFailsBecomesARowAndTheRestGoesOn() {
		// SETUP: three phantoms, of which the second cannot be made, and an estimator that finds nothing
		final MonitorLog log = new MonitorLog();
		final PhantomEvaluationSettings settings = SamplePhantom.settings("1-3", List.of(BLIND, LATE), List.of(new Constant()), List.of(new WholeCore("whole core", PerfusionMap.CBF)));

		// EXECUTE
		final PhantomScores scores = new PhantomEvaluation(settings, new SamplePhantom(2L)).run(PARALLEL, log);

		// VERIFY
		final VascularScore blind = vascular(scores, Vessel.AIF, "blind");
		assertFalse(blind.isFound());
		assertTrue(Double.isNaN(blind.r()) && Double.isNaN(blind.ptbHu()));
		assertEquals("No AIF to be seen.", blind.message());
		assertEquals(0, map(scores, "blind", PerfusionMap.CBF, EvaluationTissue.BRAIN).n());
		assertTrue(map(scores, "late", PerfusionMap.CBF, EvaluationTissue.BRAIN).n() > 0);
		assertEquals(List.of(1L, 3L), scores.maps().stream().map(MapScore::seed).distinct().toList());
		assertEquals(2 * 2 * 5 * EvaluationTissue.values().length, scores.maps().size(), "every case has all its rows");
		assertEquals("There is no phantom 2.", scores.runs().stream().filter(run -> run.seed() == 2).findFirst().orElseThrow().message());
		final List<LesionScore> lesions = scores.lesions().scores();
		assertEquals(List.of("truth", "constant", "constant", "truth", "constant", "constant"), lesions.stream().map(LesionScore::method).toList());
		assertEquals(List.of(true, false, true, true, false, true), lesions.stream().map(LesionScore::isDone).toList());
		assertEquals("No AIF to be seen.", lesions.get(1).message());
		assertTrue(Double.isNaN(lesions.get(1).core().foundMl()) && lesions.get(1).core().referenceMl() > 0);
		assertTrue(log.says("Seed 2: not made: There is no phantom 2."), log.toString());
		assertTrue(log.says("blind AIF not found") && log.says("constant (late) CBF RMSE"), log.toString());
		assertEquals(1, log.fraction(), 1e-9);
	}

	/** Takes the true core of the sample for core, and nothing else for lesion; needs the map it is told to. */
	private record WholeCore(String name, PerfusionMap needed) implements LesionRule {

		@Override
		public String conditions() {
			return "the truth";
		}

		@Override
		public Map<String, String> parameters() {
			return Map.of();
		}

		@Override
		public Found find(final LesionCase example, final Parallel parallel, final WorkMonitor monitor) {
			example.need(needed, name);
			final Mask core = new SamplePhantom().create(PhantomSettings.of(1), parallel, monitor).truth().core();
			return new Found(Optional.of(core), core, List.of());
		}
	}

	/** Lesion: tissue that is late, Tmax over 3 s or BAD over 3 s. Says nothing of a core. */
	private record LateTissue() implements LesionRule {

		@Override
		public String name() {
			return "late tissue";
		}

		@Override
		public String conditions() {
			return "Tmax > 3 s";
		}

		@Override
		public Map<String, String> parameters() {
			return Map.of();
		}

		@Override
		public Found find(final LesionCase example, final Parallel parallel, final WorkMonitor monitor) {
			final Volume delay = example.need(example.maps().delay().orElse(PerfusionMap.TMAX), name());
			final boolean[][] planes = new boolean[delay.grid().slices()][delay.grid().planeSize()];
			for (int z = 0; z < planes.length; z++)
				for (int i = 0; i < planes[z].length; i++)
					planes[z][i] = example.tissue().plane(z)[i] && delay.plane(z)[i] > 3;
			return new Found(Optional.empty(), new Mask(delay.grid(), planes), List.of());
		}
	}

	private static LesionScore lesion(final PhantomScores scores, final String method, final String rule) {
		return scores.lesions().scores().stream().filter(score -> score.method().equals(method) && score.rule().equals(rule)).findFirst().orElseThrow();
	}

	@Test
	void lesionsAreComparedByOverlapVolumeAndSide() {
		final PhantomScores scores = run(SamplePhantom.settings("1", List.of(LATE), List.of(new Constant()), List.of(new WholeCore("whole core", PerfusionMap.CBF))), new SamplePhantom());

		final Phantom phantom = new SamplePhantom().create(PhantomSettings.of(1), PARALLEL, WorkMonitor.SILENT);
		final double core = phantom.truth().core().count();
		final double penumbra = phantom.truth().penumbra().count();
		final LesionScore score = lesion(scores, "constant", "whole core");
		assertEquals("late", score.estimator());
		assertEquals(AffectedSide.LEFT, score.sideTrue());
		assertEquals(1, score.core().dice(), 1e-12);
		assertEquals(core * 32 / 1000, score.core().referenceMl(), 1e-9, "voxels of 2 x 2 x 8 mm");
		assertEquals(0, score.core().volumeErrorMl(), 1e-12);
		assertEquals(0, score.core().hausdorff95Mm(), 1e-12);
		assertEquals((core + penumbra) * 32 / 1000, score.lesion().referenceMl(), 1e-9);
		assertEquals(2 * core / (2 * core + penumbra), score.lesion().dice(), 1e-12);
		assertEquals(core / (core + penumbra), score.lesion().sensitivity(), 1e-12);
		assertEquals(1, score.lesion().specificity(), 1e-12);
		assertTrue(score.lesion().hausdorff95Mm() > 2);
	}

	@Test
	void ceilingsComeFirstAndAreThoseOfTheSameKindOfMaps() {
		// SETUP: a rule by delays, on a method with Tmax and on one with BAD only; truth of the delay: 0 outside the lesion
		final List<LesionRule> rules = List.of(new LateTissue(), new WholeCore("with BAD", PerfusionMap.BAD));

		// EXECUTE
		final PhantomScores scores = run(SamplePhantom.settings("1", List.of(LATE), List.of(new Constant(), new SampleMethods.Network("network")), rules, true), new SamplePhantom());

		// VERIFY
		assertEquals(List.of(LesionScore.TRUTH, LesionScore.TRUTH, "constant", "constant", LesionScore.TRUTH_BAD, LesionScore.TRUTH_BAD, "network", "network"), scores.lesions().scores().stream().map(LesionScore::method).toList());
		final LesionScore ceiling = lesion(scores, LesionScore.TRUTH, "late tissue");
		assertTrue(ceiling.isCeiling() && ceiling.estimator().isEmpty());
		// the true lesion but for its large vessels, which are not in the tissue
		assertEquals(1, ceiling.lesion().specificity(), 0.001);
		assertTrue(ceiling.lesion().dice() > 0.9, "Dice " + ceiling.lesion().dice());
		assertEquals(1, ceiling.lesionShare(), 1e-12);
		assertFalse(ceiling.core().isFound(), "the rule says nothing of a core");
		assertTrue(Double.isNaN(ceiling.coreShare()));
		final LesionScore constant = lesion(scores, "constant", "late tissue");
		assertEquals(0, constant.lesion().dice(), 0, "its Tmax is 1 s everywhere");
		assertEquals(ceiling.lesion().dice(), constant.lesionCeiling(), 0);
		assertEquals(0, constant.lesionShare(), 0);
		assertEquals(AffectedSide.NONE, constant.side());
		final LesionScore refused = lesion(scores, "constant", "with BAD");
		assertFalse(refused.isDone());
		assertTrue(refused.message().contains("needs the map BAD"), refused.message());
		assertTrue(lesion(scores, "network", "with BAD").isDone());
		assertTrue(lesion(scores, LesionScore.TRUTH_BAD, "late tissue").isDone());
		assertEquals(List.of(), scores.maps(), "only lesions are asked for");
		assertEquals(List.of(), scores.residues());
		assertFalse(scores.vascular().isEmpty());
	}

	@Test
	void mapsTellCoreFromPenumbraByTheirValuesInNormalTissue() {
		final PhantomScores scores = run(SamplePhantom.settings("1-2", List.of(LATE), List.of(new Constant(), new SampleMethods.Network("network")), List.of(new LateTissue()), true), new SamplePhantom());

		final PhantomTruth truth = new SamplePhantom().create(PhantomSettings.of(1), PARALLEL, WorkMonitor.SILENT).truth();
		final List<LesionRoc> ofTruth = scores.lesions().rocs().stream().filter(roc -> roc.method().equals(LesionScore.TRUTH)).toList();
		assertEquals(List.of("rCBF", "rCBV", "rMTT", "rTmax"), ofTruth.stream().map(LesionRoc::map).toList());
		final RocCurve flow = ofTruth.get(0).curve();
		assertEquals(2, ofTruth.get(0).phantoms());
		assertEquals(2 * EvaluationTissue.CORE.of(truth).count(), flow.core());
		assertEquals(2 * EvaluationTissue.PENUMBRA.of(truth).count(), flow.penumbra());
		assertTrue(flow.auc() > 0.6 && flow.auc() <= 1, "AUC " + flow.auc());
		assertTrue(flow.best().threshold() > 0 && flow.best().threshold() < 1, "relative to normal tissue: " + flow.best());
		assertEquals(List.of("rCBF", "rBAD"), scores.lesions().rocs().stream().filter(roc -> roc.method().equals("network")).map(LesionRoc::map).filter(map -> map.equals("rCBF") || map.equals("rBAD") || map.equals("rTmax")).toList());
		final RocCurve constant = scores.lesions().rocs().stream().filter(roc -> roc.method().equals("constant") && roc.map().equals("rCBF")).findFirst().orElseThrow().curve();
		assertEquals(0.5, constant.auc(), 1e-9, "30 everywhere tells nothing");
	}

	@Test
	void voxelsOutsideTheMapsCountInNoCurveAndHeadsWithOnePartOnlyDo() {
		// SETUP: maps that end above the lower half of the head, and a head whose core is all of its lesion
		final PhantomTruth truth = new SamplePhantom().create(PhantomSettings.of(1), PARALLEL, WorkMonitor.SILENT).truth();
		final SpatialGrid grid = truth.brain().grid();
		final boolean[][] upper = new boolean[grid.slices()][grid.planeSize()];
		for (final boolean[] plane : upper)
			Arrays.fill(plane, 0, plane.length / 2, true);
		final Mask brain = truth.brain().and(new Mask(grid, upper));
		final Mask none = brain.minus(brain);
		final Map<PerfusionMap, Volume> maps = Map.of(PerfusionMap.CBF, truth.cbf(), PerfusionMap.TMAX, truth.tmax());
		final LesionCase example = new LesionCase(new LesionMaps("half", "test", SignalType.CT, brain, maps, Optional.empty(), none, none), brain, new MirrorPlane(grid, 1, 0, 0, 0, true));
		final PhantomTruth coreOnly = new PhantomTruth(truth.cbf(), truth.cbv(), truth.mtt(), truth.delay(), truth.tmax(), truth.labels(), truth.vessels(), truth.states(), truth.brain(), truth.core(), truth.penumbra().minus(truth.penumbra()), truth.aif(),
			truth.vof());
		final LesionTally tally = new LesionTally();

		// EXECUTE
		tally.addVoxels("test", "", example, truth);
		tally.addVoxels("test", "", example, coreOnly);

		// VERIFY
		final LesionRoc flow = tally.scores().rocs().get(0);
		assertEquals(2, flow.phantoms());
		final int core = EvaluationTissue.CORE.of(truth).and(brain).count();
		assertTrue(core > 0 && core < EvaluationTissue.CORE.of(truth).count(), "the sample is cut through its core");
		assertEquals(2 * core, flow.curve().core());
		assertEquals(EvaluationTissue.PENUMBRA.of(truth).and(brain).count(), flow.curve().penumbra());
	}

	@Test
	void withoutAnyPhantomThereIsNoResult() {
		final PhantomEvaluationSettings settings = SamplePhantom.settings("5-6", List.of(LATE), List.of(), List.of());
		assertTrue(assertThrows(PerfusionException.class, () -> run(settings, new SamplePhantom(5L, 6L))).getMessage().contains("There is no phantom 5."));
	}

	@Test
	void cancellingStopsAtOnce() {
		final MonitorLog log = new MonitorLog();
		final PhantomSource source = (settings, parallel, monitor) -> {
			if (settings.seed() == 2) log.cancel();
			return new SamplePhantom().create(settings, parallel, monitor);
		};
		assertThrows(CancellationException.class, () -> new PhantomEvaluation(SamplePhantom.settings("1-1000", List.of(LATE), List.of(), List.of()), source).run(PARALLEL, log));
	}

	@Test
	void aNameTwiceIsRefused() {
		assertTrue(assertThrows(PerfusionException.class, () -> SamplePhantom.settings("1", List.of(LATE, choice("late", new Blind())), List.of(), List.of())).getMessage().contains("late twice"));
		assertThrows(PerfusionException.class, () -> SamplePhantom.settings("1", List.of(), List.of(new Constant()), List.of()));
	}
}
