package org.perfusionj.segmentation.trained;

import org.perfusionj.series.SpatialGrid;
import org.perfusionj.work.WorkMonitor;

/** Gaussian smoothing of fields in all three directions: separable, sampled kernel cut at three standard deviations, nothing beyond the box. */
final class BoxSmoothing {

	private static final double CUT = 3;

	private final int width;
	private final int height;
	private final int slices;
	private final float[] kernelX;
	private final float[] kernelY;
	private final float[] kernelZ;

	/** @param sdMm standard deviation, mm, above 0 */
	BoxSmoothing(final TissueBox box, final double sdMm) {
		final SpatialGrid grid = box.grid();
		this.width = box.width();
		this.height = box.height();
		this.slices = box.slices();
		this.kernelX = kernel(sdMm / grid.spacingX());
		this.kernelY = kernel(sdMm / grid.spacingY());
		this.kernelZ = kernel(sdMm / grid.spacingZ());
	}

	/** Half of a kernel of sum 1, from its centre. */
	private static float[] kernel(final double sd) {
		final double[] kernel = new double[1 + (int) (CUT * sd + 0.5)];
		double sum = 0;
		for (int k = 0; k < kernel.length; k++) {
			kernel[k] = k == 0 ? 1 : Math.exp(-0.5 * k * k / (sd * sd));
			sum += k == 0 ? 1 : 2 * kernel[k];
		}
		final float[] result = new float[kernel.length];
		for (int k = 0; k < result.length; k++)
			result[k] = (float) (kernel[k] / sum);
		return result;
	}

	/**
	 * @param field not modified
	 * @return the smoothed field
	 */
	float[] apply(final float[] field, final WorkMonitor monitor) {
		final float[] rows = new float[field.length];
		for (int row = 0; row < height * slices; row++)
			addRow(field, rows, row * width);
		monitor.check();
		final float[] planes = new float[field.length];
		for (int z = 0; z < slices; z++)
			addRuns(rows, planes, z * width * height, width, height, kernelY);
		monitor.check();
		if (slices == 1) return planes;
		final float[] smoothed = new float[field.length];
		addRuns(planes, smoothed, 0, width * height, slices, kernelZ);
		return smoothed;
	}

	private void addRow(final float[] from, final float[] to, final int start) {
		for (int x = 0; x < width; x++)
			to[start + x] = kernelX[0] * from[start + x];
		for (int k = 1; k < kernelX.length && k < width; k++) {
			final float weight = kernelX[k];
			for (int x = k; x < width; x++)
				to[start + x] += weight * from[start + x - k];
			for (int x = 0; x < width - k; x++)
				to[start + x] += weight * from[start + x + k];
		}
	}

	/** Convolves across runs of voxels that lie one behind the other. */
	private static void addRuns(final float[] from, final float[] to, final int start, final int length, final int count, final float[] kernel) {
		for (int run = 0; run < count; run++)
			for (int k = 1 - kernel.length; k < kernel.length; k++) {
				if (run + k < 0 || run + k >= count) continue;
				final float weight = kernel[Math.abs(k)];
				final int source = start + (run + k) * length;
				final int target = start + run * length;
				for (int i = 0; i < length; i++)
					to[target + i] += weight * from[source + i];
			}
	}
}
