package org.perfusionj.simulation;

/**
 * One condition of one test set.
 *
 * @param set number of the set, 1 to 6; 7 = curves from a training prior
 * @param factor what the set varies, for example "SNR"
 * @param unit unit of the factor, for example "dB"; empty if it has none
 * @param value value of the factor here, as text, for example "20" or "gamma"
 * @param position place on the axis of a plot: the value, or its number from 1 if it is a word
 * @param prior what the curves are drawn from
 */
public record TestCondition(int set, String factor, String unit, String value, double position, CurvePrior prior) {

	/**
	 * @param simulator makes the curve
	 * @param seed of the whole evaluation
	 * @param index number of the curve, from 0
	 * @return the curve: always the same for these numbers and this condition, and none that is ever trained on
	 */
	public SimulatedCurve curve(final CurveSimulator simulator, final long seed, final long index) {
		final RandomStream random = new RandomStream(seed).named("test sets").numbered(set).named(value).numbered(index);
		return simulator.simulate(prior.draw(random), random.named("noise"));
	}
}
