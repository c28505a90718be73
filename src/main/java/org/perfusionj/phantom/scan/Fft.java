package org.perfusionj.phantom.scan;

/** Complex discrete Fourier transform of one power-of-two length, in place, with positive exponent and without scaling. Immutable and thread-safe. */
final class Fft {

	private final int size;
	private final int[] reversed;
	private final float[] cos;
	private final float[] sin;

	/** @param size a power of two, at least 2 */
	Fft(final int size) {
		if (size < 2 || Integer.bitCount(size) != 1) throw new IllegalArgumentException("A transform of " + size + " numbers is not of a power-of-two length.");
		this.size = size;
		this.reversed = new int[size];
		final int bits = Integer.numberOfTrailingZeros(size);
		for (int i = 0; i < size; i++)
			reversed[i] = Integer.reverse(i) >>> 32 - bits;
		this.cos = new float[size / 2];
		this.sin = new float[size / 2];
		for (int i = 0; i < size / 2; i++) {
			final double angle = 2 * Math.PI * i / size;
			cos[i] = (float) Math.cos(angle);
			sin[i] = (float) Math.sin(angle);
		}
	}

	/** @return the smallest power of two that is at least as large */
	static int sizeFor(final int length) {
		return length <= 2 ? 2 : Integer.highestOneBit(length - 1) << 1;
	}

	/**
	 * Replaces numbers h[k] by sum over k of h[k] exp(+2 pi i j k / size).
	 *
	 * @param re real parts, from offset on
	 * @param im imaginary parts, from offset on
	 * @param offset of the first number in both arrays
	 */
	void transform(final float[] re, final float[] im, final int offset) {
		for (int i = 0; i < size; i++) {
			final int j = reversed[i];
			if (j > i) {
				swap(re, offset + i, offset + j);
				swap(im, offset + i, offset + j);
			}
		}
		for (int half = 1, stride = size / 2; half < size; half *= 2, stride /= 2)
			for (int start = offset; start < offset + size; start += 2 * half)
				for (int k = 0; k < half; k++) {
					final int a = start + k;
					final int b = a + half;
					final float c = cos[k * stride];
					final float s = sin[k * stride];
					final float x = re[b] * c - im[b] * s;
					final float y = re[b] * s + im[b] * c;
					re[b] = re[a] - x;
					im[b] = im[a] - y;
					re[a] += x;
					im[a] += y;
				}
	}

	private static void swap(final float[] values, final int i, final int j) {
		final float kept = values[i];
		values[i] = values[j];
		values[j] = kept;
	}
}
