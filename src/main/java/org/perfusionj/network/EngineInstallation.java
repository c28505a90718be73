package org.perfusionj.network;

import org.perfusionj.work.PerfusionException;

/** One kind of engine, whose libraries may be installed or not. A service ({@link java.util.ServiceLoader}): it must load without those libraries. */
public interface EngineInstallation {

	/**
	 * Loads its libraries, once in a Java process; seconds the first time.
	 *
	 * @param device CPU or CUDA
	 * @return an engine on that device
	 * @throws PerfusionException if there is none; the message says why and what to do
	 */
	NetworkEngine load(Device device);
}
