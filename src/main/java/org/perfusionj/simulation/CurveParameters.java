package org.perfusionj.simulation;

import org.perfusionj.curve.TimeGrid;

/**
 * Everything that determines one simulated curve but its noise.
 *
 * @param aif arterial input function where it is measured
 * @param cbf cerebral blood flow, ml/100 g/min, at least 0
 * @param transit distribution of transit times through the tissue
 * @param dispersionS mean arterial transit time T_A of the exponential dispersion (Zeng et al. 2025, eq. 6), s; 0 = none
 * @param delayS bolus arrival delay between the measured artery and the tissue, s, at least 0
 * @param snrDb signal-to-noise ratio 10 log10(mean of C^2 / sigma^2), dB; positive infinity = no noise
 * @param time frames; the first is at 0 s
 */
public record CurveParameters(ArterialInput aif, double cbf, GammaTransit transit, double dispersionS, double delayS, double snrDb, TimeGrid time) {

	/** @throws IllegalArgumentException if a value is out of range */
	public CurveParameters {
		if (!(cbf >= 0 && cbf < Double.POSITIVE_INFINITY)) throw new IllegalArgumentException("CBF must not be negative, but is " + cbf + " ml/100 g/min.");
		if (!(dispersionS >= 0 && dispersionS < Double.POSITIVE_INFINITY)) throw new IllegalArgumentException("The dispersion must not be negative, but is " + dispersionS + " s.");
		if (!(delayS >= 0 && delayS < Double.POSITIVE_INFINITY)) throw new IllegalArgumentException("The delay must not be negative, but is " + delayS + " s.");
		if (Double.isNaN(snrDb) || snrDb == Double.NEGATIVE_INFINITY) throw new IllegalArgumentException("The signal-to-noise ratio must be a number, but is " + snrDb + " dB.");
		if (time.startS() != 0) throw new IllegalArgumentException("The first frame must be at 0 s, but is at " + time.startS() + " s.");
	}

	/** @return cerebral blood volume, ml/100 g (central volume theorem) */
	public double cbv() {
		return cbf * transit.mttS() / 60;
	}
}
