package org.perfusionj.phantom.scan;

/**
 * Blur of the scanner within a slice: a Gaussian, 1.5 mm wide at half its height. The taps are the discrete Gaussian
 * {@code exp(-t) I_n(t)} with the modified Bessel functions I_n, whose variance is exactly that of the continuous one also where pixels are
 * as coarse as the blur. Edges are mirrored. Immutable and thread-safe.
 */
public final class PointSpread {

	/** Full width at half maximum, mm. */
	public static final double FWHM_MM = 1.5;
	/** Taps below this are left out. */
	private static final double NEGLIGIBLE = 1e-4;

	private final int width;
	private final int height;
	private final float[] taps;

	/**
	 * @param width pixels along x
	 * @param height pixels along y
	 * @param pixelMm pixel size, mm
	 */
	public PointSpread(final int width, final int height, final double pixelMm) {
		this.width = width;
		this.height = height;
		final double sigma = FWHM_MM / (2 * Math.sqrt(2 * Math.log(2))) / pixelMm;
		this.taps = taps(sigma * sigma);
	}

	private static float[] taps(final double variance) {
		int radius = 0;
		double sum = tap(0, variance);
		while (tap(radius + 1, variance) > NEGLIGIBLE)
			sum += 2 * tap(++radius, variance);
		final float[] taps = new float[radius + 1];
		for (int n = 0; n <= radius; n++)
			taps[n] = (float) (tap(n, variance) / sum);
		return taps;
	}

	/** exp(-t) I_n(t) by the power series of the Bessel function. */
	private static double tap(final int n, final double t) {
		double term = 1;
		for (int k = 1; k <= n; k++)
			term *= t / 2 / k;
		double sum = term;
		for (int k = 1; k < 200 && term > 1e-18 * sum; k++) {
			term *= t * t / 4 / k / (k + n);
			sum += term;
		}
		return Math.exp(-t) * sum;
	}

	/** @return numbers that {@link #blur} needs as its scratch */
	public int scratchSize() {
		return width * height;
	}

	/**
	 * Blurs a plane in place.
	 *
	 * @param plane width x height
	 * @param scratch at least {@link #scratchSize} numbers, overwritten
	 */
	public void blur(final float[] plane, final float[] scratch) {
		for (int y = 0; y < height; y++)
			alongX(plane, scratch, y * width);
		alongY(scratch, plane);
	}

	private void alongX(final float[] from, final float[] to, final int row) {
		final int radius = taps.length - 1;
		for (int x = 0; x < width; x++) {
			float sum = taps[0] * from[row + x];
			if (x >= radius && x + radius < width) for (int n = 1; n <= radius; n++)
				sum += taps[n] * (from[row + x - n] + from[row + x + n]);
			else for (int n = 1; n <= radius; n++)
				sum += taps[n] * (from[row + mirror(x - n, width)] + from[row + mirror(x + n, width)]);
			to[row + x] = sum;
		}
	}

	private void alongY(final float[] from, final float[] to) {
		for (int y = 0; y < height; y++) {
			final int row = y * width;
			for (int x = 0; x < width; x++)
				to[row + x] = taps[0] * from[row + x];
			for (int n = 1; n < taps.length; n++) {
				final int above = mirror(y - n, height) * width;
				final int below = mirror(y + n, height) * width;
				final float tap = taps[n];
				for (int x = 0; x < width; x++)
					to[row + x] += tap * (from[above + x] + from[below + x]);
			}
		}
	}

	private static int mirror(final int index, final int size) {
		final int period = 2 * size;
		final int wrapped = Math.floorMod(index, period);
		return wrapped < size ? wrapped : period - 1 - wrapped;
	}
}
