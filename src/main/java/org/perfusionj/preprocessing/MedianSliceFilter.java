package org.perfusionj.preprocessing;

import java.util.Arrays;
import java.util.function.IntConsumer;

import org.perfusionj.series.SpatialGrid;
import org.perfusionj.work.Parallel;
import org.perfusionj.work.WorkMonitor;

/**
 * Median of the 3 x 3 pixels around each pixel, frame by frame. At the image edge and beside missing samples it is the
 * median of those that are there (the mean of the middle two if their number is even).
 */
final class MedianSliceFilter implements SliceFilter {

	@Override
	public void apply(final float[][] frames, final SpatialGrid grid, final Parallel parallel, final WorkMonitor monitor) {
		parallel.run(frames.length, monitor, () -> {
			final float[] copy = new float[grid.planeSize()];
			final float[] window = new float[9];
			final IntConsumer frame = t -> {
				System.arraycopy(frames[t], 0, copy, 0, copy.length);
				filter(copy, frames[t], grid.width(), grid.height(), window);
			};
			return frame;
		});
	}

	private static void filter(final float[] in, final float[] out, final int width, final int height, final float[] window) {
		float check = 0;
		for (final float value : in)
			check += value - value;
		final boolean complete = check == 0;
		for (int y = 0; y < height; y++) {
			final boolean inner = complete && y > 0 && y < height - 1;
			if (inner) innerRow(in, out, width, y);
			for (int x = 0; x < width; x += inner && x == 0 && width > 1 ? width - 1 : 1)
				out[y * width + x] = medianOfPresent(in, width, height, x, y, window);
		}
	}

	private static float medianOfPresent(final float[] in, final int width, final int height, final int x, final int y, final float[] window) {
		final float own = in[y * width + x];
		if (!Float.isFinite(own)) return own;
		int n = 0;
		for (int v = Math.max(0, y - 1); v <= Math.min(height - 1, y + 1); v++)
			for (int u = Math.max(0, x - 1); u <= Math.min(width - 1, x + 1); u++)
				if (Float.isFinite(in[v * width + u])) window[n++] = in[v * width + u];
		Arrays.sort(window, 0, n);
		return n % 2 == 1 ? window[n / 2] : (window[n / 2 - 1] + window[n / 2]) / 2;
	}

	/** All pixels of a row but the first and the last: sorts the columns, then needs only the middle of what remains. */
	private static void innerRow(final float[] in, final float[] out, final int width, final int y) {
		final int row = y * width;
		for (int x = 1; x < width - 1; x++) {
			final int i = row + x;
			// lowest, middle and highest of each of the three columns
			final float a0 = in[i - 1 - width], a1 = in[i - 1], a2 = in[i - 1 + width];
			final float b0 = in[i - width], b1 = in[i], b2 = in[i + width];
			final float c0 = in[i + 1 - width], c1 = in[i + 1], c2 = in[i + 1 + width];
			final float aLow = Math.min(a0, Math.min(a1, a2)), aHigh = Math.max(a0, Math.max(a1, a2)), aMid = middle(a0, a1, a2);
			final float bLow = Math.min(b0, Math.min(b1, b2)), bHigh = Math.max(b0, Math.max(b1, b2)), bMid = middle(b0, b1, b2);
			final float cLow = Math.min(c0, Math.min(c1, c2)), cHigh = Math.max(c0, Math.max(c1, c2)), cMid = middle(c0, c1, c2);
			// the median of nine is the median of the highest low, the middle middle and the lowest high
			out[i] = middle(Math.max(aLow, Math.max(bLow, cLow)), middle(aMid, bMid, cMid), Math.min(aHigh, Math.min(bHigh, cHigh)));
		}
	}

	private static float middle(final float a, final float b, final float c) {
		return Math.max(Math.min(a, b), Math.min(Math.max(a, b), c));
	}
}
