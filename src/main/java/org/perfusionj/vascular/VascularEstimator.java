package org.perfusionj.vascular;

import java.util.Optional;

import org.perfusionj.preprocessing.ConcentrationSeries;
import org.perfusionj.work.Parallel;
import org.perfusionj.work.WorkMonitor;

/** A way to get a vascular function for a series: ROIs, a file, classical selection, a network. */
public interface VascularEstimator {

	/** @return short name used in macros, tables and provenance, for example "classical" */
	String name();

	/**
	 * @param vessel which function
	 * @param input concentration of the series
	 * @param known the AIF if it is already known when the VOF is asked for (the VOF is later than it)
	 * @param parallel threads to use
	 * @param monitor progress and cancel
	 * @return the function on the input's time grid, never empty or zero
	 * @throws org.perfusionj.work.PerfusionException if there is none, with the reason and what to do
	 */
	VascularFunction estimate(Vessel vessel, ConcentrationSeries input, Optional<VascularFunction> known, Parallel parallel, WorkMonitor monitor);

	/**
	 * For more than one vessel of a series, so that it need not be read for each of them. Nothing is done before a vessel is asked for.
	 *
	 * @param input concentration of the series
	 * @return finds what {@link #estimate} does
	 */
	default VascularSearch search(final ConcentrationSeries input) {
		return (vessel, known, parallel, monitor) -> estimate(vessel, input, known, parallel, monitor);
	}
}
