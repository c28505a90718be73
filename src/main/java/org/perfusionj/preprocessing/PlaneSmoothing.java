package org.perfusionj.preprocessing;

import java.util.Arrays;

import org.perfusionj.series.SpatialGrid;

/**
 * Gaussian smoothing of one plane with a width in mm: separable, sampled kernel cut at four standard deviations. Missing
 * samples have no weight and the weights of the others are renormalised, at the image edge too. Keeps scratch memory:
 * one for each thread.
 */
public final class PlaneSmoothing {

	private static final double FWHM_PER_SIGMA = 2 * Math.sqrt(2 * Math.log(2));

	private final int width;
	private final int height;
	private final float[] kernelX;
	private final float[] kernelY;
	/** One over the sum of the weights that fall inside the image, by column and by row. */
	private final float[] scaleX;
	private final float[] scaleY;
	private final float[] scratch;
	private float[] weights;

	/**
	 * @param grid size and spacing of the plane
	 * @param fwhmMm full width of the kernel at half of its maximum, mm, at least 0
	 */
	public PlaneSmoothing(final SpatialGrid grid, final double fwhmMm) {
		this.width = grid.width();
		this.height = grid.height();
		this.kernelX = kernel(fwhmMm / FWHM_PER_SIGMA / grid.spacingX());
		this.kernelY = kernel(fwhmMm / FWHM_PER_SIGMA / grid.spacingY());
		this.scaleX = scale(kernelX, width);
		this.scaleY = scale(kernelY, height);
		this.scratch = new float[grid.planeSize()];
	}

	/** Smooths a plane in place; samples that are NaN or infinite are missing and stay. */
	public void smooth(final float[] plane) {
		float check = 0;
		for (final float value : plane)
			check += value - value;
		if (check == 0) {
			convolve(plane);
			for (int y = 0; y < height; y++)
				for (int x = 0; x < width; x++)
					plane[y * width + x] *= scaleX[x] * scaleY[y];
			return;
		}
		final boolean[] valid = new boolean[plane.length];
		for (int i = 0; i < plane.length; i++)
			valid[i] = Float.isFinite(plane[i]);
		smooth(plane, valid);
	}

	/**
	 * Smooths the valid samples of a plane among themselves, in place; the others stay.
	 *
	 * @param plane samples, x fastest
	 * @param valid which of them count
	 */
	public void smooth(final float[] plane, final boolean[] valid) {
		if (weights == null) weights = new float[plane.length];
		final float[] others = plane.clone();
		for (int i = 0; i < plane.length; i++) {
			weights[i] = valid[i] ? 1 : 0;
			if (!valid[i]) plane[i] = 0;
		}
		convolve(plane);
		convolve(weights);
		for (int i = 0; i < plane.length; i++)
			plane[i] = valid[i] ? plane[i] / weights[i] : others[i];
	}

	/** Zero-padded convolution in both directions, in place. */
	private void convolve(final float[] plane) {
		for (int y = 0; y < height; y++) {
			final int row = y * width;
			for (int x = 0; x < width; x++)
				scratch[row + x] = kernelX[0] * plane[row + x];
			for (int k = 1; k < kernelX.length && k < width; k++) {
				final float weight = kernelX[k];
				for (int x = k; x < width; x++)
					scratch[row + x] += weight * plane[row + x - k];
				for (int x = 0; x < width - k; x++)
					scratch[row + x] += weight * plane[row + x + k];
			}
		}
		Arrays.fill(plane, 0);
		for (int y = 0; y < height; y++)
			for (int k = 1 - kernelY.length; k < kernelY.length; k++) {
				if (y + k < 0 || y + k >= height) continue;
				final float weight = kernelY[Math.abs(k)];
				final int from = (y + k) * width;
				final int to = y * width;
				for (int x = 0; x < width; x++)
					plane[to + x] += weight * scratch[from + x];
			}
	}

	/** Half of a symmetric kernel of sum 1, from its centre. */
	private static float[] kernel(final double sigma) {
		final double[] kernel = new double[1 + (int) Math.ceil(4 * sigma)];
		double sum = 0;
		for (int k = 0; k < kernel.length; k++) {
			kernel[k] = k == 0 ? 1 : Math.exp(-0.5 * k * k / (sigma * sigma));
			sum += k == 0 ? 1 : 2 * kernel[k];
		}
		final float[] result = new float[kernel.length];
		for (int k = 0; k < kernel.length; k++)
			result[k] = (float) (kernel[k] / sum);
		return result;
	}

	private static float[] scale(final float[] kernel, final int length) {
		final float[] scale = new float[length];
		for (int x = 0; x < length; x++) {
			double sum = kernel[0];
			for (int k = 1; k < kernel.length; k++)
				sum += (x - k >= 0 ? kernel[k] : 0) + (x + k < length ? kernel[k] : 0);
			scale[x] = (float) (1 / sum);
		}
		return scale;
	}
}
