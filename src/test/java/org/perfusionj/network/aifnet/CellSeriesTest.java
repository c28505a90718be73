package org.perfusionj.network.aifnet;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.Random;
import java.util.concurrent.CancellationException;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.perfusionj.series.SignalType;
import org.perfusionj.series.Volume;
import org.perfusionj.series.Voxel;
import org.perfusionj.work.MonitorLog;
import org.perfusionj.work.Parallel;
import org.perfusionj.work.PerfusionException;
import org.perfusionj.work.WorkMonitor;

/** Cells against sums over their voxels. */
class CellSeriesTest {

	/** Cells of 3 x 2 x 2 voxels, of which those at the upper borders have fewer. */
	private static final int PER_X = 3;
	private static final int PER_Y = 2;
	private static final int PER_Z = 2;

	private static Parallel parallel;

	private final SmallScan scan = new SmallScan(SmallScan.grid(11, 35, 3, 1, 3), 1).with(new Voxel(4, 20, 1), SmallScan.bolus(13, 300)).with(new Voxel(10, 34, 2), SmallScan.bolus(18, 250));

	@BeforeAll
	static void start() {
		parallel = new Parallel(3);
	}

	@AfterAll
	static void end() {
		parallel.close();
	}

	private CellSeries cells() {
		return CellSeries.of(scan.input(), new CellGrid(scan.input().slices().grid(), PER_X, PER_Y, PER_Z), parallel, WorkMonitor.SILENT);
	}

	/** The square of the mean enhancement from the arrival on for 30 s, if it is positive. */
	private double weight(final Voxel voxel) {
		double sum = 0;
		int count = 0;
		for (int t = 0; t < SmallScan.TIME.count(); t++)
			if (t >= SmallScan.ARRIVAL_S && t <= SmallScan.ARRIVAL_S + 30) {
				sum += scan.enhancement(voxel, t);
				count++;
			}
		return Math.pow(Math.max(0, sum / count), 2) + 1e-3;
	}

	private static int cell(final Voxel voxel) {
		return (voxel.z() / PER_Z * 18 + voxel.y() / PER_Y) * 4 + voxel.x() / PER_X;
	}

	@Test
	void curvesAndBaselinesAreWeightedMeansOfVoxels() {
		final CellSeries cells = cells();
		assertEquals(4 * 18 * 2, cells.grid().count());
		assertEquals(SmallScan.ARRIVAL_S, cells.arrivalS());
		assertEquals(SmallScan.TIME, cells.time());
		final double[] sums = new double[cells.grid().count()];
		final double[] baseline = new double[sums.length];
		final double[][] curves = new double[SmallScan.TIME.count()][sums.length];
		for (final Voxel voxel : scan.voxels()) {
			sums[cell(voxel)] += weight(voxel);
			baseline[cell(voxel)] += weight(voxel) * scan.baseline(voxel);
			for (int t = 0; t < curves.length; t++)
				curves[t][cell(voxel)] += weight(voxel) * scan.enhancement(voxel, t);
		}
		for (int c = 0; c < sums.length; c++) {
			assertTrue(cells.isUsable(c));
			assertEquals(baseline[c] / sums[c], cells.baseline()[c], 1e-3);
			for (int t = 0; t < curves.length; t++)
				assertEquals(curves[t][c] / sums[c], cells.curves()[t][c], 1e-3);
		}
	}

	@Test
	void aSmallVesselIsNotWashedOutByTheTissueAroundIt() {
		final CellSeries cells = cells();
		final int c = cell(new Voxel(4, 20, 1));
		double highest = 0;
		for (final float[] frame : cells.curves())
			highest = Math.max(highest, frame[c]);
		assertTrue(highest > 0.95 * 300, "one voxel of 12: " + highest);
	}

	@Test
	void theSumOverCellsIsTheSumOverVoxels() {
		final CellSeries cells = cells();
		final Random random = new Random(3);
		final float[] ofCells = new float[cells.grid().count()];
		float sum = 0;
		for (int c = 0; c < ofCells.length; c++)
			sum += ofCells[c] = random.nextInt(4) == 0 ? random.nextFloat() : 0;
		for (int c = 0; c < ofCells.length; c++)
			ofCells[c] /= sum;
		final Volume ofVoxels = cells.onVoxels(ofCells, WorkMonitor.SILENT);
		final double[] expected = new double[SmallScan.TIME.count()];
		double all = 0;
		for (final Voxel voxel : scan.voxels()) {
			final float p = ofVoxels.get(voxel.x(), voxel.y(), voxel.z());
			assertTrue(p >= 0 && (p > 0) == (ofCells[cell(voxel)] > 0));
			all += p;
			for (int t = 0; t < expected.length; t++)
				expected[t] += (double) p * scan.enhancement(voxel, t);
		}
		assertEquals(1, all, 1e-5);
		assertArrayEquals(expected, CellCurves.sum(cells, ofCells), 1e-3);
	}

	@Test
	void voxelsThatAreNotFiniteAtAnyTimeCountForNothing() {
		final Voxel beforeTheBolus = new Voxel(4, 20, 1);
		final Voxel atTheEnd = new Voxel(0, 0, 0);
		scan.with(beforeTheBolus, 0, Float.NaN).with(atTheEnd, 39, Float.NEGATIVE_INFINITY);
		// all voxels of another cell
		for (final Voxel voxel : scan.voxels())
			if (cell(voxel) == 77) scan.with(voxel, 12, Float.POSITIVE_INFINITY);
		final CellSeries cells = cells();
		assertFalse(cells.isUsable(77));
		assertTrue(cells.isUsable(cell(beforeTheBolus)) && cells.isUsable(cell(atTheEnd)));
		for (final float[] frame : cells.curves())
			for (final float value : frame)
				assertTrue(Float.isFinite(value));
		final float[] equal = new float[cells.grid().count()];
		Arrays.fill(equal, 1f / equal.length);
		final Volume probability = cells.onVoxels(equal, WorkMonitor.SILENT);
		for (final Voxel voxel : scan.voxels()) {
			final boolean bad = voxel.equals(beforeTheBolus) || voxel.equals(atTheEnd) || cell(voxel) == 77;
			assertEquals(bad, probability.get(voxel.x(), voxel.y(), voxel.z()) == 0, voxel.toString());
		}
	}

	@Test
	void theNumberOfThreadsDoesNotMatter() {
		final CellSeries many = cells();
		try (Parallel one = new Parallel(1)) {
			final CellSeries single = CellSeries.of(scan.input(), many.grid(), one, WorkMonitor.SILENT);
			for (int t = 0; t < SmallScan.TIME.count(); t++)
				assertArrayEquals(single.curves()[t], many.curves()[t]);
		}
	}

	@Test
	void aConcentrationHasNoBaselineToLookAt() {
		final PerfusionException refused = assertThrows(PerfusionException.class, () -> CellSeries.of(scan.input(SignalType.CONCENTRATION), new CellGrid(scan.input().slices().grid(), 1, 1, 1), parallel, WorkMonitor.SILENT));
		assertTrue(refused.getMessage().contains("already is a concentration"), refused.getMessage());
	}

	@Test
	void itCanBeCancelled() {
		assertThrows(CancellationException.class, () -> CellSeries.of(scan.input(), new CellGrid(scan.input().slices().grid(), 1, 1, 1), parallel, MonitorLog.cancelled()));
	}

	@Test
	void probabilitiesOfVoxelsCanBeStopped() {
		final CellSeries cells = cells();
		assertThrows(CancellationException.class, () -> cells.onVoxels(new float[cells.grid().count()], MonitorLog.cancelled()));
	}
}
