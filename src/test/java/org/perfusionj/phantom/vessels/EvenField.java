package org.perfusionj.phantom.vessels;

import org.perfusionj.phantom.perfusion.PerfusionField;
import org.perfusionj.phantom.perfusion.PerfusionPoint;

/**
 * Tissue that is everywhere the same, but for the left hemisphere.
 *
 * @param alpha shape of the transit times
 * @param mttS mean transit time, s
 * @param leftFlow flow of the left hemisphere relative to the right, with the same volume
 * @param leftLateS how much later blood arrives there, s
 */
record EvenField(double alpha, double mttS, double leftFlow, double leftLateS) implements PerfusionField {

	static final double ARRIVAL_S = 1;
	static final double DISPERSION_S = 0.8;

	@Override
	public void sample(final double x, final double y, final double z, final double grey, final double white, final PerfusionPoint out) {
		final boolean left = x < 0;
		final double normal = 50 * grey + 22 * white;
		out.cbf = normal * (left ? leftFlow : 1);
		out.cbv = normal * mttS / 60;
		out.arrivalS = ARRIVAL_S + (left ? leftLateS : 0);
		out.dispersionS = DISPERSION_S;
	}
}
