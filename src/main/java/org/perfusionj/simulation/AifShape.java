package org.perfusionj.simulation;

/** Shape of an arterial input function: starts at 0 s, peak 1. Immutable. */
public interface AifShape {

	/** First pass only: a gamma-variate bolus t^3 exp(-t/1.5 s), which peaks at 4.5 s. */
	AifShape GAMMA = new GammaBolus(3, 1.5);

	/** First pass, recirculation and wash-out: the population average of Parker et al. 2006. */
	AifShape PARKER = new ParkerBolus();

	/** @return name in tables, for example "gamma" */
	String name();

	/**
	 * @param t time since the bolus arrived, s
	 * @return concentration as a fraction of the peak; 0 before the bolus arrives
	 */
	double value(double t);
}
