package org.perfusionj.preprocessing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.perfusionj.curve.TimeCurve;
import org.perfusionj.curve.TimeGrid;
import org.perfusionj.series.SignalType;
import org.perfusionj.work.PerfusionException;

class BolusArrivalTest {

	private static TimeCurve curve(final TimeGrid grid, final double peak, final double arrival, final double noise, final long seed) {
		final Random random = new Random(seed);
		final double[] values = new double[grid.count()];
		for (int i = 0; i < values.length; i++)
			values[i] = 40 + peak * TestSeries.bolus(grid.time(i), arrival, 2) + noise * random.nextGaussian();
		return new TimeCurve(grid, values);
	}

	@ParameterizedTest
	@CsvSource({ "1, 60, 100, 12.3", "1, 60, 50, 4.6", "1, 60, 20, 20", "1, 60, 10, 9.5", "2, 25, 100, 8", "2, 25, 20, 13", "0.5, 90, 20, 7.7", "3, 14, 50, 10" })
	void arrivalIsFoundWithinAFrameOrASecond(final double step, final int frames, final double snr, final double arrival) {
		final TimeGrid grid = new TimeGrid(0, step, frames);
		final double tolerance = snr < 20 ? Math.max(2 * step, 2) : Math.max(step, 1);
		int good = 0;
		int early = 0;
		for (int seed = 0; seed < 100; seed++) {
			final BolusArrival bolus = BolusArrival.in(curve(grid, 30, arrival, 30 / snr, seed), Double.POSITIVE_INFINITY, 2, " HU");
			assertTrue(bolus.found(), "seed " + seed + ": " + bolus.reason());
			// a gamma-variate stays within the noise for a while after it starts
			final double error = bolus.arrivalS() - arrival;
			if (Math.abs(error) <= tolerance) good++;
			final int end = BaselineFinder.find(curve(grid, 30, arrival, 30 / snr, seed), Double.POSITIVE_INFINITY, grid, SignalType.CT, Optional.empty(), warning -> {}).endFrame();
			if (grid.time(end - 1) > arrival + step) early++;
		}
		assertTrue(good >= (snr > 20 ? 92 : 85), good + " of 100 within " + tolerance + " s");
		assertTrue(early <= 5, early + " baselines end in the bolus");
	}

	@Test
	void noiseIsNoBolus() {
		int wrong = 0;
		for (int seed = 0; seed < 400; seed++) {
			final int frames = 10 + seed % 51;
			if (BolusArrival.in(curve(new TimeGrid(0, 1, frames), 0, 0, 2, seed), Double.POSITIVE_INFINITY, 0, " HU").found()) wrong++;
		}
		assertTrue(wrong <= 4, wrong + " of 400 curves of noise have a bolus");
	}

	@Test
	void tenFramesAreEnoughForAClearBolus() {
		for (int seed = 0; seed < 100; seed++)
			assertTrue(BolusArrival.in(curve(new TimeGrid(0, 4, 10), 30, 9, 0.5, seed), 0.5, 2, " HU").found(), "seed " + seed);
	}

	@Test
	void theReasonNamesEnhancementAndNoise() {
		final PerfusionException thrown = assertThrows(PerfusionException.class, () -> BaselineFinder.find(curve(new TimeGrid(0, 1, 40), 0, 0, 1, 3), Double.POSITIVE_INFINITY, new TimeGrid(0, 1, 40), SignalType.CT, Optional.empty(), warning -> {}));
		assertTrue(thrown.getMessage().matches("No bolus: the strongest enhancement of the mean curve is [-0-9.]+ HU, the noise [0-9.]+ HU.*signal=concentration.*"), thrown.getMessage());
	}

	@Test
	void aScanThatStartsAfterTheBolusHasNone() {
		final double[] values = new double[40];
		for (int i = 0; i < 40; i++)
			values[i] = 40 + 30 * Math.exp(-i / 6.0);
		final BolusArrival bolus = BolusArrival.in(new TimeCurve(new TimeGrid(0, 1, 40), values), Double.POSITIVE_INFINITY, 2, " HU");
		assertFalse(bolus.found());
		assertTrue(bolus.reason().contains("after the bolus"), bolus.reason());
	}

	@Test
	void aBolusInTheFirstFrameIsWarnedOf() {
		final TimeGrid grid = new TimeGrid(0, 1, 40);
		final List<String> warnings = new ArrayList<>();
		final Baseline baseline = BaselineFinder.find(curve(grid, 30, -1.5, 0.1, 1), Double.POSITIVE_INFINITY, grid, SignalType.CT, Optional.empty(), warnings::add);
		assertEquals(1, baseline.endFrame());
		assertEquals(1, warnings.size());
		assertTrue(warnings.get(0).contains("first frame"), warnings.get(0));
	}

	@Test
	void theBaselineEndsOneFrameBeforeTheLastOneBeforeTheBolus() {
		// frames 0..5 are flat, frame 6 is the first with contrast agent
		final double[] values = { 0, 0, 0, 0, 0, 0, 10, 40, 80, 100, 80, 60, 40, 30, 25, 22 };
		final TimeGrid grid = new TimeGrid(0, 1, values.length);
		final Baseline baseline = BaselineFinder.find(new TimeCurve(grid, values), Double.POSITIVE_INFINITY, grid, SignalType.CT, Optional.empty(), warning -> {});
		assertEquals(0, baseline.firstFrame());
		assertEquals(5, baseline.endFrame());
		assertEquals(5, baseline.arrivalS(), 0.8);
	}

	@Test
	void theUserMayChooseTheEnd() {
		final TimeGrid grid = new TimeGrid(0, 2, 30);
		final List<String> warnings = new ArrayList<>();
		final Baseline baseline = BaselineFinder.find(curve(grid, 30, 14, 0.1, 1), Double.POSITIVE_INFINITY, grid, SignalType.CT, Optional.of(6.0), warnings::add);
		assertEquals(4, baseline.endFrame());
		assertEquals(14, baseline.arrivalS(), 2);
		assertTrue(warnings.isEmpty());
		BaselineFinder.find(curve(grid, 30, 14, 0.1, 1), Double.POSITIVE_INFINITY, grid, SignalType.CT, Optional.of(24.0), warnings::add);
		assertTrue(warnings.get(0).contains("later than the bolus"), warnings.get(0));
		assertThrows(PerfusionException.class, () -> BaselineFinder.find(curve(grid, 30, 14, 0.1, 1), Double.POSITIVE_INFINITY, grid, SignalType.CT, Optional.of(58.0), warnings::add));
		assertThrows(PerfusionException.class, () -> BaselineFinder.find(curve(grid, 30, 14, 0.1, 1), Double.POSITIVE_INFINITY, grid, SignalType.CT, Optional.of(-1.0), warnings::add));
	}

	@Test
	void unsteadyLeadingFramesOfMrAreLeftOut() {
		final TimeGrid grid = new TimeGrid(0, 1.5, 50);
		final double[] values = new double[50];
		for (int i = 0; i < 50; i++)
			values[i] = -6 + 0.4 * TestSeries.bolus(grid.time(i), 18, 2) - (i == 0 ? 0.3 : i == 1 ? 0.1 : 0) + 0.003 * Math.sin(12.9 * i);
		final List<String> warnings = new ArrayList<>();
		final Baseline baseline = BaselineFinder.find(new TimeCurve(grid, values), Double.POSITIVE_INFINITY, grid, SignalType.MR, Optional.empty(), warnings::add);
		assertEquals(2, baseline.firstFrame());
		assertEquals(18, baseline.arrivalS(), 1.5);
		assertEquals(1, warnings.size());
	}
}
