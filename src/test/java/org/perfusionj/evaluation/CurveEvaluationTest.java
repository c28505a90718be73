package org.perfusionj.evaluation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicLong;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.perfusionj.curve.TimeGrid;
import org.perfusionj.maps.EstimateBlock;
import org.perfusionj.maps.PerfusionMap;
import org.perfusionj.maps.PerfusionMethod;
import org.perfusionj.simulation.AifWidth;
import org.perfusionj.simulation.CurveSimulator;
import org.perfusionj.simulation.SimulatedCurve;
import org.perfusionj.simulation.TestCondition;
import org.perfusionj.simulation.TestPrior;
import org.perfusionj.simulation.TestSets;
import org.perfusionj.work.Parallel;
import org.perfusionj.work.PerfusionException;
import org.perfusionj.work.WorkMonitor;

class CurveEvaluationTest {

	private static final int CURVES = 6;
	private static final long SEED = 17;

	private final Parallel parallel = new Parallel(2);

	@AfterEach
	void stop() {
		parallel.close();
	}

	/** Knows every curve of the evaluation by its first samples, and answers with what a rule makes of the truth. */
	private static final class Oracle implements PerfusionMethod {

		private interface Rule {

			void answer(TestCondition condition, SimulatedCurve truth, EstimateBlock out);
		}

		private record Known(TestCondition condition, SimulatedCurve curve) {}

		private final Map<List<Float>, Known> known = new HashMap<>();
		private final Set<PerfusionMap> maps;
		private final boolean localAif;
		private final Rule rule;

		Oracle(final Set<PerfusionMap> maps, final boolean localAif, final Rule rule) {
			this.maps = maps;
			this.localAif = localAif;
			this.rule = rule;
			for (final TestCondition condition : TestSets.conditions(AifWidth.LITERATURE))
				for (int i = 0; i < CURVES; i++) {
					final SimulatedCurve curve = condition.curve(CurveSimulator.STANDARD, SEED, i);
					known.put(List.of((float) curve.tissue()[0], (float) curve.tissue()[1], (float) curve.tissue()[2], (float) curve.tissue()[30]), new Known(condition, curve));
				}
		}

		@Override
		public String name() {
			return "oracle";
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
					return maps;
				}

				@Override
				public boolean estimatesLocalAif() {
					return localAif;
				}

				@Override
				public Estimator newEstimator(final int capacity) {
					return (tissue, count, out) -> {
						final Known one = known.get(List.of(tissue[0][0], tissue[1][0], tissue[2][0], tissue[30][0]));
						rule.answer(one.condition(), one.curve(), out);
					};
				}
			};
		}
	}

	private static void answer(final EstimateBlock out, final PerfusionMap map, final double value) {
		out.values(map)[0] = (float) value;
	}

	private CurveScores run(final PerfusionMethod... methods) {
		return new CurveEvaluation(CURVES, SEED, CurveSimulator.STANDARD).run(List.of(methods), List.of(AifWidth.LITERATURE), parallel, WorkMonitor.SILENT);
	}

	@Test
	void theTruthHasNoError() {
		final CurveScores scores = run(new Oracle(EnumSet.of(PerfusionMap.CBF, PerfusionMap.BAD), true, (condition, truth, out) -> {
			answer(out, PerfusionMap.CBF, truth.parameters().cbf());
			answer(out, PerfusionMap.BAD, truth.parameters().delayS());
			for (int t = 0; t < truth.localAif().length; t++)
				out.localAif()[t][0] = (float) (0.5 * truth.localAif()[t]);
		}));
		assertEquals(33, scores.conditions().size());
		assertEquals(1, scores.averages().size());
		for (final CurveScore score : List.of(scores.conditions().get(0), scores.conditions().get(20), scores.averages().get(0))) {
			assertEquals(0, score.cbfRmse(), 1e-5);
			assertEquals(0, score.badRmse(), 1e-5);
			assertEquals(1, score.cbfRatioMean(), 1e-6);
			assertEquals(0, score.cbfRatioSd(), 1e-6);
			assertEquals(1, score.localAif().r().mean(), 1e-9);
			assertEquals(0, score.localAif().r().sd(), 1e-9);
			assertEquals(0, score.localAif().tpeakErrorS().mean(), 1e-9);
			assertEquals(0, score.localAif().fwhmErrorS().mean(), 1e-5);
			assertTrue(Double.isNaN(score.cbfCoverage()) && Double.isNaN(score.badCoverage()), "the method knows no standard deviations");
			assertTrue(score.msPer1000Curves() > 0);
		}
		assertEquals(33 * CURVES, scores.averages().get(0).curves());
		assertEquals(0, scores.averages().get(0).set());
		assertEquals("oracle", scores.averages().get(0).method());
	}

	@Test
	void aKnownErrorIsMeasured() {
		// BAD counts where there is one, however wrong Tmax is
		final CurveScore average = run(new Oracle(EnumSet.of(PerfusionMap.CBF, PerfusionMap.BAD, PerfusionMap.TMAX), false, (condition, truth, out) -> {
			answer(out, PerfusionMap.CBF, truth.parameters().cbf() + 3);
			answer(out, PerfusionMap.BAD, truth.parameters().delayS() - 0.5);
			answer(out, PerfusionMap.TMAX, 99);
		})).averages().get(0);
		assertEquals(3, average.cbfRmse(), 1e-5);
		assertEquals(3, average.cbfBias(), 1e-5);
		assertEquals(0.5, average.badRmse(), 1e-5);
		assertEquals(-0.5, average.badBias(), 1e-5);
		assertTrue(average.cbfRatioMean() > 1.05 && average.cbfRatioSd() > 0.01);
		assertTrue(Double.isNaN(average.localAif().r().mean()) && Double.isNaN(average.localAif().fwhmErrorS().sd()));
	}

	@Test
	void ratiosAreMeasuredCurveByCurve() {
		final CurveScores scores = run(new Oracle(EnumSet.of(PerfusionMap.CBF, PerfusionMap.TMAX), false, (condition, truth, out) -> {
			answer(out, PerfusionMap.CBF, (truth.parameters().aif().shape().name().equals("gamma") ? 0.8 : 1.2) * truth.parameters().cbf());
			answer(out, PerfusionMap.TMAX, truth.parameters().delayS() + 2);
		}));
		assertEquals(2, scores.averages().get(0).badRmse(), 1e-5);
		for (final CurveScore score : scores.conditions())
			if (score.set() == 5) {
				assertEquals(score.condition().equals("gamma") ? 0.8 : 1.2, score.cbfRatioMean(), 1e-6);
				assertEquals(0, score.cbfRatioSd(), 1e-6);
			}
	}

	@Test
	void averagesAreTakenOverConditionsThenOverSets() {
		// a delay error of 1 s in one of seven conditions of set 1 and in one of two of set 5
		final CurveScores scores = run(new Oracle(EnumSet.of(PerfusionMap.CBF, PerfusionMap.BAD), false, (condition, truth, out) -> {
			answer(out, PerfusionMap.CBF, truth.parameters().cbf() + condition.set());
			answer(out, PerfusionMap.BAD, truth.parameters().delayS() + (condition.set() == 1 && condition.value().equals("7") || condition.value().equals("parker") ? 1 : 0));
		}));
		assertEquals(3.5, scores.averages().get(0).cbfRmse(), 1e-5);
		assertEquals((1.0 / 7 + 1.0 / 2) / 6, scores.averages().get(0).badRmse(), 1e-5);
	}

	@Test
	void aFlatLocalAifDoesNotCorrelate() {
		final CurveScore average = run(new Oracle(EnumSet.of(PerfusionMap.CBF, PerfusionMap.BAD), true, (condition, truth, out) -> {
			for (final float[] row : out.localAif())
				row[0] = 7;
		})).averages().get(0);
		assertEquals(0, average.localAif().r().mean(), 1e-12);
	}

	@Test
	void errorsOfTheLocalAifAreMeasuredOnItsPeakAndWidth() {
		// half as high and two frames late: r is what the shift leaves of it
		final CurveScores scores = run(new Oracle(EnumSet.of(PerfusionMap.CBF, PerfusionMap.BAD), true, (condition, truth, out) -> {
			for (int t = 2; t < truth.localAif().length; t++)
				out.localAif()[t][0] = (float) (0.5 * truth.localAif()[t - 2]);
		}));
		for (final CurveScore score : scores.conditions()) {
			final LocalAifScore local = score.localAif();
			assertEquals(score.set() == 4 ? 2 * score.position() : 2, local.tpeakErrorS().mean(), 1e-9, score.condition());
			assertEquals(0, local.fwhmErrorS().mean(), 1e-5);
			assertTrue(local.r().mean() < 0.99 && local.r().mean() > 0.3 && local.r().sd() > 0, local.toString());
			// without dispersion the local AIF is as high as the global one, of which the error is a fraction
			if (score.set() != 3) assertEquals(-0.5, local.peakError().mean(), 1e-6);
			else assertTrue(score.position() == 0 || local.peakError().mean() > -0.49 && local.peakError().sd() > 0, local.toString());
		}
		final CurveScore average = scores.averages().get(0);
		final double expected = scores.conditions().stream().filter(score -> score.set() == 3 && score.position() >= 1).mapToDouble(score -> score.localAif().r().mean()).sum() / 5;
		assertEquals(expected, scores.dispersedLocalAifR(average).mean(), 1e-12);
		// conditions, then sets
		double sets = 0;
		for (int set = 1; set <= 6; set++) {
			final int number = set;
			sets += scores.conditions().stream().filter(score -> score.set() == number).mapToDouble(score -> score.localAif().r().sd()).average().orElseThrow() / 6;
		}
		assertEquals(sets, average.localAif().r().sd(), 1e-12);
	}

	@Test
	void aLocalAifThatIsNoNumberDoesNotCorrelate() {
		final CurveScore average = run(new Oracle(EnumSet.of(PerfusionMap.CBF, PerfusionMap.BAD), true, (condition, truth, out) -> out.localAif()[3][0] = Float.NaN)).averages().get(0);
		assertEquals(0, average.localAif().r().mean(), 1e-12);
		assertTrue(Double.isNaN(average.localAif().peakError().mean()));
	}

	@Test
	void coverageIsTheShareOfErrorsBelowTheStandardDeviation() {
		// errors of 3 with a standard deviation of 4 where the AIF is a gamma-variate, of 2 elsewhere; delays in set 5 only
		final CurveScores scores = run(new Oracle(EnumSet.of(PerfusionMap.CBF, PerfusionMap.BAD, PerfusionMap.CBF_SD, PerfusionMap.BAD_SD), false, (condition, truth, out) -> {
			answer(out, PerfusionMap.CBF, truth.parameters().cbf() - 3);
			answer(out, PerfusionMap.CBF_SD, truth.parameters().aif().shape().name().equals("gamma") ? 4 : 2);
			answer(out, PerfusionMap.BAD, truth.parameters().delayS() + 1);
			answer(out, PerfusionMap.BAD_SD, condition.set() == 5 ? 1.01 : 0.99);
		}));
		for (final CurveScore score : scores.conditions()) {
			if (score.set() == 5) assertEquals(score.condition().equals("gamma") ? 1 : 0, score.cbfCoverage(), 0);
			assertEquals(score.set() == 5 ? 1 : 0, score.badCoverage(), 0);
		}
		assertEquals(1.0 / 6, scores.averages().get(0).badCoverage(), 1e-12);
		assertTrue(scores.averages().get(0).cbfCoverage() > 0.3 && scores.averages().get(0).cbfCoverage() < 0.7);
	}

	@Test
	void aMethodIsComparedWithTheBestDeconvolutionOfEachCondition() {
		final List<PerfusionMethod> methods = new ArrayList<>(SampleMethods.withoutNetwork(1).methods("cSVD,oSVD", WorkMonitor.SILENT));
		methods.add(new Oracle(EnumSet.of(PerfusionMap.CBF, PerfusionMap.BAD), false, (condition, truth, out) -> {
			answer(out, PerfusionMap.CBF, truth.parameters().cbf() + (condition.set() == 2 ? 1000 : 0));
			answer(out, PerfusionMap.BAD, truth.parameters().delayS() + (condition.value().equals("parker") ? 1000 : 0));
		}));

		final CurveScores scores = run(methods.toArray(PerfusionMethod[]::new));

		assertEquals(33, scores.contests().size());
		for (final Contest contest : scores.contests()) {
			assertEquals("oracle", contest.method().method());
			final List<CurveScore> rivals = scores.conditions().stream().filter(score -> score.method().endsWith("SVD") && score.set() == contest.method().set() && score.condition().equals(contest.method().condition())).toList();
			assertEquals(2, rivals.size());
			assertEquals(Math.min(rivals.get(0).cbfRmse(), rivals.get(1).cbfRmse()), contest.cbfRival().cbfRmse());
			assertEquals(Math.min(rivals.get(0).badRmse(), rivals.get(1).badRmse()), contest.badRival().badRmse());
			assertEquals(contest.method().set() != 2, contest.isBetterInCbf());
			assertEquals(!contest.method().condition().equals("parker"), contest.isBetterInBad());
		}
		final SampleMethods.Network alone = new SampleMethods.Network("alone");
		assertEquals(List.of(), run(alone).contests());
		assertEquals(0, alone.open().get(), "what was prepared for a curve is closed");
	}

	@Test
	void curvesOfATrainingPriorMakeOneCondition() {
		final List<PerfusionMethod> network = List.of(new SampleMethods.Network("network"));
		for (final TestPrior prior : List.of(TestPrior.BROAD, TestPrior.PUBLISHED)) {
			final CurveScores scores = new CurveEvaluation(40, 3, CurveSimulator.STANDARD, prior).run(network, List.of(AifWidth.values()), parallel, WorkMonitor.SILENT);

			assertEquals(2, scores.conditions().size());
			for (int i = 0; i < 2; i++) {
				final CurveScore score = scores.conditions().get(i);
				int cbf = 0;
				int bad = 0;
				for (int c = 0; c < 40; c++) {
					final SimulatedCurve curve = prior.conditions(score.width()).get(0).curve(CurveSimulator.STANDARD, 3, c);
					if (Math.abs(curve.parameters().cbf() - SampleMethods.Network.CBF) < SampleMethods.Network.CBF_SD) cbf++;
					if (Math.abs(curve.parameters().delayS() - SampleMethods.Network.BAD_S) < SampleMethods.Network.BAD_SD_S) bad++;
				}
				assertEquals(cbf / 40.0, score.cbfCoverage(), 1e-12);
				assertEquals(bad / 40.0, score.badCoverage(), 1e-12);
				assertEquals(score.cbfRmse(), scores.averages().get(i).cbfRmse(), 1e-12);
			}
		}
	}

	@Test
	void threadsDoNotChangeTheScores() {
		final List<PerfusionMethod> methods = SampleMethods.withoutNetwork(1).methods("csvd, oSVD", WorkMonitor.SILENT);
		final CurveEvaluation evaluation = new CurveEvaluation(5, 2, CurveSimulator.STANDARD);
		try (Parallel alone = new Parallel(1)) {
			final CurveScores one = evaluation.run(methods, List.of(AifWidth.CALIBRATED), alone, WorkMonitor.SILENT);
			final CurveScores two = evaluation.run(methods, List.of(AifWidth.CALIBRATED), parallel, WorkMonitor.SILENT);
			assertEquals(66, one.conditions().size());
			for (int i = 0; i < 66; i++) {
				assertEquals(one.conditions().get(i).cbfRmse(), two.conditions().get(i).cbfRmse());
				assertEquals(one.conditions().get(i).badRmse(), two.conditions().get(i).badRmse());
				assertEquals(one.conditions().get(i).cbfRatioSd(), two.conditions().get(i).cbfRatioSd());
			}
		}
	}

	@Test
	void reportsProgressAndStopsWithinASecond() {
		final AtomicLong cancelled = new AtomicLong();
		final WorkMonitor impatient = new WorkMonitor() {

			@Override
			public void progress(final double fraction, final String message) {
				if (fraction > 0.001) cancelled.compareAndSet(0, System.nanoTime());
			}

			@Override
			public void log(final String message) {
				// not shown
			}

			@Override
			public boolean isCancelled() {
				return cancelled.get() > 0;
			}
		};
		final CurveEvaluation evaluation = new CurveEvaluation(1000, 2, CurveSimulator.STANDARD);
		final List<PerfusionMethod> all = SampleMethods.withoutNetwork(1).methods("all", WorkMonitor.SILENT);
		assertThrows(CancellationException.class, () -> evaluation.run(all, List.of(AifWidth.values()), parallel, impatient));
		assertTrue(System.nanoTime() - cancelled.get() < 1_000_000_000L);
	}

	@Test
	void refusesWhatCannotBeEvaluated() {
		assertMessage("n=1 is too few", () -> new CurveEvaluation(1, 1, CurveSimulator.STANDARD));
		assertMessage("no method", this::run);
		assertMessage("estimates no CBF", () -> run(new Oracle(EnumSet.of(PerfusionMap.BAD), false, (condition, truth, out) -> {})));
		assertMessage("neither a bolus arrival delay (BAD) nor Tmax", () -> run(new Oracle(EnumSet.of(PerfusionMap.CBF), false, (condition, truth, out) -> {})));
		assertMessage("AIF width", () -> new CurveEvaluation(5, 1, CurveSimulator.STANDARD).run(SampleMethods.withoutNetwork(1).methods("all", WorkMonitor.SILENT), List.of(), parallel, WorkMonitor.SILENT));
	}

	private static void assertMessage(final String part, final org.junit.jupiter.api.function.Executable work) {
		final String message = assertThrows(PerfusionException.class, work).getMessage();
		assertTrue(message.contains(part), message);
	}
}
