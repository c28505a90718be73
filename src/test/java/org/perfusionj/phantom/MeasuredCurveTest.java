package org.perfusionj.phantom;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import net.imglib2.img.array.ArrayImgs;

import org.junit.jupiter.api.Test;

import org.perfusionj.curve.TimeCurve;
import org.perfusionj.series.AcquisitionTimes;
import org.perfusionj.series.Orientation;
import org.perfusionj.series.PerfusionSeries;
import org.perfusionj.series.SignalType;
import org.perfusionj.series.SpatialGrid;
import org.perfusionj.series.Voxel;

class MeasuredCurveTest {

	private static final Voxel ONLY = new Voxel(0, 0, 0);

	private static TimeCurve measured(final double arrivalS, final float... samples) {
		final PerfusionSeries series = new PerfusionSeries("voxel", ArrayImgs.floats(samples, 1, 1, 1, samples.length), 2, -1000, new SpatialGrid(1, 1, 1, 1, 1, 1, Orientation.NONE), AcquisitionTimes.uniform(samples.length, 1), SignalType.CT);
		return MeasuredCurve.of(series, ONLY, arrivalS);
	}

	@Test
	void baselineEndsBeforeTheFootOfTheRise() {
		// HU 40, 42, 44 at first; a little contrast comes before the foot at 4 s
		final TimeCurve curve = measured(4, 520, 521, 522, 526, 530, 560, 600);

		assertArrayEquals(new double[] { -2, 0, 2, 10, 18, 78, 158 }, curve.values(), 1e-9);
		assertEquals(6, curve.time(6));
	}

	@Test
	void oneFrameIsABaselineWhereContrastComesAtOnce() {
		for (final double arrivalS : new double[] { 0, 0.4, 1.4, 2.4 })
			assertEquals(0, measured(arrivalS, 520, 530, 560, 600).value(0));
	}
}
