package org.perfusionj.preprocessing;

import java.util.Arrays;
import java.util.function.IntConsumer;

import org.perfusionj.series.SignalType;
import org.perfusionj.series.SpatialGrid;
import org.perfusionj.work.Parallel;
import org.perfusionj.work.WorkMonitor;

/**
 * Guided image filter (He, Sun and Tang, IEEE Trans. Pattern Anal. Mach. Intell. 35, 2013, 1397-1409, equations 5, 6 and
 * 8) of each frame, with the time average of the slice as the guide: averages over time are the least noisy image of
 * the anatomy, so frames are smoothed along tissues and not across their borders. For a fixed guide the filter is linear
 * in the frame.
 * <p>
 * The regularisation epsilon is meant for guides between 0 and 1. A CT guide is divided by 80 HU, the usual brain window
 * (contrasts beyond the window stay as large as they are, so that bone keeps its edge); any other guide is scaled by
 * the range between its 2nd and 98th percentile in the slice. Windows are cut at the image edge; voxels with a missing
 * sample in any frame belong to no window and stay as they are. Box means are running sums: the cost does not depend on the radius.
 */
final class GuidedSliceFilter implements SliceFilter {

	private static final double CT_WINDOW_HU = 80;

	private final int radius;
	private final double epsilon;
	private final SignalType signal;

	/**
	 * @param radius of the square window, pixels (2 gives 5 x 5)
	 * @param epsilon variance of the guide (scaled to 0..1) below which a window is smoothed
	 * @param signal what the samples are
	 */
	GuidedSliceFilter(final int radius, final double epsilon, final SignalType signal) {
		if (radius < 1 || !(epsilon > 0)) throw new IllegalArgumentException("radius " + radius + ", epsilon " + epsilon);
		this.radius = radius;
		this.epsilon = epsilon;
		this.signal = signal;
	}

	@Override
	public void apply(final float[][] frames, final SpatialGrid grid, final Parallel parallel, final WorkMonitor monitor) {
		final Guide guide = new Guide(average(frames, grid, parallel, monitor), grid);
		parallel.run(frames.length, monitor, () -> {
			final double[] mean = new double[grid.planeSize()];
			final double[] product = new double[grid.planeSize()];
			final BoxMean box = guide.newBox();
			final IntConsumer frame = t -> guide.filter(frames[t], mean, product, box);
			return frame;
		});
	}

	/** Mean over time; NaN where a sample is missing. */
	private static double[] average(final float[][] frames, final SpatialGrid grid, final Parallel parallel, final WorkMonitor monitor) {
		final double[] average = new double[grid.planeSize()];
		parallel.forEach(grid.height(), monitor, y -> {
			final int from = y * grid.width();
			final int to = from + grid.width();
			for (final float[] frame : frames)
				for (int i = from; i < to; i++)
					average[i] += frame[i];
			for (int i = from; i < to; i++)
				average[i] = Double.isFinite(average[i]) ? average[i] / frames.length : Double.NaN;
		});
		return average;
	}

	/** Everything that depends on the guide alone. */
	private final class Guide {

		private final int width;
		private final int height;
		private final boolean[] valid;
		private final double[] perCount;
		private final double[] image;
		private final double[] mean;
		private final double[] perVariance;

		Guide(final double[] average, final SpatialGrid grid) {
			width = grid.width();
			height = grid.height();
			valid = new boolean[average.length];
			image = new double[average.length];
			perCount = new double[average.length];
			for (int i = 0; i < average.length; i++) {
				valid[i] = !Double.isNaN(average[i]);
				perCount[i] = valid[i] ? 1 : 0;
			}
			new BoxMean(width, height, radius, null).apply(perCount);
			for (int i = 0; i < average.length; i++)
				perCount[i] = perCount[i] > 0.5 ? 1 / perCount[i] : 0;
			final double scale = scale(average);
			mean = new double[average.length];
			perVariance = new double[average.length];
			for (int i = 0; i < average.length; i++) {
				image[i] = valid[i] ? average[i] / scale : 0;
				mean[i] = image[i];
				perVariance[i] = image[i] * image[i];
			}
			final BoxMean box = newBox();
			box.apply(mean);
			box.apply(perVariance);
			for (int i = 0; i < average.length; i++)
				perVariance[i] = 1 / (Math.max(0, perVariance[i] - mean[i] * mean[i]) + epsilon);
		}

		BoxMean newBox() {
			return new BoxMean(width, height, radius, perCount);
		}

		void filter(final float[] frame, final double[] a, final double[] b, final BoxMean box) {
			for (int i = 0; i < frame.length; i++) {
				final double sample = valid[i] ? frame[i] : 0;
				b[i] = sample;
				a[i] = sample * image[i];
			}
			box.apply(a);
			box.apply(b);
			for (int i = 0; i < frame.length; i++) {
				// windows around an invalid pixel are no windows of the filter
				final double slope = valid[i] ? (a[i] - mean[i] * b[i]) * perVariance[i] : 0;
				b[i] = valid[i] ? b[i] - slope * mean[i] : 0;
				a[i] = slope;
			}
			box.apply(a);
			box.apply(b);
			for (int i = 0; i < frame.length; i++)
				if (valid[i]) frame[i] = (float) (a[i] * image[i] + b[i]);
		}

		private double scale(final double[] average) {
			if (signal == SignalType.CT) return CT_WINDOW_HU;
			final double[] sorted = Arrays.stream(average).filter(value -> !Double.isNaN(value)).sorted().toArray();
			if (sorted.length == 0) return 1;
			final double range = sorted[(int) Math.round(0.98 * (sorted.length - 1))] - sorted[(int) Math.round(0.02 * (sorted.length - 1))];
			if (range > 0) return range;
			final double all = sorted[sorted.length - 1] - sorted[0];
			return all > 0 ? all : 1;
		}
	}

	/** Means over square windows cut at the image edge, by running sums. Keeps scratch memory: one for each thread. */
	private static final class BoxMean {

		private final int width;
		private final int height;
		private final int radius;
		private final double[] perCount;
		private final double[] rows;
		private final double[] columns;

		/** @param perCount one over the number of samples in each window; null = sums instead of means */
		BoxMean(final int width, final int height, final int radius, final double[] perCount) {
			this.width = width;
			this.height = height;
			this.radius = radius;
			this.perCount = perCount;
			this.rows = new double[width * height];
			this.columns = new double[width];
		}

		void apply(final double[] plane) {
			for (int y = 0; y < height; y++) {
				final int row = y * width;
				double sum = 0;
				for (int x = 0; x < Math.min(radius, width); x++)
					sum += plane[row + x];
				for (int x = 0; x < width; x++) {
					if (x + radius < width) sum += plane[row + x + radius];
					if (x - radius > 0) sum -= plane[row + x - radius - 1];
					rows[row + x] = sum;
				}
			}
			Arrays.fill(columns, 0);
			for (int y = 0; y < Math.min(radius, height); y++)
				add(y, 1);
			for (int y = 0; y < height; y++) {
				if (y + radius < height) add(y + radius, 1);
				if (y - radius > 0) add(y - radius - 1, -1);
				final int row = y * width;
				if (perCount == null) System.arraycopy(columns, 0, plane, row, width);
				else for (int x = 0; x < width; x++)
					plane[row + x] = columns[x] * perCount[row + x];
			}
		}

		private void add(final int y, final int sign) {
			final int row = y * width;
			for (int x = 0; x < width; x++)
				columns[x] += sign * rows[row + x];
		}
	}
}
