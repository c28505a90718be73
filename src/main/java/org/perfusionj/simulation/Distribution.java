package org.perfusionj.simulation;

/**
 * How a simulated quantity is distributed: uniform, or uniform in its logarithm, between two bounds, with a share of zeros.
 *
 * @param low lower bound
 * @param high upper bound, at least low; the same = a fixed value
 * @param logarithmic uniform in the logarithm; both bounds must then be positive
 * @param zeroShare probability of 0 instead, 0 to 1
 */
public record Distribution(double low, double high, boolean logarithmic, double zeroShare) {

	/** @throws IllegalArgumentException if the bounds are not finite, not in order or not positive where they must be, or the share is no probability */
	public Distribution {
		if (!(Double.isFinite(low) && Double.isFinite(high) && low <= high)) throw new IllegalArgumentException("The bounds of a distribution must be finite and in order, but are " + low + " and " + high + ".");
		if (logarithmic && !(low > 0)) throw new IllegalArgumentException("The bounds of a logarithmic distribution must be positive, but are " + low + " and " + high + ".");
		if (!(zeroShare >= 0 && zeroShare <= 1)) throw new IllegalArgumentException("The share of zeros must be from 0 to 1, but is " + zeroShare + ".");
	}

	/** @return always the same value */
	public static Distribution fixed(final double value) {
		return new Distribution(value, value, false, 0);
	}

	/** @return uniform between the bounds */
	public static Distribution uniform(final double low, final double high) {
		return new Distribution(low, high, false, 0);
	}

	/** @return uniform in the logarithm between the bounds */
	public static Distribution logUniform(final double low, final double high) {
		return new Distribution(low, high, true, 0);
	}

	/** @return the same, but 0 with the given probability */
	public Distribution orZero(final double share) {
		return new Distribution(low, high, logarithmic, share);
	}

	/** @return a value; takes two numbers from the stream if there is a share of zeros, one if not */
	double draw(final RandomStream random) {
		if (zeroShare > 0 && random.chance(zeroShare)) {
			random.uniform();
			return 0;
		}
		return logarithmic ? random.logUniform(low, high) : random.uniform(low, high);
	}
}
