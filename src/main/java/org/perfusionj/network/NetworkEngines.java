package org.perfusionj.network;

import org.perfusionj.work.PerfusionException;
import org.perfusionj.work.WorkMonitor;

/** Finds what networks can run on here. */
@FunctionalInterface
public interface NetworkEngines {

	/**
	 * @param choice what is wanted
	 * @param monitor told which engine and device is used, and why it is not the GPU where one could be expected
	 * @return an engine; it may be one that cannot train
	 * @throws PerfusionException if there is none: the network libraries are not installed, or no GPU though one is asked for; the message says what to do
	 */
	NetworkEngine find(EngineChoice choice, WorkMonitor monitor);

	/**
	 * Like {@link #find}, but passes over engines that cannot train.
	 *
	 * @return an engine that can train
	 * @throws PerfusionException if there is none, or the one that is asked for cannot train
	 */
	default NetworkEngine findForTraining(final EngineChoice choice, final WorkMonitor monitor) {
		return find(choice, monitor);
	}
}
