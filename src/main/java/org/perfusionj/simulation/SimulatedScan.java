package org.perfusionj.simulation;

import java.util.List;

import org.perfusionj.curve.TimeGrid;

/**
 * Simulated curves of one patient.
 *
 * @param time frames of all curves
 * @param aif arterial input function of all curves
 * @param curves at least one
 */
public record SimulatedScan(TimeGrid time, ArterialInput aif, List<SimulatedCurve> curves) {

	/** @throws IllegalArgumentException if there is no curve */
	public SimulatedScan {
		if (curves.isEmpty()) throw new IllegalArgumentException("A scan needs at least one curve.");
		curves = List.copyOf(curves);
	}
}
