package org.perfusionj.maps;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.EnumSet;
import java.util.Optional;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.perfusionj.curve.TimeGrid;
import org.perfusionj.deconvolution.Algorithm;
import org.perfusionj.deconvolution.DeconvolutionSettings;
import org.perfusionj.series.Mask;
import org.perfusionj.series.Orientation;
import org.perfusionj.series.SliceFrames;
import org.perfusionj.series.SliceSource;
import org.perfusionj.series.SpatialGrid;
import org.perfusionj.series.Volume;
import org.perfusionj.work.Parallel;
import org.perfusionj.work.PerfusionException;
import org.perfusionj.work.WorkMonitor;

class TmaxResponseTest {

	private static final TmaxResponse RESPONSE = new TmaxResponse(new double[] { 2, 6, 10 }, new double[] { 3, 8, 11 });

	@Test
	void isStraightBetweenItsPointsAndParallelToTheIdentityBeyond() {
		assertEquals(5.5, RESPONSE.measured(4), 1e-12);
		assertEquals(1, RESPONSE.measured(0), 1e-12);
		assertEquals(14, RESPONSE.measured(13), 1e-12);
	}

	@Test
	void correctsWhatItMeasures() {
		for (double s = 1; s < 20; s += 0.37)
			assertEquals(s, RESPONSE.corrected(RESPONSE.measured(s)), 1e-12);
		assertEquals(0, RESPONSE.corrected(0.5), 0);
	}

	@Test
	void correctsAMapInsideItsMask() {
		final SpatialGrid grid = new SpatialGrid(3, 1, 1, 1, 1, 1, Orientation.NONE);
		final Volume corrected = RESPONSE.corrected(new Volume(grid, new float[][] { { 8, 8, Float.NaN } }), new Mask(grid, new boolean[][] { { true, false, true } }));
		assertEquals(6, corrected.get(0, 0, 0), 1e-6);
		assertEquals(8, corrected.get(1, 0, 0), 0);
		assertTrue(Float.isNaN(corrected.get(2, 0, 0)));
	}

	@Test
	void isWrittenAndRead() {
		assertEquals("2.0=3.0 6.0=8.0 10.0=11.0", RESPONSE.text());
		final TmaxResponse exact = new TmaxResponse(new double[] { 1 / 3., 6 }, new double[] { 1.2345, 8 / 7. + 1 });
		assertEquals(exact, TmaxResponse.of(exact.text()));
		assertEquals(RESPONSE, TmaxResponse.of(RESPONSE.text()));
		assertTrue(assertThrows(PerfusionException.class, () -> TmaxResponse.of("2=3 x")).getMessage().contains("tmax_response=2=3 x"));
		assertThrows(PerfusionException.class, () -> TmaxResponse.of("2=3 1=4"));
	}

	private static TmaxResponse simulated(final Algorithm algorithm, final double stepS, final int frames, final double arrivalS, final double riseS) {
		final TimeGrid time = new TimeGrid(0, stepS, frames);
		final double[] aif = IntStream.range(0, frames).mapToDouble(k -> Math.max(0, k * stepS - arrivalS) / riseS).map(t -> 60 * Math.pow(t, 3) * Math.exp(3 - 3 * t)).toArray();
		try (PerfusionMethod.Prepared prepared = new DeconvolutionMethod(DeconvolutionSettings.of(algorithm), 1).prepare(aif, time)) {
			return new TmaxSimulation(prepared, time, aif).response();
		}
	}

	/** A scan that ends early measures nearly the same of all late tissue: where it does not tell them apart, noise must not be multiplied. */
	@ParameterizedTest
	@EnumSource(value = Algorithm.class, names = { "SSVD", "TIKHONOV" })
	void whereAScanTellsNothingApartTheCorrectionGoesOnInParallel(final Algorithm algorithm) {
		final TmaxResponse response = simulated(algorithm, 1.4, 15, 8, 6);
		assertEquals(1, response.corrected(8.8) - response.corrected(7.8), 0.3, response.text());
		assertEquals(2, response.corrected(20) - response.corrected(18), 1e-9, response.text());
		assertTrue(response.corrected(9) < 13, response.text());
		assertTrue(response.doubt().orElseThrow().contains("cannot tell how late blood arrives after"), response.doubt().toString());
	}

	@Test
	void aScanThatHardlyTellsIsDoubted() {
		final String doubt = simulated(Algorithm.OSVD, 1.4, 18, 8, 6).doubt().orElseThrow();
		assertTrue(doubt.contains("hardly tells Tmax of 4 s from Tmax of 10 s (measured as 4.3 and 7.0 s)"), doubt);
		assertTrue(new TmaxResponse(new double[] { 2, 10 }, new double[] { 6, 14 }).doubt().orElseThrow().contains("measures Tmax of 6 s as 10.0 s"));
	}

	/** Scans as they should be; the values were read off before the response was cut where it is flat. */
	@Test
	void aScanThatIsLongEnoughIsAsItWas() {
		for (final Algorithm algorithm : Algorithm.values())
			assertEquals(Optional.empty(), simulated(algorithm, 1.5, 45, 8, 6).doubt(), algorithm.name());
		assertEquals("2.0=2.4692 3.0=3.4391 4.0=4.3655 5.0=5.3226 6.0=6.3387 7.0=7.3594 8.0=8.3438 9.0=9.3281 10.0=10.3594 11.0=11.3438 12.0=12.3281 13.0=13.3594 14.0=14.3438 15.0=15.3281 16.0=16.3594 17.0=17.3438 18.0=18.2903 19.0=19.3548 20.0=20.371",
			simulated(Algorithm.OSVD, 1.5, 45, 8, 6).text());
	}

	/** Tissue whose residue function falls at once, unlike that of simulated tissue: its Tmax is its delay, and the correction must bring the measured one nearer to it, to less than a frame. */
	@ParameterizedTest
	@EnumSource(value = Algorithm.class, names = { "CSVD", "OSVD" })
	void theResponseOfAMethodTellsWhatItAddsToTissueThatWasNotSimulated(final Algorithm algorithm) {
		final TimeGrid time = new TimeGrid(0, 1, 60);
		final double[] aif = IntStream.range(0, time.count()).mapToDouble(k -> k < 8 ? 0 : 60 * Math.pow((k - 8) / 6.0, 3) * Math.exp(3 - 3 * (k - 8) / 6.0)).toArray();
		final double delayS = 6;
		final double mttS = 4;
		final float[] curve = new float[time.count()];
		for (int k = 0; k < curve.length; k++)
			for (int j = 0; j <= k; j++) {
				final double age = k - j - delayS;
				if (age >= 0) curve[k] += (float) (0.008 * aif[j] * Math.exp(-age / mttS));
			}
		final SpatialGrid grid = new SpatialGrid(1, 1, 1, 1, 1, 1, Orientation.NONE);
		final PerfusionMaps maps = new MapComputation(new DeconvolutionMethod(DeconvolutionSettings.of(algorithm), 1), new MapRequest(EnumSet.of(PerfusionMap.TMAX), MapRequest.CbvRule.AREA, 1, 1, false)).compute(new OneVoxel(grid,
			curve), time, Mask.all(grid), Mask.all(grid), aif, new Parallel(1), WorkMonitor.SILENT);

		final double measured = maps.get(PerfusionMap.TMAX).orElseThrow().get(0, 0, 0);
		final double corrected = maps.tmaxResponse().orElseThrow().corrected(measured);
		assertTrue(measured > delayS + 0.9, "measured " + measured);
		assertTrue(corrected < measured - 0.1, "measured " + measured + ", corrected " + corrected);
		assertEquals(delayS, corrected, time.stepS(), "measured " + measured);
	}

	/** A series of one voxel. */
	private record OneVoxel(SpatialGrid grid, float[] curve) implements SliceSource {

		@Override
		public int frames() {
			return curve.length;
		}

		@Override
		public SliceFrames load(final int z, final SliceFrames reuse, final Parallel parallel, final WorkMonitor monitor) {
			final float[][] frames = new float[curve.length][1];
			for (int k = 0; k < curve.length; k++)
				frames[k][0] = curve[k];
			return new SliceFrames(z, new double[curve.length], frames);
		}
	}
}
