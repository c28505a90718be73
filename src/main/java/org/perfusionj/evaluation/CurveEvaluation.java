package org.perfusionj.evaluation;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;

import org.perfusionj.maps.EstimateBlock;
import org.perfusionj.maps.PerfusionMap;
import org.perfusionj.maps.PerfusionMethod;
import org.perfusionj.simulation.AifWidth;
import org.perfusionj.simulation.CurveSimulator;
import org.perfusionj.simulation.SimulatedCurve;
import org.perfusionj.simulation.TestCondition;
import org.perfusionj.simulation.TestPrior;
import org.perfusionj.work.Parallel;
import org.perfusionj.work.PerfusionException;
import org.perfusionj.work.WorkMonitor;

/**
 * Runs methods over simulated curves: the six test sets of Zeng et al. 2025 (Table 1), or another {@link TestPrior}. Each curve has
 * an AIF of its own, so a method is prepared anew for every curve; all methods see the same curves.
 * <p>
 * Where a method knows the standard deviation of its CBF or BAD, the share of curves whose error is smaller is counted: 68 % if
 * errors are normal and their standard deviation is right.
 * <p>
 * The bolus arrival delay of a method is its BAD map if it makes one, else its Tmax map. Times are processor time of the
 * thread that runs the method, preparation included, so that other work on the machine and the number of threads do not
 * count; a method that starts threads of its own must be timed by other means.
 */
public final class CurveEvaluation {

	/** Curves in one piece of work: under a second for every method, so that cancelling is quick. */
	private static final int PIECE = 4;

	private final int curves;
	private final long seed;
	private final CurveSimulator simulator;
	private final TestPrior prior;

	/** The six test sets, see {@link #CurveEvaluation(int, long, CurveSimulator, TestPrior)}. */
	public CurveEvaluation(final int curves, final long seed, final CurveSimulator simulator) {
		this(curves, seed, simulator, TestPrior.PAPER);
	}

	/**
	 * @param curves curves in each condition (33 in the six test sets), at least 2
	 * @param seed of the curves
	 * @param simulator makes them; the methods must use its kappa
	 * @param prior what they are drawn from
	 * @throws PerfusionException if there are fewer than 2 curves
	 */
	public CurveEvaluation(final int curves, final long seed, final CurveSimulator simulator, final TestPrior prior) {
		if (curves < 2) throw new PerfusionException("n=" + curves + " is too few: use at least 2 curves for each condition, 1000 for figures to compare.");
		this.curves = curves;
		this.seed = seed;
		this.simulator = simulator;
		this.prior = prior;
	}

	/**
	 * @param methods what is evaluated; names must differ
	 * @param widths AIF widths, each a run of its own
	 * @param parallel threads to use
	 * @param monitor progress and cancel
	 * @return scores, by width, then method, then condition
	 * @throws PerfusionException if there is no method or no width, or a method gives no CBF or no delay
	 * @throws java.util.concurrent.CancellationException if the monitor is cancelled
	 */
	public CurveScores run(final List<PerfusionMethod> methods, final List<AifWidth> widths, final Parallel parallel, final WorkMonitor monitor) {
		if (methods.isEmpty()) throw new PerfusionException("There is no method to evaluate.");
		if (widths.isEmpty()) throw new PerfusionException("There is no AIF width to evaluate with: use literature or calibrated.");
		final List<CurveScore> conditions = new ArrayList<>();
		final List<CurveScore> averages = new ArrayList<>();
		for (int w = 0; w < widths.size(); w++)
			new Run(widths.get(w), methods).score(parallel, monitor.part((double) w / widths.size(), (w + 1.0) / widths.size()), conditions, averages);
		return new CurveScores(conditions, averages);
	}

	/** All conditions of one width. */
	private final class Run {

		private final AifWidth width;
		private final List<PerfusionMethod> methods;
		private final List<TestCondition> conditions;
		/** [condition][method]. */
		private final CurveTally[][] tallies;

		Run(final AifWidth width, final List<PerfusionMethod> methods) {
			this.width = width;
			this.methods = methods;
			conditions = prior.conditions(width);
			tallies = new CurveTally[conditions.size()][methods.size()];
			for (final CurveTally[] row : tallies)
				for (int m = 0; m < row.length; m++)
					row[m] = new CurveTally(curves);
		}

		void score(final Parallel parallel, final WorkMonitor monitor, final List<CurveScore> scores, final List<CurveScore> averages) {
			final int pieces = (curves + PIECE - 1) / PIECE;
			final AtomicInteger done = new AtomicInteger();
			final String message = "Simulated curves, " + width.key() + " AIF width";
			monitor.progress(0, message);
			parallel.run(pieces * conditions.size(), monitor, () -> {
				final CpuClock clock = new CpuClock();
				return number -> {
					// conditions in turn, so that the slow start of a new Java process is shared by all of them
					final int condition = number % conditions.size();
					final int from = number / conditions.size() * PIECE;
					for (int i = from; i < Math.min(curves, from + PIECE); i++)
						curve(condition, i, clock, monitor);
					monitor.progress((double) done.incrementAndGet() / (pieces * conditions.size()), message);
				};
			});
			for (int m = 0; m < methods.size(); m++) {
				final List<CurveScore> ofMethod = new ArrayList<>();
				for (int c = 0; c < conditions.size(); c++)
					ofMethod.add(condition(methods.get(m), conditions.get(c), tallies[c][m]));
				scores.addAll(ofMethod);
				averages.add(average(methods.get(m), ofMethod));
			}
		}

		private void curve(final int condition, final int index, final CpuClock clock, final WorkMonitor monitor) {
			final SimulatedCurve curve = conditions.get(condition).curve(simulator, seed, index);
			final float[][] tissue = new float[curve.tissue().length][1];
			for (int t = 0; t < tissue.length; t++)
				tissue[t][0] = (float) curve.tissue()[t];
			for (int m = 0; m < methods.size(); m++) {
				monitor.check();
				estimate(methods.get(m), curve, tissue, clock, tallies[condition][m], index);
			}
		}

		private void estimate(final PerfusionMethod method, final SimulatedCurve curve, final float[][] tissue, final CpuClock clock, final CurveTally tally, final int index) {
			final double[] aif = curve.aif().clone();
			final long start = clock.now();
			try (PerfusionMethod.Prepared prepared = method.prepare(aif, curve.parameters().time())) {
				final boolean local = prepared.estimatesLocalAif();
				final EstimateBlock estimates = new EstimateBlock(prepared.maps(), 1, tissue.length, false, local);
				prepared.newEstimator(1).estimate(tissue, 1, estimates);
				final long time = clock.now() - start;
				final double delayError = estimates.values(delayMap(method, prepared.maps()))[0] - curve.parameters().delayS();
				final LocalAifError localError = local ? LocalAifError.of(curve, estimates.localAif()) : LocalAifError.NONE;
				tally.put(index, new CurveAnswer(curve.parameters().cbf(), estimates.values(PerfusionMap.CBF)[0], known(estimates, PerfusionMap.CBF_SD), delayError, known(estimates, PerfusionMap.BAD_SD), localError, time));
			}
		}

		private CurveScore condition(final PerfusionMethod method, final TestCondition condition, final CurveTally tally) {
			return new CurveScore(method.name(), width, condition.set(), condition.factor(), condition.unit(), condition.value(), condition.position(), curves, tally.cbfRmse(), tally.cbfBias(), tally.badRmse(), tally.badBias(), tally
				.ratioMean(), tally.ratioSd(), tally.localAif(), tally.cbfCoverage(), tally.badCoverage(), tally.msPer1000Curves());
		}

		private CurveScore average(final PerfusionMethod method, final List<CurveScore> scores) {
			return new CurveScore(method.name(), width, 0, "", "", "", Double.NaN, curves * scores.size(), mean(scores, CurveScore::cbfRmse), mean(scores, CurveScore::cbfBias), mean(scores, CurveScore::badRmse), mean(scores,
				CurveScore::badBias), mean(scores, CurveScore::cbfRatioMean), mean(scores, CurveScore::cbfRatioSd), localAif(scores), mean(scores, CurveScore::cbfCoverage), mean(scores,
					CurveScore::badCoverage), mean(scores, CurveScore::msPer1000Curves));
		}
	}

	private static double known(final EstimateBlock estimates, final PerfusionMap map) {
		return estimates.values(map) == null ? Double.NaN : estimates.values(map)[0];
	}

	private static PerfusionMap delayMap(final PerfusionMethod method, final Set<PerfusionMap> maps) {
		if (!maps.contains(PerfusionMap.CBF)) throw new PerfusionException(method.name() + " estimates no CBF, so it cannot be evaluated.");
		if (maps.contains(PerfusionMap.BAD)) return PerfusionMap.BAD;
		if (maps.contains(PerfusionMap.TMAX)) return PerfusionMap.TMAX;
		throw new PerfusionException(method.name() + " estimates neither a bolus arrival delay (BAD) nor Tmax, so it cannot be evaluated.");
	}

	/** Mean over the conditions of each set, then over the sets. */
	private static double mean(final List<CurveScore> scores, final ToDoubleFunction<CurveScore> value) {
		return sets(scores).stream().mapToDouble(set -> set.stream().mapToDouble(value).average().orElseThrow()).average().orElseThrow();
	}

	/** The same of each mean and standard deviation. */
	private static LocalAifScore localAif(final List<CurveScore> scores) {
		return LocalAifScore.average(sets(scores).stream().map(set -> LocalAifScore.average(set.stream().map(CurveScore::localAif).toList())).toList());
	}

	private static Collection<List<CurveScore>> sets(final List<CurveScore> scores) {
		return scores.stream().collect(Collectors.groupingBy(CurveScore::set, LinkedHashMap::new, Collectors.toList())).values();
	}
}
