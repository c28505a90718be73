package org.perfusionj.simulation;

/**
 * An arterial input function: a shape, scaled along both axes and moved in time.
 *
 * @param shape the shape
 * @param peakHu height of the peak, HU above baseline, greater than 0
 * @param timeFactor factor on the time axis of the shape, greater than 0
 * @param onsetS when the bolus arrives, s after the first frame, at least 0
 */
public record ArterialInput(AifShape shape, double peakHu, double timeFactor, double onsetS) {

	/** @throws IllegalArgumentException if a value is out of range */
	public ArterialInput {
		if (!(peakHu > 0 && peakHu < Double.POSITIVE_INFINITY)) throw new IllegalArgumentException("The peak of the AIF must be positive, but is " + peakHu + " HU.");
		if (!(timeFactor > 0 && timeFactor < Double.POSITIVE_INFINITY)) throw new IllegalArgumentException("The factor on the time axis of the AIF must be positive, but is " + timeFactor + ".");
		if (!(onsetS >= 0 && onsetS < Double.POSITIVE_INFINITY)) throw new IllegalArgumentException("The onset of the AIF must not be negative, but is " + onsetS + " s.");
	}

	/** @return concentration, HU above baseline, t seconds after the first frame */
	public double value(final double t) {
		return peakHu * shape.value((t - onsetS) / timeFactor);
	}
}
