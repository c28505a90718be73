package org.perfusionj.network.aifnet;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Random;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import org.perfusionj.curve.TimeGrid;
import org.perfusionj.network.FieldBox;
import org.perfusionj.preprocessing.Baseline;
import org.perfusionj.preprocessing.ConcentrationSeries;
import org.perfusionj.series.Mask;
import org.perfusionj.series.Orientation;
import org.perfusionj.series.SignalType;
import org.perfusionj.series.SpatialGrid;
import org.perfusionj.series.Volume;
import org.perfusionj.vascular.TestSeries;
import org.perfusionj.work.MonitorLog;
import org.perfusionj.work.Parallel;

/** When things happen in what a network reads of a scan. */
class CellClockTest {

	/** 0.9 mm and 2.5 mm: cells of 2 x 2 x 2 voxels, those at the borders of one row, column and slice. */
	private static final SpatialGrid GRID = new SpatialGrid(11, 9, 3, 0.9, 0.9, 2.5, Orientation.NONE);
	private static final int FRAMES = 40;
	private static final double ARRIVAL_S = 9.5;

	private static Parallel parallel;
	private static float[][][] samples;

	@BeforeAll
	static void make() {
		parallel = new Parallel(2);
		final Random random = new Random(1);
		samples = new float[GRID.slices()][FRAMES][GRID.planeSize()];
		for (final float[][] slice : samples)
			for (int i = 0; i < GRID.planeSize(); i++) {
				final double height = 200 * random.nextDouble();
				for (int t = 0; t < FRAMES; t++)
					slice[t][i] = (float) (height * Math.exp(-Math.pow((t - 15) / 4.0, 2)) + 3 * random.nextGaussian());
			}
	}

	@AfterAll
	static void end() {
		parallel.close();
	}

	private static ConcentrationSeries series(final float[][][] concentration, final double startS) {
		final Volume image = new Volume(GRID);
		for (int z = 0; z < GRID.slices(); z++)
			for (int i = 0; i < GRID.planeSize(); i++)
				image.plane(z)[i] = 30 + i % 10;
		return TestSeries.of(concentration, GRID, new TimeGrid(startS, 1, FRAMES), SignalType.CT, new Baseline(0, 9, startS + ARRIVAL_S), image, Mask.all(GRID));
	}

	private static CellSeries cells(final ConcentrationSeries series) {
		return CellSeries.of(series, CellGrid.of(GRID, InputSpec.DEFAULT), parallel, new MonitorLog());
	}

	private static float[] read(final CellInput input) {
		final float[] values = new float[input.shape().values()];
		input.read(new FieldBox(0, 0, 0, input.shape().depth(), input.shape().height(), input.shape().width()), values);
		return values;
	}

	/** In a shuttle scan the first time that all slices were measured at is later than the first frame, and the arrival is counted from that. */
	@Test
	void aNetworkSeesTheSameWhateverTheClock() {
		final CellSeries early = cells(series(samples, 0));
		final CellSeries late = cells(series(samples, 1.5));

		for (int t = 0; t < FRAMES; t++)
			assertArrayEquals(early.curves()[t], late.curves()[t], "frame " + t);
		assertArrayEquals(read(new CellInput(early, InputSpec.DEFAULT)), read(new CellInput(late, InputSpec.DEFAULT)), 1e-5f);
		assertEquals(new CellInput(early, InputSpec.DEFAULT).times().startS() + 1.5, new CellInput(late, InputSpec.DEFAULT).times().startS());
	}

	/** The first frame that a network sees is the mean over 1.5 s around 6 s before the arrival, and the last number is the image before the bolus. */
	@Test
	void aNetworkSeesTheFramesAroundTheArrival() {
		final CellSeries cells = cells(series(samples, 0));
		final CellInput input = new CellInput(cells, InputSpec.DEFAULT);
		final float[] values = read(input);
		assertEquals(ARRIVAL_S - InputSpec.DEFAULT.leadS(), input.times().startS());
		final int cell = 7;
		final float[][] curves = cells.curves();
		for (final int frame : new int[] { 0, 7 }) {
			double mean = 0;
			for (int p = 0; p < 5; p++) {
				final double t = ARRIVAL_S - 6 + 1.5 * frame + (p - 2) * 0.3;
				final int before = (int) t;
				mean += (curves[before][cell] + (t - before) * (curves[before + 1][cell] - curves[before][cell])) / 5;
			}
			assertEquals(mean / 100, values[cell * input.shape().channels() + frame], 1e-5);
		}
		assertEquals(cells.baseline()[cell] / 100, values[cell * input.shape().channels() + InputSpec.DEFAULT.frames()], 1e-6);
	}
}
