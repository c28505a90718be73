package org.perfusionj.simulation;

import java.util.List;
import java.util.SplittableRandom;

/**
 * Random numbers that depend on nothing but a seed and the names and numbers by which a stream was derived from it: the
 * same on every machine, with any number of threads, and unchanged when another part of a simulation draws more or fewer
 * numbers. Not thread-safe: derive one stream for each piece of work.
 * <p>
 * Bits come from {@link SplittableRandom}, whose algorithm is fixed by its specification; Gaussian numbers are made here
 * (polar method of Marsaglia), because the library's may change between Java versions.
 */
public final class RandomStream {

	private static final long GOLDEN = 0x9E3779B97F4A7C15L;

	private final long key;
	private final SplittableRandom bits;
	private double spare = Double.NaN;

	/** @param seed any number */
	public RandomStream(final long seed) {
		this.key = mix(seed + GOLDEN);
		this.bits = new SplittableRandom(key);
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

	private static long mix(final long bits) {
		// finaliser of SplitMix64 (Steele, Lea and Flood, OOPSLA 2014)
		long z = bits;
		z = (z ^ z >>> 30) * 0xBF58476D1CE4E5B9L;
		z = (z ^ z >>> 27) * 0x94D049BB133111EBL;
		return z ^ z >>> 31;
	}

	/** @return uniform in [0, 1) */
	public double uniform() {
		return bits.nextDouble();
	}

	/** @return uniform in [low, high); low if they are the same */
	public double uniform(final double low, final double high) {
		return low + (high - low) * bits.nextDouble();
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
			u = 2 * bits.nextDouble() - 1;
			v = 2 * bits.nextDouble() - 1;
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
		return bits.nextInt(low, high + 1);
	}

	/** @return true with the given probability */
	public boolean chance(final double probability) {
		return bits.nextDouble() < probability;
	}

	/** @return one of the values, each as likely as the others */
	public <T> T pick(final List<T> values) {
		return values.get(bits.nextInt(values.size()));
	}
}
