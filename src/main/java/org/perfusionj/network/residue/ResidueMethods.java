package org.perfusionj.network.residue;

import org.perfusionj.maps.PerfusionMethod;
import org.perfusionj.work.WorkMonitor;

/** Makes deep residue estimation ready to be used. */
@FunctionalInterface
public interface ResidueMethods {

	/**
	 * @param request what is wanted
	 * @param monitor told what the network runs on
	 * @return the method; its maps are CBF, BAD, and with uncertainty their standard deviations; it estimates local AIFs
	 * @throws org.perfusionj.work.PerfusionException if the model cannot be read, or there is nothing to run it on
	 */
	PerfusionMethod find(ResidueRequest request, WorkMonitor monitor);
}
