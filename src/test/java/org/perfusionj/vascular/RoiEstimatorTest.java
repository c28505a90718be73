package org.perfusionj.vascular;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;

import org.junit.jupiter.api.Test;
import org.perfusionj.curve.TimeGrid;
import org.perfusionj.preprocessing.Baseline;
import org.perfusionj.preprocessing.ConcentrationSeries;
import org.perfusionj.series.Mask;
import org.perfusionj.series.Orientation;
import org.perfusionj.series.Region;
import org.perfusionj.series.SignalType;
import org.perfusionj.series.SpatialGrid;
import org.perfusionj.series.Volume;
import org.perfusionj.series.Voxel;
import org.perfusionj.work.Parallel;
import org.perfusionj.work.PerfusionException;
import org.perfusionj.work.WorkMonitor;

class RoiEstimatorTest {

	private static final double[] BOLUS = { 0, 0, 1, 4, 8, 10, 7, 4, 2, 1, 1, 0 };
	private final SpatialGrid grid = new SpatialGrid(3, 2, 2, 1, 1, 5, Orientation.NONE);
	/** Voxel i of slice z holds the bolus times (i + 10 z); voxel 0 of slice 0 is zero. */
	private final float[][][] samples = samples();

	private float[][][] samples() {
		final float[][][] made = new float[2][BOLUS.length][6];
		for (int z = 0; z < 2; z++)
			for (int t = 0; t < BOLUS.length; t++)
				for (int i = 0; i < 6; i++)
					made[z][t][i] = (float) (BOLUS[t] * (i + 10 * z));
		return made;
	}

	private VascularFunction estimate(final Vessel vessel, final Region... regions) {
		final ConcentrationSeries input = TestSeries.of(samples, grid, new TimeGrid(3, 1.5, BOLUS.length), SignalType.CT, new Baseline(0, 2, 3), new Volume(grid), Mask.all(grid));
		try (Parallel parallel = new Parallel(2)) {
			return new RoiEstimator(List.of(regions)).estimate(vessel, input, Optional.empty(), parallel, WorkMonitor.SILENT);
		}
	}

	private String messageOf(final Region... regions) {
		return assertThrows(PerfusionException.class, () -> estimate(Vessel.AIF, regions)).getMessage();
	}

	@Test
	void averagesTheVoxelsOfAllRegionsOnce() {
		final Region first = new Region("AIF-1", List.of(new Voxel(1, 0, 0), new Voxel(2, 1, 0)));
		final Region second = new Region("AIF-2", List.of(new Voxel(2, 1, 0), new Voxel(0, 1, 1)));

		final VascularFunction aif = estimate(Vessel.AIF, first, second);

		assertEquals(List.of(new Voxel(1, 0, 0), new Voxel(2, 1, 0), new Voxel(0, 1, 1)), aif.voxels());
		final double[] expected = new double[BOLUS.length];
		for (int t = 0; t < expected.length; t++)
			expected[t] = BOLUS[t] * (1 + 5 + 13) / 3.;
		assertArrayEquals(expected, aif.curve().values(), 1e-5);
		assertEquals(3, aif.curve().time(0));
		assertEquals(4.5, aif.curve().time(1));
		assertEquals("ROI AIF-1, AIF-2", aif.source());
		assertEquals(Vessel.AIF, aif.vessel());
	}

	@Test
	void aPointIsItsVoxel() {
		final VascularFunction vof = estimate(Vessel.VOF, new Region("VOF", List.of(new Voxel(2, 0, 1))));

		assertEquals(120, vof.curve().value(5), 1e-5);
		assertEquals(Vessel.VOF, vof.vessel());
	}

	@Test
	void namesTheRoiAndThePlaceOutsideTheImage() {
		for (final Voxel outside : List.of(new Voxel(3, 0, 0), new Voxel(-1, 0, 0), new Voxel(0, 2, 0), new Voxel(0, 0, 2))) {
			final String message = messageOf(new Region("AIF-7", List.of(new Voxel(1, 1, 1), outside)));

			assertTrue(message.contains("AIF-7") && message.contains("x = " + outside.x() + ", y = " + outside.y() + ", slice " + (outside.z() + 1)) && message.contains("3 x 2 x 2"), message);
		}
	}

	@Test
	void refusesAVoxelThatIsNotANumber() {
		samples[1][4][2] = Float.NaN;

		final String message = messageOf(new Region("AIF", List.of(new Voxel(1, 0, 1), new Voxel(2, 0, 1))));

		assertTrue(message.contains("ROI AIF") && message.contains("NaN") && message.contains("x = 2, y = 0, slice 2, frame 5"), message);
	}

	@Test
	void refusesARoiWithoutABolus() {
		final String zero = messageOf(new Region("AIF", List.of(new Voxel(0, 0, 0))));
		assertTrue(zero.contains("zero at all times") && zero.contains("artery"), zero);

		for (int t = 0; t < BOLUS.length; t++)
			samples[0][t][1] = t % 2 == 0 ? 5 : -4;
		final String noise = messageOf(new Region("AIF", List.of(new Voxel(1, 0, 0))));
		assertTrue(noise.contains("no bolus"), noise);

		for (int t = 0; t < BOLUS.length; t++)
			samples[0][t][1] = (float) -BOLUS[t];
		final String below = messageOf(new Region("AIF", List.of(new Voxel(1, 0, 0))));
		assertTrue(below.contains("no bolus") || below.contains("never rises"), below);
	}

	@Test
	void refusesToBeMadeOfNothing() {
		assertTrue(assertThrows(PerfusionException.class, () -> new RoiEstimator(List.of())).getMessage().contains("AIF or VOF"));
		assertTrue(assertThrows(PerfusionException.class, () -> new RoiEstimator(List.of(new Region("AIF-3", List.of())))).getMessage().contains("AIF-3"));
	}
}
