package org.perfusionj.vascular;

import java.util.Optional;

import org.perfusionj.work.Parallel;
import org.perfusionj.work.WorkMonitor;

/**
 * An estimator at work on one series. What it makes of the series for one vessel may serve the next, and takes memory for as long as somebody
 * refers to this. Not thread-safe.
 */
@FunctionalInterface
public interface VascularSearch {

	/**
	 * @param vessel which function
	 * @param known the AIF if it is already known when the VOF is asked for (the VOF is later than it)
	 * @param parallel threads to use
	 * @param monitor progress and cancel
	 * @return the function on the time grid of the series, never empty or zero
	 * @throws org.perfusionj.work.PerfusionException if there is none, with the reason and what to do
	 */
	VascularFunction find(Vessel vessel, Optional<VascularFunction> known, Parallel parallel, WorkMonitor monitor);
}
