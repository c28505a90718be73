package org.perfusionj.maps;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.EnumSet;
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
