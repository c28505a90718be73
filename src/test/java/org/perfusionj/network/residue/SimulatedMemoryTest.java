package org.perfusionj.network.residue;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.perfusionj.curve.TimeGrid;
import org.perfusionj.network.graph.Tensor;
import org.perfusionj.simulation.AifShape;
import org.perfusionj.simulation.ArterialInput;
import org.perfusionj.simulation.CurveParameters;
import org.perfusionj.simulation.CurveSimulator;
import org.perfusionj.simulation.GammaTransit;
import org.perfusionj.simulation.RandomStream;

/** Curves of the memory against those of the simulator, which knows the formula of the AIF and has a finer grid. */
class SimulatedMemoryTest {

	/** Numbers of docs/residue.md. */
	private static final double[] LAGS_S = { 0, 0.5, 1, 1.5, 2, 2.5, 3, 4, 5, 6, 7, 8, 9, 10, 12, 14, 16, 18, 20, 24, 28, 34, 42, 55, 75, 100 };
	private static final MemoryGrid GRID = new MemoryGrid(3, 3, 2.5);
	private static final int CLASSES = 3 + 3 + 6;
	private static final int COLUMNS = CLASSES + 6 + 26;

	/** A gamma bolus that rises from the first frame on. */
	private static ArterialInput input(final double timeFactor) {
		return new ArterialInput(AifShape.GAMMA, 1, timeFactor, 0);
	}

	private static double[] aif(final ArterialInput input, final TimeGrid time) {
		return Arrays.stream(time.times()).map(input::value).toArray();
	}

	private static SimulatedMemory memory(final ArterialInput input, final TimeGrid time) {
		return new SimulatedMemory(GRID, aif(input, time), time.stepS());
	}

	private static double length(final double[] curve) {
		return Math.sqrt(Arrays.stream(curve).map(value -> value * value).sum());
	}

	private static int number(final int transit, final int shape, final int dispersion, final int delay) {
		return ((transit * 3 + shape) * GRID.dispersions() + dispersion) * GRID.delays() + delay;
	}

	/** Every curve of the memory; an AIF that is known at 2 frames a second is a spline of it but for a thousandth. */
	@Test
	void curvesAreThoseOfTheSimulator() {
		final TimeGrid time = new TimeGrid(0, 0.5, 161);
		final ArterialInput input = input(1);
		final SimulatedMemory memory = memory(input, time);
		final Tensor keys = memory.keys();
		final Tensor values = memory.values();
		assertArrayEquals(new int[] { 161, GRID.size() }, keys.shape());
		assertArrayEquals(new int[] { GRID.size(), COLUMNS }, values.shape());
		for (int transit = 0; transit < 3; transit++)
			for (int shape = 0; shape < 3; shape++)
				for (int dispersion = 0; dispersion < GRID.dispersions(); dispersion++)
					for (int delay = 0; delay < GRID.delays(); delay++) {
						final int number = number(transit, shape, dispersion, delay);
						final GammaTransit tissue = new GammaTransit(GRID.alpha(shape), GRID.mttS(transit));
						// a CBV of 1
						final double[] expected = CurveSimulator.STANDARD.simulate(new CurveParameters(input, 6000 / tissue.mttS(), tissue, GRID.dispersionS(dispersion), GRID.delayS(delay), Double.POSITIVE_INFINITY, time), new RandomStream(1)).clean();
						final double length = length(expected);
						final String name = tissue + " dispersion " + dispersion + " delay " + delay;
						double squares = 0;
						for (int i = 0; i < expected.length; i++) {
							final double key = keys.values()[i * GRID.size() + number];
							squares += key * key;
							assertEquals(expected[i] / length, key, 1e-3, name + " frame " + i);
						}
						assertEquals(1, squares, 1e-5, name);
						assertEquals(length(aif(input, time)) / length, values.values()[number * COLUMNS + CLASSES + 4], 2e-3 * length(aif(input, time)) / length, "CBV of " + name);
					}
	}

	/** Frames far apart: the spline between them is not the AIF, but near it. */
	@ParameterizedTest
	@CsvSource({ "1, 1", "1, 2", "0.53, 1" })
	void curvesHardlyDependOnTheFrames(final double timeFactor, final double stepS) {
		final TimeGrid time = new TimeGrid(0, stepS, (int) (80 / stepS) + 1);
		final ArterialInput input = input(timeFactor);
		final Tensor keys = memory(input, time).keys();
		for (int number = 0; number < GRID.size(); number++) {
			final int tissue = number / GRID.delays() / GRID.dispersions();
			final CurveParameters parameters = new CurveParameters(input, 40, new GammaTransit(GRID.alpha(tissue % 3), GRID.mttS(tissue / 3)), GRID.dispersionS(number / GRID.delays() % GRID.dispersions()), GRID.delayS(number % GRID.delays()),
				Double.POSITIVE_INFINITY, time);
			final double[] expected = CurveSimulator.STANDARD.simulate(parameters, new RandomStream(1)).clean();
			double likeness = 0;
			for (int i = 0; i < expected.length; i++)
				likeness += expected[i] / length(expected) * keys.values()[i * GRID.size() + number];
			assertTrue(likeness > 0.995 && likeness < 1 + 1e-6, likeness + ": " + parameters);
		}
	}

	@Test
	void whatIsKnownOfACurveFitsTogether() {
		final TimeGrid time = new TimeGrid(0, 1, 90);
		final float[] values = memory(input(1), time).values().values();
		for (int number = 0; number < GRID.size(); number++) {
			final int transit = number / GRID.delays() / GRID.dispersions() / 3;
			final int shape = number / GRID.delays() / GRID.dispersions() % 3;
			final int dispersion = number / GRID.delays() % GRID.dispersions();
			final int at = number * COLUMNS;
			for (int k = 0; k < CLASSES; k++)
				assertEquals(k == transit || k == 3 + shape || k == 6 + dispersion ? 1 : 0, values[at + k], "class " + k + " of curve " + number);
			final double delay = number % GRID.delays() * 2.5 / 10;
			final double cbv = values[at + CLASSES + 4];
			final double cbf = 10 * cbv / GRID.mttS(transit);
			assertTrue(cbv > 0);
			final double[] expected = { delay, delay * delay, cbf, cbf * cbf, cbv, cbf * delay };
			for (int k = 0; k < expected.length; k++)
				assertEquals(expected[k], values[at + CLASSES + k], 1e-5 * expected[k], "number " + k + " of curve " + number);
			final GammaTransit tissue = new GammaTransit(GRID.alpha(shape), GRID.mttS(transit));
			for (int k = 0; k < LAGS_S.length; k++)
				assertEquals(cbf * tissue.residue(LAGS_S[k]), values[at + CLASSES + 6 + k], 1e-6 * cbf, tissue + " after " + LAGS_S[k] + " s");
		}
	}

	@Test
	void priorsAreThoseOfTheGrid() {
		final float[] priors = memory(input(1), new TimeGrid(0, 1, 90)).priors().values();
		final double[] dispersions = new double[GRID.dispersions()];
		double sum = 0;
		double delay = 0;
		double mtt = 0;
		for (int number = 0; number < GRID.size(); number++) {
			final double prior = Math.exp(priors[number]);
			sum += prior;
			dispersions[number / GRID.delays() % GRID.dispersions()] += prior;
			delay += prior * GRID.delayS(number % GRID.delays());
			mtt += prior * GRID.mttS(number / GRID.delays() / GRID.dispersions() / 3);
		}
		final double all = sum;
		assertArrayEquals(new double[] { 0.5, 0.1, 0.08, 0.11, 0.11, 0.1 }, Arrays.stream(dispersions).map(part -> part / all).toArray(), 1e-6);
		assertEquals(12.5, delay / sum, 1e-4);
		// uniform: a class counts as much as it is wide, which is in proportion to its middle
		assertEquals((Math.pow(GRID.mttS(0), 2) + Math.pow(GRID.mttS(1), 2) + Math.pow(GRID.mttS(2), 2)) / (GRID.mttS(0) + GRID.mttS(1) + GRID.mttS(2)), mtt / sum, 1e-4);
	}

	/** A scan of 12 s does not see what comes after 25. */
	@Test
	void curvesThatTheScanDoesNotSeeAreNeverLikely() {
		final TimeGrid time = new TimeGrid(0, 1, 13);
		final SimulatedMemory memory = memory(input(0.5), time);
		final float[] keys = memory.keys().values();
		for (int number = 0; number < GRID.size(); number++) {
			final double delayS = GRID.delayS(number % GRID.delays());
			if (delayS >= 12) {
				assertTrue(memory.priors().values()[number] < -1e8, "delay " + delayS);
				for (int i = 0; i < 13; i++)
					assertEquals(0, keys[i * GRID.size() + number]);
				for (int k = 0; k < COLUMNS; k++)
					assertEquals(0, memory.values().values()[number * COLUMNS + k]);
			}
			else if (delayS < 8) assertTrue(memory.priors().values()[number] > -50, "delay " + delayS);
		}
	}

	@ParameterizedTest
	@CsvSource({ "0.5, 150", "0.7, 80", "1, 60", "2.3, 45", "3, 150" })
	void residueFunctionsAreStraightBetweenLags(final double stepS, final int frames) {
		final Tensor matrix = SimulatedMemory.lagsToFrames(frames, stepS);
		assertArrayEquals(new int[] { LAGS_S.length, frames }, matrix.shape());
		final RandomStream random = new RandomStream(3);
		final double[] anything = new double[LAGS_S.length];
		final double[] falling = new double[LAGS_S.length];
		for (int k = LAGS_S.length - 1; k >= 0; k--) {
			anything[k] = random.uniform();
			falling[k] = (k == LAGS_S.length - 1 ? 0 : falling[k + 1]) + Math.max(0, random.uniform() - 0.5);
		}
		double before = Double.POSITIVE_INFINITY;
		for (int i = 0; i < frames; i++) {
			assertEquals(straight(anything, i * stepS), at(matrix, anything, i), 1e-6, "frame " + i);
			final double now = at(matrix, falling, i);
			assertTrue(now <= before + 1e-6, "rises at frame " + i);
			before = now;
		}
	}

	private static double at(final Tensor matrix, final double[] function, final int frame) {
		double sum = 0;
		for (int k = 0; k < function.length; k++)
			sum += function[k] * matrix.values()[k * matrix.shape()[1] + frame];
		return sum;
	}

	/** After the last lag it decays with the longest transit time. */
	private static double straight(final double[] function, final double t) {
		for (int k = 1; k < LAGS_S.length; k++)
			if (t <= LAGS_S[k]) return function[k - 1] + (t - LAGS_S[k - 1]) / (LAGS_S[k] - LAGS_S[k - 1]) * (function[k] - function[k - 1]);
		return function[function.length - 1] * Math.exp(-(t - 100) / 24);
	}

	@Test
	void dispersionKeepsTheAreaAndDelaysTheMean() {
		final TimeGrid time = new TimeGrid(0, 0.5, 200);
		final double[] aif = aif(input(1), time);
		final Tensor local = memory(input(1), time).localAifs();
		assertArrayEquals(new int[] { 6, 200 }, local.shape());
		final double area = Arrays.stream(aif).sum();
		final double mean = mean(aif, time);
		for (int dispersion = 0; dispersion < 6; dispersion++) {
			final double[] one = new double[200];
			for (int i = 0; i < 200; i++)
				one[i] = local.values()[dispersion * 200 + i];
			if (dispersion == 0) assertArrayEquals(aif, one, 1e-7);
			assertEquals(area, Arrays.stream(one).sum(), 1e-3 * area, "area after dispersion " + dispersion);
			assertEquals(mean + GRID.dispersionS(dispersion), mean(one, time), 5e-3, "mean after dispersion " + dispersion);
		}
	}

	private static double mean(final double[] curve, final TimeGrid time) {
		double moment = 0;
		for (int i = 0; i < curve.length; i++)
			moment += curve[i] * time.time(i);
		return moment / Arrays.stream(curve).sum();
	}

	/** Noise around 0 before the rise and at the end of a measured AIF. */
	@Test
	void anAifWithNoiseMakesNoNegativeCurve() {
		final TimeGrid time = new TimeGrid(0, 1.5, 50);
		final double[] aif = aif(input(1), time);
		final RandomStream random = new RandomStream(6);
		for (int i = 0; i < aif.length; i++)
			aif[i] += random.gaussian(0, 0.05);
		final SimulatedMemory memory = new SimulatedMemory(GRID, aif, 1.5);
		for (final float value : memory.keys().values())
			assertTrue(value >= 0);
		for (final float value : memory.localAifs().values())
			assertTrue(value >= 0);
	}
}
