package org.perfusionj.network;

import org.perfusionj.work.PerfusionException;
import org.perfusionj.work.WorkMonitor;

/** Finds what networks can run on here. */
@FunctionalInterface
public interface NetworkEngines {

	/**
	 * @param device what is wanted
	 * @param monitor told which engine and device is used, and why it is not the GPU where one could be expected
	 * @return an engine
	 * @throws PerfusionException if there is none: the network libraries are not installed, or no GPU though one is asked for; the message says what to do
	 */
	NetworkEngine find(Device device, WorkMonitor monitor);
}
