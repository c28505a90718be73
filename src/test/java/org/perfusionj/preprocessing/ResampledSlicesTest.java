package org.perfusionj.preprocessing;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.OptionalDouble;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import org.perfusionj.curve.Interpolation;
import org.perfusionj.curve.TimeGrid;
import org.perfusionj.series.AcquisitionTimes;
import org.perfusionj.series.PerfusionSeries;
import org.perfusionj.series.SeriesSlices;
import org.perfusionj.series.SignalType;
import org.perfusionj.series.SliceFrames;
import org.perfusionj.series.SliceSource;
import org.perfusionj.work.Parallel;
import org.perfusionj.work.PerfusionException;
import org.perfusionj.work.WorkMonitor;

class ResampledSlicesTest {

	private static TimeResampling plan(final AcquisitionTimes times) {
		return TimeResampling.of(times, OptionalDouble.empty());
	}

	@Test
	void uniformTimesAreLeftAlone() {
		final double[] times = { 5, 6.5, 8, 9.5, 11 };
		final TimeResampling plan = plan(AcquisitionTimes.of(times));
		assertFalse(plan.needed());
		assertEquals(new TimeGrid(0, 1.5, 5), plan.grid());
		final SliceSource source = new SeriesSlices(TestSeries.of(TestSeries.grid(2, 2, 1, 1), AcquisitionTimes.of(times), SignalType.CT, (x, y, z, t) -> t));
		assertSame(source, ResampledSlices.whereNeeded(source, plan, Interpolation.LINEAR));
	}

	@ParameterizedTest
	@EnumSource(Interpolation.class)
	void slicesMeasuredAtDifferentTimesComeToTheSameTimes(final Interpolation interpolation) {
		// a shuttle scan: the second slice 0.8 s later, both drift
		final double[][] times = new double[2][12];
		for (int t = 0; t < 12; t++) {
			times[0][t] = 10 + 2 * t + 0.05 * (t % 3);
			times[1][t] = times[0][t] + 0.8;
		}
		final PerfusionSeries series = TestSeries.of(TestSeries.grid(70, 70, 2, 1), AcquisitionTimes.perSlice(times), SignalType.CT, (x, y, z, t) -> x + 3 * times[z][t]);
		final TimeResampling plan = plan(series.times());
		assertTrue(plan.needed());
		assertEquals(10.8, plan.originS(), 1e-12);
		assertEquals(0.8, plan.grid().startS(), 1e-12);
		assertEquals(2.05, plan.grid().stepS(), 1e-9);
		assertTrue(plan.text(interpolation).contains("resampled to " + plan.grid().count() + " frames of 2.05"), plan.text(interpolation));
		// no slice is extrapolated
		assertTrue(plan.originS() + plan.grid().stepS() * (plan.grid().count() - 1) <= times[0][11] + 1e-9);
		try (Parallel parallel = new Parallel(2)) {
			final SliceSource resampled = ResampledSlices.whereNeeded(new SeriesSlices(series), plan, interpolation);
			assertEquals(plan.grid().count(), resampled.frames());
			for (int z = 0; z < 2; z++) {
				final SliceFrames slice = resampled.load(z, parallel, WorkMonitor.SILENT);
				assertArrayEquals(plan.grid().times(), slice.times());
				for (int t = 0; t < slice.frames().length; t++)
					for (int i = 0; i < 4900; i++)
						assertEquals(i % 70 + 3 * (10.8 + 2.05 * t), slice.frames()[t][i], 1e-4);
			}
		}
	}

	@Test
	void aGivenStepIsUsed() {
		final TimeResampling plan = TimeResampling.of(AcquisitionTimes.uniform(11, 2), OptionalDouble.of(1));
		assertTrue(plan.needed());
		assertEquals(new TimeGrid(0, 1, 21), plan.grid());
		assertFalse(TimeResampling.of(AcquisitionTimes.uniform(11, 2), OptionalDouble.of(2)).needed());
		assertThrows(PerfusionException.class, () -> TimeResampling.of(AcquisitionTimes.uniform(11, 2), OptionalDouble.of(-1)));
	}

	@Test
	void mixedIntervalsGoToTheCommonOne() {
		final double[] times = new double[40];
		for (int t = 1; t < 40; t++)
			times[t] = times[t - 1] + (t < 33 ? 1 : 3);
		final TimeResampling plan = plan(AcquisitionTimes.of(times));
		assertEquals(new TimeGrid(0, 1, 54), plan.grid());
	}

	@Test
	void slabsThatWereMeasuredOneAfterTheOtherAreRefused() {
		final double[][] times = new double[2][20];
		for (int t = 0; t < 20; t++) {
			times[0][t] = t;
			times[1][t] = 60 + t;
		}
		final String message = assertThrows(PerfusionException.class, () -> plan(AcquisitionTimes.perSlice(times))).getMessage();
		assertTrue(message.contains("hardly overlap"), message);
		final double[] gap = new double[20];
		for (int t = 0; t < 20; t++)
			gap[t] = t < 10 ? t : 5000 + t;
		assertTrue(assertThrows(PerfusionException.class, () -> plan(AcquisitionTimes.of(gap))).getMessage().contains("gap"));
	}
}
