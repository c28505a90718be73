package org.perfusionj.vascular;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;
import java.util.Optional;

import org.junit.jupiter.api.Test;
import org.perfusionj.curve.TimeCurve;
import org.perfusionj.curve.TimeGrid;
import org.perfusionj.preprocessing.ConcentrationSeries;
import org.perfusionj.series.Mask;
import org.perfusionj.series.Orientation;
import org.perfusionj.series.SignalType;
import org.perfusionj.series.SpatialGrid;
import org.perfusionj.series.Volume;
import org.perfusionj.work.MonitorLog;
import org.perfusionj.work.Parallel;
import org.perfusionj.work.PerfusionException;

class CurveFileEstimatorTest {

	private static final double[] BOLUS = { 0, 0, 1 / 3., 4.1, 8, 10, 7, 4, 2, 1, 1, 0 };
	private final TimeGrid time = new TimeGrid(0, 2, BOLUS.length);
	private final MonitorLog log = new MonitorLog();

	private VascularFunction estimate(final Vessel vessel, final Map<Vessel, TimeCurve> curves) {
		final SpatialGrid grid = new SpatialGrid(1, 1, 1, 1, 1, 1, Orientation.NONE);
		final ConcentrationSeries input = TestSeries.of(new float[1][BOLUS.length][1], grid, time, SignalType.CONCENTRATION, null, new Volume(grid), Mask.all(grid));
		try (Parallel parallel = new Parallel(1)) {
			return new CurveFileEstimator(curves, "curves.csv").estimate(vessel, input, Optional.empty(), parallel, log);
		}
	}

	private String messageOf(final TimeCurve curve) {
		return assertThrows(PerfusionException.class, () -> estimate(Vessel.AIF, Map.of(Vessel.AIF, curve))).getMessage();
	}

	@Test
	void usesCurvesOnTheTimesOfTheSeriesBitForBit() {
		final double[] rounded = time.times();
		rounded[3] += 0.01;

		final VascularFunction aif = estimate(Vessel.AIF, Map.of(Vessel.AIF, new TimeCurve(rounded, BOLUS)));

		assertArrayEquals(BOLUS, aif.curve().values());
		assertArrayEquals(time.times(), aif.curve().times());
		assertEquals("file curves.csv", aif.source());
		assertTrue(aif.voxels().isEmpty());
		assertTrue(log.lines().isEmpty());
	}

	@Test
	void interpolatesCurvesThatCoverTheSeries() {
		// SETUP: a tent on its own irregular times, from -1 s to 30 s
		final TimeCurve tent = new TimeCurve(new double[] { -1, 3, 9, 21, 30 }, new double[] { 0, 0, 60, 0, 0 });

		// EXECUTE
		final VascularFunction vof = estimate(Vessel.VOF, Map.of(Vessel.VOF, tent));

		// VERIFY
		assertArrayEquals(new double[] { 0, 0, 10, 30, 50, 55, 45, 35, 25, 15, 5, 0 }, vof.curve().values(), 1e-12);
		assertArrayEquals(time.times(), vof.curve().times());
		assertEquals(1, log.lines().size());
		assertTrue(log.lines().get(0).contains("VOF") && log.lines().get(0).contains("interpolated"), log.lines().get(0));
	}

	@Test
	void refusesACurveThatDoesNotCoverTheSeries() {
		final String shorter = messageOf(new TimeCurve(new TimeGrid(0, 2, 8), new double[] { 0, 0, 1, 4, 8, 10, 7, 4 }));
		assertTrue(shorter.contains("8 samples") && shorter.contains("12 frames") && shorter.contains("22.000") && shorter.contains("curves.csv"), shorter);

		final String later = messageOf(new TimeCurve(new TimeGrid(1, 2, BOLUS.length), BOLUS));
		assertTrue(later.contains("from 1.000"), later);
	}

	@Test
	void refusesValuesThatAreNoBolus() {
		final double[] nan = BOLUS.clone();
		nan[4] = Double.NaN;
		final String missing = messageOf(new TimeCurve(time, nan));
		assertTrue(missing.contains("sample 5") && missing.contains("8.0 s"), missing);

		final String zero = messageOf(new TimeCurve(time, new double[BOLUS.length]));
		assertTrue(zero.contains("zero at all times"), zero);
	}

	@Test
	void saysWhichColumnIsMissing() {
		final String message = assertThrows(PerfusionException.class, () -> estimate(Vessel.VOF, Map.of(Vessel.AIF, new TimeCurve(time, BOLUS)))).getMessage();

		assertTrue(message.contains("column vof") && message.contains("vof=none"), message);
	}
}
