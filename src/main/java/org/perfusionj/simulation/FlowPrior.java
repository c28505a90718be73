package org.perfusionj.simulation;

/**
 * How CBF, CBV and MTT are drawn: MTT and one of the other two; the third follows from CBV = CBF MTT / 60.
 *
 * @param given which of the two is drawn
 * @param amount its distribution, ml/100 g/min or ml/100 g, at least 0
 * @param mttS mean transit time, s, greater than 0
 * @param highestCbf both are drawn again where CBF is above this, ml/100 g/min, greater than 0; positive infinity = never
 */
public record FlowPrior(Given given, Distribution amount, Distribution mttS, double highestCbf) {

	/** What is drawn beside the MTT. */
	public enum Given {
		/** Cerebral blood flow. */
		CBF,
		/** Cerebral blood volume. */
		CBV
	}

	private static final int MOST_TRIES = 10_000;

	/** CBF and MTT of one curve. */
	record Flow(double cbf, double mttS) {}

	/** @throws IllegalArgumentException if the MTT can be 0 or less, the other quantity can be negative, or the highest CBF is not positive */
	public FlowPrior {
		if (!(mttS.low() > 0 && mttS.zeroShare() == 0)) throw new IllegalArgumentException("The MTT must be positive, but can be " + (mttS.zeroShare() > 0 ? 0 : mttS.low()) + " s.");
		if (!(amount.low() >= 0)) throw new IllegalArgumentException(given + " must not be negative, but can be " + amount.low() + (given == Given.CBF ? " ml/100 g/min." : " ml/100 g."));
		if (!(highestCbf > 0)) throw new IllegalArgumentException("The highest CBF must be positive, but is " + highestCbf + " ml/100 g/min.");
	}

	Flow draw(final RandomStream random) {
		for (int tries = 0; tries < MOST_TRIES; tries++) {
			final double mtt = mttS.draw(random);
			final double drawn = amount.draw(random);
			final double cbf = given == Given.CBF ? drawn : 60 * drawn / mtt;
			if (cbf <= highestCbf) return new Flow(cbf, mtt);
		}
		throw new IllegalArgumentException("CBF is hardly ever below " + highestCbf + " ml/100 g/min with these distributions.");
	}
}
