package org.perfusionj.preprocessing;

import java.util.ArrayList;
import java.util.List;

import net.imglib2.img.basictypeaccess.array.FloatArray;
import net.imglib2.img.planar.PlanarImg;
import net.imglib2.type.numeric.real.FloatType;
import net.imglib2.util.Fraction;

import org.perfusionj.series.AcquisitionTimes;
import org.perfusionj.series.Orientation;
import org.perfusionj.series.PerfusionSeries;
import org.perfusionj.series.SignalType;
import org.perfusionj.series.SpatialGrid;

/** Makes small series for tests. */
final class TestSeries {

	private TestSeries() {}

	interface Samples {

		double at(int x, int y, int z, int t);
	}

	static SpatialGrid grid(final int width, final int height, final int slices, final double spacing) {
		return new SpatialGrid(width, height, slices, spacing, spacing, 5, Orientation.NONE);
	}

	static PerfusionSeries of(final SpatialGrid grid, final AcquisitionTimes times, final SignalType signal, final Samples samples) {
		final List<float[]> planes = new ArrayList<>();
		for (int t = 0; t < times.frames(); t++)
			for (int z = 0; z < grid.slices(); z++) {
				final float[] plane = new float[grid.planeSize()];
				for (int y = 0; y < grid.height(); y++)
					for (int x = 0; x < grid.width(); x++)
						plane[y * grid.width() + x] = (float) samples.at(x, y, z, t);
				planes.add(plane);
			}
		return of(grid, times, signal, planes);
	}

	/** Shares the planes: slices of the first frame, then of the second, and so on. */
	static PerfusionSeries of(final SpatialGrid grid, final AcquisitionTimes times, final SignalType signal, final List<float[]> planes) {
		final List<FloatArray> arrays = planes.stream().map(FloatArray::new).toList();
		final PlanarImg<FloatType, FloatArray> image = new PlanarImg<>(arrays, new long[] { grid.width(), grid.height(), grid.slices(), times.frames() }, new Fraction());
		image.setLinkedType(new FloatType(image));
		return new PerfusionSeries("test", image, 1, 0, grid, times, signal);
	}

	/** Gamma-variate bolus with a peak of 1 that arrives at t0: fast rise, tail of some seconds. */
	static double bolus(final double t, final double t0, final double b) {
		final double u = t - t0;
		return u <= 0 ? 0 : Math.pow(u / (3 * b), 3) * Math.exp(3 - u / b);
	}
}
