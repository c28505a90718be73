package org.perfusionj.phantom.scan;

import java.util.Arrays;

import org.apache.commons.math3.transform.DftNormalization;
import org.apache.commons.math3.transform.FastFourierTransformer;
import org.apache.commons.math3.transform.TransformType;

import org.perfusionj.simulation.RandomStream;

/**
 * Random fields with mean 0, variance 1 and a given power spectrum: the spectrum is filled with Gaussian numbers and
 * transformed back, so a field costs two passes of short transforms. Frequencies beyond those of the pixels are folded back, as
 * sampling a continuous field does. Opposite edges of a field match, because it is periodic. Immutable and thread-safe.
 */
final class NoiseSpectrum {

	/** Power at a spatial frequency. */
	interface Power {
		/**
		 * @param fx cycles per mm
		 * @param fy cycles per mm
		 * @return power in any unit, at least 0
		 */
		double at(double fx, double fy);
	}

	/** Power below this fraction of the largest is left out: it would cost time and change the variance by nothing. */
	private static final double NEGLIGIBLE = 1e-4;

	private final int size;
	private final int columns;
	/** Standard deviation of the coefficient at [kx * size + ky], for kx of 0 to columns - 1. */
	private final float[] amplitude;

	/**
	 * @param size of the field, a power of two
	 * @param pixelMm pixel size, mm
	 * @param bandMm highest frequency that has power, cycles per mm
	 * @param power even in fx and fy
	 */
	NoiseSpectrum(final int size, final double pixelMm, final double bandMm, final Power power) {
		this.size = size;
		final double sampling = 1 / pixelMm;
		final int folds = (int) Math.ceil(bandMm / sampling + 0.5);
		final double[] folded = new double[(size / 2 + 1) * size];
		double largest = 0;
		for (int kx = 0; kx <= size / 2; kx++)
			for (int ky = 0; ky < size; ky++) {
				double sum = 0;
				for (int mx = -folds; mx <= folds; mx++)
					for (int my = -folds; my <= folds; my++) {
						final double fx = ((double) kx / size + mx) * sampling;
						final double fy = ((double) (ky <= size / 2 ? ky : ky - size) / size + my) * sampling;
						if (fx * fx + fy * fy <= bandMm * bandMm) sum += power.at(fx, fy);
					}
				folded[kx * size + ky] = sum;
				largest = Math.max(largest, sum);
			}
		double total = 0;
		int used = 0;
		for (int kx = 0; kx <= size / 2; kx++)
			for (int ky = 0; ky < size; ky++) {
				if (folded[kx * size + ky] < NEGLIGIBLE * largest) folded[kx * size + ky] = 0;
				else used = kx + 1;
				// a column stands for its mirror image, too
				total += (kx == 0 || kx == size / 2 ? 1 : 2) * folded[kx * size + ky];
			}
		this.columns = used;
		this.amplitude = new float[columns * size];
		for (int i = 0; i < amplitude.length; i++)
			amplitude[i] = (float) Math.sqrt(folded[i] / total);
	}

	/** @return a field of size x size numbers, row by row */
	float[] field(final RandomStream random) {
		final double[][][] spectrum = new double[columns][2][size];
		for (int kx = 0; kx < columns; kx++) {
			if (kx == 0 || kx == size / 2) fillOwnMirror(kx * size, spectrum[kx][0], spectrum[kx][1], random);
			else fill(kx * size, spectrum[kx][0], spectrum[kx][1], random);
			transform(spectrum[kx]);
		}
		return rows(spectrum);
	}

	/** Without scaling; the sign of the exponent only mirrors the field. */
	private static void transform(final double[][] numbers) {
		FastFourierTransformer.transformInPlace(numbers, DftNormalization.STANDARD, TransformType.FORWARD);
	}

	private void fill(final int column, final double[] re, final double[] im, final RandomStream random) {
		for (int ky = 0; ky < size; ky++)
			if (amplitude[column + ky] > 0) {
				final double part = amplitude[column + ky] * Math.sqrt(0.5);
				re[ky] = part * random.gaussian();
				im[ky] = part * random.gaussian();
			}
	}

	/** A column that is its own mirror image: negative frequencies are the conjugates of the positive ones. */
	private void fillOwnMirror(final int column, final double[] re, final double[] im, final RandomStream random) {
		re[0] = amplitude[column] * random.gaussian();
		re[size / 2] = amplitude[column + size / 2] * random.gaussian();
		for (int ky = 1; ky < size / 2; ky++) {
			final double part = amplitude[column + ky] * Math.sqrt(0.5);
			if (part == 0) continue;
			re[ky] = part * random.gaussian();
			im[ky] = part * random.gaussian();
			re[size - ky] = re[ky];
			im[size - ky] = -im[ky];
		}
	}

	/** Two real rows at a time go through one complex transform, as its real and its imaginary part. */
	private float[] rows(final double[][][] spectrum) {
		final float[] field = new float[size * size];
		final double[][] pair = new double[2][size];
		for (int y = 0; y < size; y += 2) {
			Arrays.fill(pair[0], 0);
			Arrays.fill(pair[1], 0);
			for (int kx = 0; kx < columns; kx++) {
				final double[] re = spectrum[kx][0];
				final double[] im = spectrum[kx][1];
				pair[0][kx] = re[y] - im[y + 1];
				pair[1][kx] = im[y] + re[y + 1];
				if (kx > 0 && kx < size / 2) {
					pair[0][size - kx] = re[y] + im[y + 1];
					pair[1][size - kx] = re[y + 1] - im[y];
				}
			}
			transform(pair);
			for (int x = 0; x < size; x++) {
				field[y * size + x] = (float) pair[0][x];
				field[(y + 1) * size + x] = (float) pair[1][x];
			}
		}
		return field;
	}
}
