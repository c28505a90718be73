package org.perfusionj.simulation;

import java.util.List;

/**
 * Random numbers that depend on nothing but a seed and the names and numbers by which a stream was derived from it: the
 * same on every machine, with any number of threads, and unchanged when another part of a simulation draws more or fewer
 * numbers. Not thread-safe: derive one stream for each piece of work.
 * <p>
 * Bits come from SplitMix64 (Steele, Lea and Flood, OOPSLA 2014), Gaussian numbers from the polar method of Marsaglia. Both are
 * made here and not taken from the library, which may change its own between Java versions.
 */
public final class RandomStream {

	private static final long GOLDEN = 0x9E3779B97F4A7C15L;

	private final long key;
	private long bits;
	private double spare = Double.NaN;

	/** @param seed any number */
	public RandomStream(final long seed) {
		this.key = mix(seed + GOLDEN);
		this.bits = key;
	}

	/** @return an independent stream for one purpose, for example "noise"; it does not depend on what was drawn from this one */
	public RandomStream named(final String purpose) {
		long hash = key;
		for (int i = 0; i < purpose.length(); i++)
			hash = mix(hash ^ purpose.charAt(i)) + GOLDEN;
		return new RandomStream(hash);
	}

	/** @return an independent stream for one numbered piece of work, for example a frame */
	public RandomStream numbered(final long number) {
		return new RandomStream(mix(key ^ mix(number + GOLDEN)));
	}

	/** Finaliser of SplitMix64. */
	private static long mix(final long state) {
		long z = state;
		z = (z ^ z >>> 30) * 0xBF58476D1CE4E5B9L;
		z = (z ^ z >>> 27) * 0x94D049BB133111EBL;
		return z ^ z >>> 31;
	}

	/** 32 bits by a finaliser of their own (variant 4 of D. Stafford), as Java's implementation of SplitMix64 has it. */
	private int word() {
		long z = bits += GOLDEN;
		z = (z ^ z >>> 33) * 0x62A9D9ED799705F5L;
		return (int) ((z ^ z >>> 28) * 0xCB24D0A5C88C35B3L >>> 32);
	}

	/** @return a whole number from low to bound - 1, all as likely: numbers that would favour some are drawn again */
	private int within(final int low, final int bound) {
		final int count = bound - low;
		int word = word();
		if (count <= 0) {
			// more of them than an int can count
			while (word < low || word >= bound)
				word = word();
			return word;
		}
		if ((count & count - 1) == 0) return low + (word & count - 1);
		int positive = word >>> 1;
		int rest = positive % count;
		while (positive + count - 1 - rest < 0) {
			positive = word() >>> 1;
			rest = positive % count;
		}
		return low + rest;
	}

	/** @return uniform in [0, 1) */
	public double uniform() {
		return (mix(bits += GOLDEN) >>> 11) * 0x1p-53;
	}

	/** @return uniform in [low, high); low if they are the same */
	public double uniform(final double low, final double high) {
		return low + (high - low) * uniform();
	}

	/** @return uniform in the logarithm, between two positive numbers */
	public double logUniform(final double low, final double high) {
		return Math.exp(uniform(Math.log(low), Math.log(high)));
	}

	/** @return normally distributed with mean 0 and standard deviation 1 */
	public double gaussian() {
		if (!Double.isNaN(spare)) {
			final double kept = spare;
			spare = Double.NaN;
			return kept;
		}
		double u;
		double v;
		double s;
		do {
			u = 2 * uniform() - 1;
			v = 2 * uniform() - 1;
			s = u * u + v * v;
		}
		while (s >= 1 || s == 0);
		final double scale = StrictMath.sqrt(-2 * StrictMath.log(s) / s);
		spare = v * scale;
		return u * scale;
	}

	/** @return normally distributed */
	public double gaussian(final double mean, final double sd) {
		return mean + sd * gaussian();
	}

	/** @return normally distributed, drawn again until it lies between low and high (which must lie around or near the mean) */
	public double gaussian(final double mean, final double sd, final double low, final double high) {
		for (int tries = 0; tries < 1000; tries++) {
			final double value = gaussian(mean, sd);
			if (value >= low && value <= high) return value;
		}
		throw new IllegalArgumentException("no value of " + mean + " +- " + sd + " lies between " + low + " and " + high);
	}

	/** @return a whole number from low to high, both included */
	public int integer(final int low, final int high) {
		return within(low, high + 1);
	}

	/** @return true with the given probability */
	public boolean chance(final double probability) {
		return uniform() < probability;
	}

	/** @return one of the values, each as likely as the others */
	public <T> T pick(final List<T> values) {
		return values.get(within(0, values.size()));
	}
}
