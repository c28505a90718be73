package org.perfusionj.network.residue;

import java.util.stream.IntStream;

/**
 * Which curves a {@link SimulatedMemory} holds: all combinations of some transit times, shapes, dispersions and delays, in the ranges of the broad prior of
 * training. The delay varies fastest, then dispersion, shape and transit time.
 *
 * @param transits mean transit times, equally spaced in their logarithm from 3.43 to 24 s
 * @param shapes values of alpha, equally spaced in their logarithm from 0.5 to 100
 * @param delayStepS step of the delays, which go from 0 to 25 s, s
 */
record MemoryGrid(int transits, int shapes, double delayStepS) {

	private static final double SHORTEST_S = 3.43;
	private static final double LONGEST_S = 24;
	private static final double LEAST_ALPHA = 0.5;
	private static final double LARGEST_ALPHA = 100;
	private static final double LATEST_S = 25;
	/** Mean arterial transit times T_A, s, closer where curves differ more; 0 is no dispersion. */
	private static final double[] DISPERSIONS_S = { 0, 0.5, 1.3, 2.4, 3.6, 4.7 };
	/** How likely they are: 0 for a half, and else uniform from 0 to 5 s. */
	private static final double[] DISPERSION_PRIOR = { 0.5, 0.1, 0.08, 0.11, 0.11, 0.1 };

	/** @throws IllegalArgumentException if a number is impossible */
	MemoryGrid {
		if (transits < 2 || shapes < 2 || transits > 100 || shapes > 100) throw new IllegalArgumentException("A memory of curves needs 2 to 100 transit times and shapes, not " + transits + " and " + shapes + ".");
		if (!(delayStepS >= 0.05 && delayStepS <= 5)) throw new IllegalArgumentException("Delays can be 0.05 to 5 s apart, not " + delayStepS + " s.");
	}

	/** @return middle of the transit times of a class, s */
	double mttS(final int transit) {
		return SHORTEST_S * Math.pow(LONGEST_S / SHORTEST_S, (transit + 0.5) / transits);
	}

	/** @return middle of the values of alpha of a class */
	double alpha(final int shape) {
		return LEAST_ALPHA * Math.pow(LARGEST_ALPHA / LEAST_ALPHA, (shape + 0.5) / shapes);
	}

	/** @return number of dispersions */
	int dispersions() {
		return DISPERSIONS_S.length;
	}

	/** @return mean arterial transit time, s */
	double dispersionS(final int dispersion) {
		return DISPERSIONS_S[dispersion];
	}

	/** @return number of delays */
	int delays() {
		return (int) Math.floor(LATEST_S / delayStepS + 1e-9) + 1;
	}

	/** @return delay, s */
	double delayS(final int delay) {
		return delay * delayStepS;
	}

	/** @return how likely a curve is before it is looked at, but for a factor; transit times are uniform, so wider classes hold more of them */
	double prior(final int transit, final int dispersion, final int delay) {
		return mttS(transit) * DISPERSION_PRIOR[dispersion] * (delay == 0 || delay == delays() - 1 ? 0.5 : 1);
	}

	/** @return number of curves */
	int size() {
		return transits * shapes * dispersions() * delays();
	}

	/** @return 0 to shapes * transits - 1 */
	IntStream tissues() {
		return IntStream.range(0, transits * shapes);
	}
}
