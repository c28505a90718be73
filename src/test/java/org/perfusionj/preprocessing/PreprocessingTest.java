package org.perfusionj.preprocessing;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CancellationException;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.perfusionj.curve.TimeGrid;
import org.perfusionj.series.AcquisitionTimes;
import org.perfusionj.series.Mask;
import org.perfusionj.series.PerfusionSeries;
import org.perfusionj.series.SignalType;
import org.perfusionj.series.SpatialGrid;
import org.perfusionj.series.Volume;
import org.perfusionj.work.Parallel;
import org.perfusionj.work.PerfusionException;
import org.perfusionj.work.WorkMonitor;

class PreprocessingTest {

	private static final Parallel PARALLEL = new Parallel(2);
	private static final PreprocessingSettings SETTINGS = PreprocessingSettings.DEFAULTS;
	private static final PreprocessingSettings NOTHING = SETTINGS.withSignal(SignalType.CONCENTRATION).withMask(MaskChoice.NONE);

	@AfterAll
	static void close() {
		PARALLEL.close();
	}

	private static Prepared prepare(final PerfusionSeries series, final PreprocessingSettings settings) {
		return new Preprocessing().prepare(series, settings, PARALLEL, WorkMonitor.SILENT);
	}

	private static float[][] slice(final Prepared prepared, final int z) {
		return prepared.concentration().slices().load(z, PARALLEL, WorkMonitor.SILENT).frames();
	}

	private static String refused(final PerfusionSeries series, final PreprocessingSettings settings) {
		return assertThrows(PerfusionException.class, () -> prepare(series, settings)).getMessage();
	}

	/** A head with a bolus: grey and white matter by their HU, an artery. */
	private static PerfusionSeries head(final double noise, final long seed, final int frames, final double interval, final double arrival) {
		final HeadPhantom head = new HeadPhantom(TestSeries.grid(110, 110, 2, 2));
		final Volume image = head.image(0, 0);
		final Mask brain = head.brain();
		final Random random = new Random(seed);
		return TestSeries.of(head.grid, AcquisitionTimes.uniform(frames, interval), SignalType.CT, (x, y, z, t) -> {
			final double base = image.get(x, y, z);
			final double peak = !brain.contains(x, y, z) || base < 15 ? 0 : base == 60 ? 250 : base > 35 ? 12 : 6;
			return base + peak * TestSeries.bolus(t * interval, base == 60 ? arrival : arrival + 1, base == 60 ? 2 : 2.6) + noise * random.nextGaussian();
		});
	}

	@Test
	void aHeadBecomesHuAboveBaselineInsideTheBrain() {
		final List<String> log = Collections.synchronizedList(new ArrayList<>());
		final Prepared prepared = new Preprocessing().prepare(head(6, 1, 40, 1, 10), SETTINGS, PARALLEL, new WorkMonitor() {

			@Override
			public void progress(final double fraction, final String message) {
				assertTrue(fraction >= 0 && fraction <= 1);
			}

			@Override
			public void log(final String message) {
				log.add(message);
			}

			@Override
			public boolean isCancelled() {
				return false;
			}
		});
		final ConcentrationSeries series = prepared.concentration();
		assertEquals(10, series.baseline().arrivalS(), 1.5);
		assertEquals(9, series.baseline().endFrame(), 2);
		assertEquals(new TimeGrid(0, 1, 40), series.time());
		assertTrue(prepared.warnings().isEmpty(), prepared.warnings().toString());
		assertEquals(prepared.notes(), log);
		assertTrue(log.stream().anyMatch(line -> line.startsWith("Bolus arrives at")), log.toString());
		assertEquals(0, series.nonFiniteVoxels());
		final HeadPhantom head = new HeadPhantom(TestSeries.grid(110, 110, 2, 2));
		final Mask brain = head.brain();
		assertTrue(HeadPhantom.dice(series.mask(), brain) > 0.95, "Dice " + HeadPhantom.dice(series.mask(), brain));
		// the curve of grey matter: mean over its voxels, far below the noise of one
		final Volume image = head.image(0, 0);
		final float[][] frames = slice(prepared, 0);
		for (int t = 0; t < 40; t++) {
			double sum = 0;
			int n = 0;
			for (int i = 0; i < frames[t].length; i++)
				if (image.plane(0)[i] == 37 && brain.plane(0)[i]) {
					sum += frames[t][i];
					n++;
				}
			assertEquals(12 * TestSeries.bolus(t, 11, 2.6), sum / n, 1, "frame " + t);
		}
	}

	@ParameterizedTest
	@ValueSource(doubles = { 0, 3, 10 })
	void vesselsAndFluidAreFoundAtAnyNoise(final double noise) {
		final Prepared prepared = prepare(head(noise, 2, 40, 1, 10), SETTINGS);
		final TissueMasks tissue = TissueMasks.find(prepared.concentration(), PARALLEL, WorkMonitor.SILENT);
		final HeadPhantom head = new HeadPhantom(TestSeries.grid(110, 110, 2, 2));
		final Volume image = head.image(0, 0);
		final Mask brain = head.brain();
		int vessel = 0;
		int found = 0;
		int ventricle = 0;
		int fluid = 0;
		int wrong = 0;
		for (int z = 0; z < 2; z++)
			for (int i = 0; i < image.plane(z).length; i++) {
				if (!brain.plane(z)[i]) continue;
				if (image.plane(z)[i] == 60) {
					vessel++;
					if (tissue.vessels().plane(z)[i]) found++;
				}
				else if (image.plane(z)[i] == 8) {
					ventricle++;
					if (tissue.csf().plane(z)[i]) fluid++;
				}
				else if (image.plane(z)[i] != 250 && (tissue.vessels().plane(z)[i] || tissue.csf().plane(z)[i] && image.plane(z)[i] > 15)) wrong++;
			}
		assertEquals(vessel, found);
		assertTrue(fluid > 0.6 * ventricle, fluid + " of " + ventricle);
		assertTrue(wrong < 0.02 * brain.count(), wrong + " of " + brain.count());
		assertEquals(0, tissue.vessels().and(tissue.csf()).count());
	}

	@Test
	void concentrationPassesUnchangedBitForBit() {
		final Random random = new Random(5);
		final SpatialGrid grid = TestSeries.grid(9, 7, 2, 1);
		final List<float[]> planes = new ArrayList<>();
		for (int n = 0; n < 24; n++) {
			final float[] plane = new float[63];
			for (int i = 0; i < 63; i++)
				plane[i] = Float.intBitsToFloat(random.nextInt() & 0xbfffffff);
			planes.add(plane);
		}
		planes.get(3)[10] = -0f;
		final Prepared prepared = prepare(TestSeries.of(grid, AcquisitionTimes.uniform(12, 1.3), SignalType.CT, planes), NOTHING);
		for (int z = 0; z < 2; z++) {
			final float[][] frames = slice(prepared, z);
			for (int t = 0; t < 12; t++)
				for (int i = 0; i < 63; i++)
					assertEquals(Float.floatToRawIntBits(planes.get(2 * t + z)[i]), Float.floatToRawIntBits(frames[t][i]));
		}
		assertNull(prepared.concentration().baseline());
		assertEquals(126, prepared.concentration().mask().count());
		assertEquals(SignalType.CONCENTRATION, prepared.concentration().series().signal());
		assertTrue(prepared.bolus().isEmpty());
	}

	@Test
	void theInputIsNeverModified() {
		final PerfusionSeries series = head(3, 3, 20, 2, 10);
		final float[] before = new float[110 * 110];
		series.planes().read(1, 15, before);
		for (final SpatialFilter filter : SpatialFilter.values())
			slice(prepare(series, SETTINGS.withFilter(filter)), 1);
		final float[] after = new float[110 * 110];
		series.planes().read(1, 15, after);
		assertArrayEquals(before, after);
	}

	@Test
	void stepsAreDoneInOrderFilterThenTimeThenConcentration() {
		// irregular times; the value is linear in time before and after the bolus front, so the expected numbers are plain
		final double[] times = new double[20];
		for (int t = 1; t < 20; t++)
			times[t] = times[t - 1] + (t % 2 == 0 ? 1.2 : 1);
		final SpatialGrid grid = TestSeries.grid(24, 24, 1, 1);
		final PerfusionSeries series = TestSeries.of(grid, AcquisitionTimes.of(times), SignalType.CT, (x, y, z, t) -> 30 + x + (x % 2 == 0 ? 4 : 2) * Math.max(0, times[t] - 9));
		final Prepared prepared = prepare(series, SETTINGS.withMask(MaskChoice.NONE).withFilter(SpatialFilter.GAUSSIAN).withSmoothingMm(8).withBaselineEndS(5));
		final float[][] frames = slice(prepared, 0);
		assertEquals(prepared.concentration().time().count(), frames.length);
		// odd and even columns have become one: their mean slope is 3
		final int last = frames.length - 1;
		final double expected = 3 * (prepared.concentration().time().time(last) - 9);
		for (int x = 8; x < 16; x++)
			assertEquals(expected, frames[last][12 * 24 + x], 0.1);
		assertTrue(prepared.notes().get(0).contains("resampled"), prepared.notes().toString());
	}

	@Test
	void mrBecomesChangeOfRelaxationRate() {
		final SpatialGrid grid = TestSeries.grid(32, 32, 1, 1);
		final Random random = new Random(6);
		final PerfusionSeries series = TestSeries.of(grid, AcquisitionTimes.uniform(40, 1.5), SignalType.MR, (x, y, z, t) -> {
			final boolean head = Math.hypot(x - 16, y - 16) < 12;
			if (x == 16 && y == 16) return t < 20 ? 500 : -3;
			return head ? 500 * Math.exp(-0.03 * 15 * TestSeries.bolus(1.5 * t, 15, 2)) + 0.5 * random.nextGaussian() : Math.abs(2 * random.nextGaussian());
		});
		final Prepared prepared = prepare(series, SETTINGS.withEchoTimeMs(30));
		final float[][] frames = slice(prepared, 0);
		for (int t = 0; t < 40; t++)
			assertEquals(15 * TestSeries.bolus(1.5 * t, 15, 2), frames[t][10 * 32 + 14], 0.3);
		assertEquals(15, prepared.concentration().baseline().arrivalS(), 1.6);
		// a signal that is gone counts as one hundredth
		assertEquals(-Math.log(0.01) / 0.030, frames[30][16 * 32 + 16], 0.01);
		int disc = 0;
		for (int i = 0; i < 1024; i++)
			if (Math.hypot(i % 32 - 16, i / 32 - 16) < 12) disc++;
		assertEquals(disc, prepared.concentration().mask().count(), 0.06 * disc);
		assertTrue(refused(series, SETTINGS).contains("echo_time_ms"));
		assertTrue(refused(series, SETTINGS.withEchoTimeMs(-1)).contains("echo_time_ms"));
	}

	@Test
	void mrVoxelsWithoutSignalGiveZeroAndLeaveTheMask() {
		final PerfusionSeries series = TestSeries.of(TestSeries.grid(16, 16, 1, 1), AcquisitionTimes.uniform(30, 1), SignalType.MR, (x, y, z, t) -> x == 3 ? 0 : x == 4 ? -5 : 100 * Math.exp(-TestSeries.bolus(t, 10, 2)));
		final Prepared prepared = prepare(series, SETTINGS.withEchoTimeMs(30).withMask(MaskChoice.NONE));
		assertEquals(14 * 16, prepared.concentration().mask().count());
		assertEquals(0, slice(prepared, 0)[16][3]);
		assertEquals(0, slice(prepared, 0)[16][4]);
		assertTrue(prepared.warnings().get(0).contains("32 voxels"), prepared.warnings().toString());
	}

	@Test
	void noiseIsNoBolusWhateverPartOfItIsPicked() {
		int wrong = 0;
		for (int seed = 0; seed < 100; seed++) {
			final Random random = new Random(seed);
			final PerfusionSeries series = TestSeries.of(TestSeries.grid(48, 48, 1, 1), AcquisitionTimes.uniform(12 + seed % 40, 1), SignalType.CT, (x, y, z, t) -> 35 + 10 * random.nextGaussian());
			try {
				prepare(series, SETTINGS.withMask(MaskChoice.NONE));
				wrong++;
			}
			catch (final PerfusionException expected) {
				assertTrue(expected.getMessage().startsWith("No bolus: the strongest enhancement"), expected.getMessage());
			}
		}
		assertTrue(wrong <= 1, wrong + " of 100 series of noise have a bolus");
	}

	@Test
	void aWeakBolusInNoiseIsFound() {
		for (int seed = 0; seed < 20; seed++) {
			final Prepared prepared = prepare(head(10, seed, 30, 2, 14), SETTINGS);
			assertEquals(14, prepared.concentration().baseline().arrivalS(), 2, "seed " + seed);
		}
	}

	@Test
	void shortAndStillImagesAreRefused() {
		assertTrue(refused(head(0, 0, 1, 1, 0), SETTINGS).contains("one frame"));
		assertTrue(refused(head(0, 0, 9, 1, 3), SETTINGS).contains("9 frames, but at least 10"));
		assertTrue(refused(head(0, 0, 10, 2, 8), SETTINGS.withStepS(4)).contains("leaves 5 frames"));
	}

	@Test
	void masksThatDoNotFitAreRefused() {
		final PerfusionSeries series = head(2, 0, 20, 2, 10);
		assertTrue(refused(series, SETTINGS.withMask(MaskChoice.of(Mask.all(TestSeries.grid(64, 64, 2, 1))))).contains("64 x 64 x 2 voxels, the series 110 x 110 x 2"));
		assertTrue(refused(series, SETTINGS.withMask(MaskChoice.of(new Mask(series.grid(), new boolean[2][110 * 110])))).contains("empty"));
	}

	@Test
	void aGivenMaskIsUsed() {
		final PerfusionSeries series = head(2, 0, 20, 2, 10);
		final Mask mask = new HeadPhantom(series.grid()).brain();
		final Prepared prepared = prepare(series, SETTINGS.withMask(MaskChoice.of(mask)));
		assertEquals(mask.count(), prepared.concentration().mask().count());
		assertEquals(mask.count(), prepared.concentration().mask().and(mask).count());
	}

	@Test
	void voxelsWithNonFiniteSamplesAreCountedAndLeftOut() {
		final PerfusionSeries good = head(2, 0, 20, 2, 10);
		final PerfusionSeries series = TestSeries.of(good.grid(), good.times(), SignalType.CT, (x, y, z, t) -> {
			if (z == 0 && y == 50 && x >= 50 && x < 55 && t == 7) return x == 52 ? Double.POSITIVE_INFINITY : Double.NaN;
			if (x == 0) return Double.NaN;
			return ((net.imglib2.type.numeric.RealType<?>) good.storedSamples().getAt(x, y, z, t)).getRealDouble();
		});
		final Prepared prepared = prepare(series, SETTINGS);
		assertEquals(5 + 220, prepared.concentration().nonFiniteVoxels());
		for (int x = 50; x < 55; x++)
			assertTrue(!prepared.concentration().mask().contains(x, 50, 0));
		assertTrue(prepared.concentration().mask().contains(56, 50, 0));
		assertTrue(prepared.warnings().get(0).startsWith("225 voxels hold NaN or infinite samples (5 of them in the mask)"), prepared.warnings().toString());
	}

	@Test
	void aSeriesThatIsMostlyDamagedIsRefused() {
		final PerfusionSeries series = TestSeries.of(TestSeries.grid(10, 10, 1, 1), AcquisitionTimes.uniform(12, 1), SignalType.CONCENTRATION, (x, y, z, t) -> x < 6 && t == 4 ? Double.NaN : 1);
		assertTrue(refused(series, NOTHING).contains("60 of 100 voxels in the mask"));
		assertTrue(refused(series, NOTHING.withMask(MaskChoice.AUTO)).contains("most of the image"));
		final PerfusionSeries some = TestSeries.of(TestSeries.grid(10, 10, 1, 1), AcquisitionTimes.uniform(12, 1), SignalType.CONCENTRATION, (x, y, z, t) -> x < 4 && t == 4 ? Double.NaN : x == 9 ? 0 : 1);
		assertEquals(60, prepare(some, NOTHING).concentration().mask().count());
		assertEquals(50, prepare(some, NOTHING.withMask(MaskChoice.AUTO)).concentration().mask().count());
		// padding around the head is no damage
		final PerfusionSeries padded = TestSeries.of(TestSeries.grid(10, 10, 1, 1), AcquisitionTimes.uniform(12, 1), SignalType.CONCENTRATION, (x, y, z, t) -> x < 7 ? Double.NaN : 1);
		assertEquals(30, prepare(padded, NOTHING.withMask(MaskChoice.AUTO)).concentration().mask().count());
		final PerfusionSeries zero = TestSeries.of(TestSeries.grid(10, 10, 1, 1), AcquisitionTimes.uniform(12, 1), SignalType.CONCENTRATION, (x, y, z, t) -> 0);
		assertTrue(refused(zero, NOTHING.withMask(MaskChoice.AUTO)).contains("The mask is empty"));
	}

	@ParameterizedTest
	@EnumSource(SpatialFilter.class)
	void cancelStopsWithinASecond(final SpatialFilter filter) {
		final long[] asked = new long[1];
		final WorkMonitor cancelSoon = new WorkMonitor() {

			private final long start = System.nanoTime();

			@Override
			public void progress(final double fraction, final String message) {}

			@Override
			public void log(final String message) {}

			@Override
			public boolean isCancelled() {
				if (System.nanoTime() - start < 50_000_000L) return false;
				if (asked[0] == 0) asked[0] = System.nanoTime();
				return true;
			}
		};
		final SpatialGrid grid = TestSeries.grid(256, 256, 8, 1);
		final float[] plane = new float[grid.planeSize()];
		for (int i = 0; i < plane.length; i++)
			plane[i] = i % 97;
		// one plane stands for all: memory for one frame only
		final PerfusionSeries series = TestSeries.of(grid, AcquisitionTimes.uniform(60, 1), SignalType.CONCENTRATION, Collections.nCopies(480, plane));
		assertThrows(CancellationException.class, () -> {
			final Prepared prepared = new Preprocessing().prepare(series, NOTHING.withFilter(filter), PARALLEL, cancelSoon);
			for (int n = 0; n < 1000; n++)
				prepared.concentration().slices().load(n % 8, PARALLEL, cancelSoon);
		});
		assertTrue(System.nanoTime() - asked[0] < 1_000_000_000L);
	}
}
