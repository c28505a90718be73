package org.perfusionj.evaluation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

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
			assertEquals(1, score.localAifR(), 1e-9);
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
		assertTrue(Double.isNaN(average.localAifR()));
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
		assertEquals(0, average.localAifR(), 1e-12);
	}

	@Test
	void threadsDoNotChangeTheScores() {
		final List<PerfusionMethod> methods = new MethodCatalogue(1, 1).methods("csvd, oSVD");
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
		final List<PerfusionMethod> all = new MethodCatalogue(1, 1).methods("all");
		assertThrows(CancellationException.class, () -> evaluation.run(all, List.of(AifWidth.values()), parallel, impatient));
		assertTrue(System.nanoTime() - cancelled.get() < 1_000_000_000L);
	}

	@Test
	void refusesWhatCannotBeEvaluated() {
		assertMessage("n=1 is too few", () -> new CurveEvaluation(1, 1, CurveSimulator.STANDARD));
		assertMessage("no method", this::run);
		assertMessage("estimates no CBF", () -> run(new Oracle(EnumSet.of(PerfusionMap.BAD), false, (condition, truth, out) -> {})));
		assertMessage("neither a bolus arrival delay (BAD) nor Tmax", () -> run(new Oracle(EnumSet.of(PerfusionMap.CBF), false, (condition, truth, out) -> {})));
		assertMessage("AIF width", () -> new CurveEvaluation(5, 1, CurveSimulator.STANDARD).run(new MethodCatalogue(1, 1).methods("all"), List.of(), parallel, WorkMonitor.SILENT));
	}

	@Test
	void catalogueFindsMethodsByName() {
		final MethodCatalogue catalogue = new MethodCatalogue(1, 1);
		assertEquals(List.of("sSVD", "cSVD", "oSVD", "Tikhonov", "Tikhonov_circulant"), catalogue.names());
		assertEquals(catalogue.names(), catalogue.methods("all").stream().map(PerfusionMethod::name).toList());
		assertEquals(List.of("oSVD", "Tikhonov_circulant"), catalogue.methods(" osvd; tikhonov_CIRCULANT,oSVD").stream().map(PerfusionMethod::name).toList());
		assertEquals("circulant", catalogue.methods("Tikhonov_circulant").get(0).parameters().get("matrix"));
		assertEquals("1.0", catalogue.methods("sSVD").get(0).parameters().get("kappa"));
		assertMessage("methods=svd is unknown: use all, or some of sSVD, cSVD", () -> catalogue.methods("svd"));
		assertMessage("No method", () -> catalogue.methods(" , "));
	}

	private static void assertMessage(final String part, final org.junit.jupiter.api.function.Executable work) {
		final String message = assertThrows(PerfusionException.class, work).getMessage();
		assertTrue(message.contains(part), message);
	}
}
