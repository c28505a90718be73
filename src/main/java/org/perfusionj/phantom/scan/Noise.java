package org.perfusionj.phantom.scan;

import org.perfusionj.simulation.RandomStream;

/**
 * Noise of reconstructed CT images: Gaussian, correlated between neighbouring pixels as by a reconstruction kernel,
 * independent between frames and slices.
 * <p>
 * The power spectrum is a band-pass, as filtered back-projection makes it (Kijewski and Judy, Phys Med Biol 1987;32:565): it
 * rises with frequency and is rolled off by the kernel, with a rest at frequency zero. Its form is
 * {@code (r + (f/p)^m) exp(-(f/c)^q)} with numbers fitted to the autocorrelation of the noise filter in the public toolbox
 * "ttv" for low-dose perfusion CT by Fang (lags of 1 to 5 pixels: 0.71, 0.17, -0.14, -0.13, -0.03), taken to hold for pixels
 * of 0.9 mm. It is kept in cycles per mm, so that a finer or coarser matrix shows the same grain.
 * <p>
 * Streak noise of rays that lie across the dense skull base is a second field, long along x. Immutable and thread-safe: what is
 * added depends on the seed, the slice and the frame alone.
 */
public final class Noise {

	/** Pixel size for which the fitted numbers hold, mm. */
	private static final double FITTED_PIXEL_MM = 0.9;
	private static final double REST = 0.0716;
	private static final double RISE = 0.14;
	private static final double RISE_POWER = 2.2455;
	private static final double ROLL_OFF = 0.157;
	private static final double ROLL_OFF_POWER = 2.622;
	/** Nothing beyond, cycles per fitted pixel. */
	private static final double BAND = 0.36;
	/** Width (sd) of the spectrum of streak noise along x, cycles per mm: streaks are some 20 to 40 mm long (chosen). */
	private static final double STREAK_BAND_MM = 0.008;

	private final int width;
	private final int height;
	private final int size;
	private final RandomStream random;
	private final NoiseSpectrum grain;
	private final NoiseSpectrum streaks;

	/**
	 * @param width pixels along x
	 * @param height pixels along y
	 * @param pixelMm pixel size, mm
	 * @param random the noise's own stream
	 */
	public Noise(final int width, final int height, final double pixelMm, final RandomStream random) {
		this.width = width;
		this.height = height;
		this.size = powerOfTwo(Math.max(width, height));
		this.random = random.named("noise field");
		final double bandMm = BAND / FITTED_PIXEL_MM;
		this.grain = new NoiseSpectrum(size, pixelMm, bandMm, (fx, fy) -> power(Math.hypot(fx, fy)));
		this.streaks = new NoiseSpectrum(size, pixelMm, bandMm, (fx, fy) -> power(Math.abs(fy)) * Math.exp(-0.5 * Math.pow(fx / STREAK_BAND_MM, 2)));
	}

	/** @return the smallest power of two that is at least as large */
	private static int powerOfTwo(final int length) {
		return length <= 2 ? 2 : Integer.highestOneBit(length - 1) << 1;
	}

	/** @return power at a frequency given in cycles per mm */
	private static double power(final double frequencyMm) {
		final double f = frequencyMm * FITTED_PIXEL_MM;
		return (REST + Math.pow(f / RISE, RISE_POWER)) * Math.exp(-Math.pow(f / ROLL_OFF, ROLL_OFF_POWER));
	}

	/**
	 * Adds the noise of one image. The standard deviation in each pixel is exactly the one asked for, whatever the share of streaks.
	 *
	 * @param plane HU, width x height
	 * @param slice number of the slice
	 * @param frame number of the frame
	 * @param sd standard deviation, HU
	 * @param sdMap factor of the standard deviation in each pixel, or null for 1 everywhere
	 * @param streakShare share of the standard deviation that is streak noise along x in each pixel, 0 to 1, or null for none
	 */
	public void add(final float[] plane, final int slice, final int frame, final double sd, final float[] sdMap, final float[] streakShare) {
		if (sd == 0) return;
		final RandomStream own = random.numbered(slice).numbered(frame);
		final float[] field = grain.field(own.named("grain"));
		final float[] along = streakShare == null ? null : streaks.field(own.named("streaks"));
		for (int y = 0; y < height; y++)
			for (int x = 0; x < width; x++) {
				final int i = y * width + x;
				final int j = y * size + x;
				float value = field[j];
				if (along != null && streakShare[i] > 0) value = streakShare[i] * along[j] + (float) Math.sqrt(1 - streakShare[i] * streakShare[i]) * value;
				plane[i] += (float) sd * (sdMap == null ? value : sdMap[i] * value);
			}
	}
}
