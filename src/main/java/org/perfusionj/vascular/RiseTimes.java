package org.perfusionj.vascular;

import java.util.function.IntFunction;
import java.util.function.IntToDoubleFunction;

/**
 * When the parts of a curve rise that is a sum of many: an AIF of arteries and veins may look like a bolus that is a little wide, but its
 * parts give it away. Immutable.
 */
public final class RiseTimes {

	/** Of a curve whose parts are not known. */
	public static final RiseTimes UNKNOWN = new RiseTimes(new double[0], new double[0]);

	private final double[] halfRisesS;
	private final double[] heights;

	private RiseTimes(final double[] halfRisesS, final double[] heights) {
		this.halfRisesS = halfRisesS;
		this.heights = heights;
	}

	/**
	 * @param parts number of parts
	 * @param curves curve of each part, above baseline, finite
	 * @param weights weight of each part in the sum
	 * @param stepS interval between samples, s
	 */
	public static RiseTimes of(final int parts, final IntFunction<double[]> curves, final IntToDoubleFunction weights, final double stepS) {
		final double[] halfRisesS = new double[parts];
		final double[] heights = new double[parts];
		for (int n = 0; n < parts; n++) {
			final BolusShape shape = BolusShape.of(curves.apply(n), stepS);
			halfRisesS[n] = shape.halfRiseS();
			heights[n] = shape.hasRise() ? weights.applyAsDouble(n) * Math.max(0, shape.peak()) : 0;
		}
		return new RiseTimes(halfRisesS, heights);
	}

	/**
	 * @param timeS s after the first sample
	 * @return part of the height of the curve that comes from parts which rise through their half later than that, 0 to 1; 0 if nothing is known
	 */
	double partAfter(final double timeS) {
		double sum = 0;
		double after = 0;
		for (int n = 0; n < heights.length; n++) {
			sum += heights[n];
			if (halfRisesS[n] > timeS) after += heights[n];
		}
		return sum > 0 ? after / sum : 0;
	}
}
