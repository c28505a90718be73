package org.perfusionj.simulation;

/**
 * Noise that varies smoothly through space, without end and without storage: independent Gaussian values at the points of a
 * lattice (found by hashing the point's place), blended between the eight neighbours with weights s(t) = t^2 (3 - 2t), and
 * divided by the root of the sum of squared weights. So mean 0 and standard deviation 1 hold at every point and not only on
 * the average. The lattice is turned and shifted at random, so that its axes are nowhere the axes of an image.
 * <p>
 * Immutable and thread-safe, allocates nothing when asked, about 20 ns a point. Add two or three of them, each half as long
 * and half as strong as the one before, for a texture with finer detail.
 */
public final class SmoothNoise {

	/** Values at lattice points are drawn from so many, a power of two that fits the first level cache. */
	private static final int VALUES = 4096;
	private static final int HASH_BITS = 12;

	// odd, with well mixed bits, so that neighbours and mirror images of lattice points get unrelated values
	private static final int MIX_X = 0x9E3779B1;
	private static final int MIX_Y = 0x85EBCA77;
	private static final int MIX_Z = 0xC2B2AE3D;
	private static final int MIX_END = 0x27D4EB2F;

	private final float[] values = new float[VALUES];
	private final int salt;
	/** From mm to lattice steps: rotation, scaling, shift. */
	private final double xx, xy, xz, x0;
	private final double yx, yy, yz, y0;
	private final double zx, zy, zz, z0;

	/**
	 * @param random where it is drawn from
	 * @param lengthMm distance of the lattice points, mm, above 0: values that far apart have a correlation of about 0.23, half
	 *          as far 0.68, twice as far none
	 * @throws IllegalArgumentException if the length is not positive and finite
	 */
	public SmoothNoise(final RandomStream random, final double lengthMm) {
		if (!(lengthMm > 0 && lengthMm < Double.POSITIVE_INFINITY)) throw new IllegalArgumentException("The length of smooth noise must be positive, but is " + lengthMm + " mm.");
		double sum = 0;
		double squares = 0;
		for (int i = 0; i < VALUES; i++) {
			values[i] = (float) random.gaussian();
			sum += values[i];
			squares += values[i] * values[i];
		}
		final double mean = sum / VALUES;
		final double sd = Math.sqrt(squares / VALUES - mean * mean);
		for (int i = 0; i < VALUES; i++)
			values[i] = (float) ((values[i] - mean) / sd);
		salt = random.integer(Integer.MIN_VALUE, Integer.MAX_VALUE - 1);
		// a quaternion of four Gaussian numbers is a rotation drawn uniformly
		final double a = random.gaussian();
		final double b = random.gaussian();
		final double c = random.gaussian();
		final double d = random.gaussian();
		final double scale = 1 / (lengthMm * (a * a + b * b + c * c + d * d));
		xx = scale * (a * a + b * b - c * c - d * d);
		xy = scale * 2 * (b * c - a * d);
		xz = scale * 2 * (b * d + a * c);
		yx = scale * 2 * (b * c + a * d);
		yy = scale * (a * a - b * b + c * c - d * d);
		yz = scale * 2 * (c * d - a * b);
		zx = scale * 2 * (b * d - a * c);
		zy = scale * 2 * (c * d + a * b);
		zz = scale * (a * a - b * b - c * c + d * d);
		x0 = random.uniform();
		y0 = random.uniform();
		z0 = random.uniform();
	}

	/**
	 * @param x mm
	 * @param y mm
	 * @param z mm
	 * @return the noise there: mean 0, standard deviation 1 over many noises or far places
	 */
	public double at(final double x, final double y, final double z) {
		final double u = xx * x + xy * y + xz * z + x0;
		final double v = yx * x + yy * y + yz * z + y0;
		final double w = zx * x + zy * y + zz * z + z0;
		final int iu = floor(u);
		final int iv = floor(v);
		final int iw = floor(w);
		final double su = blend(u - iu);
		final double sv = blend(v - iv);
		final double sw = blend(w - iw);
		final int hu = iu * MIX_X + salt;
		final int hv = iv * MIX_Y;
		final int hw = iw * MIX_Z;
		final int h00 = hu + hv;
		final int h10 = h00 + MIX_X;
		final int h01 = h00 + MIX_Y;
		final int h11 = h10 + MIX_Y;
		final double low = mix(mix(value(h00 + hw), value(h10 + hw), su), mix(value(h01 + hw), value(h11 + hw), su), sv);
		final int next = hw + MIX_Z;
		final double high = mix(mix(value(h00 + next), value(h10 + next), su), mix(value(h01 + next), value(h11 + next), su), sv);
		return mix(low, high, sw) / Math.sqrt(power(su) * power(sv) * power(sw));
	}

	private static int floor(final double value) {
		final int cut = (int) value;
		return value < cut ? cut - 1 : cut;
	}

	private static double blend(final double t) {
		return t * t * (3 - 2 * t);
	}

	private static double mix(final double a, final double b, final double share) {
		return a + (b - a) * share;
	}

	/** Variance of a blend of two independent values. */
	private static double power(final double share) {
		return 1 - 2 * share * (1 - share);
	}

	private double value(final int place) {
		int hash = (place ^ place >>> 15) * MIX_END;
		hash = (hash ^ hash >>> 13) * MIX_X;
		return values[hash >>> 32 - HASH_BITS];
	}
}
