package org.perfusionj.series;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.IntUnaryOperator;
import java.util.stream.IntStream;

import net.imglib2.img.basictypeaccess.array.FloatArray;
import net.imglib2.img.planar.PlanarImg;
import net.imglib2.type.numeric.real.FloatType;
import net.imglib2.util.Fraction;

/** Copies of series with something changed, for tests of what should not matter and of what should be noticed. */
public final class ChangedSeries {

	private ChangedSeries() {}

	/** New value of a sample. */
	@FunctionalInterface
	public interface Change {

		/** @return the new value, HU */
		double of(float hu, int x, int y, int z, int t);
	}

	/** @return the samples of a change */
	public static PerfusionSeries mapped(final PerfusionSeries series, final Change change) {
		final int width = series.grid().width();
		return rebuilt(series, series.grid(), series.times(), (z, t, plane) -> {
			series.planes().read(z, t, plane);
			for (int i = 0; i < plane.length; i++)
				plane[i] = (float) change.of(plane[i], i % width, i / width, z, t);
		});
	}

	/** @return with white noise added; the same seed adds the same */
	public static PerfusionSeries noisy(final PerfusionSeries series, final double sdHu, final long seed) {
		if (sdHu == 0) return series;
		final Random random = new Random(seed);
		return mapped(series, (hu, x, y, z, t) -> hu + sdHu * random.nextGaussian());
	}

	/** @return some slices in some order */
	public static PerfusionSeries slices(final PerfusionSeries series, final int... order) {
		return slices(series, order.length, z -> order[z]);
	}

	/** @return the last slice first */
	public static PerfusionSeries upsideDown(final PerfusionSeries series) {
		final int last = series.grid().slices() - 1;
		return slices(series, last + 1, z -> last - z);
	}

	private static PerfusionSeries slices(final PerfusionSeries series, final int count, final IntUnaryOperator from) {
		final SpatialGrid old = series.grid();
		final SpatialGrid grid = new SpatialGrid(old.width(), old.height(), count, old.spacingX(), old.spacingY(), old.spacingZ(), old.orientation());
		return rebuilt(series, grid, series.times(), (z, t, plane) -> series.planes().read(from.applyAsInt(z), t, plane));
	}

	/** @return left and right exchanged */
	public static PerfusionSeries mirrored(final PerfusionSeries series) {
		final int width = series.grid().width();
		return rebuilt(series, series.grid(), series.times(), (z, t, plane) -> {
			final float[] old = new float[plane.length];
			series.planes().read(z, t, old);
			for (int i = 0; i < plane.length; i++)
				plane[i] = old[i - i % width + width - 1 - i % width];
		});
	}

	/** @return some frames, at the times at which they were taken */
	public static PerfusionSeries frames(final PerfusionSeries series, final int... kept) {
		final double[] times = IntStream.of(kept).mapToDouble(t -> series.times().time(0, t)).toArray();
		return rebuilt(series, series.grid(), AcquisitionTimes.of(times), (z, t, plane) -> series.planes().read(z, kept[t], plane));
	}

	/** @return with another grid of as many voxels */
	public static PerfusionSeries withGrid(final PerfusionSeries series, final SpatialGrid grid) {
		return rebuilt(series, grid, series.times(), series.planes());
	}

	private static PerfusionSeries rebuilt(final PerfusionSeries series, final SpatialGrid grid, final AcquisitionTimes times, final PlaneReader samples) {
		final List<FloatArray> planes = new ArrayList<>();
		for (int t = 0; t < times.frames(); t++)
			for (int z = 0; z < grid.slices(); z++) {
				final float[] plane = new float[grid.planeSize()];
				samples.read(z, t, plane);
				planes.add(new FloatArray(plane));
			}
		final PlanarImg<FloatType, FloatArray> image = new PlanarImg<>(planes, new long[] { grid.width(), grid.height(), grid.slices(), times.frames() }, new Fraction());
		image.setLinkedType(new FloatType(image));
		return new PerfusionSeries(series.name(), image, 1, 0, grid, times, series.signal());
	}
}
